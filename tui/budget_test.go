package tui

import (
	"bytes"
	"testing"
	"time"

	"encap/tui/canvas"
)

// The budgets: an animated frame is less than 2 kB, nothing is sent when
// nothing changed, and a frame is built in less than a millisecond.

func TestFrameBytes(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 36}, {200, 60}} {
		for _, start := range []string{"hello", "router"} {
			s := newScreen(t, start, look{w: size[0], h: size[1]})
			var out bytes.Buffer
			w := canvas.NewWriter(&out, canvas.TrueColor)
			_, _ = w.Frame(s.m.canvas)
			s.press(" ")
			total, frames, moved, most := 0, 0, 0, 0
			for s.m.play.on && frames < 3000 {
				id := s.m.stage.at.id
				s.wait(s.m.rate.frame())
				n, err := w.Frame(s.m.canvas)
				if err != nil {
					t.Fatal(err)
				}
				total, frames = total+n, frames+1
				// A frame that only moves; another event redraws the panes.
				if n > 0 && s.m.stage.at.id == id {
					moved, most = moved+1, max(most, n)
				}
			}
			if moved == 0 || most >= 2000 {
				t.Errorf("%s at %v: a frame that only moves takes up to %d bytes (%d of them), want less than 2000", start, size, most, moved)
			}
			if mean := total / frames; mean >= 2000 {
				t.Errorf("%s at %v: %d bytes a frame while it plays, want less than 2000", start, size, mean)
			}
			t.Logf("%s at %v: %d bytes a frame, up to %d where only frames move", start, size, total/frames, most)
			s.wait(time.Second)
			if n, _ := w.Frame(s.m.canvas); n != 0 {
				t.Errorf("%s at %v: %d bytes when nothing changed", start, size, n)
			}
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, v := range views {
		b.Run(v.name, func(b *testing.B) {
			s := newScreen(b, v.start, look{w: 200, h: 60})
			v.keys(s)
			b.ReportAllocs()
			for b.Loop() {
				s.m.draw()
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	src := load(b, "router")
	for b.Loop() {
		newFilm(src)
	}
}
