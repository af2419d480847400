package plain

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"encap/scenarios"
)

// All that can be done to a run, in words.
func TestActConversation(t *testing.T) {
	t.Chdir(t.TempDir())
	file, _ := scenarios.Source("1-message-to-a-friend")
	src := run(t, "1-message-to-a-friend", file)
	script := []string{"frame", "goto 21", "frame", "drop", "compare", "undo", "undo", "redo", "bookmark", "goto 30", "bookmark", "marks", "marks 1", "marks 7",
		"branches", "branches 1", "branches 9", "goto 36", "set ip.ttl 9 mend", "find ip.ttl == 9", "find ip.tll", "compare", "undo", "corrupt bit 9", "undo", "delay 5 ms", "delay soon", "undo",
		"duplicate", "undo", "cut", "compare", "undo", "type carol ping", "type alice", "type alice fly", "type alice ping -c 1 bob", "branches", "save x", "save out.yaml", "save out.yaml", "explore", "graph", "goto 43", "drop"}
	var out bytes.Buffer
	if err := Run(context.Background(), strings.NewReader(strings.Join(script, "\n")), &out, src, nil); err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitAfter(out.String(), "\n"+txtPrompt) // "alice > bob" is no prompt
	for i, line := range script {
		parts[i] += line + "\n"
	}
	text := strings.Join(parts, "")
	saved, err := os.ReadFile("out.yaml")
	if err != nil || !strings.Contains(string(saved), "ping -c 1 bob") {
		t.Errorf("saved: %s, %v", saved, err)
	}
	t.Chdir(home)
	golden(t, "testdata/acts.txt", text)
}

// home is where the test was started.
var home, _ = os.Getwd()

// A connection's variables are told as a table.
func TestGraph(t *testing.T) {
	file, _ := scenarios.Source("15-fast-retransmit")
	src := run(t, "15-fast-retransmit", file)
	var out bytes.Buffer
	if err := Run(context.Background(), strings.NewReader("graph\ngoto 300\ngraph cwnd\n"), &out, src, nil); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.Contains(text, "No connection") || strings.Count(text, ": Cwnd ") < 5 || strings.Contains(text, ": RTO") {
		t.Errorf("told:\n%s", text)
	}
}

// A byte is followed from the cable to the character, and to every cable.
func TestTrail(t *testing.T) {
	file, _ := scenarios.Source("2-switch-and-router")
	src := run(t, "2-switch-and-router", file)
	var out bytes.Buffer
	if err := Run(context.Background(), strings.NewReader("trail 3\nuntil txstart && udp\ntrail 8\ntrail 44\ntrail 99\ntrail x\n"), &out, src, nil); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{txtNoTrail, "Ethernet II, Source", `It is byte 2, "l", of what alice handed over by sendto(`, `"99" is the number of no byte`, `"x" is the number of no byte`} {
		if !strings.Contains(text, want) {
			t.Errorf("nobody says %q:\n%s", want, text)
		}
	}
	if n := strings.Count(text, "which leaves "); n != 3 {
		t.Errorf("%d frames carried the byte, want 3:\n%s", n, text)
	}
}
