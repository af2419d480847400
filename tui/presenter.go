package tui

import "encap/tui/canvas"

// A teacher stands before a class. The presenter's mode is for the projector:
// its own colours, a spotlight on the pane that has the keys, and the key that
// was pressed last in the footer, so that the class sees what was done.

const actSpotlight action = "spotlight"

// present turns the presenter's mode on, or everything back to what it was.
func (m *model) present() {
	if m.presenting {
		m.presenting, m.spotlight = false, m.spotBefore
		if m.stage.theme.Name == projectorTheme {
			m.stage.theme = m.plain
		}
		return
	}
	m.presenting, m.plain = true, m.stage.theme
	m.spotBefore, m.spotlight = m.spotlight, true
	if t, ok := canvas.FindTheme(projectorTheme); ok {
		m.stage.theme = t.For(m.color)
	}
}

const projectorTheme = "projector"

// shine leaves the pane that has the keys, the bars and why as they are, and
// makes everything else step back.
func (m *model) shine(c *canvas.Canvas) {
	if !m.spotlight || m.stage.sheet != nil {
		return
	}
	s := &m.stage
	for id := paneTopology; id < panePicker; id++ {
		if id == s.focus {
			continue
		}
		c.Restyle(m.layout.panes[id], func(st canvas.Style) canvas.Style { return s.theme.Future.On(s.theme.Base) })
	}
}

// pressedKey writes the key that was pressed last at the right end of the
// footer and gives how many columns it takes.
func (m *model) pressedKey(c *canvas.Canvas, right, y int) int {
	if !m.presenting || m.pressed == "" {
		return 0
	}
	text := keyLabel(m.pressed, c.ASCII())
	n := c.Width(text) + 2
	drawChip(&m.stage, c, right-n, y, text, m.stage.theme.Chip[0])
	return n + 1
}
