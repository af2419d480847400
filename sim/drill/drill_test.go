package drill

import (
	"os"
	"path/filepath"
	"testing"

	"encap/layers/transport/tcp"
)

// Every public script agrees with the stack that is set like Linux.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.pkt")
	if err != nil || len(files) < 20 {
		t.Fatalf("only %d scripts found: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Parse(filepath.Base(file), string(src))
			if err != nil {
				t.Fatal(err)
			}
			r, err := Play(s, &tcp.Linux)
			if err != nil {
				t.Fatal(err)
			}
			if !r.OK {
				t.Error(r.Result)
			}
		})
	}
}
