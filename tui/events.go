package tui

import (
	"fmt"
	"strconv"

	"encap/layers/osi"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// events lists what happened, a line an event: who did it in which layer, drawn
// as a ladder with a line for each node, and a sentence.
type events struct {
	drawn canvas.Rect
	top   trace.ID // the first event drawn
}

// How wide the ladder's lanes are, and when there is room for them.
const (
	lane         = 4
	mostLanes    = 6
	leastTelling = 22
)

func (p *events) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	p.drawn = r
	in := s.frame(c, r, paneLadder, s.paneTitle(paneLadder))
	digits := len(strconv.Itoa(int(s.film.last)))
	l := p.lanes(s, in.W-digits-3)
	timed := in.W-digits-3-l*lane >= leastTelling+14
	p.heading(s, c, in, l, digits, timed)
	_, in = in.Top(1)
	// The cursor stands near the bottom: what comes is not told before.
	p.top = max(1, min(s.at.id-trace.ID(max(0, in.H-2)), s.film.last-trace.ID(max(0, in.H-1))))
	if int(s.at.id) < in.H-1 {
		p.top = 1
	}
	for y := range in.H {
		id := p.top + trace.ID(y)
		if id > s.film.last {
			break
		}
		p.line(s, c, canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}, id, l, digits, timed)
	}
}

// lanes gives how many nodes get a lane: all or none.
func (p *events) lanes(s *stage, room int) int {
	n := len(s.film.sc.Nodes)
	if n > mostLanes || room-n*lane < leastTelling-4 {
		return 0
	}
	return n
}

// heading names the lanes.
func (p *events) heading(s *stage, c *canvas.Canvas, in canvas.Rect, lanes, digits int, timed bool) {
	x := in.X + 1
	c.Text(x+digits-1, in.Y, "#", s.theme.Dim)
	x += digits + 1
	if timed {
		c.Text(x+6, in.Y, "t ms", s.theme.Dim)
		x += 12
	}
	for i := range lanes {
		c.In(canvas.Rect{X: x + i*lane, Y: in.Y, W: lane - 1, H: 1}).Text(0, 0, s.film.sc.Nodes[i].Name, s.theme.Dim)
	}
}

// line draws one event.
func (p *events) line(s *stage, c *canvas.Canvas, r canvas.Rect, id trace.ID, lanes, digits int, timed bool) {
	e := s.film.event(id)
	style := s.theme.Base
	switch {
	case id > s.at.id:
		style = s.theme.Future
	case id == s.at.id && s.focus == paneLadder:
		style = s.theme.Row
	case id == s.at.id:
		style = s.theme.RowIdle
	case !crosses(e.Kind), !s.passes(id):
		style = s.theme.Dim
	}
	c.Fill(r, " ", style)
	x := r.X
	if id == s.at.id {
		c.Set(x, r.Y, s.g.Cursor, s.theme.Focus.On(style))
	}
	c.Text(x+1, r.Y, fmt.Sprintf("%*d", digits, id), style)
	x += digits + 2
	if timed {
		c.Text(x, r.Y, fmt.Sprintf("%10.3f", float64(e.At)/1e6), style)
		x += 12
	}
	p.ladder(s, c, x, r.Y, e, lanes, style)
	x += lanes * lane
	if id > s.at.id {
		return
	}
	if lanes == 0 {
		c.Text(x, r.Y, s.letter(e.Layer), s.theme.Ink[e.Layer].On(style).With(canvas.Bold))
		x = c.TextIn(x+2, r.Y, 7, fmt.Sprintf("%-7s", e.Node), style) + 1
	}
	if s.film.steps[id] != "" {
		x = c.Text(x, r.Y, s.g.Mark+" ", s.theme.Say.On(style))
	}
	c.TextIn(x, r.Y, r.X+r.W-x, s.film.sentence(id), style)
}

// letter gives a layer's letter.
func (s *stage) letter(l osi.Layer) string {
	if l == 0 {
		return s.g.Dot
	}
	return shelf(l).Letter()
}

// ladder draws the nodes' lanes: the letter of the layer where it happens, and
// an arrow to the node that a frame goes to.
func (p *events) ladder(s *stage, c *canvas.Canvas, x, y int, e *trace.Event, lanes int, style canvas.Style) {
	if lanes == 0 {
		return
	}
	line := s.theme.Border.On(style)
	for i := range lanes {
		glyph := s.g.Lane
		if e.ID > s.at.id {
			glyph = s.g.Dot
		}
		c.Set(x+i*lane, y, glyph, line)
	}
	n := s.film.nodes[e.Node]
	if n == nil {
		return
	}
	if e.ID <= s.at.id && e.Kind == trace.TxStart {
		p.arrow(s, c, x, y, n.index, e, style)
	}
	here := x + n.index*lane
	switch {
	case e.ID > s.at.id:
	case e.Kind == trace.Drop:
		c.Set(here, y, s.g.Lost, s.theme.Bad.On(style))
	case !crosses(e.Kind):
		c.Set(here, y, s.g.Dot, style)
	default:
		c.Text(here, y, s.letter(e.Layer), s.theme.Chip[shelf(e.Layer)])
		if e.Kind == trace.Send || e.Kind == trace.Receive {
			c.Set(here+1, y, way(s, e), s.theme.Ink[shelf(e.Layer)].On(style))
		}
	}
}

// arrow draws a frame's way from lane to lane.
func (p *events) arrow(s *stage, c *canvas.Canvas, x, y, from int, e *trace.Event, style canvas.Style) {
	_, other, _ := s.film.plugged(e.Node, e.Port)
	n := s.film.nodes[other]
	if n == nil || n.index == from {
		return
	}
	a, b, head := x+from*lane, x+n.index*lane, s.g.Right
	by := 1
	if b < a {
		by, head = -1, s.g.Left
	}
	ink := s.theme.WireBusy.On(style)
	for i := a + by; i != b; i += by {
		c.Set(i, y, s.g.WireDone, ink)
	}
	c.Set(b-by, y, head, ink)
}

func (p *events) handle(s *stage, a action) bool {
	switch a {
	case actPageUp:
		s.goTo(s.at.id - min(s.at.id-1, 10))
	case actPageDown:
		s.goTo(s.at.id + 10)
	case actEnter:
		s.focus = paneBytes
	default:
		return false
	}
	return true
}

func (p *events) click(s *stage, x, y int) {
	if row := y - p.drawn.Y - 2; row >= 0 && row < p.drawn.H-3 {
		s.goTo(p.top + trace.ID(row))
	}
}
