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
		d.lines = helpLines(s, c, r.W-8)
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

// helpLines writes the key table into a width: the pane that has the keys first,
// then what works everywhere, then the other panes; in two columns where they
// fit.
func helpLines(s *stage, c *canvas.Canvas, w int) (lines []string) {
	first := s.focus
	if s.film == nil {
		first = panePicker
	}
	order := []paneID{first, everywhere}
	for where := paneTopology; where < paneEnd; where++ {
		if where != first {
			order = append(order, where)
		}
	}
	var sections [][]string
	all, wide := 0, 0
	for _, where := range order {
		section := helpSection(s, c, where)
		sections = append(sections, section)
		all += len(section) + 1
		for _, l := range section {
			wide = max(wide, c.Width(l))
		}
	}
	letters := ""
	for _, l := range shelves {
		letters += l.Letter() + " " + l.String() + "   "
	}
	lines = append(lines, letters, "")
	var left, right []string
	for _, section := range sections {
		col := &left
		if 2*wide+3 <= w && len(left) > all/2 {
			col = &right
		}
		*col = append(append(*col, section...), "")
	}
	for i, a := range left {
		if i < len(right) {
			a = pad(c, a, wide+3) + right[i]
		}
		lines = append(lines, a)
	}
	for i := len(left); i < len(right); i++ {
		lines = append(lines, pad(c, "", wide+3)+right[i])
	}
	return lines
}

// helpSection writes the keys of one pane.
func helpSection(s *stage, c *canvas.Canvas, where paneID) []string {
	lines := []string{s.say(where.title())}
	for i := range bindings {
		if b := &bindings[i]; b.where == where {
			lines = append(lines, keyLine(c, b, s.say(b.help)))
		}
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
