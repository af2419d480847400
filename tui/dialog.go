package tui

import "encap/tui/canvas"

// dialog is a box over the screen. Any key that means "back" closes it.
type dialog struct {
	title string
	lines []string
	help  bool // the key table in place of lines
	top   int  // the first line drawn
}

// draw draws the dialog in the middle of r.
func (d *dialog) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	if d.help {
		d.lines = helpLines(s, c)
	}
	w := c.Width(d.title) + 6
	for _, l := range d.lines {
		w = max(w, c.Width(l)+4)
	}
	if w = min(w, r.W-4); !d.help {
		w = min(w, 84) // longer lines are hard to read
	}
	var lines []string
	for _, l := range d.lines {
		lines = append(lines, c.Wrap(l, w-4)...)
	}
	h := min(len(lines)+2, r.H-2)
	box := canvas.Rect{X: r.X + (r.W-w)/2, Y: r.Y + (r.H-h)/2, W: w, H: h}
	c.Fill(box, " ", s.theme.Base)
	in := c.Box(box, s.g.Thick, s.theme.Focus)
	c.TextIn(box.X+2, box.Y, box.W-4, " "+d.title+" ", s.theme.Focus)
	s.note(c, box, box.Y+box.H-1, s.say(txtClose), s.theme.Dim)
	d.top = max(0, min(d.top, len(lines)-in.H))
	for y := range min(in.H, len(lines)) {
		c.TextIn(in.X+1, in.Y+y, in.W-2, lines[d.top+y], s.theme.Base)
	}
}

// helpLines writes the key table: what works everywhere beside what works in
// each pane, the one that has the keys first.
func helpLines(s *stage, c *canvas.Canvas) (lines []string) {
	var cols [2][]string
	order := []paneID{everywhere, s.focus}
	for where := paneTopology; where < paneEnd; where++ {
		if where != s.focus {
			order = append(order, where)
		}
	}
	for _, where := range order {
		col := &cols[0]
		if where > everywhere {
			col = &cols[1]
			if len(*col) > 0 {
				*col = append(*col, "")
			}
		}
		*col = append(*col, s.say(where.title()))
		for i := range bindings {
			if b := &bindings[i]; b.where == where {
				*col = append(*col, keyLine(c, b, s.say(b.help)))
			}
		}
	}
	letters := ""
	for _, l := range shelves {
		letters += l.Letter() + " " + l.String() + "   "
	}
	lines = append(lines, letters, "")
	wide := 0
	for _, l := range cols[0] {
		wide = max(wide, c.Width(l))
	}
	for i := range max(len(cols[0]), len(cols[1])) {
		a, b := "", ""
		if i < len(cols[0]) {
			a = cols[0][i]
		}
		if i < len(cols[1]) {
			b = cols[1][i]
		}
		lines = append(lines, pad(c, a, wide+3)+b)
	}
	return lines
}

// keyLine writes one binding.
func keyLine(c *canvas.Canvas, b *binding, help string) string {
	keys := ""
	for _, k := range b.keys {
		keys += keyLabel(k, c.ASCII()) + " "
	}
	return "  " + pad(c, keys, 16) + help
}

// pad fills a text with blanks up to a width.
func pad(c *canvas.Canvas, text string, w int) string {
	for n := c.Width(text); n < w; n++ {
		text += " "
	}
	return text
}
