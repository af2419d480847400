package tui

import (
	"fmt"

	"encap/sim/listing"
	"encap/sim/narrate"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// code shows why: the rules that the event under the cursor obeyed, and the
// lines of our own source that decided.
type code struct {
	at    trace.ID // the event that pick and top are about
	pick  int      // which of its rules
	whole bool     // the whole function
	top   int      // its first line drawn, as long as that is not 0
}

const actCode action = "code"

var codeKeys = []binding{
	{paneCode, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneCode, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneCode, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneCode, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneCode, actPageUp, []string{"pgup"}, txtKeyPageUp},
	{paneCode, actPageDown, []string{"pgdown"}, txtKeyPageDown},
	{paneCode, actEnter, []string{"enter"}, txtKeyWhole},
}

var codeHints = []hint{
	{paneCode, []action{actPrev, actNext}, txtKeyEvent},
	{paneCode, []action{actUp, actDown}, txtKeyRule},
	{paneCode, []action{actEnter}, txtKeyWhole},
}

func (*code) id() paneID    { return paneCode }
func (p *code) large() bool { return p.whole }

// decision is a rule and the place where it was noted.
type decision struct {
	reason trace.Reason
	place  listing.Place
	found  bool
}

// decisions gives what decided the event under the cursor. An event for which
// nothing was decided follows from an earlier one, for which something was.
func (s *stage) decisions() (from *trace.Event, list []decision) {
	e := s.event()
	for n := 0; e != nil && n < 64; n++ {
		for _, r := range e.Rules {
			if r.Rule == nil {
				continue
			}
			d := decision{reason: r}
			d.place, d.found = listing.Of(r)
			list = append(list, d)
		}
		if len(list) > 0 {
			return e, list
		}
		e = s.film.event(e.Cause)
	}
	return nil, nil
}

// chosen gives the rule that is looked at: the one that tells most, if no other
// was chosen for this event.
func (p *code) chosen(s *stage, from *trace.Event, list []decision) int {
	if p.at != s.at.id && len(list) > 0 {
		p.at, p.top = s.at.id, 0
		for i := range list {
			if list[i].reason.Rule == narrate.Telling(from) {
				p.pick = i
			}
		}
	}
	p.pick = max(0, min(p.pick, len(list)-1))
	return p.pick
}

// Where there is room, the reason stands beside the code.
const (
	codeBeside  = 110
	codeReason  = 40
	codeAround  = 10
	leastNumber = 4 // columns of a line's number
)

func (p *code) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	in := s.sheetFrame(c, r, s.say(txtCode))
	from, list := s.decisions()
	if len(list) == 0 {
		for i, l := range c.Wrap(s.film.sentence(s.at.id)+" "+s.say(txtNoRule), in.W-2) {
			if i < in.H {
				c.Text(in.X+1, in.Y+i, l, s.theme.Base)
			}
		}
		return
	}
	n := p.chosen(s, from, list)
	d := &list[n]
	s.note(c, r, r.Y, fmt.Sprintf("%s:%d", d.place.File, d.place.Line), s.theme.Dim)
	if in.W >= codeBeside {
		var left canvas.Rect
		left, in = in.Left(codeReason)
		p.reason(s, c, left, from, list, n)
		for y := range in.H {
			c.Set(in.X, in.Y+y, s.g.Thin.V, s.theme.Border)
		}
		_, in = in.Left(1)
	} else {
		p.heading(s, c, in, from, list, n)
		_, in = in.Top(1)
	}
	p.source(s, c, in, list, d)
}

// heading names the rule in a line.
func (p *code) heading(s *stage, c *canvas.Canvas, in canvas.Rect, from *trace.Event, list []decision, n int) {
	rule := list[n].reason.Rule
	x := c.TextIn(in.X+1, in.Y, in.W-2, rule.Name, s.theme.Strong)
	x = c.TextIn(x+2, in.Y, in.X+in.W-x-2, rule.Cite, s.theme.Say)
	if len(list) > 1 {
		x = c.TextIn(x+2, in.Y, in.X+in.W-x-2, s.say.f(txtRuleOf, n+1, len(list)), s.theme.Dim)
	}
	if from.ID != s.at.id {
		x = c.TextIn(x+2, in.Y, in.X+in.W-x-2, s.say.f(txtSinceEvent, from.ID), s.theme.Dim)
	}
	c.TextIn(x+2, in.Y, in.X+in.W-x-2, list[n].place.Func, s.theme.Dim)
}

