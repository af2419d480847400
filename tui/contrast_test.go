package tui

import (
	"fmt"
	"strings"
	"testing"

	"encap/scenarios"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// tour shows every pane with the keys and every sheet, at some events.
func tour(s *screen, see func(where string)) {
	f := s.m.film()
	look := func(where string) {
		see(where)
		s.m.modals = nil // a question that a step leads to
		s.send(nil)
	}
	for id := f.opening(); id <= f.last; id += 1 + f.last/12 {
		s.m.stage.goTo(id)
		for pane := paneTopology; pane < panePicker; pane++ {
			s.press(panels[pane].keys[0], "down", "down")
			look(fmt.Sprintf("event %d, %s", id, pane.title()))
			s.press("right")
			look(fmt.Sprintf("event %d, %s, right", id, pane.title()))
			s.m.stage.goTo(id)
		}
		s.press("8", "a")
		look(fmt.Sprintf("event %d, changes", id))
		s.press("a")
		for _, sh := range []sheet{&code{}, &diagram{}, &origin{}, &wholeStack{}, &wholeStack{seven: true}, &sameLayer{}, &wave{}} {
			s.m.stage.sheet = sh
			s.press("down")
			look(fmt.Sprintf("event %d, %s", id, sh.id().title()))
			s.m.stage.sheet, s.m.stage.dialogs = nil, nil
			s.m.stage.goTo(id)
		}
		s.m.stage.field, s.m.stage.follows, s.m.stage.layer, s.m.stage.node = fieldKey{}, letter{}, 0, ""
	}
}

// Whatever styles meet on the screen, each character can be read: 4.5:1, in the
// theme of strong contrasts 7:1, lines 3:1.
func TestContrastOnScreen(t *testing.T) {
	for _, theme := range canvas.Themes() {
		if theme.Name == "mono" {
			continue
		}
		s := newRun(t, "router", look{w: 120, h: 36, theme: theme.Name})
		bad := map[string]int{}
		tour(s, func(where string) {
			w, h := s.m.canvas.Size()
			for y := range h {
				for x := range w {
					if what := unreadable(s.m.canvas.At(x, y), theme); what != "" {
						if bad[what]++; bad[what] == 1 {
							t.Errorf("%s, %s at %d,%d: %s", theme.Name, where, x, y, what)
						}
					}
				}
			}
		})
	}
}

// lines are characters that need no more than 3:1.
var lines = func() string {
	u := &canvas.UTF8
	all := u.Later + u.Acked + u.Timer
	for _, b := range []canvas.Border{u.Round, u.Double, u.Dashed} {
		all += b.H + b.V + b.TL + b.TR + b.BL + b.BR + b.Left + b.Right
	}
	return all + strings.Join(append(append(u.Joint[:], u.Busy[:]...), u.Thin.H, u.Thin.V, u.Thick.H, u.Thick.V, u.Thin.TL, u.Thick.TL, u.Rule, u.Dot, u.Lane, u.High, u.Low,
		u.Full, u.Half, u.Empty, u.Thin.TR, u.Thin.BL, u.Thin.BR, u.Thick.TR, u.Thick.BL, u.Thick.BR), "")
}()

func unreadable(cell canvas.Cell, theme *canvas.Theme) string {
	u := &canvas.UTF8
	if strings.TrimSpace(cell.Text) == "" || cell.Text == u.ChipLeft || cell.Text == u.ChipRight { // a chip's ends are its edge
		return ""
	}
	want := 4.5
	switch {
	case strings.Contains(lines, cell.Text):
		want = 3
	case theme.Name == "contrast":
		want = 7
	}
	if got := canvas.Contrast(cell.Style.FG, cell.Style.BG); got < want {
		return fmt.Sprintf("%06x on %06x is %.1f:1, want %v:1 (%q)", cell.Style.FG&0xffffff, cell.Style.BG&0xffffff, got, want, cell.Text)
	}
	return ""
}

// In ASCII there is nothing but ASCII, in any language, on any pane or sheet.
func TestASCIIEverywhere(t *testing.T) {
	for _, say := range []locale{english, pseudo} {
		s := newRun(t, "router", look{w: 80, h: 24, glyphs: "ascii", say: say})
		tour(s, func(where string) {
			for _, r := range s.text() {
				if r >= 0x80 {
					t.Fatalf("%s shows %q", where, r)
				}
			}
		})
	}
}

// The longest run that a test opens has something to say at each event, in a
// language that is longer than English, and no sheet breaks.
func TestSheetsAtEveryEvent(t *testing.T) {
	s := newRun(t, "again", look{w: 80, h: 24, say: pseudo})
	f := s.m.film()
	for _, sh := range []sheet{&code{}, &diagram{}, &origin{}, &wholeStack{}, &wholeStack{seven: true}, &sameLayer{}, &wave{}} {
		for id := trace.ID(1); id <= f.last; id++ {
			s.m.stage.goTo(id)
			s.m.stage.sheet = sh
			s.press("right", "left")
		}
	}
}

// Every lesson of the library can be looked at with everything there is, and
// read.
func TestTourOfLessons(t *testing.T) {
	if testing.Short() {
		t.Skip("the long tests look at every lesson")
	}
	for _, name := range scenarios.Names() {
		s := openLesson(t, name, look{w: 80, h: 24, theme: "light", glyphs: "ascii"})
		light, _ := canvas.FindTheme("light")
		tour(s, func(where string) {
			w, h := s.m.canvas.Size()
			for y := range h {
				for x := range w {
					if what := unreadable(s.m.canvas.At(x, y), light); what != "" && !strings.Contains("-|+=#[]<>._:~", s.m.canvas.At(x, y).Text) {
						t.Fatalf("%s, %s at %d,%d: %s", name, where, x, y, what)
					}
				}
			}
		})
	}
}
