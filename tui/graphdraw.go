package tui

import (
	"strings"
	"time"

	"encap/layers/osi"
	"encap/tui/canvas"
)

// axisWidth is how many columns the upright axis takes.
const axisWidth = 9

// side gives how many columns beside the plot tell of the chosen point.
func (g *graph) side() int {
	if g.drawn.W >= 96 {
		return 34
	}
	return 0
}

// drawCurves draws the axes, the curves, what happened, and what the chosen
// point means.
func (g *graph) drawCurves(s *stage, c *canvas.Canvas, in canvas.Rect) {
	from, to := g.span(s)
	// From below: what the curves are, what the chosen point says, the axis, the
	// phases; what is left is for the curves.
	tell, marks := canvas.Rect{}, canvas.Rect{}
	body, legend := in.Top(in.H - 1)
	if side := g.side(); side > 0 {
		body, tell = body.Left(body.W - side)
	} else if body.H >= 7 {
		body, tell = body.Top(body.H - 2)
	}
	body, axis := body.Top(body.H - 1)
	if len(g.phase) > 0 && g.kind != graphThroughput && body.H >= 6 {
		body, marks = body.Top(body.H - 1)
	}
	plot := canvas.Rect{X: body.X + axisWidth, Y: body.Y, W: body.W - axisWidth, H: body.H}
	if plot.W < 4 || plot.H < 2 {
		return
	}
	p := newPlot(s, plot)
	p.x0, p.x1, p.y0, p.y1 = float64(from), float64(to), 0, g.top(from, to)
	g.axes(s, c, p, canvas.Rect{X: axis.X, Y: axis.Y, W: axisWidth + plot.W, H: 1})
	for i := range g.all {
		g.curve(s, p, &g.all[i], from, to)
	}
	p.draw(c)
	g.lost(s, c, p)
	g.cursor(s, c, p)
	if !marks.Empty() {
		g.phaseLine(s, c, p, canvas.Rect{X: plot.X, Y: marks.Y, W: plot.W, H: 1})
	}
	g.legend(s, c, legend)
	g.tell(s, c, tell)
}

// axes draws the two axes with their numbers.
func (g *graph) axes(s *stage, c *canvas.Canvas, p *plot, below canvas.Rect) {
	r := p.r
	for y := range r.H {
		c.Set(r.X-1, r.Y+y, s.g.Joint[12], s.theme.Border)
	}
	put := func(y int, v float64, unit string) {
		text := g.figure(v) + unit
		c.TextIn(r.X-2-min(axisWidth-2, c.Width(text)), y, axisWidth-2, text, s.theme.Dim)
	}
	put(r.Y, p.y1, "")
	if r.H >= 5 {
		c.TextIn(r.X-2-c.Width(s.say(graphUnits[g.kind])), r.Y+1, axisWidth-2, s.say(graphUnits[g.kind]), s.theme.Dim)
	}
	if r.H >= 7 {
		mid := r.H / 2
		put(r.Y+mid, p.y1*float64(r.H-1-mid)/float64(r.H-1), "")
	}
	put(r.Y+r.H-1, 0, "")
	c.Set(r.X-1, below.Y, s.g.Joint[6], s.theme.Border)
	for x := range r.W {
		c.Set(r.X+x, below.Y, s.g.Wire, s.theme.Border)
	}
	// Times stand on the axis, at its ends and in the middle.
	for i, part := range [...]float64{0, 0.5, 1} {
		text := " " + shortTime(time.Duration(p.x0+(p.x1-p.x0)*part).Round(grain(p.x1-p.x0))) + " "
		w := c.Width(text)
		x := r.X + int(part*float64(r.W-1)) - w*i/2
		if i == 1 && r.W < 4*w {
			continue
		}
		c.TextIn(max(r.X, x), below.Y, w, text, s.theme.Dim)
	}
}

// grain is what times are rounded to on an axis of some length.
func grain(length float64) time.Duration {
	g := time.Nanosecond
	for float64(g)*1000 < length {
		g *= 10
	}
	return g
}

// inkStyle gives how a curve looks.
func (g *graph) inkStyle(s *stage, i ink) canvas.Style {
	switch i {
	case inkLimit:
		return s.theme.Warn
	case inkOther:
		return s.theme.Ink[3]
	case inkBad:
		return s.theme.Bad
	}
	return s.theme.Ink[4].With(canvas.Bold)
}

// curve draws one curve as far as it is known.
func (g *graph) curve(s *stage, p *plot, x *series, from, to osi.Instant) {
	known, st := g.until(s, x), g.inkStyle(s, x.look)
	first := 0
	if len(known) > 4*p.r.W*p.nx {
		first = g.dense(p, x, len(known), st)
	}
	for i := first; i < len(known); i++ {
		q := &known[i]
		next := s.at.now
		if i+1 < len(known) {
			next = known[i+1].at
		} else if x.last {
			next = q.at
		}
		if next < from || q.at > to {
			continue
		}
		y := q.y
		if x.shape == dashes {
			y = min(y, p.y1) // a limit above all that is shown is at the upper edge
		}
		x0, y0 := p.x(float64(q.at)), p.y(y)
		switch x.shape {
		case bars:
			p.line(x0, y0, x0, p.y(q.y2), false, x.ascii, st)
		case dots:
			p.dot(x0, y0, x.ascii, st)
		default:
			x1 := p.x(float64(next))
			p.line(x0, y0, x1, y0, x.shape == dashes, x.ascii, st)
			if i+1 < len(known) {
				p.line(x1, y0, x1, p.y(min(known[i+1].y, p.y1)), x.shape == dashes, x.ascii, st)
			}
		}
	}
}

