package tui

import (
	"os"
	"strings"
	"testing"

	"encap/sim/trace"
)

// newRun opens a scenario of testdata that was not recorded but runs now, as
// our protocols are today.
func newRun(t testing.TB, name string, l look) *screen {
	t.Helper()
	src, err := os.ReadFile("testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, session, steps := play(t, name, src)
	s := newScreen(t, "", l)
	s.m.picker.opening = name
	return s.send(openedMsg{name: name, film: newFilm(told{session, steps})})
}

// The lines that decided stand under the cursor, and follow it.
func TestCode(t *testing.T) {
	for _, l := range []look{{w: 80, h: 24}, {w: 120, h: 36}} {
		s := newRun(t, "hello", l).at("alice send link eth", 1).press("C")
		s.expect(everywhere, "decided").expect(everywhere, "Padded").expect(everywhere, "IEEE 802.3 §4.2.3.3")
		s.expect(everywhere, "layers/link/ethernet/interface.go:").expect(everywhere, ".Note(&Padded)")
		if n := strings.Count(s.text(), s.m.stage.g.Cursor+"  "); n < 1 {
			t.Error("no line is marked")
		}
		s.press("up").expect(everywhere, "Framed")
		s.press("up", "up", "up", "down", "down", "down", "down").expect(everywhere, "Padded")
		s.press("enter").expect(everywhere, "func (i *Interface) Send(")
		s.press("enter").at("bob receive transport udp", 1).lacks(everywhere, "ethernet/").expect(everywhere, "layers/transport/udp/").press("down").expect(everywhere, "layers/socket/datagram.go:")
		if s.press("esc").m.stage.sheet != nil {
			t.Error("esc leaves the sheet open")
		}
		before := s.m.stage.at.id
		if s.press("C", "right", ".", "tab"); s.m.stage.sheet != nil || s.m.stage.at.id != before+2 {
			t.Errorf("stepped from %d to %d; sheet %v", before, s.m.stage.at.id, s.m.stage.sheet)
		}
	}
}

// Where nothing was decided the sheet goes back to the event that did, or says
// that there is none.
func TestCodeOfNothing(t *testing.T) {
	s := newRun(t, "hello", look{w: 80, h: 24}).press("home", "C").expect(everywhere, "Nothing was to be decided here")
	f := s.m.film()
	for id := trace.ID(1); id <= f.last; id++ {
		if e := f.event(id); len(e.Rules) == 0 && e.Cause != 0 && len(f.event(e.Cause).Rules) > 0 {
			s.m.stage.goTo(id)
			s.send(nil).expect(everywhere, s.m.stage.say.f(txtSinceEvent, e.Cause))
			return
		}
	}
	t.Error("every event has a rule")
}

// A run that was recorded by another program has rules but no lines.
func TestCodeOfRecord(t *testing.T) {
	newScreen(t, "hello", look{w: 80, h: 24}).at("alice send link eth", 1).press("C").expect(everywhere, txtNoSource)
}
