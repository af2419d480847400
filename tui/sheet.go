package tui

import "encap/tui/canvas"

// A sheet lies over the panes between the network and the time bar, and has
// the keys. Under it the run can be stepped and played: what it shows follows
// the cursor.
type sheet interface {
	pane
	id() paneID  // whose keys it has
	large() bool // it takes the whole screen but for header and footer
}

// sheetKinds are the keys of the sheets, by number from paneCode on.
var sheetKinds = [paneEnd - paneCode]struct {
	title    string
	bindings []binding
	hints    []hint
}{
	{txtCode, codeKeys, codeHints},
	{txtKeyBeside, besideKeys, besideHints},
	{txtDiagram, diagramKeys, diagramHints},
	{txtOrigin, originKeys, originHints},
	{txtKeyDetail, wholeStackKeys, wholeStackHints},
	{txtKeyAllHosts, sameLayerKeys, sameLayerHints},
	{txtWave, waveKeys, waveHints},
}

// open lays a sheet over the panes.
func (s *stage) open(sh sheet) { s.sheet = sh }

// sheetRect gives a sheet's place.
func (l *layout) sheetRect(all canvas.Rect, large bool) canvas.Rect {
	top := l.header.Y + l.header.H
	if large {
		return canvas.Rect{X: all.X, Y: top, W: all.W, H: l.footer.Y - top}
	}
	if r := l.panes[paneTopology]; !r.Empty() {
		top = r.Y + r.H
	}
	bottom := l.footer.Y
	if r := l.panes[paneTime]; !r.Empty() && r.Y > top {
		bottom = r.Y
	}
	return canvas.Rect{X: all.X, Y: top, W: all.W, H: bottom - top}
}

// drawSheet draws the sheet that lies over the panes, if one does.
func (m *model) drawSheet(c *canvas.Canvas) {
	if m.stage.sheet == nil {
		return
	}
	r := m.layout.sheetRect(c.Bounds(), m.stage.sheet.large())
	c.Fill(r, " ", m.stage.theme.Base)
	m.stage.sheet.draw(&m.stage, c.Only(r), r)
}

// sheetFrame draws a sheet's border with a title and gives the rectangle
// within.
func (s *stage) sheetFrame(c *canvas.Canvas, r canvas.Rect, title string) canvas.Rect {
	in := c.Box(r, s.g.Thick, s.theme.Focus)
	c.TextIn(r.X+1, r.Y, r.W-3, s.g.Cursor+" "+title+" ", s.theme.Focus)
	s.note(c, r, r.Y+r.H-1, s.say(txtClose), s.theme.Dim)
	return in
}
