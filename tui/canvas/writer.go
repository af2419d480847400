package canvas

import (
	"io"
	"strconv"
)

// Mode 2026, synchronized output: the terminal shows nothing of a frame before
// all of it is there. Terminals that do not know the mode ignore it.
const (
	beginFrame = "\x1b[?2026h"
	endFrame   = "\x1b[?2026l"
)

// Writer sends a terminal the cells that changed since the last frame.
type Writer struct {
	out     io.Writer
	profile Profile
	shown   []Cell // what the terminal shows, as far as we know
	w, h    int
	known   bool // shown is right
	buf     []byte
	colors  map[Color]string // the SGR parameters of a foreground; with bgKey of a background

	x, y  int // the terminal's cursor; x < 0: unknown
	style Style
	plain bool // style is known to the terminal
}

const bgKey = solid << 1

// NewWriter makes a writer for a terminal that shows profile's colours.
func NewWriter(out io.Writer, profile Profile) *Writer {
	return &Writer{out: out, profile: profile, colors: map[Color]string{}}
}

// Forget makes the next frame a whole one: somebody else wrote to the
// terminal, or it was resized.
func (t *Writer) Forget() { t.known = false }

// Frame sends what differs from the last frame and gives the number of bytes,
// 0 when nothing does. After an error the next frame is a whole one.
func (t *Writer) Frame(c *Canvas) (int, error) {
	g := c.grid
	if len(t.shown) != len(g.cells) || t.w != g.w {
		t.shown = make([]Cell, len(g.cells))
		t.w, t.h, t.known = g.w, g.h, false
	}
	t.buf = append(t.buf[:0], beginFrame...)
	t.x, t.plain = -1, false
	for y := range t.h {
		t.row(g.cells[y*t.w:(y+1)*t.w], t.shown[y*t.w:(y+1)*t.w], y)
	}
	t.known = true
	if len(t.buf) == len(beginFrame) {
		return 0, nil
	}
	// The terminal's own colours for whoever writes next.
	t.buf = append(t.buf, "\x1b[0m"...)
	t.buf = append(t.buf, endFrame...)
	n, err := t.out.Write(t.buf)
	if err != nil {
		t.known = false
	}
	return n, err
}

// row sends the changed cells of one row.
func (t *Writer) row(cells, shown []Cell, y int) {
	for x := range cells {
		if t.known && cells[x] == shown[x] {
			continue
		}
		shown[x] = cells[x]
		// The right half of a wide character was sent with the left one.
		if cells[x].Text != "" {
			t.near(cells, x, y)
			t.cell(cells[x], x, y)
		}
	}
}

// near bridges a gap of one or two unchanged cells by sending them again,
// which is shorter than a jump.
func (t *Writer) near(cells []Cell, x, y int) {
	if t.x < 0 || t.y != y || x <= t.x || x-t.x > 2 {
		return
	}
	for _, c := range cells[t.x:x] {
		if len(c.Text) != 1 || c.Style != t.style {
			return
		}
	}
	for _, c := range cells[t.x:x] {
		t.cell(c, t.x, y)
	}
}

// cell sends one cell.
func (t *Writer) cell(c Cell, x, y int) {
	t.move(x, y)
	t.pen(c.Style)
	t.buf = append(t.buf, c.Text...)
	switch {
	case len(c.Text) == 1:
		t.x++
	case len(c.Text) <= 3 && Width(c.Text) == 1:
		t.x++
	default:
		// Terminals disagree about the width of all the rest.
		t.x = -1
		if Width(c.Text) == 2 && x+2 < t.w {
			t.jump(x+2, y)
		}
	}
	if t.x >= t.w {
		t.x = -1 // some wrap now, some with the next character
	}
}

// move brings the cursor to a place in as few bytes as it can.
func (t *Writer) move(x, y int) {
	if t.x == x && t.y == y {
		return
	}
	if t.x >= 0 && t.y == y && x > t.x {
		t.buf = append(t.buf, "\x1b["...)
		if n := x - t.x; n > 1 {
			t.buf = strconv.AppendInt(t.buf, int64(n), 10)
		}
		t.buf = append(t.buf, 'C')
		t.x = x
		return
	}
	t.jump(x, y)
}

func (t *Writer) jump(x, y int) {
	t.buf = append(t.buf, "\x1b["...)
	t.buf = strconv.AppendInt(t.buf, int64(y+1), 10)
	t.buf = append(t.buf, ';')
	t.buf = strconv.AppendInt(t.buf, int64(x+1), 10)
	t.buf = append(t.buf, 'H')
	t.x, t.y = x, y
}

// pen selects a style: only what differs from the last one, unless an
// attribute has to go, which terminals agree on for all at once only.
func (t *Writer) pen(s Style) {
	if t.profile == NoColor {
		s.FG, s.BG = 0, 0
	}
	if t.plain && s == t.style {
		return
	}
	t.buf = append(t.buf, "\x1b["...)
	old := t.style
	if !t.plain || old.Attr&^s.Attr != 0 {
		t.buf = append(t.buf, "0;"...)
		old = Style{}
	}
	for i, code := range [...]byte{'1', '2', '4', '7'} {
		if a := Attr(1) << i; s.Attr&a != 0 && old.Attr&a == 0 {
			t.buf = append(t.buf, code, ';')
		}
	}
	if s.FG != old.FG {
		t.buf = append(t.buf, t.color(s.FG, 30, s.FG)...)
	}
	if s.BG != old.BG {
		t.buf = append(t.buf, t.color(s.BG, 40, s.BG|bgKey)...)
	}
	t.buf[len(t.buf)-1] = 'm' // in the place of the last semicolon
	t.style, t.plain = s, true
}

// color gives the SGR parameters of a colour, with a semicolon after.
func (t *Writer) color(c Color, base int, key Color) string {
	s, ok := t.colors[key]
	if !ok {
		s = string(append(t.profile.sgr(nil, c, base), ';'))
		t.colors[key] = s
	}
	return s
}
