package tui

import (
	"strings"

	"encap/sim/quiz"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// picker lists the scenarios of a library, by level.
type picker struct {
	entries []Entry
	at      int
	drawn   []int // the entry of each line drawn, -1 for a heading
	list    canvas.Rect
	err     error    // the one chosen last could not be opened
	opening string   // the one that is being opened
	resume  trace.ID // the event at which it opens; 0: at its beginning
	scores  *quiz.Scores
}

// levels are the levels in their order, and what they are called.
var levels = [...]struct{ name, text string }{{"first", txtLevelFirst}, {"second", txtLevelSecond}, {"advanced", txtLevelThird}}

// newPicker makes a picker; the entries of a level stay in the library's order.
func newPicker(entries []Entry) picker {
	var p picker
	known := map[string]bool{}
	for _, l := range levels {
		known[l.name] = true
		for _, e := range entries {
			if e.Level == l.name {
				p.entries = append(p.entries, e)
			}
		}
	}
	for _, e := range entries {
		if !known[e.Level] {
			p.entries = append(p.entries, e)
		}
	}
	return p
}

// chosen gives the entry under the cursor.
func (p *picker) chosen() (Entry, bool) {
	if p.at < 0 || p.at >= len(p.entries) {
		return Entry{}, false
	}
	return p.entries[p.at], true
}

func (p *picker) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	list, about := r.Top(r.H * 3 / 5)
	if r.W >= 100 {
		list, about = r.Left(r.W / 2)
	}
	in := c.Box(list, s.g.Thick, s.theme.Focus)
	c.TextIn(list.X+1, list.Y, list.W-3, s.g.Cursor+" "+s.say(txtScenarios)+" ", s.theme.Focus)
	p.list = in
	lines := p.lines()
	look := 0
	for i, n := range lines {
		if n == p.at {
			look = i
		}
	}
	top := scroll(len(lines), in.H, look, false)
	p.drawn = lines[top:]
	for y := range min(in.H, len(p.drawn)) {
		p.line(s, c, canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}, top+y, lines)
	}
	if len(p.entries) == 0 {
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(txtNoScenario), s.theme.Dim)
	}
	p.about(s, c, about)
}

// lines gives the entry of each line; a heading is -1, a blank -2.
func (p *picker) lines() (lines []int) {
	level := ""
	for i, e := range p.entries {
		if e.Level != level || i == 0 {
			if i > 0 {
				lines = append(lines, -2)
			}
			lines = append(lines, -1)
			level = e.Level
		}
		lines = append(lines, i)
	}
	return lines
}

// line draws one line of the list.
func (p *picker) line(s *stage, c *canvas.Canvas, r canvas.Rect, i int, lines []int) {
	switch n := lines[i]; {
	case n == -2:
	case n == -1:
		level := p.entries[lines[i+1]].Level
		for _, l := range levels {
			if l.name == level {
				level = s.say(l.text)
			}
		}
		c.TextIn(r.X+1, r.Y, r.W-2, level, s.theme.Title)
	default:
		st := s.theme.Base
		if n == p.at {
			st = s.theme.Row
			c.Fill(r, " ", st)
			c.Set(r.X+1, r.Y, s.g.Cursor, st)
		}
		p.progress(s, c, r, &p.entries[n], st)
		x := c.Text(r.X+4, r.Y, number(p.entries[n].Name), st)
		c.TextIn(x, r.Y, r.X+r.W-x-8, p.entries[n].Title, st)
	}
}

// number gives the number that a scenario's name begins with, and a blank.
func number(name string) string {
	n := strings.IndexFunc(name, func(r rune) bool { return r < '0' || r > '9' })
	if n <= 0 {
		return ""
	}
	return name[:n] + " "
}

// about draws what the chosen scenario is about.
func (p *picker) about(s *stage, c *canvas.Canvas, r canvas.Rect) {
	e, ok := p.chosen()
	in := c.Box(r, s.g.Thin, s.theme.Border)
	y := in.Y
	put := func(text string, st canvas.Style) {
		for _, l := range c.Wrap(text, in.W-4) {
			if y < in.Y+in.H {
				c.Text(in.X+2, y, l, st)
			}
			y++
		}
	}
	if ok {
		c.TextIn(r.X+2, r.Y, r.W-4, " "+e.Name+" ", s.theme.Title)
		put(e.Title, s.theme.Strong)
		y++
		for _, paragraph := range strings.Split(e.About, "\n\n") { // the file's lines are not the screen's
			put(strings.Join(strings.Fields(paragraph), " "), s.theme.Base)
		}
		if text := p.followed(s, &e); text != "" {
			y++
			put(text, s.theme.Dim)
		}
	}
	if p.opening != "" {
		y++
		put(s.say.f(txtOpening, p.opening), s.theme.Say)
	}
	if p.err != nil {
		y++
		put(s.say.f(txtNotOpened, e.Name), s.theme.Bad)
		put(p.err.Error(), s.theme.Bad)
	}
}

// move moves the cursor.
func (p *picker) move(by int) {
	p.at = max(0, min(p.at+by, len(p.entries)-1))
	p.err = nil
}

// click puts the cursor on the entry at a line; it says whether there is one.
func (p *picker) click(x, y int) bool {
	if i := y - p.list.Y; p.list.Contains(x, y) && i < len(p.drawn) && p.drawn[i] >= 0 {
		p.at = p.drawn[i]
		return true
	}
	return false
}
