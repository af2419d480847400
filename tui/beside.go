package tui

import (
	"sort"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// beside shows two futures side by side, in step: on the left the run as it
// was, on the right the fork under the cursor; below what became otherwise, and
// because of what.
type beside struct {
	branch *branch
	at     int // the difference under the cursor
	drawn  canvas.Rect
}

// besideKeys are what keys do there.
var besideKeys = []binding{
	{paneBeside, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneBeside, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneBeside, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneBeside, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneBeside, actEnter, []string{"enter"}, txtKeyGoToIt},
}

var besideHints = []hint{
	{paneBeside, []action{actPrev, actNext}, txtKeyEvent},
	{paneBeside, []action{actUp, actDown}, txtDifferences},
	{paneBeside, []action{actEnter}, txtKeyGoToIt},
}

func (*beside) id() paneID  { return paneBeside }
func (*beside) large() bool { return false }

// lookBeside opens the two futures.
func (m *model) lookBeside() {
	if m.branch.parent == nil {
		m.stage.tell(m.stage.say(txtKeyBeside), m.stage.say(txtNothingDone))
		return
	}
	m.stage.open(&beside{branch: m.branch})
}

func (p *beside) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	if p.branch.film != s.film { // another future is shown by now
		s.sheet = nil
		return
	}
	p.drawn = r
	in := s.sheetFrame(c, r, s.say(txtKeyBeside))
	first, in := in.Top(1)
	c.TextIn(first.X+1, first.Y, first.W-2, s.g.Mark+" "+p.branch.act, s.theme.Say)
	below := max(5, in.H*2/5)
	pair, rest := in.Top(in.H - below)
	left, right := pair.Left(pair.W / 2)
	was, is := p.branch.parent.film, p.branch.film
	p.column(s, c, left, was, p.branch.beside.Beside(s.at.id), s.say(txtAsItWas))
	p.column(s, c, right, is, s.at.id, s.say(txtAsItIs))
	p.differences(s, c, rest)
}

// column draws the last events of one future; those that only it has are
// marked.
func (p *beside) column(s *stage, c *canvas.Canvas, r canvas.Rect, f *film, at trace.ID, title string) {
	head, in := r.Top(1)
	e := f.event(at)
	if e == nil {
		return
	}
	c.Fill(head, " ", s.theme.Bar)
	c.TextIn(head.X+1, head.Y, head.W-2, title+"  "+s.say.f(txtEventOf, at, f.last)+"  t "+millis(e.At), s.theme.Bar)
	for y := in.H - 1; y >= 0 && at >= 1; y-- {
		e := f.event(at)
		st, mark := s.theme.Base, " "
		if at > p.branch.beside.Same {
			st, mark = s.theme.Changed, s.g.Changed
		}
		if !crosses(e.Kind) && at <= p.branch.beside.Same {
			st = s.theme.Dim
		}
		x := c.Text(in.X, in.Y+y, mark+s.letter(e.Layer)+" ", st)
		c.TextIn(x, in.Y+y, in.X+in.W-x-1, f.sentence(at), st)
		at--
	}
}

// differences lists what became otherwise; first why.
func (p *beside) differences(s *stage, c *canvas.Canvas, r canvas.Rect) {
	how := p.branch.beside
	was, is := how.First()
	c.Fill(canvas.Rect{X: r.X, Y: r.Y, W: r.W, H: 1}, s.g.Rule, s.theme.Border)
	c.TextIn(r.X+1, r.Y, r.W-2, " "+s.say.f(txtDifferenceCount, len(how.Differences))+" ", s.theme.Title)
	_, in := r.Top(1)
	var lines []styled
	lines = wrapped(c, lines, s.say(txtFirstCause)+" "+is, in.W-2, 2, s.theme.Strong)
	if was != "" {
		lines = wrapped(c, lines, s.say(txtInsteadOf)+" "+was, in.W-2, 2, s.theme.Dim)
	}
	if len(lines)+3 > in.H { // no room for all of it
		lines = []styled{{s.say(txtFirstCause) + " " + is, s.theme.Strong}}
	}
	for i, l := range lines {
		c.TextIn(in.X+1, in.Y+i, in.W-2, l.text, l.style)
	}
	_, in = in.Top(len(lines))
	p.at = max(0, min(p.at, len(how.Differences)-1))
	top := scroll(len(how.Differences), in.H, p.at, false)
	for y := 0; y < in.H && top+y < len(how.Differences); y++ {
		text, st := p.tell(s, top+y)
		if top+y == p.at {
			st = s.theme.Row
		}
		row := canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}
		c.Fill(row, " ", st)
		c.TextIn(row.X+1, row.Y, row.W-2, text, st)
	}
}

// tell writes one difference.
func (p *beside) tell(s *stage, i int) (string, canvas.Style) {
	d := p.branch.beside.Differences[i]
	was, is := p.branch.parent.film, p.branch.film
	switch {
	case d.B == 0:
		return s.g.Lost + " " + s.say(txtNoLonger) + " " + was.sentence(d.A), s.theme.Bad
	case d.A == 0:
		return s.g.Changed + " " + s.say(txtNow) + " " + is.sentence(d.B), s.theme.Good
	case d.Later > 0:
		return s.g.Down + " " + s.say.f(txtLater, round(d.Later)) + " " + is.sentence(d.B), s.theme.Warn
	}
	return s.g.Up + " " + s.say.f(txtEarlier, round(-d.Later)) + " " + is.sentence(d.B), s.theme.Warn
}

// round leaves out what nobody reads.
func round(d time.Duration) time.Duration {
	if d > time.Second {
		return d.Round(time.Millisecond)
	}
	return d.Round(time.Microsecond)
}

func (p *beside) handle(s *stage, a action) bool {
	n := len(p.branch.beside.Differences)
	switch a {
	case actUp:
		p.at = max(0, p.at-1)
	case actDown:
		p.at = min(n-1, p.at+1)
	case actEnter:
		if p.at < 0 || p.at >= n {
			return true
		}
		d := p.branch.beside.Differences[p.at]
		if d.B != 0 {
			s.goTo(d.B)
			return true
		}
		s.at = s.film.reel.by(p.branch.parent.film.event(d.A).At)
	default:
		return false
	}
	return true
}

func (p *beside) click(*stage, int, int) {}

// by gives the last event that has happened at an instant.
func (r *reel) by(at osi.Instant) moment {
	n := sort.Search(len(r.at), func(i int) bool { return r.at[i] > at })
	return r.begin(trace.ID(max(1, n)))
}
