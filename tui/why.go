package tui

import (
	"encap/sim/narrate"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// why tells the event in a sentence, and the rule that it obeyed; when the
// lesson has something to say here, that comes first.
type why struct{}

func (why) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	e := s.event()
	if e == nil || r.Empty() {
		return
	}
	if r.H == 3 || r.H > 4 {
		c.Fill(canvas.Rect{X: r.X, Y: r.Y, W: r.W, H: 1}, s.g.Rule, s.theme.Border)
		c.Text(r.X+1, r.Y, " "+s.say(txtWhy)+" ", s.theme.Title)
		_, r = r.Top(1)
	}
	type line struct {
		text  string
		style canvas.Style
	}
	var lines []line
	add := func(text string, st canvas.Style) {
		for _, l := range c.Wrap(text, r.W-2) {
			lines = append(lines, line{l, st})
		}
	}
	if say := s.film.steps[e.ID]; say != "" {
		add(s.g.Mark+" "+say, s.theme.Say)
	}
	sentence, reason := s.film.sentence(e.ID), narrate.Why(e)
	if len(lines)+2 > r.H && c.Width(sentence)+c.Width(reason)+3 <= r.W-2 {
		sentence, reason = sentence+"  "+reason, ""
	}
	add(sentence, s.theme.Strong)
	if reason != "" {
		add(reason, s.theme.Base)
	}
	for i, l := range lines {
		if i < r.H {
			if i == r.H-1 && len(lines) > r.H {
				l.text = c.Clip(l.text+" "+s.g.Ellipsis, r.W-2)
			}
			c.Text(r.X+1, r.Y+i, l.text, l.style)
		}
	}
}

// reasons gives an event's sentence and every rule that it obeyed, whole.
func (s *stage) reasons() []string { return s.reasonsOf(s.event()) }

func (s *stage) reasonsOf(e *trace.Event) (lines []string) {
	lines = append(lines, s.film.sentence(e.ID))
	if say := s.film.steps[e.ID]; say != "" {
		lines = append(lines, "", s.g.Mark+" "+say)
	}
	for _, r := range e.Rules {
		if r.Rule == nil {
			continue
		}
		name := r.Rule.Name
		if r.Rule.Cite != "" {
			name += " (" + r.Rule.Cite + ")"
		}
		lines = append(lines, "", name, r.Rule.Why)
	}
	return lines
}
