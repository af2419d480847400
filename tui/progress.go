package tui

import (
	"fmt"
	"sort"

	tea "github.com/charmbracelet/bubbletea"

	"encap/tui/canvas"
)

// The picker knows what was followed, and how well.
const (
	actResume action = "resume"
	actPicker action = "picker"
)

// progress draws into an entry's line whether it was followed to its end, and
// how many points its questions gave.
func (p *picker) progress(s *stage, c *canvas.Canvas, r canvas.Rect, e *Entry, st canvas.Style) {
	score := p.scores.Of(e.Name)
	mark := " "
	switch {
	case score.Done:
		mark = s.g.Good
	case score.At > 0:
		mark = s.g.Half
	}
	c.Text(r.X+2, r.Y, mark, s.theme.Good.On(st))
	if len(score.Points) > 0 && e.Asks > 0 {
		text := fmt.Sprintf("%d/%d", min(score.Sum(), 2*e.Asks), 2*e.Asks)
		c.Text(r.X+r.W-c.Width(text)-1, r.Y, text, s.theme.Dim.On(st))
	}
}

// followed says how far an entry was followed, and how well; "" when it never
// was.
func (p *picker) followed(s *stage, e *Entry) (text string) {
	score := p.scores.Of(e.Name)
	if score.At > 0 && score.Len > 0 {
		text = s.say.f(txtFollowedTo, score.At, score.Len)
	}
	if len(score.Points) > 0 && e.Asks > 0 {
		text += " " + s.say.f(txtPoints, min(score.Sum(), 2*e.Asks), 2*e.Asks)
	}
	return text
}

// reached remembers how far the run was followed.
func (m *model) reached() {
	b := m.branch
	if b == nil {
		return
	}
	at := m.stage.at.id
	if b.parent != nil {
		at = b.root().at
	}
	f := b.root().film
	_ = m.scores.Reached(f.sc.Name, at, int(f.last)) // what cannot be kept is lost, and nothing else
}

// leave goes back to the picker.
func (m *model) leave() tea.Cmd {
	s := &m.stage
	m.reached()
	s.heat.cancel()
	all := m.branch
	s.film, s.sheet, m.live, m.play.on, m.branch, m.zoomed = nil, nil, nil, false, nil, everywhere
	return func() tea.Msg {
		all.close()
		return nil
	}
}

// resumeChosen opens the chosen entry where it was left.
func (m *model) resumeChosen() tea.Cmd {
	e, ok := m.picker.chosen()
	if !ok || m.picker.opening != "" {
		return nil
	}
	m.picker.resume = m.scores.Of(e.Name).At
	return m.open(e.Name)
}

// search asks for some letters and opens what fits.
func (m *model) search() {
	s := &m.stage
	p := newPrompt(s.say(txtKeySearch), "")
	p.about = s.say(txtSearchAbout)
	p.must, p.at = true, 0
	p.suggest = func(typed string) (all []suggestion) {
		type scored struct {
			suggestion
			score int
		}
		var fit []scored
		for _, e := range m.picker.entries {
			n := max(2*fuzzy(typed, e.Name+" "+e.Title), fuzzy(typed, e.About)-900)
			if n > 0 {
				fit = append(fit, scored{suggestion{number(e.Name) + e.Title, e.Level}, n})
			}
		}
		sort.SliceStable(fit, func(i, j int) bool { return fit[i].score > fit[j].score })
		for _, f := range fit {
			if 2*f.score > fit[0].score {
				all = append(all, f.suggestion)
			}
		}
		return all
	}
	p.done = func(m *model, text string) tea.Cmd {
		for i, e := range m.picker.entries {
			if number(e.Name)+e.Title == text {
				m.picker.at, m.picker.resume = i, 0
				return m.open(e.Name)
			}
		}
		return nil
	}
	m.show(p)
}
