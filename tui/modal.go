package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"encap/tui/canvas"
)

// modal is a box over the screen that has all keys while it is there: a
// question, a menu, a line to type into.
type modal interface {
	draw(s *stage, c *canvas.Canvas, r canvas.Rect)
	// key does what a key means. It closes itself by model.dismiss.
	key(m *model, key string) tea.Cmd
}

// show opens a modal over what is there.
func (m *model) show(x modal) { m.modals = append(m.modals, x) }

// dismiss closes the modal on top.
func (m *model) dismiss() {
	if n := len(m.modals); n > 0 {
		m.modals = m.modals[:n-1]
	}
}

// modalKey hands a key to the modal on top, and says whether there is one.
func (m *model) modalKey(key string) (tea.Cmd, bool) {
	if len(m.modals) == 0 || len(m.stage.dialogs) > 0 {
		return nil, false
	}
	switch meaning(everywhere, key) {
	case actQuitNow:
		return tea.Quit, true
	case actSuspend:
		m.term.Leave()
		return tea.Suspend, true
	}
	m.play.on, m.jumped = false, true
	return m.modals[len(m.modals)-1].key(m, key), true
}

// paste types a text where one can be typed.
func (m *model) paste(text string) {
	if n := len(m.modals); n > 0 && len(m.stage.dialogs) == 0 {
		if p, ok := m.modals[n-1].(*prompt); ok {
			p.insert(text)
			if p.changed != nil {
				p.changed(m, string(p.text))
			}
		}
	}
}

// drawModals draws the modal on top, over a screen that is dimmed.
func (m *model) drawModals(c *canvas.Canvas) {
	n := len(m.modals)
	if n == 0 {
		return
	}
	s := &m.stage
	c.Restyle(c.Bounds(), func(canvas.Style) canvas.Style { return s.theme.Future.On(s.theme.Base) })
	m.modals[n-1].draw(s, c, c.Bounds())
}

// box draws an empty box with a title, and what its keys are in its lower line;
// it gives the rectangle within. Its place is the middle, or below it, where
// low: what happens above can be seen then.
func (s *stage) box(c *canvas.Canvas, r canvas.Rect, w, h int, low bool, title, keys string) canvas.Rect {
	w, h = min(w, r.W-2), min(h, r.H-2)
	at := canvas.Rect{X: r.X + (r.W-w)/2, Y: r.Y + (r.H-h)/2, W: w, H: h}
	if low {
		at.Y = r.Y + r.H - h - 1
	}
	s.boxed = at
	c.Fill(at, " ", s.theme.Base)
	in := c.Box(at, s.g.Thick, s.theme.Focus)
	c.TextIn(at.X+2, at.Y, at.W-4, " "+title+" ", s.theme.Focus)
	s.note(c, at, at.Y+at.H-1, keys, s.theme.Dim)
	return in.Inset(1, 0)
}

// styled is a line of text in one style.
type styled struct {
	text  string
	style canvas.Style
}

// wrapped breaks a text into lines of a width; all but the first are indented.
func wrapped(c *canvas.Canvas, lines []styled, text string, w, indent int, st canvas.Style) []styled {
	for i, l := range c.Wrap(text, w-indent) {
		if i > 0 {
			l = pad(c, "", indent) + l
		}
		lines = append(lines, styled{l, st})
	}
	return lines
}

// keysLine writes keys and what they do for the lower line of a box.
func (s *stage) keysLine(c *canvas.Canvas, where paneID, of ...action) (text string) {
	for _, a := range of {
		for i := range bindings {
			if b := &bindings[i]; b.where == where && b.act == a {
				if text != "" {
					text += " " + s.g.Dot + " "
				}
				text += keyLabel(b.keys[0], c.ASCII()) + " " + s.say(b.help)
			}
		}
	}
	return text
}