// reason tells all of the event's rules, the chosen one whole.
func (p *code) reason(s *stage, c *canvas.Canvas, in canvas.Rect, from *trace.Event, list []decision, n int) {
	y := in.Y
	put := func(x int, text string, st canvas.Style) {
		for _, l := range c.Wrap(text, in.X+in.W-x-1) {
			if y < in.Y+in.H {
				c.Text(x, y, l, st)
			}
			y++
		}
	}
	if from.ID != s.at.id {
		put(in.X+1, s.say.f(txtSinceEvent, from.ID), s.theme.Dim)
	}
	put(in.X+1, s.film.sentence(from.ID), s.theme.Base)
	y++
	for i := range list {
		rule := list[i].reason.Rule
		style := s.theme.Base
		if i == n {
			style = s.theme.Strong
			c.Set(in.X, y, s.g.Cursor, s.theme.Focus)
		}
		put(in.X+2, rule.Name+"  "+rule.Cite, style)
		if i == n {
			put(in.X+2, rule.Why, s.theme.Say)
			put(in.X+2, list[i].place.Func, s.theme.Dim)
		}
	}
}

// source draws the lines that decided, or the whole function.
func (p *code) source(s *stage, c *canvas.Canvas, in canvas.Rect, list []decision, d *decision) {
	if !d.found {
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(txtNoSource), s.theme.Dim)
		return
	}
	lines := d.place.Around(max(codeAround, in.H))
	if p.whole {
		lines = d.place.Function()
	}
	look := 0
	others := map[int]bool{}
	for i, l := range lines {
		if l.Decided {
			look = i
		}
	}
	for _, o := range list {
		if o.place.File == d.place.File {
			others[o.place.Line] = true
		}
	}
	first := scroll(len(lines), in.H, look, true)
	first = max(0, min(first+p.top, len(lines)-in.H))
	p.top = first - scroll(len(lines), in.H, look, true)
	for y := range min(in.H, len(lines)-first) {
		l := &lines[first+y]
		line := canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}
		mark, base := " ", s.theme.Base
		switch {
		case l.Decided:
			mark, base = s.g.Cursor, s.theme.Row
			c.Fill(line, " ", base)
		case others[l.N]:
			mark = s.g.Dot
		}
		c.Set(in.X, line.Y, mark, s.theme.Focus.On(base))
		number := fmt.Sprintf("%*d", leastNumber, l.N)
		c.Text(in.X+1, line.Y, number, s.theme.Dim.On(base))
		drawParts(s, c, in.X+1+leastNumber+2, line, l, base)
	}
}

// drawParts draws a line of source: keywords stand out, comments step back.
func drawParts(s *stage, c *canvas.Canvas, x int, r canvas.Rect, l *listing.Line, base canvas.Style) {
	for _, part := range l.Parts {
		st := base
		switch part.Kind {
		case listing.Keyword:
			st = s.theme.Strong.On(base)
		case listing.Comment:
			st = s.theme.Dim.On(base)
		case listing.Literal:
			st = s.theme.Title.On(base)
		}
		x = c.TextIn(x, r.Y, r.X+r.W-x, part.Text, st)
	}
}

func (p *code) handle(s *stage, a action) bool {
	from, list := s.decisions()
	p.chosen(s, from, list)
	switch a {
	case actUp:
		p.move(-1)
	case actDown:
		p.move(1)
	case actPageUp:
		p.top -= 5
	case actPageDown:
		p.top += 5
	case actEnter:
		p.whole, p.top = !p.whole, 0
	default:
		return false
	}
	return true
}

// move chooses another rule, or scrolls the function.
func (p *code) move(by int) {
	if p.whole {
		p.top += by
		return
	}
	p.pick += by
}

func (p *code) click(*stage, int, int) {}
