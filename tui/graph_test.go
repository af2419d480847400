package tui

import (
	"strings"
	"testing"

	"encap/sim/trace"
)

// graphViews are places of the graphs.
var graphViews = []view{
	{"graph-cwnd", "stream", func(s *screen) { s.press("end", "7") }},
	{"graph-tcptrace", "stream", func(s *screen) { s.press("end", "7", "v", "v", "v", "v", "v", "\\", "+") }},
	{"graph-table", "stream", func(s *screen) { s.press("end", "7", "T") }},
}

func TestGoldenGraph(t *testing.T) { goldens(t, graphViews, 1, paneGraph) }

// Every kind draws something, in every set of glyphs, as curves and as a table.
func TestGraphKinds(t *testing.T) {
	for _, glyphs := range []string{"utf8", "blocks", "ascii"} {
		s := newScreen(t, "stream", look{w: 120, h: 36, glyphs: glyphs}).press("end", "7", "\\")
		for kind := range graphKinds - 1 { // a recorded run has no account
			s.expect(paneGraph, graphTitles[kind])
			if drawn := strings.Count(s.pane(paneGraph), "\n"); drawn < 20 || strings.Contains(s.pane(paneGraph), txtNoConnection[:20]) {
				t.Errorf("%s, %s: nothing is drawn\n%s", glyphs, graphTitles[kind], s.pane(paneGraph))
			}
			s.press("T").expect(paneGraph, "event ").press("T", "v")
		}
	}
}

// Only what has happened is drawn, and a point leads to its event.
func TestGraphPoints(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).press("home", "7").expect(paneGraph, "No TCP connection")
	s.press("end", "\\").expect(paneGraph, "cwnd").expect(paneGraph, "ssthresh").expect(paneGraph, "fast retransmit")
	last := s.m.stage.at.id
	s.press("left", "left", "left")
	p, _, ok := s.m.panes[paneGraph].(*graph).chosen(&s.m.stage)
	if !ok || s.m.stage.at.id != last {
		t.Fatal("to choose a point moves the run, or none is chosen")
	}
	if s.press("enter"); s.m.stage.at.id != p.id || p.id >= last {
		t.Errorf("enter leads to %d, want %d", s.m.stage.at.id, p.id)
	}
	s.press("+", "+").expect(paneGraph, "time ×4").press("-").expect(paneGraph, "time ×2").press("0").lacks(paneGraph, "time ×")
	s.press("d").expect(paneGraph, "bob:5000 → alice")
}

// The time until an event is a bar with an owner for each piece, and a piece
// leads to its end.
func TestWhereTheTimeWent(t *testing.T) {
	s := lesson(t, "12-timeout", look{w: 120, h: 36}).at("bob return application poll", 2).press("7", "\\")
	for range graphAccount {
		s.press("v")
	}
	s.expect(paneGraph, "retransmission timer").expect(paneGraph, "RRRRRRRR").expect(paneGraph, "99.")
	s.press("enter")
	if e := s.m.stage.event(); e.Kind != trace.TimerFired {
		t.Errorf("the longest piece ends with event %d, a %v", e.ID, e.Kind)
	}
}

// The phases are told by the rules that were obeyed.
func TestPhases(t *testing.T) {
	f := newScreen(t, "stream", look{w: 120, h: 36}).m.film()
	var names []string
	for _, p := range f.phases(f.streams.ends[1]) {
		names = append(names, p.name)
	}
	if got := strings.Join(names, ", "); !strings.Contains(got, "fast retransmit, timeout") {
		t.Errorf("phases: %s", got)
	}
}

func TestNice(t *testing.T) {
	for v, want := range map[float64]float64{0: 1, 1: 1, 1.2: 2, 3: 5, 7: 10, 14480: 20000, 0.3: 0.5} {
		if got := nice(v); got < want*0.999 || got > want*1.001 {
			t.Errorf("%v becomes %v, want %v", v, got, want)
		}
	}
}
