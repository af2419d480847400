package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim"
	"encap/sim/trace"
)

// frame goes to where the n-th frame leaves a node.
func (s *screen) frame(node string, n int) *screen {
	s.t.Helper()
	f := s.m.film()
	for id := trace.ID(1); id <= f.last; id++ {
		if e := f.event(id); e.Kind == trace.TxStart && e.Node == node {
			if n--; n == 0 {
				s.m.stage.goTo(id)
				return s.send(nil)
			}
		}
	}
	s.t.Fatalf("%s sends no such frame", node)
	return s
}

// A frame is lost: the screen shows the future in which it is, from where it
// parts; undo and redo lead back and there; both are seen side by side.
func TestLoseAFrame(t *testing.T) {
	for _, l := range []look{{w: 80, h: 24}, usual} {
		s := newLesson(t, "1-message-to-a-friend", l).frame("alice", 1)
		s.press("c").expect(everywhere, "Frame 1 of alice > bob").expect(everywhere, "lose it").press("1")
		if e := s.m.stage.event(); e.Kind != trace.Drop || e.Why() != &sim.Acted {
			t.Fatalf("the future is shown at event %d, a %v", e.ID, e.Kind)
		}
		s.expect(everywhere, "what if")
		n := s.m.film().last
		s.press("u").lacks(everywhere, "what if")
		if s.m.film().last == n {
			t.Error("undo leads nowhere")
		}
		s.press("U").expect(everywhere, "what if")
		s.press("V").expect(everywhere, "as it was").expect(everywhere, "as it is now").expect(everywhere, "First:")
		s.press("down", "down").expect(everywhere, "later").press("enter", "right", "left", "esc").lacks(everywhere, "as it was")
		s.press("B").expect(everywhere, "the run as it is").expect(everywhere, "frame 1: drop").press("up", "enter")
		if s.m.branch.parent != nil {
			t.Error("the tree does not lead to its root")
		}
		s.press("u").expect(everywhere, "Nothing has been done").press("esc", "V").expect(everywhere, "Nothing has been done").press("esc")
		s.press("esc", "esc", "esc", "esc").expect(everywhere, "Scenarios")
	}
}

// A field is written over: with the sums mended the message arrives, changed.
func TestEditAField(t *testing.T) {
	s := newLesson(t, "1-message-to-a-friend", usual).frame("alice", 2)
	s.press("e").expect(everywhere, "Frame 2 of alice > bob").write("ip.tt").expect(everywhere, "set ip.ttl").press("tab")
	s.write("300").expect(everywhere, "too much").press("enter").expect(everywhere, "too much")
	s.press("backspace", "backspace", "backspace").write("9 mend").press("enter").expect(everywhere, "what if: alice > bob frame 2: set ip.ttl 9")
	f := s.m.film()
	got := false
	for id := trace.ID(1); id <= f.last; id++ {
		if e := f.event(id); e.Node == "bob" && e.Kind == trace.Return && string(e.Data) == "hello" {
			got = true
		}
	}
	if !got {
		t.Error("the message does not arrive")
	}
	// Once more on top of it, by hand and without mending: nobody gets it.
	s.press("u").frame("alice", 2).press("c", "5")
	s.press("ctrl+u").write("set byte 42 0x48").press("enter").expect(everywhere, "set byte 42 0x48")
	s.press("B").expect(everywhere, "ip.ttl 9 mend").expect(everywhere, "byte 42").press("esc")
	if n := len(s.m.branch.parent.kids); n != 2 {
		t.Errorf("%d futures", n)
	}
}

// A field chosen in the bytes is offered with what stands in it.
func TestEditTheChosenField(t *testing.T) {
	s := newLesson(t, "1-message-to-a-friend", usual).frame("alice", 2)
	s.m.stage.field = fieldKey{name: "udp.dstport"}
	s.press("e").expect(everywhere, "set udp.dstport 5000 mend").press("enter").expect(everywhere, "That stands there already").press("esc")
}

// A cable is cut and mended, a command typed, each at the cursor's instant.
func TestCutAndCommand(t *testing.T) {
	s := newLesson(t, "3-first-and-second-ping", usual).frame("alice", 2)
	at := s.m.stage.at.now
	s.press("c").expect(everywhere, "cut alice").press("6").expect(everywhere, "what if: alice > bob: cut")
	for id := trace.ID(1); ; id++ {
		if e := s.m.film().event(id); e.Kind == trace.Act && strings.Contains(e.Text, "cut") {
			if e.At != at {
				t.Errorf("cut at %v, want %v", e.At, at)
			}
			break
		}
	}
	s.press("u", "p").expect(everywhere, "alice, at ").write("pin").expect(everywhere, "ping [-c").press("ctrl+u").write("ping -c 1 bob").press("enter")
	s.expect(everywhere, "what if: alice: ping -c 1 bob")
	s.press("p", "ctrl+u").write("fly").press("enter").expect(everywhere, "unknown program")
}

// What was done is saved as a scenario that does the same.
func TestSave(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	s := newLesson(t, "1-message-to-a-friend", usual).frame("alice", 1)
	s.press("c", "1", "S").expect(everywhere, "1-message-to-a-friend-fork.yaml").press("ctrl+u").write("lost.yaml").press("enter").expect(everywhere, "Saved as lost.yaml")
	text, err := os.ReadFile(filepath.Join(dir, "lost.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	_, again, _ := play(t, "lost", text)
	if again.Len() != int(s.m.film().last) {
		t.Errorf("saved, it has %d events, not %d", again.Len(), s.m.film().last)
	}
}

// A recorded run cannot be run again, and says so.
func TestNoFork(t *testing.T) {
	s := newScreen(t, "hello", usual).at("alice txstart physical ", 1)
	s.press("c", "1").expect(everywhere, "cannot be run again").press("esc", "S").expect(everywhere, "cannot be run again")
}

// What is pasted into a line is typed there, and nowhere else does anything.
func TestPaste(t *testing.T) {
	s := newLesson(t, "1-message-to-a-friend", usual)
	s.press("p").send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("ping\x1b[2J -c 1 bob\n"), Paste: true})
	s.expect(everywhere, "ping[2J -c 1 bob").press("left", "home", "right", "end", "ctrl+w", "ctrl+u", "esc").lacks(everywhere, "ping[2J")
}
