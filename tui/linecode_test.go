package tui

import (
	"strings"
	"testing"
)

// The frame under the cursor is drawn bit by bit, the lowest bit of each byte
// first, in the code of its cable or in another.
func TestWave(t *testing.T) {
	s := newScreen(t, "router", look{w: 120, h: 36}).at("alice txstart physical ", 1).press("2", "w")
	s.expect(everywhere, "Line code  Frame #1").expect(everywhere, "55 preamble").expect(everywhere, "start of fra")
	code := s.m.stage.sheet.(*wave)
	for range 4 {
		s.press("c")
		if code.code == "nrz-l" {
			s.expect(everywhere, "─┐ ┌─┐ ┌─┐").expect(everywhere, "1 0 1 0 1 0 1 0")
		}
		if code.code == "manchester" {
			s.expect(everywhere, "┌───┐   ┌───┐").expect(everywhere, "1   0   1   0")
		}
		if code.code == "mlt-3" {
			s.expect(everywhere, "JK begins").expect(everywhere, "5D d5 start")
		}
	}
	s.press("a").expect(everywhere, "JK begins").expect(everywhere, "┌───┐   ┌───┐").press("a")
	for range 8 {
		s.press("right")
	}
	s.expect(everywhere, "ff Destination   Ethernet sends the lowest bit")
	s.press("]").expect(everywhere, "gap").press("[").expect(everywhere, "JK begins   Ethernet")
	s.press("left", "up", "esc").expect(paneStacks, "physical")
}

// At each size, in ASCII and on each event there is a picture or a word.
func TestWaveOfAll(t *testing.T) {
	for _, l := range []look{{w: 80, h: 24}, {w: 200, h: 60}, {w: 80, h: 24, glyphs: "ascii"}} {
		s := newScreen(t, "router", l).press("2", "w")
		f := s.m.film()
		for id := f.opening(); id <= f.last; id++ {
			s.m.stage.goTo(id)
			for _, key := range []string{"c", "]", "["} {
				s.press(key)
			}
			if !strings.Contains(s.text(), "Line code") || l.glyphs == "ascii" && strings.ContainsAny(s.text(), "┌┐└┘│─") {
				t.Fatalf("event %d:\n%s", id, s.text())
			}
		}
	}
}
