package tui

import (
	"math/rand/v2"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// every key of the table, and some that mean nothing.
func allKeys() (keys []string) {
	for _, b := range bindings {
		keys = append(keys, b.keys...)
	}
	return append(keys, "ö", "漢", "0", "%")
}

// FuzzKeys presses keys, resizes, clicks and lets time pass in any order. Each
// byte is a deed. Nothing breaks, and whatever is shown is the same as on a
// fresh screen that was brought to the same place.
func FuzzKeys(f *testing.F) {
	f.Add([]byte{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 210, 220, 230, 240, 250})
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 16 {
		b := make([]byte, 120+n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		f.Add(b)
	}
	keys := allKeys()
	f.Fuzz(func(t *testing.T, deeds []byte) {
		l := look{w: 80 + len(deeds)%60, h: 24 + len(deeds)%20}
		var s *screen
		switch len(deeds) % 4 {
		case 0:
			s = newScreen(t, "hello", l)
		case 1:
			s = newScreen(t, "router", l)
		case 2:
			s = newScreen(t, "", l)
		default: // one that can be run again
			s = newLesson(t, "1-message-to-a-friend", l)
		}
		for i, d := range deeds[:min(len(deeds), 200)] {
			switch {
			case d < 200 && i%7 == 3 && len(s.m.modals) > 0: // something is typed
				s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("ip.ttl == 6"), Paste: d < 100})
			case d < 200:
				k := keys[int(d)%len(keys)]
				if k == "ctrl+c" || k == "q" || k == "ctrl+z" {
					continue
				}
				s.press(k)
			case d < 210:
				s.size(int(d)*i%190, int(d)*(i+3)%70)
			case d < 230:
				s.send(tea.MouseMsg{X: int(d) * i % 200, Y: int(d) * (i + 1) % 60, Action: tea.MouseActionPress, Button: tea.MouseButton(d % 6)})
			case d < 250:
				s.wait(time.Duration(d) * time.Millisecond)
			default:
				s.send(tea.ResumeMsg{})
			}
		}
		if s.m.film() == nil {
			return
		}
		// Nothing of what was shown before is left.
		s.m.play.on = false
		s.size(0, 0).size(s.m.w, s.m.h)
		w, h := 100, 30
		a := s.size(w, h).text()
		if b := s.size(w, h).text(); a != b {
			t.Errorf("drawn twice, two screens:\n%s\n%s", a, b)
		}
	})
}
