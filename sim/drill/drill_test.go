package drill

import (
	"os"
	"path/filepath"
	"testing"

	"encap/layers/transport/tcp"
)

// Every script agrees with the stack that is set like Linux, and those in a
// directory with the name of a profile with that one.
func TestScripts(t *testing.T) {
	for _, p := range tcp.Profiles {
		pattern, least := "testdata/"+p.Name+"/*.pkt", 1
		if p == &tcp.Linux {
			pattern, least = "testdata/*.pkt", 20
		}
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) < least {
			t.Fatalf("only %d scripts found for %s: %v", len(files), p.Name, err)
		}
		for _, file := range files {
			t.Run(p.Name+"/"+filepath.Base(file), func(t *testing.T) { agrees(t, file, p) })
		}
	}
}

// agrees plays a script.
func agrees(t *testing.T, file string, p *tcp.Profile) {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(filepath.Base(file), string(src))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Play(s, p)
	if err != nil {
		t.Fatal(err)
	}
	if !r.OK {
		t.Error(r.Result)
	}
	if err := r.world.tracer.Check(); err != nil {
		t.Error(err)
	}
}
