package canvas

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"encap/tui/vt"
)

// sameAs compares what a terminal shows with the canvas, cell by cell.
func sameAs(t *testing.T, s *vt.Screen, c *Canvas, p Profile) {
	t.Helper()
	w, h := c.Size()
	for y := range h {
		for x := range w {
			got, cell := s.At(x, y), c.At(x, y)
			want := vt.Cell{Text: cell.Text}
			if p != NoColor && cell.Style.FG.Set() {
				want.FG = string(p.sgr(nil, cell.Style.FG, 30))
			}
			if p != NoColor && cell.Style.BG.Set() {
				want.BG = string(p.sgr(nil, cell.Style.BG, 40))
			}
			for i, code := range []string{"1", "2", "4", "7"} {
				if cell.Style.Attr&(1<<i) != 0 {
					if want.Attr != "" {
						want.Attr += ";"
					}
					want.Attr += code
				}
			}
			if len(got.Attr) == len(want.Attr) && len(got.Attr) > 1 {
				got.Attr = want.Attr // the order in which they were switched on
			}
			if got != want {
				t.Fatalf("cell %d,%d shows %+v, want %+v", x, y, got, want)
			}
		}
	}
	if u := s.Unknown(); len(u) > 0 {
		t.Fatalf("the terminal does not understand %q", u)
	}
}

// Whatever is drawn in whatever order: after each frame the terminal shows the
// canvas.
func TestFramesAddUp(t *testing.T) {
	for _, p := range []Profile{NoColor, Colors16, Colors256, TrueColor} {
		r := rand.New(rand.NewPCG(1, uint64(p)))
		s := vt.New(30, 8)
		w := NewWriter(s, p)
		c := New(30, 8, false)
		texts := []string{"hello", "漢字", "e\u0301", "▐IP 20▌", " ", "ab", "👩‍🚀", "╳"}
		for frame := range 400 {
			for range r.IntN(6) {
				st := Style{Attr: Attr(r.IntN(16))}
				if r.IntN(2) == 0 {
					st.FG = okabeIto[r.IntN(8)]
				}
				if r.IntN(2) == 0 {
					st.BG = okabeIto[r.IntN(8)]
				}
				c.Text(r.IntN(34)-2, r.IntN(8), texts[r.IntN(len(texts))], st)
			}
			switch frame % 97 {
			case 40:
				w.Forget()
				s.Resize(30, 8)
			case 60:
				c.Clear(Style{})
			}
			if _, err := w.Frame(c); err != nil {
				t.Fatal(err)
			}
			sameAs(t, s, c, p)
		}
	}
}

func TestNothingChangedSendsNothing(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, TrueColor)
	c := New(200, 60, false)
	c.Text(3, 3, "hello 漢字", dark.Base)
	if n, _ := w.Frame(c); n != out.Len() || n == 0 {
		t.Fatalf("the first frame is %d bytes, written %d", n, out.Len())
	}
	out.Reset()
	c.Text(3, 3, "hello 漢字", dark.Base)
	if n, _ := w.Frame(c); n != 0 || out.Len() != 0 {
		t.Errorf("an unchanged frame is %d bytes: %q", n, out.String())
	}
}

func TestFrameIsSynchronized(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, NoColor)
	c := New(5, 1, false)
	_, _ = w.Frame(c)
	out.Reset()
	c.Text(1, 0, "a", Style{})
	_, _ = w.Frame(c)
	if got, want := out.String(), "\x1b[?2026h\x1b[1;2H\x1b[0ma\x1b[0m\x1b[?2026l"; got != want {
		t.Errorf("sent %q, want %q", got, want)
	}
}

func TestShortGapsAreBridged(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, NoColor)
	c := New(9, 1, false)
	c.Text(0, 0, "abcdefghi", Style{})
	_, _ = w.Frame(c)
	out.Reset()
	c.Text(0, 0, "AbcDefghI", Style{})
	_, _ = w.Frame(c)
	if got, want := out.String(), "\x1b[?2026h\x1b[1;1H\x1b[0mAbcD\x1b[4CI\x1b[0m\x1b[?2026l"; got != want {
		t.Errorf("sent %q, want %q", got, want)
	}
}

type broken struct{ left int }

func (b *broken) Write(p []byte) (int, error) {
	if b.left--; b.left < 0 {
		return 0, bytes.ErrTooLarge
	}
	return len(p), nil
}

func TestAfterAnErrorTheFrameIsWhole(t *testing.T) {
	b := &broken{left: 1}
	w := NewWriter(b, NoColor)
	c := New(4, 1, false)
	whole, _ := w.Frame(c)
	c.Text(0, 0, "a", Style{})
	if _, err := w.Frame(c); err == nil {
		t.Fatal("no error")
	}
	b.left = 1
	if n, err := w.Frame(c); n != whole || err != nil {
		t.Errorf("%d bytes, %v; want %d as at first", n, err, whole)
	}
}

func BenchmarkFrameUnchanged(b *testing.B) {
	w := NewWriter(&bytes.Buffer{}, TrueColor)
	c := New(200, 60, false)
	for b.Loop() {
		_, _ = w.Frame(c)
	}
}

func BenchmarkFrameWhole(b *testing.B) {
	var out bytes.Buffer
	w := NewWriter(&out, TrueColor)
	c := New(200, 60, false)
	for y := range 60 {
		c.Text(0, y, "▐IP 20▌ hello, world", dark.Chip[y%8])
	}
	for b.Loop() {
		out.Reset()
		w.Forget()
		_, _ = w.Frame(c)
	}
	b.ReportMetric(float64(out.Len()), "B/frame")
}
