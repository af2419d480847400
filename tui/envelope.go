package tui

import "encap/tui/canvas"

// shapeOf says what an envelope was made for.
type shapeOf struct {
	series         *series
	w              int
	x0, x1, y0, y1 float64
}

// envelope is a curve of very many points as it can be drawn: for each column of
// dots the lowest and the highest point in it and the last one.
type envelope struct {
	columns []dotColumn
}

type dotColumn struct {
	lo, hi, last int // rows of dots
	end          int // the number of points up to the end of this column
	any          bool
}

// dense draws a curve of which many points fall into each column, but for the
// column that is not complete at the cursor. It gives the first point that is
// still to be drawn.
func (g *graph) dense(p *plot, x *series, known int, st canvas.Style) (first int) {
	key := shapeOf{x, p.r.W * p.nx, p.x0, p.x1, p.y0, p.y1}
	e := g.shapes[key]
	if e == nil {
		if len(g.shapes) > 16 {
			clear(g.shapes)
		}
		e = newEnvelope(p, x)
		g.shapes[key] = e
	}
	before, row := -1, 0
	for col := range e.columns {
		c := &e.columns[col]
		if !c.any {
			continue
		}
		if c.end > known {
			break
		}
		if before >= 0 && x.shape != bars && x.shape != dots {
			p.line(before, row, col, row, x.shape == dashes, x.ascii, st)
		}
		p.line(col, c.lo, col, c.hi, false, x.ascii, st)
		before, row, first = col, c.last, c.end
	}
	return max(0, first-1)
}

// newEnvelope goes through all points of a curve, once.
func newEnvelope(p *plot, x *series) *envelope {
	e := &envelope{columns: make([]dotColumn, p.r.W*p.nx)}
	for i := range x.points {
		q := &x.points[i]
		col := p.x(float64(q.at))
		if col < 0 || col >= len(e.columns) {
			continue
		}
		c := &e.columns[col]
		lo, hi := p.y(min(q.y, p.y1)), p.y(min(max(q.y, q.y2), p.y1))
		lo, hi = min(lo, hi), max(lo, hi)
		if !c.any {
			c.lo, c.hi, c.any = lo, hi, true
		}
		c.lo, c.hi, c.last, c.end = min(c.lo, lo), max(c.hi, hi), p.y(min(q.y, p.y1)), i+1
	}
	return e
}
