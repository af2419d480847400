package tui

import (
	"math"

	"encap/tui/canvas"
)

// plot is a drawing of dots that are smaller than a cell: 2×4 of them in
// braille, 1×2 in half blocks, one in ASCII.
type plot struct {
	r      canvas.Rect
	nx, ny int // dots in a cell
	bits   []uint8
	styles []canvas.Style
	ascii  []string // what a cell shows where a dot has no shape of its own

	x0, x1, y0, y1 float64 // what is shown
}

// newPlot makes an empty drawing.
func newPlot(s *stage, r canvas.Rect) *plot {
	p := &plot{r: r, nx: 1, ny: 1}
	switch {
	case s.g.Braille:
		p.nx, p.ny = 2, 4
	case !s.g.ASCII:
		p.ny = 2
	}
	n := max(0, r.W*r.H)
	p.bits, p.styles, p.ascii = make([]uint8, n), make([]canvas.Style, n), make([]string, n)
	return p
}

// x gives the dots' column of a value, y their row from above. Both are near
// the drawing even where the value is far from it.
func (p *plot) x(v float64) int { return p.place(v, p.x0, p.x1, p.r.W*p.nx-1) }

func (p *plot) y(v float64) int {
	last := p.r.H*p.ny - 1
	return last - p.place(v, p.y0, p.y1, last)
}

func (p *plot) place(v, from, to float64, last int) int {
	if to <= from {
		return 0
	}
	part := (v - from) / (to - from)
	return int(math.Round(max(-1, min(part, 2)) * float64(last)))
}

// dot sets one dot.
func (p *plot) dot(x, y int, text string, st canvas.Style) {
	if x < 0 || y < 0 || x >= p.r.W*p.nx || y >= p.r.H*p.ny {
		return
	}
	i := y/p.ny*p.r.W + x/p.nx
	p.bits[i] |= 1 << (x%p.nx*p.ny + y%p.ny)
	p.styles[i], p.ascii[i] = st, text
}

// line draws from dot to dot; dashed leaves every third pair out.
func (p *plot) line(x0, y0, x1, y1 int, dashed bool, text string, st canvas.Style) {
	n := max(abs(x1-x0), abs(y1-y0), 1)
	for i := range n + 1 {
		if dashed && (x0+(x1-x0)*i/n)%4 > 1 && p.nx > 1 {
			continue
		}
		p.dot(x0+(x1-x0)*i/n, y0+(y1-y0)*i/n, text, st)
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// brailleDots are the bits of Unicode's braille patterns for our columns of
// four.
var brailleDots = [8]rune{0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80}

// blocks are the half blocks for two dots, the upper one first.
var blocks = [4]string{" ", "▀", "▄", "█"}

// draw puts the drawing on the canvas.
func (p *plot) draw(c *canvas.Canvas) {
	for i, bits := range p.bits {
		if bits == 0 {
			continue
		}
		text := p.ascii[i]
		switch p.ny {
		case 4:
			r := rune(0x2800)
			for b, dot := range brailleDots {
				if bits>>b&1 == 1 {
					r |= dot
				}
			}
			text = string(r)
		case 2:
			text = blocks[bits&3]
		}
		c.Set(p.r.X+i%p.r.W, p.r.Y+i/p.r.W, text, p.styles[i])
	}
}

// nice gives a round number that is not less than v: 1, 2 or 5 times a power
// of ten.
func nice(v float64) float64 {
	if v <= 0 {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, f := range [...]float64{1, 2, 5, 10} {
		if f*unit >= v*0.999999 {
			return f * unit
		}
	}
	return 10 * unit
}