// lost marks at the lower edge when frames of the stream were lost.
func (g *graph) lost(s *stage, c *canvas.Canvas, p *plot) {
	for _, fl := range g.losses {
		if fl.end > s.at.id {
			continue
		}
		if x := p.x(float64(fl.over)) / p.nx; x >= 0 && x < p.r.W {
			c.Set(p.r.X+x, p.r.Y+p.r.H-1, s.g.Lost, s.theme.Bad)
		}
	}
}

// cursor draws where the run is, and the chosen point.
func (g *graph) cursor(s *stage, c *canvas.Canvas, p *plot) {
	if x := p.x(float64(s.at.now)) / p.nx; x >= 0 && x < p.r.W {
		for y := range p.r.H {
			if cell := c.At(p.r.X+x, p.r.Y+y); cell.Text == " " {
				c.Set(p.r.X+x, p.r.Y+y, s.g.Later, s.theme.Future)
			}
		}
	}
	if q, _, ok := g.chosen(s); ok {
		x, y := p.x(float64(q.at))/p.nx, p.y(max(q.y, q.y2))/p.ny
		if x >= 0 && x < p.r.W && y >= 0 && y < p.r.H {
			c.Set(p.r.X+x, p.r.Y+y, s.g.Point, s.theme.Focus)
		}
	}
}

// phaseLine names the parts of the time below the plot.
func (g *graph) phaseLine(s *stage, c *canvas.Canvas, p *plot, r canvas.Rect) {
	for i, ph := range g.phase {
		if ph.id > s.at.id {
			break
		}
		x := p.x(float64(ph.at)) / p.nx
		end := r.W
		if i+1 < len(g.phase) && g.phase[i+1].id <= s.at.id {
			end = p.x(float64(g.phase[i+1].at)) / p.nx
		}
		if x = max(0, x); x >= r.W || end <= x {
			continue
		}
		st := s.theme.Dim
		if ph.name == txtPhaseTimeout || ph.name == txtPhaseFast {
			st = s.theme.Warn
		}
		c.Set(r.X+x, r.Y, s.g.Lane, s.theme.Border)
		if room := min(end, r.W) - x - 1; room >= 4 || c.Width(s.say(ph.name)) <= room {
			c.TextIn(r.X+x+1, r.Y, room, s.say(ph.name), st)
		}
	}
}

// legend says which curve is which.
func (g *graph) legend(s *stage, c *canvas.Canvas, r canvas.Rect) {
	x := r.X + 1
	for i := range g.all {
		v := &g.all[i]
		sign := s.g.WireDone + s.g.WireDone
		if v.shape == dashes {
			sign = s.g.Wire + " " + s.g.Wire
		}
		if s.g.ASCII {
			sign = v.ascii + v.ascii
		}
		if v.shape == bars {
			sign = s.g.Lane
			if v.look == inkBad {
				sign = s.g.Again
			}
		}
		x = c.TextIn(x, r.Y, r.X+r.W-x, sign+" ", g.inkStyle(s, v.look))
		x = c.TextIn(x, r.Y, r.X+r.W-x, s.say(v.name)+"   ", s.theme.Dim)
	}
	if g.made.conn != nil {
		x = c.TextIn(x, r.Y, r.X+r.W-x, s.g.Lost+" ", s.theme.Bad)
		x = c.TextIn(x, r.Y, r.X+r.W-x, s.say(txtLostHere)+"   ", s.theme.Dim)
	}
	if g.zoom > 0 {
		c.TextIn(x, r.Y, r.X+r.W-x, s.say.f(txtZoomed, 1<<g.zoom), s.theme.Warn)
	}
}

// tell says what the chosen point means: its value, its event and its rules.
func (g *graph) tell(s *stage, c *canvas.Canvas, r canvas.Rect) {
	q, i, ok := g.chosen(s)
	if !ok || r.Empty() {
		return
	}
	e := g.of.event(q.id)
	var rules []string
	for _, why := range e.Rules {
		if why.Rule != nil {
			rules = append(rules, why.Rule.Name)
		}
	}
	value := s.say(g.all[i].name) + " " + g.figure(q.y) + " " + s.say(graphUnits[g.kind])
	where := s.say.f(txtPointAt, millis(q.at), q.id)
	why := ""
	if rule := e.Why(); rule != nil {
		why = strings.Join(rules, ", ") + " (" + rule.Cite + ")"
	}
	if r.H <= 2 {
		c.TextIn(r.X+1, r.Y, r.W-2, s.g.Point+" "+value+"  "+where, s.theme.Base)
		if r.H > 1 {
			c.TextIn(r.X+1, r.Y+1, r.W-2, why, s.theme.Dim)
		}
		return
	}
	y := r.Y
	for _, part := range []struct {
		text string
		st   canvas.Style
	}{{s.g.Point + " " + value, s.theme.Strong}, {where, s.theme.Base}, {why, s.theme.Warn}, {g.of.sentence(q.id), s.theme.Base}} {
		for _, l := range c.Wrap(part.text, r.W-2) {
			if y < r.Y+r.H && l != "" {
				c.Text(r.X+1, y, l, part.st)
				y++
			}
		}
	}
}
