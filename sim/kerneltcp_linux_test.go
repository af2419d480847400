package sim

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"encap/layers/physical"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// The Linux kernel speaks TCP with us, both ways: curl fetches alice's page,
// alice fetches a large file from Python, echoes go to and fro, and a closed
// port refuses. The recording gives the same trace without it.
func TestTheKernelSpeaksTCP(t *testing.T) {
	for _, c := range []struct {
		profile string
		loss    physical.Chance
	}{{"rfc", 0}, {"linux", 20_000_000}, {"classic", 0}} {
		t.Run(fmt.Sprint(c.profile, ", loss ", c.loss), func(t *testing.T) { speakTCP(t, c.profile, c.loss) })
	}
}

func speakTCP(t *testing.T, profile string, loss physical.Chance) {
	for _, tool := range []string{"ip", "ethtool", "curl", "nc", "python3"} {
		_, err := exec.LookPath(tool)
		needs(t, "iproute2, ethtool, curl, nc and python3", err)
	}
	kernel := kernelInANamespace(t)
	s := besideTheKernel(netip.MustParseAddrPort("10.8.0.1:4789"))
	s.TCP.Profile, s.Cables[1].Loss = profile, loss
	s.Run = []scenario.Act{{Node: "alice", Do: "http serve"}, {Node: "alice", Do: "echo serve tcp"}}
	exits := make(chan string, 10)
	l := liveOnItsCable(t, kernel, s, LiveOptions{OnAdvance: onEvents(func(e *trace.Event) {
		if e.Kind == trace.Exit {
			exits <- e.Text
		}
	})})
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	ended := make(chan error)
	go func() { ended <- l.Run(ctx) }()
	in := func(line string, args ...string) *exec.Cmd {
		return exec.CommandContext(ctx, "ip", append(append([]string{"netns", "exec", kernel}, strings.Fields(line)...), args...)...)
	}

	out, err := in("curl -sS http://10.9.2.2/ http://10.9.2.2/style.css http://10.9.2.2/logo.svg").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "<h1>Hello!</h1>") || !strings.HasSuffix(string(out), "</svg>\n") {
		t.Errorf("curl: %v\n%s", err, out)
	}
	long := strings.Repeat("is anybody there? ", 5000)
	echo := in("nc -N 10.9.2.2 7") // it closes its side, and goes on reading
	echo.Stdin = strings.NewReader(long)
	if out, err := echo.Output(); err != nil || string(out) != long {
		t.Errorf("nc: %v, %d of %d bytes came back", err, len(out), len(long))
	}
	if out, err := in("curl -sS http://10.9.2.2:81/").CombinedOutput(); err == nil {
		t.Errorf("a closed port of alice's answers: %s", out)
	}

	serveLarge(t, ctx, kernel, in)
	for line, want := range map[string]string{
		"http get http://10.9.1.2:8000/large": "exit 0",
		"echo send tcp 10.9.1.2:9 hello":      "exit 1: connection refused",
	} {
		if err := l.Type("alice", line); err != nil {
			t.Fatal(err)
		}
		select {
		case got := <-exits:
			if got != want {
				t.Errorf("%s: %s, want %s", line, got, want)
			}
		case <-ctx.Done():
			t.Errorf("%s does not end", line)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if said := outputs(l.session); !strings.Contains(said, "/large: 200 OK, 1048576 bytes") {
		t.Errorf("alice says\n%s", said)
	}
	replayed(t, l.session)
}

// serveLarge lets Python serve a megabyte at port 8000 of the kernel.
func serveLarge(t *testing.T, ctx context.Context, kernel string, in func(line string, args ...string) *exec.Cmd) {
	t.Helper()
	if err := ip("-n " + kernel + " link set lo up"); err != nil { // the kernel speaks to itself by it
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "large"), make([]byte, 1<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	python := in("python3 -m http.server 8000 --directory", dir)
	if err := python.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { python.Process.Kill(); python.Wait() })
	for in("nc -z 10.9.1.2 8000").Run() != nil && ctx.Err() == nil {
	}
}
