package tui

import (
	"encap/sim/dissect"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// fieldTree shows the headers of a PDU and their fields. The header of the
// layer that is looked at is open, and the one that the chosen field is in.
type fieldTree struct {
	rows  []treeRow
	drawn canvas.Rect
	top   int
}

// treeRow is a line of the tree: a header when field is -1.
type treeRow struct{ pdu, field int }

// fill works out which rows there are.
func (t *fieldTree) fill(s *stage, e *trace.Event, pdus []dissect.PDU) {
	t.rows = t.rows[:0]
	_, chosen, _, ok := s.field.find(pdus)
	open := s.header(e, pdus)
	for i := range pdus {
		t.rows = append(t.rows, treeRow{i, -1})
		if i != open && !(ok && i == chosen) {
			continue
		}
		for j := range pdus[i].Fields {
			t.rows = append(t.rows, treeRow{i, j})
		}
	}
}

// selected gives the row of the chosen field, or -1.
func (t *fieldTree) selected(s *stage, pdus []dissect.PDU) int {
	_, pdu, field, ok := s.field.find(pdus)
	for i, r := range t.rows {
		if ok && r == (treeRow{pdu, field}) {
			return i
		}
	}
	return -1
}

func (t *fieldTree) draw(s *stage, c *canvas.Canvas, r, box canvas.Rect, e *trace.Event, pdus []dissect.PDU) {
	t.drawn = r
	t.fill(s, e, pdus)
	at := t.selected(s, pdus)
	look := at
	if look < 0 {
		look = t.index(treeRow{s.header(e, pdus), -1})
	}
	t.top = scroll(len(t.rows), r.H, look, at >= 0)
	if at < 0 {
		t.top = max(0, min(look, len(t.rows)-r.H))
	}
	changed := s.changes(e, pdus)
	for y := range min(r.H, len(t.rows)-t.top) {
		i := t.top + y
		line := canvas.Rect{X: r.X, Y: r.Y + y, W: r.W, H: 1}
		if t.rows[i].field < 0 {
			t.header(s, c, line, pdus, t.rows[i].pdu, i == at)
			continue
		}
		f := &pdus[t.rows[i].pdu].Fields[t.rows[i].field]
		t.field(s, c, line, f, i == at, changed[f.Name])
	}
	t.foot(s, c, box, pdus, at)
}

func (t *fieldTree) index(want treeRow) int {
	for i, r := range t.rows {
		if r == want {
			return i
		}
	}
	return 0
}

// foot writes where the chosen field is, and where it is defined.
func (t *fieldTree) foot(s *stage, c *canvas.Canvas, box canvas.Rect, pdus []dissect.PDU, at int) {
	if at < 0 {
		return
	}
	row := t.rows[at]
	p := &pdus[row.pdu]
	where, cite := span{p.Start * 8, p.Body * 8}, p.Title
	if row.field >= 0 {
		f := &p.Fields[row.field]
		where, cite = span{f.Start, f.End}, f.Cite
	}
	text := s.say(txtNoBytes)
	switch first, last := where.start/8, (where.end-1)/8; {
	case where.end <= where.start:
	case first == last:
		text = s.say.f(txtByteAt, first)
	default:
		text = s.say.f(txtBytesAt, first, last)
	}
	if cite != "" {
		text += "   " + cite
	}
	s.note(c, box, box.Y+box.H-1, text, s.theme.Say)
}

// header draws a header's line.
func (t *fieldTree) header(s *stage, c *canvas.Canvas, r canvas.Rect, pdus []dissect.PDU, i int, at bool) {
	p := &pdus[i]
	style := s.theme.Base
	if at {
		style = s.theme.Link
		c.Fill(r, " ", style)
	}
	glyph := s.g.Closed
	if next := t.index(treeRow{i, -1}) + 1; next < len(t.rows) && t.rows[next].field >= 0 {
		glyph = s.g.Open
	}
	x := c.Text(r.X, r.Y, glyph, s.theme.Dim.On(style))
	x = drawChip(s, c, x, r.Y, shelf(p.Layer).Letter(), s.theme.Chip[shelf(p.Layer)])
	name := p.Title
	if r.W < 46 && p.Proto != "data" {
		name = protoName(p.Proto)
	}
	x = c.TextIn(x+1, r.Y, r.X+r.W-x-1, name, s.theme.Strong.On(style))
	text, st := p.Summary, s.theme.Dim.On(style)
	if p.Malformed != "" {
		text, st = s.say.f(txtMalformed, p.Malformed), s.theme.Bad.On(style)
	}
	c.TextIn(x+2, r.Y, r.X+r.W-x-2, text, st)
}

// field draws a field's line: what it is called, what it says, and what it said
// before it was changed.
func (t *fieldTree) field(s *stage, c *canvas.Canvas, r canvas.Rect, f *dissect.Field, at bool, was string) {
	label, value := s.theme.Dim, s.theme.Base
	switch {
	case at:
		label, value = s.theme.Link, s.theme.Link
		c.Fill(r, " ", s.theme.Link)
	case was != "":
		label, value = s.theme.Changed, s.theme.Changed
	}
	mark := " "
	switch {
	case at:
		mark = s.g.Cursor
	case was != "":
		mark = s.g.Changed
	}
	c.Set(r.X+2, r.Y, mark, value)
	width := min(24, max(12, r.W*2/5))
	c.TextIn(r.X+4, r.Y, width-1, f.Label, label)
	x := r.X + 4 + width
	if f.Bad {
		c.Set(x, r.Y, s.g.Lost, s.theme.Bad.On(value))
		x += 2
		if !at {
			value = s.theme.Bad
		}
	}
	x = c.TextIn(x, r.Y, r.X+r.W-x, f.Text, value) + 1
	if was != "" {
		c.TextIn(x, r.Y, r.X+r.W-x, s.say.f(txtWas, was), value)
	}
}

// move chooses another row.
func (t *fieldTree) move(s *stage, e *trace.Event, pdus []dissect.PDU, by int) {
	t.fill(s, e, pdus)
	i := t.selected(s, pdus)
	if i < 0 {
		i = t.index(treeRow{s.header(e, pdus), -1})
		if by > 0 && i+1 < len(t.rows) {
			i++
		}
	} else {
		i = max(0, min(i+by, len(t.rows)-1))
	}
	s.field = keyFor(pdus, t.rows[i].pdu, t.rows[i].field)
}

func (t *fieldTree) click(s *stage, pdus []dissect.PDU, y int) {
	if i := t.top + y - t.drawn.Y; y >= t.drawn.Y && i < len(t.rows) {
		s.field = keyFor(pdus, t.rows[i].pdu, t.rows[i].field)
	}
}
