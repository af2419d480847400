package canvas

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Cell is one place of the grid. A wide character fills two: the second has
// Text "".
type Cell struct {
	Text  string // one character as a person sees it, however many runes
	Style Style
}

// Canvas is a window on a grid of cells. All coordinates are relative to the
// window, and what would fall outside is not drawn.
type Canvas struct {
	grid *grid
	rect Rect // the window, in the grid's coordinates
	clip Rect // what of it may be written
}

type grid struct {
	cells []Cell
	w, h  int
	ascii bool
}

// New makes a canvas of w by h cells. With ascii it never holds anything else.
func New(w, h int, ascii bool) *Canvas {
	c := &Canvas{grid: &grid{ascii: ascii}}
	c.Resize(w, h)
	return c
}

// Resize gives the whole canvas another size; it is blank afterwards.
func (c *Canvas) Resize(w, h int) {
	w, h = max(0, w), max(0, h)
	g := c.grid
	if cap(g.cells) < w*h {
		g.cells = make([]Cell, w*h)
	}
	g.cells, g.w, g.h = g.cells[:w*h], w, h
	c.rect = Rect{0, 0, w, h}
	c.clip = c.rect
	c.Clear(Style{})
}

// In gives a window on a part of this window.
func (c *Canvas) In(r Rect) *Canvas {
	r.X, r.Y = r.X+c.rect.X, r.Y+c.rect.Y
	return &Canvas{grid: c.grid, rect: r, clip: c.clip.Intersect(r)}
}

// Only gives the same window, of which only a part may be written.
func (c *Canvas) Only(r Rect) *Canvas {
	r.X, r.Y = r.X+c.rect.X, r.Y+c.rect.Y
	return &Canvas{grid: c.grid, rect: c.rect, clip: c.clip.Intersect(r)}
}

// Size gives the window's width and height.
func (c *Canvas) Size() (w, h int) { return c.rect.W, c.rect.H }

// Bounds gives the window's rectangle in its own coordinates.
func (c *Canvas) Bounds() Rect { return Rect{0, 0, c.rect.W, c.rect.H} }

// ASCII says whether the canvas holds nothing but ASCII.
func (c *Canvas) ASCII() bool { return c.grid.ascii }

// Clear makes the whole window blank.
func (c *Canvas) Clear(s Style) { c.Fill(c.Bounds(), " ", s) }

// Fill fills a rectangle with one narrow character.
func (c *Canvas) Fill(r Rect, text string, s Style) {
	for y := r.Y; y < r.Y+r.H; y++ {
		for x := r.X; x < r.X+r.W; x++ {
			c.Set(x, y, text, s)
		}
	}
}

// At gives the cell at a place, a zero Cell outside the window.
func (c *Canvas) At(x, y int) Cell {
	x, y = x+c.rect.X, y+c.rect.Y
	if !c.clip.Contains(x, y) {
		return Cell{}
	}
	return c.grid.cells[y*c.grid.w+x]
}

// Set draws one narrow character: a glyph of ours, never foreign text (use
// Text for that).
func (c *Canvas) Set(x, y int, text string, s Style) {
	x, y = x+c.rect.X, y+c.rect.Y
	if c.clip.Contains(x, y) {
		c.grid.put(x, y, text, s)
	}
}

// Restyle changes how a rectangle looks, not what it says.
func (c *Canvas) Restyle(r Rect, f func(Style) Style) {
	r.X, r.Y = r.X+c.rect.X, r.Y+c.rect.Y
	r = r.Intersect(c.clip)
	for y := r.Y; y < r.Y+r.H; y++ {
		row := c.grid.cells[y*c.grid.w:]
		for x := r.X; x < r.X+r.W; x++ {
			row[x].Style = f(row[x].Style)
		}
	}
}

// put writes one narrow character and leaves no half of a wide one behind.
func (g *grid) put(x, y int, text string, s Style) {
	row := g.cells[y*g.w : (y+1)*g.w]
	if row[x].Text == "" && x > 0 {
		row[x-1].Text = " "
	}
	if x+1 < g.w && row[x+1].Text == "" {
		row[x+1].Text = " "
	}
	row[x] = Cell{text, s}
}

// Text draws a line of text and gives the column after it. What cannot be
// shown (a control character, an escape sequence of a hostile packet) becomes
// a dot.
func (c *Canvas) Text(x, y int, text string, s Style) int {
	if c.grid.ascii {
		text = Fold(text)
	}
	for len(text) > 0 {
		cluster, w := next(text)
		text = text[len(cluster):]
		if w == 0 {
			continue
		}
		c.cluster(x, y, visible(cluster, c.grid.ascii), w, s)
		x += w
	}
	return x
}

// TextIn draws a text cut to w columns and gives the column after it.
func (c *Canvas) TextIn(x, y, w int, text string, s Style) int {
	return c.Text(x, y, c.Clip(text, w), s)
}

// cluster writes one character of one or two columns.
func (c *Canvas) cluster(x, y int, text string, w int, s Style) {
	if w == 1 {
		c.Set(x, y, text, s)
		return
	}
	gx, gy := x+c.rect.X, y+c.rect.Y
	if !c.clip.Contains(gx, gy) || !c.clip.Contains(gx+1, gy) {
		// Half a wide character is none.
		c.Set(x, y, " ", s)
		c.Set(x+1, y, " ", s)
		return
	}
	c.grid.put(gx, gy, text, s)
	c.grid.put(gx+1, gy, " ", s)
	c.grid.cells[gy*c.grid.w+gx] = Cell{text, s}
	c.grid.cells[gy*c.grid.w+gx+1] = Cell{"", s}
}

// next gives the first character of a text, in the sense of a reader, and its
// width in columns. A control character and a byte that is no UTF-8 take one:
// Text draws a dot for them.
func next(text string) (cluster string, width int) {
	b := text[0]
	if b < 0x20 || b == 0x7f || b < 0x80 && (len(text) == 1 || text[1] < 0x80) {
		return text[:1], 1
	}
	if r, n := utf8.DecodeRuneInString(text); r == utf8.RuneError && n == 1 {
		return text[:1], 1
	}
	cluster, width = ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
	return cluster, min(width, 2)
}

// visible replaces what must not reach a terminal.
func visible(cluster string, ascii bool) string {
	r := cluster[0]
	switch {
	case r < 0x20 || r == 0x7f:
		return dot(ascii)
	case ascii && r < 0x80:
		return cluster[:1]
	case ascii:
		return "?"
	}
	for _, r := range cluster {
		if r >= 0x80 && r < 0xa0 || r == '\uFFFD' {
			return dot(ascii)
		}
	}
	return cluster
}

func dot(ascii bool) string {
	if ascii {
		return "."
	}
	return "·"
}

// String gives the window's text, a line a row, without trailing blanks.
func (c *Canvas) String() string {
	var b strings.Builder
	var line strings.Builder
	for y := range c.rect.H {
		line.Reset()
		for x := range c.rect.W {
			line.WriteString(c.At(x, y).Text)
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// Copy gives a canvas of its own that shows the same.
func (c *Canvas) Copy() *Canvas {
	o := New(c.grid.w, c.grid.h, c.grid.ascii)
	copy(o.grid.cells, c.grid.cells)
	return o
}
