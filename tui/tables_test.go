package tui

import (
	"strings"
	"testing"

	"encap/sim/trace"
)

// One kind of entry is a table with columns; its changed cells are marked, and
// enter goes to who wrote a row.
func TestTableOfOneKind(t *testing.T) {
	s := newRun(t, "router", look{w: 80, h: 24}).press("end", "8", "right")
	for range 20 {
		if s.m.panes[paneTables].(*tables).kind == "arp" {
			break
		}
		s.press("right")
	}
	s.expect(paneTables, "ARP cache").expect(paneTables, "MAC").expect(paneTables, "State").lacks(paneTables, "socket")
	s.press("down").expect(paneTables, "wrote it:")
	row := s.m.panes[paneTables].(*tables).row
	s.press("enter")
	if e := s.m.stage.event(); e.Deltas[0].Entity != row {
		t.Errorf("enter goes to event %d, which writes %v, want %v", e.ID, e.Deltas, row)
	}
	s.expect(paneTables, "≠").expect(paneTables, s.m.stage.say.f("event %d wrote it", s.m.stage.at.id))
	now := s.m.stage.at.id
	if s.press("enter"); s.m.stage.at.id >= now {
		t.Error("enter does not go on to the one before")
	}
}

// Changes only: the newest first, and enter goes there.
func TestTableChanges(t *testing.T) {
	s := newRun(t, "router", look{w: 80, h: 24}).at("alice receive link arp", 1).press("8", "\\", "a")
	s.expect(paneTables, "changes only").expect(paneTables, "arp 10.0.1.1").expect(paneTables, "State incomplete → reachable")
	id := s.m.stage.at.id
	log := s.m.panes[paneTables].(*tables).log
	for i := 1; i < len(log); i++ {
		if log[i].id > log[i-1].id {
			t.Errorf("change %d is of event %d, the one before of %d", i, log[i].id, log[i-1].id)
		}
	}
	for s.m.panes[paneTables].(*tables).log[s.m.panes[paneTables].(*tables).pick].id == id {
		s.press("down")
	}
	if s.press("enter"); s.m.stage.at.id >= id {
		t.Errorf("enter stays at event %d", s.m.stage.at.id)
	}
	s.press("a").lacks(paneTables, "changes only").press("home", "a").expect(paneTables, "Nothing has changed yet")
}

// Every kind of entry that a run has is a table of its own, at each event and
// size; what an event ends is shown once more.
func TestTablesOfAll(t *testing.T) {
	for _, name := range []string{"router", "again"} {
		s := newRun(t, name, look{w: 120, h: 36}).press("8", "\\")
		f, gone, kinds := s.m.film(), false, map[string]bool{}
		for id := trace.ID(1); id <= f.last; id++ {
			s.m.stage.goTo(id)
			s.press("right")
			tab := s.m.panes[paneTables].(*tables)
			kinds[tab.kind] = true
			for _, d := range f.event(id).Deltas {
				if d.Field == "" {
					gone = true
					tab.kind = ""
					s.send(nil).expect(paneTables, "gone")
				}
			}
			if tab.kind != "" && !strings.Contains(s.pane(paneTables), tableTitle(tab.kind)) {
				t.Errorf("event %d: no title of %q", id, tab.kind)
			}
		}
		if !gone || len(kinds) < 5 {
			t.Errorf("%s: gone %v, kinds %v", name, gone, kinds)
		}
	}
}
