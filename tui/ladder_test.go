package tui

import (
	"strings"
	"testing"
)

// ladderViews are places of the ladder.
var ladderViews = []view{
	{"ladder-air", "stream", func(s *screen) { s.at("r1 arrival physical ", 12).press("3") }},
	{"ladder-again", "stream", func(s *screen) { s.press("3").at("alice timerfired transport retransmit", 1).press("down") }},
	{"ladder-follow", "stream", func(s *screen) { s.at("alice send transport tcp", 3).press("3", "f", "z", "\\") }},
	{"ladder-large", "stream", func(s *screen) { s.press("end", "3", "c", "\\") }},
	{"ladder-hosts", "router", func(s *screen) { s.press("end", "3") }},
}

func TestGoldenLadder(t *testing.T) { goldens(t, ladderViews, 1, paneLadder) }

// What is lost, sent again, repeated; timers, calls and states beside the
// lines of their nodes.
func TestLadder(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("3", "\\").press("end")
	for _, want := range []string{"╳ lost ↻ again", "┄RTO┄", "↻ again 348 B seq 349", "├ TIME-WAIT", "◀────FIN ACK─────┤", "close(4)"} {
		s.expect(paneLadder, want)
	}
	s.at("r1 arrival physical ", 14).expect(paneLadder, "ESTABLISHED").lacks(paneLadder, "repeated")
	for range 30 {
		s.press("down")
	}
	s.expect(paneLadder, "repeated 3×")
}

// Nothing that comes is told before, but the lines are there.
func TestLadderKeepsTheFuture(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("3", "\\", "home")
	s.lacks(paneLadder, "SYN").expect(paneLadder, "╎")
}

func TestLadderMoves(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("3", "home")
	seen := 0
	for f := s.m.film(); s.m.stage.at.id < f.rungs[len(f.rungs)-1].id && seen < 1000; seen++ {
		s.press("down")
	}
	if lines := len(s.m.panes[paneLadder].(*ladder).lines); seen < lines-1 || seen > lines {
		t.Errorf("%d keys go through %d lines", seen, lines)
	}
	last := s.m.stage.at.id
	s.press("up", "pgup", "pgdown", "down")
	if s.m.stage.at.id != last {
		t.Errorf("up and down again lead from %d to %d", last, s.m.stage.at.id)
	}
	s.press("enter")
	if s.m.stage.focus != paneBytes {
		t.Error("enter does not lead to the bytes")
	}
}

// What was sent again was caused by a timer, which was set when the first
// attempt left.
func TestCauseArrows(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("3").at("alice timerfired transport retransmit", 1)
	timer := s.m.stage.at.id
	s.press("]").expect(paneLadder, "↻")
	if e := s.m.stage.event(); e.Kind.String() != "txstart" || e.Node != "alice" {
		t.Fatalf("the timer causes %d, a %v", e.ID, e.Kind)
	}
	s.press("[")
	if s.m.stage.at.id != timer {
		t.Errorf("and was caused by %d, want %d", s.m.stage.at.id, timer)
	}
	for range 100 {
		s.press("[")
	}
	if e := s.m.stage.event(); e.Kind.String() != "act" {
		t.Errorf("all causes lead to %d, a %v", e.ID, e.Kind)
	}
}

func TestFollowStream(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("3", "c", "\\").at("r1 send link arp", 1).expect(paneLadder, "ARP?")
	s.press("f").expect(paneLadder, "only TCP alice:").lacks(paneLadder, "ARP?").expect(paneLadder, "SYN")
	s.press("f").expect(paneLadder, "ARP?").lacks(paneLadder, "only TCP")
}

// ARP is folded, and there at a key.
func TestChatterIsFolded(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("3", "\\").at("r1 send link arp", 1).expect(paneLadder, "ARP hidden").lacks(paneLadder, "ARP?")
	s.press("c").expect(paneLadder, "ARP?").lacks(paneLadder, "hidden").press("c").expect(paneLadder, "ARP hidden")
}

func TestTimeColumn(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("3", "end").expect(paneLadder, " t ms").expect(paneLadder, "1101.700")
	s.press("z").expect(paneLadder, "stream").expect(paneLadder, "1091.700").press("z").expect(paneLadder, "delta").expect(paneLadder, "1.006")
	s.press("z").expect(paneLadder, " t ms")
}

func TestEventList(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("3", "\\", "v").at("alice send network ip", 1).expect(paneLadder, "alice in the network layer")
	s.press("v").lacks(paneLadder, "in the network layer")
}

// Where not all hosts have room the others are a key away.
func TestLadderScrolls(t *testing.T) {
	s := newScreen(t, "router", look{w: 120, h: 36}).press("3", "end").lacks(paneLadder, "bob")
	id := s.m.stage.at.id
	for range 9 {
		s.press("right")
	}
	s.expect(paneLadder, "bob")
	if s.m.stage.at.id != id {
		t.Error("to scroll moves the cursor")
	}
	if !strings.Contains(s.press("\\").pane(paneLadder), "alice") {
		t.Error("there is room for all hosts now")
	}
}
