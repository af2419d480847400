package tui

import (
	"sort"

	"encap/tui/canvas"
)

// drawTable lists the points of the curves: the form that can be read aloud.
func (g *graph) drawTable(s *stage, c *canvas.Canvas, in canvas.Rect) {
	type line struct {
		point point2
		curve int
	}
	var lines []line
	for i := range g.all {
		known := g.until(s, &g.all[i])
		for _, q := range known[max(0, len(known)-1000):] {
			lines = append(lines, line{q, i})
		}
	}
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].point.id < lines[j].point.id })
	at := len(lines) - 1
	if q, i, ok := g.chosen(s); ok {
		for n := range lines {
			if lines[n].point.id == q.id && lines[n].curve == i {
				at = n
			}
		}
	}
	top := scroll(len(lines), in.H, max(0, at), true)
	for y := range min(in.H, len(lines)-top) {
		l := &lines[top+y]
		st := s.theme.Base
		r := canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}
		if top+y == at {
			st = s.theme.Row
			c.Fill(r, " ", st)
			c.Set(r.X, r.Y, s.g.Cursor, s.theme.Focus.On(st))
		}
		e := g.of.event(l.point.id)
		time := millis(l.point.at)
		x := c.TextIn(r.X+1, r.Y, 16, pad(c, "", 15-c.Width(time))+time, st) + 1
		x = c.TextIn(x, r.Y, 10, pad(c, s.say(g.all[l.curve].name), 10), st) + 1
		value := g.figure(l.point.y)
		x = c.TextIn(x, r.Y, 10, pad(c, "", 10-c.Width(value))+value, st) + 1
		x = c.TextIn(x, r.Y, 8, pad(c, s.say(graphUnits[g.kind]), 7), st)
		text := s.say.f(txtEventNumber, l.point.id)
		if rule := e.Why(); rule != nil {
			text += "  " + rule.Name
		}
		c.TextIn(x, r.Y, r.X+r.W-x, text, s.theme.Dim.On(st))
	}
}
