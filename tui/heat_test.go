package tui

import (
	"testing"
	"time"

	"encap/sim/explore"
	"encap/sim/trace"
)

// The bar shows what becomes of the story when each frame is lost; enter opens
// that future.
func TestHeat(t *testing.T) {
	for _, l := range []look{{w: 80, h: 24}, usual} {
		s := newLesson(t, "1-message-to-a-friend", l).frame("alice", 1).press("5", "x")
		s.expect(everywhere, "alice > bob #1 lost: slower by 1s").expect(paneTime, "▼")
		s.frame("alice", 2).expect(everywhere, "alice > bob #2 lost: broken")
		s.press("end").expect(everywhere, "2 slower, 1 broken").expect(paneTime, "╳")
		s.frame("alice", 2).press("enter").expect(everywhere, "what if")
		if e := s.m.stage.event(); e.Kind != trace.Drop {
			t.Errorf("the future begins with a %v", e.Kind)
		}
		if h := s.m.stage.heat; h.film != s.m.film() || h.running {
			t.Error("the new future has no strip")
		}
		s.press("x").lacks(everywhere, "lost: ")
	}
}

// Each frame has the verdict that encap explore gives.
func TestHeatIsExplore(t *testing.T) {
	s := newLesson(t, "8-handshake", usual).press("5", "x")
	report, err := explore.Explore(t.Context(), s.m.film().sc, explore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.m.stage.heat.futures) != len(report.Futures) {
		t.Fatalf("%d futures, want %d", len(s.m.stage.heat.futures), len(report.Futures))
	}
	for id, f := range s.m.stage.heat.futures {
		if e := s.m.film().event(id); e.At != f.Frames[0].At || e.Node != f.Frames[0].Cable.From {
			t.Errorf("event %d has the future of a frame of %s at %v", id, f.Frames[0].Cable, f.Frames[0].At)
		}
	}
}

// Zooming shows a part of the film, and the cursor in it, wherever it goes.
func TestTimeZoom(t *testing.T) {
	s := newLesson(t, "8-handshake", usual).press("5")
	bar := s.m.panes[paneTime].(*timebar)
	for zoom := range mostZoom {
		for _, show := range []time.Duration{0, bar.of.reel.end / 3, bar.of.reel.end} {
			s.m.stage.at = bar.of.reel.moment(show)
			s.send(nil)
			if at := s.m.stage.at.show; at < bar.from || at > bar.from+bar.long {
				t.Fatalf("zoom %d: at %v, shown %v and %v on", zoom, at, bar.from, bar.long)
			}
			before := s.m.stage.at.show
			if s.press("left"); show > 0 && s.m.stage.at.show >= before {
				t.Errorf("zoom %d: left leads to %v", zoom, s.m.stage.at.show)
			}
		}
		s.press("up")
	}
	s.expect(paneTime, "×256")
	for range mostZoom {
		s.press("down")
	}
	if s.lacks(paneTime, "×"); bar.from != 0 || bar.long < bar.of.reel.end {
		t.Errorf("whole, it shows %v from %v on", bar.long, bar.from)
	}
	s.frame("alice", 2).press("b").expect(paneTime, "♦")
}
