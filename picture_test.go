package main

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "draw the pictures anew")

// drawn are the pictures of the repository, and how they are made.
var drawn = []struct {
	file string
	args []string
}{
	{"docs/screen.svg", []string{"picture", "1-message-to-a-friend", "--size", "100x30", "--event", "14", "--until", "43", "--every", "700ms", "--each", "700ms", "-o", "-"}},
}

// The README's picture is what the program draws today; with -update it is
// written again.
func TestPictures(t *testing.T) {
	if testing.Short() && !*update {
		t.Skip("the long tests say whether the pictures are stale")
	}
	for _, p := range drawn {
		got := runPicture(t, p.args...)
		if *update {
			if err := os.WriteFile(p.file, got, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(p.file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is stale: `go test . -run TestPictures -update` draws it anew", p.file)
		}
	}
}

func runPicture(t *testing.T, args ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	c := root()
	c.SetArgs(args)
	c.SetOut(&out)
	c.SetErr(io.Discard)
	if err := c.Execute(); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return out.Bytes()
}

// A picture is well formed and shows what the keys lead to; what cannot be
// drawn is refused.
func TestPicture(t *testing.T) {
	svg := runPicture(t, "picture", "1-message-to-a-friend", "--event", "35", "--size", "80x24", "--theme", "light", "--press", "4 D", "-o", "-")
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Contains(svg, []byte("Diagram")) || bytes.Contains(svg, []byte("<animate")) {
		t.Error("the picture does not show the diagram, or it moves")
	}
	for _, c := range []struct{ args, want string }{
		{"--size 80", `--size is WIDTHxHEIGHT`},
		{"--size 60x20", "the screen needs 80×24"},
		{"--event 9999", "the run has"},
		{"--event 20 --until 10", "ends after it begins"},
		{"--until 40 --every 1ms", "more than 400 frames"},
		{"--theme pink", `no theme "pink"`},
		{"--press esc", "leaves the run"},
	} {
		cmd := root()
		cmd.SetArgs(append([]string{"picture", "1-message-to-a-friend", "-o", "-"}, strings.Fields(c.args)...))
		cmd.SetOut(io.Discard)
		cmd.SetErr(io.Discard)
		if err := cmd.Execute(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.args, err, c.want)
		}
	}
}
