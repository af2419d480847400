package tui

import (
	"strings"
	"testing"

	"encap/sim/trace"
)

// From a byte on a cable to the character it was, and from the character to
// each frame that carried it.
func TestOrigin(t *testing.T) {
	s := newRun(t, "router", look{w: 80, h: 24}).at("r1 txstart physical ", 3)
	for s.m.stage.event().Frame < 9 {
		s.press("n")
	}
	e := s.m.stage.event()
	at := strings.Index(string(e.PDU), "hello")
	if at < 0 {
		t.Fatalf("no hello in frame %d", e.Frame)
	}
	s.press("m").expect(everywhere, "Byte 0 of frame #").expect(everywhere, "No process wrote this byte: the link layer added it")
	for range at {
		s.press("right")
	}
	s.expect(everywhere, "Character 1 of 5 that alice handed over:  hello").expect(everywhere, "Frames that carried it: 3")
	s.press("right").expect(everywhere, "Character 2 of 5").expect(everywhere, `65  01100101  "e"`)
	s.press("up", "up", "up", "up").expect(everywhere, "in a process's hand at alice")
	if e := s.m.stage.event(); e.Kind != trace.Call || !strings.HasPrefix(e.Text, "sendto(") {
		t.Errorf("the way begins at %s %q", e.Kind, e.Text)
	}
	for range 3 {
		s.press("down")
		e, n := s.m.stage.event(), s.m.stage.dyed(s.m.stage.event())
		if e.Kind != trace.TxStart || n != at+1 || e.PDU[n] != 'e' {
			t.Errorf("the letter is byte %d of %s, want %d", n, e.Kind, at+1)
		}
	}
	s.press("down").expect(everywhere, "bob has it: recvfrom = 5").expect(everywhere, "in a process's hand at bob")
	s.press("right").expect(everywhere, "Character 3 of 5").press("left", "up")
	s.press("esc", "4").expect(paneBytes, "[65]")
	s.at("bob receive transport udp", 1).expect(paneBytes, "[65]").at("alice send network ip", 1).expect(paneBytes, "[65]")
	if s.press("esc").m.stage.follows != (letter{}) {
		t.Error("esc does not let the letter go")
	}
}

// A letter that was sent again is in the frames of both segments, and the list
// says which are which.
func TestOriginSentAgain(t *testing.T) {
	s := newRun(t, "again", usual)
	f := s.m.film()
	for id := trace.ID(1); id <= f.last; id++ {
		if e := f.event(id); e.Kind == trace.Call && strings.Contains(string(e.Data), "hello") {
			s.m.stage.goTo(id)
			break
		}
	}
	s.press("m", "right").expect(everywhere, "Character 2 of").expect(everywhere, "sent again 1×").expect(everywhere, "╳").expect(everywhere, "sent again")
	s.press("enter")
	if e := s.m.stage.event(); e.Kind != trace.Return || e.Node != "bob" {
		t.Errorf("the way ends with %s at %s", e.Kind, e.Node)
	}
	s.press("enter").expect(everywhere, "in a process's hand")
}

// Every byte of every PDU of a run has an origin that the sheet can show.
func TestOriginOfAll(t *testing.T) {
	s := newRun(t, "again", look{w: 80, h: 24, glyphs: "ascii"}).press("m")
	f := s.m.film()
	for id := f.opening(); id <= f.last; id++ {
		e := f.event(id)
		s.m.stage.goTo(id)
		s.m.stage.field, s.m.stage.follows = fieldKey{}, letter{}
		s.m.stage.sheet = &origin{}
		s.send(nil)
		if len(e.PDU) > 0 && e.Kind != trace.Drop {
			s.expect(everywhere, "Byte ")
		}
		for range 5 {
			s.press("shift+right")
		}
		if e.Kind == trace.TxStart {
			s.expect(everywhere, "Byte 40 of frame")
		}
	}
}

// y copies what is looked at: a field's value, a PDU's bytes, a sentence.
func TestCopy(t *testing.T) {
	s := newScreen(t, "router", usual).at("r1 send link eth", 4)
	if s.press("4", "y"); !strings.HasPrefix(s.term.copied, "0000  02 00 00") {
		t.Errorf("copied %q", s.term.copied)
	}
	s.expect(everywhere, "copied: 0000  02 00").press("D", "pgdown", "down", "down", "down", "y").expect(everywhere, "copied: ip.ttl 63")
	if s.term.copied != "ip.ttl 63" {
		t.Errorf("copied %q", s.term.copied)
	}
	s.press("esc", "2").lacks(everywhere, "copied").press("y")
	if s.term.copied != s.m.film().sentence(s.m.stage.at.id) {
		t.Errorf("copied %q", s.term.copied)
	}
}
