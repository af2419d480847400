package scenarios_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"encap/layers/physical"
	"encap/sim"
	"encap/sim/listing"
	"encap/sim/trace"
)

// reasons calls f with every reason of every lesson and drill.
func reasons(t *testing.T, f func(t *testing.T, id trace.ID, r trace.Reason)) {
	walk := func(t *testing.T, ses *sim.Session) {
		for id := trace.ID(1); int(id) <= ses.Len(); id++ {
			for _, r := range ses.Event(id).Rules {
				f(t, id, r)
			}
		}
	}
	each(t, func(t *testing.T, _ string, ses *sim.Session) { walk(t, ses) })
	drills, err := filepath.Glob("testdata/drills/*.yaml")
	if err != nil || len(drills) == 0 {
		t.Fatalf("no drills: %v", err)
	}
	for _, path := range drills {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := sim.Parse(path, src)
		t.Run(path, func(t *testing.T) { walk(t, play(t, s)) })
	}
}

// TestEveryRuleHasItsLine: for each rule that a run obeyed the line of our
// source that decided is known, and it is a line that tells or gives up.
func TestEveryRuleHasItsLine(t *testing.T) {
	tells := regexp.MustCompile(`\b(Note|Drop|Queued|Mark|replace|Repeat|Collision|breakOff|lose|refuse|drop)\(`)
	reasons(t, func(t *testing.T, id trace.ID, r trace.Reason) {
		p, ok := listing.Of(r)
		if !ok || p.Func == "" {
			t.Fatalf("event %d: where %s was noted is not known (%v)", id, r.Rule.Name, p)
		}
		decided := 0
		for _, l := range p.Around(10) {
			if l.Decided {
				if decided++; !tells.MatchString(l.Text()) {
					t.Errorf("event %d: %s was noted at %s:%d, which is %q", id, r.Rule.Name, p.File, p.Line, l.Text())
				}
			}
		}
		if decided != 1 {
			t.Errorf("event %d: %s has %d lines that decided", id, r.Rule.Name, decided)
		}
	})
}

// TestCablesDecideWhereTheySee: what a cable does is decided in the function
// that saw the reason, not in the one that carries it out.
func TestCablesDecideWhereTheySee(t *testing.T) {
	want := map[string][]string{
		physical.TransmitterBusy.Name: {"line.wait"}, physical.InterframeGap.Name: {"line.wait", "station.wait"},
		physical.QueueFull.Name: {"line.send"}, physical.NoCarrier.Name: {"line.send", "line.sever"}, physical.CableCut.Name: {"line.sever"},
		sim.Acted.Name: {"line.arrived"}, physical.LostOnTheWay.Name: {"line.arrived"},
	}
	seen := map[string]bool{}
	reasons(t, func(t *testing.T, id trace.ID, r trace.Reason) {
		places := want[r.Rule.Name]
		if places == nil {
			return
		}
		seen[r.Rule.Name] = true
		if p, _ := listing.Of(r); p.Func != places[0] && p.Func != places[len(places)-1] {
			t.Errorf("event %d: %s was decided in %s, want %v", id, r.Rule.Name, p.Func, places)
		}
	})
	if len(seen) != len(want) {
		t.Errorf("only these rules were seen: %v", seen)
	}
}
