package tui

import (
	"fmt"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// station is an event on a byte's way.
type station struct {
	id     trace.ID
	offset int // of the byte in the frame; -1: it is in no frame there
	text   string
	again  bool // the frame is of a segment that was sent before
}

// stations gives the events on a byte's way: the call that handed it over,
// every frame that carried it, and the call that got it. What no call wrote, a header, has the event that
// it is there because of, and where its PDU was made.
func (s *stage) stations(t *traced) (list []station) {
	if t.from.Call != 0 {
		list = append(list, station{id: t.from.Call, offset: -1, text: s.film.event(t.from.Call).Text})
		by := s.film.carriers(letter{t.from.Call, t.from.At})
		for i, c := range by {
			list = append(list, station{c.Start, c.Offset, s.hop(c.Start), i > 0 && c.Send != by[0].Send})
		}
		for _, id := range s.film.readers(letter{t.from.Call, t.from.At}) {
			e := s.film.event(id)
			list = append(list, station{id: id, offset: -1, text: s.say.f(txtReadBy, e.Node, e.Name+" "+e.Text)})
		}
		return list
	}
	for x := t.start; x != nil; x = s.film.event(x.Cause) {
		if x.Kind == trace.Call || x.Kind == trace.TimerFired || x.Kind == trace.Act {
			text := x.Text
			if text == "" {
				text = x.Name
			}
			list = append(list, station{id: x.ID, offset: -1, text: text})
			break
		}
	}
	if e := s.film.event(t.from.Send); e != nil {
		list = append(list, station{id: e.ID, offset: -1, text: s.film.sentence(e.ID)})
	}
	return append(list, station{t.start.ID, t.at, s.hop(t.start.ID), false})
}

// hop tells a frame's way along its cable.
func (s *stage) hop(start trace.ID) string {
	for i := range s.film.flights {
		if fl := &s.film.flights[i]; fl.tx == start {
			text := fmt.Sprintf("#%d %s %s %s", fl.frame, fl.from, s.g.Right, fl.to)
			if fl.lost {
				text += " " + s.g.Lost
			}
			return text
		}
	}
	return fmt.Sprintf("#%d", s.film.event(start).Frame)
}

// station gives the place in the list of the event that is looked at.
func (t *traced) station() int {
	id := t.event.ID
	if t.start != nil {
		id = t.start.ID
	}
	for i := range t.list {
		if t.list[i].id == id {
			return i
		}
	}
	return 0
}

func (p *origin) list(s *stage, c *canvas.Canvas, r canvas.Rect, t *traced) {
	p.drawn = r
	at := t.station()
	p.top = scroll(len(t.list), r.H, at, true)
	for y := range min(r.H, len(t.list)-p.top) {
		i := p.top + y
		g := &t.list[i]
		e := s.film.event(g.id)
		st, mark := s.theme.Base, " "
		if i == at {
			st, mark = s.theme.Row, s.g.Cursor
			c.Fill(canvas.Rect{X: r.X, Y: r.Y + y, W: r.W, H: 1}, " ", st)
		}
		x := c.Text(r.X, r.Y+y, fmt.Sprintf("%s%5d %14s  ", mark, g.id, millis(e.At)), st)
		x = c.TextIn(x, r.Y+y, r.X+r.W-x, g.text, st) + 2
		if g.offset >= 0 {
			x = c.TextIn(x, r.Y+y, r.X+r.W-x, s.say.f(txtByteAt, g.offset), s.theme.Dim.On(st)) + 2
		}
		if g.again {
			c.TextIn(x, r.Y+y, r.X+r.W-x, s.say(txtAgain), s.theme.Changed.On(st))
		}
	}
}

func (p *origin) handle(s *stage, a action) bool {
	step := map[action]int{actLeft: -1, actRight: 1, actLeapBack: -8, actLeapOn: 8}[a]
	if step == 0 && a != actUp && a != actDown && a != actEnter {
		return false
	}
	t, ok := p.look(s)
	switch {
	case !ok:
	case step != 0:
		p.step(s, &t, step)
	case a == actUp:
		p.ride(s, &t, t.station()-1)
	case a == actDown:
		p.ride(s, &t, t.station()+1)
	case t.station() == 0:
		p.ride(s, &t, len(t.list)-1)
	default:
		p.ride(s, &t, 0)
	}
	return true
}

// step goes to another byte of the frame, or of the message.
func (p *origin) step(s *stage, t *traced, by int) {
	if t.start == nil {
		s.follows.at = max(0, min(t.at+by, len(t.data)-1))
		return
	}
	p.at = max(t.base, min(t.at+by, t.base+len(t.event.PDU)-1, len(t.start.PDU)-1))
	s.follows = letter{}
	if o, ok := s.film.origin(t.start.Frame, p.at); ok && o.Call != 0 {
		s.follows = letter{o.Call, o.At}
	}
	s.field = fieldAt(s.film.dissected(t.event.ID), p.at-t.base)
}

// ride goes to an event on the byte's way.
func (p *origin) ride(s *stage, t *traced, i int) {
	if i < 0 || i >= len(t.list) {
		return
	}
	g := &t.list[i]
	s.layer = 0
	if t.from.Call != 0 {
		s.follows = letter{t.from.Call, t.from.At}
	}
	s.goTo(g.id)
	if g.offset >= 0 {
		p.at = g.offset
		s.field = fieldAt(s.film.dissected(g.id), g.offset)
	}
}

func (p *origin) click(s *stage, x, y int) {
	if t, ok := p.look(s); ok && p.drawn.Contains(x, y) {
		p.ride(s, &t, p.top+y-p.drawn.Y)
	}
}
