package tui

import "encap/tui/canvas"

// why tells the event in a sentence, and the rule that it obeyed; when the
// lesson has something to say here, that comes first.
type why struct{}

func (why) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	e := s.event()
	if e == nil || r.Empty() {
		return
	}
	if r.H > 2 {
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
	first := len(lines)
	add(s.film.sentence(e.ID), s.theme.Strong)
	if w := e.Why(); w != nil {
		text := w.Why
		if w.Cite != "" {
			text += " (" + w.Cite + ")"
		}
		if len(lines) == first+1 && len(lines)+1 >= r.H && c.Width(lines[first].text)+c.Width(text)+3 <= r.W-2 {
			text = "  " + text
			c.Text(r.X+1+c.Width(lines[first].text), r.Y+first, text, s.theme.Base)
		} else {
			add(text, s.theme.Base)
		}
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
func (s *stage) reasons() (lines []string) {
	e := s.event()
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
