package tui

import (
	"strings"
	"testing"

	"encap/sim/dissect"
)

// A header is drawn in rows of 32 bits; the chosen field is lit there and in
// the bytes.
func TestDiagram(t *testing.T) {
	s := newScreen(t, "router", look{w: 80, h: 24}).at("r1 send link eth", 4).press("4", "D", "pgdown")
	s.expect(everywhere, "0 1 2 3 4 5 6 7 8 9 0 1").expect(everywhere, "│ Time to live  │   Protocol    │        Header checksum        │")
	s.press("down", "down", "down").expect(everywhere, "bits 64-71   RFC 791 §3.1").expect(everywhere, "≠ was 64")
	if s.m.stage.field.name != "ip.ttl" {
		t.Errorf("%q is chosen, want the field three rows below the version", s.m.stage.field.name)
	}
	s.press("right", "right").expect(everywhere, "bits 80-95")
	s.press("enter").expect(everywhere, "How Header checksum was computed").expect(everywhere, "All bits turned over").press("esc")
	s.press("pgdown").expect(everywhere, "│          Source port          │")
	s.press("esc").expect(paneBytes, "Source port").press("D", "pgup", "down", "down", "right", "right")
	if s.m.stage.field.name != "ip.flags.df" {
		t.Errorf("%q is chosen: a flag has its bit, not the flags", s.m.stage.field.name)
	}
}

// Every header of the recorded runs fits into its boxes, at every size and in
// ASCII: no line is longer than another of the same grid.
func TestDiagramOfAll(t *testing.T) {
	for _, l := range []look{{w: 80, h: 24}, {w: 120, h: 36}, {w: 80, h: 24, glyphs: "ascii"}} {
		s := newScreen(t, "router", l).press("4", "D")
		seen := map[string]bool{}
		f := s.m.film()
		for id := f.opening(); id <= f.last; id++ {
			s.m.stage.goTo(id)
			for i, p := range f.dissected(id) {
				if key := f.event(id).Proto + p.Proto; !seen[key] {
					seen[key] = true
					s.m.stage.field = keyFor(f.dissected(id), i, -1)
					s.send(nil)
					if title := p.Title; !strings.Contains(s.text(), title) {
						t.Errorf("no %q in\n%s", title, s.text())
					}
				}
			}
		}
		if len(seen) < 8 {
			t.Errorf("only %d headers were seen", len(seen))
		}
	}
}

// A bit belongs to the smallest field that it is in, and each box is whole.
func TestBoxes(t *testing.T) {
	p := dissect.PDU{Start: 4, Body: 8, Tail: 8, End: 8, Fields: []dissect.Field{
		{Name: "a", Start: 32, End: 48}, {Name: "flags", Start: 48, End: 52}, {Name: "f", Start: 49, End: 50}, {Name: "calculated", Start: 48, End: 48}}}
	b := boxesOf(&p)
	for bit, want := range map[int]int{0: 0, 15: 0, 16: 1, 17: 2, 18: 1, 19: 1, 20: -1, 31: -1, 32: -2} {
		if got := b.at(bit/word, bit%word); got != want {
			t.Errorf("bit %d belongs to field %d, want %d", bit, got, want)
		}
	}
}
