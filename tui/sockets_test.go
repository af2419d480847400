package tui

import (
	"testing"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/account"
	"encap/sim/narrate"
	"encap/sim/trace"
)

// performed is a lesson of the library that was run.
type performed struct {
	*sim.Session
	steps map[trace.ID]string
}

func (p performed) Steps() map[trace.ID]string  { return p.steps }
func (p performed) Sentence(id trace.ID) string { return narrate.Sentence(p.Session, id) }
func (p performed) Account(id trace.ID) (account.Account, error) {
	return account.Of(p.Session, id)
}

// only is a library with one run in it.
type only struct{ src Source }

func (only) Scenarios() []Entry            { return []Entry{{Name: "it", Title: "It", Level: "first"}} }
func (l only) Open(string) (Source, error) { return l.src, nil }

// lesson opens a lesson of the library.
func lesson(t testing.TB, name string, l look) *screen {
	t.Helper()
	src, ok := scenarios.Source(name)
	if !ok {
		t.Fatalf("there is no lesson %s", name)
	}
	_, session, steps := play(t, name, src)
	return newScreenOf(t, only{performed{session, steps}}, "it", l)
}

// socketViews are places of the sockets.
var socketViews = []view{
	{"sockets-recovery", "stream", func(s *screen) { s.at("alice timerfired transport retransmit", 1).press("6") }},
	{"sockets-listener", "stream", func(s *screen) { s.at("bob receive transport tcp", 1).press("6", "up", "\\") }},
	{"sockets-end", "stream", func(s *screen) { s.press("end", "6", "\\") }},
}

func TestGoldenSockets(t *testing.T) { goldens(t, socketViews, 1, paneSockets) }

// A connection that waits for a timer: what is in flight, what is lost, what
// limits it, and the way it came.
func TestSockets(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).at("alice timerfired transport retransmit", 1).press("6")
	s.expect(paneSockets, "FIN-WAIT-1").expect(paneSockets, "una 349").expect(paneSockets, "in flight").expect(paneSockets, "↻ 2 again")
	s.expect(paneSockets, "LISTEN").expect(paneSockets, "▐FIN-WAIT-1▌")
	// Bob has what came behind the hole.
	s.press("down", "down", "\\").expect(paneSockets, "behind a hole: 697-")
	s.press("down", "down", "down").expect(paneSockets, "▶bob")
}

func TestBacklog(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).at("bob receive transport tcp", 1).press("6", "\\", "up")
	for range 4 {
		if s.m.panes[paneSockets].(*sockets).rows[s.m.panes[paneSockets].(*sockets).at(&s.m.stage)].listens() {
			break
		}
		s.press("up")
	}
	s.expect(paneSockets, "SYN queue").expect(paneSockets, "1 of 8").expect(paneSockets, "accept queue")
}

// Each call tells what it set in motion, and what it waits for.
func TestCallHistory(t *testing.T) {
	s := lesson(t, "12-timeout", look{w: 120, h: 36}).at("alice drop physical ", 2).press("6", "\\")
	s.expect(paneSockets, `write(3, "are you there?") = 14`).expect(paneSockets, "#6 14 B  ╳ lost").expect(paneSockets, "╳ lost ↻ again")
	s.expect(paneSockets, "read(3, 14) waits").expect(paneSockets, "connect(3, 10.0.1.3:7) = 0 after 20.02528 ms").expect(paneSockets, "#3 SYN")
	s.press("enter").lacks(paneSockets, "Send window").press("enter").expect(paneSockets, "Send window")
}

func TestWindowBar(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36})
	for _, c := range []struct {
		parts []int64
		want  string
	}{
		{[]int64{1, 1, 1, 1}, "aabbccdd"}, {[]int64{0, 8, 0, 0}, "bbbbbbbb"}, {[]int64{1, 1000000, 1, 1}, "abbbbbcd"}, {[]int64{0, 0, 0, 0}, ""},
	} {
		c2 := s.m.canvas
		c2.Clear(s.m.stage.theme.Base)
		var parts []stretchOf
		for i, n := range c.parts {
			parts = append(parts, stretchOf{n, string(rune('a' + i)), s.m.stage.theme.Base})
		}
		seqBar(c2, 0, 0, 8, parts)
		if got := firstLine(c2.String()); got != c.want {
			t.Errorf("%v: %q, want %q", c.parts, got, c.want)
		}
	}
}

func firstLine(text string) string {
	for i := range text {
		if text[i] == '\n' {
			return text[:i]
		}
	}
	return text
}
