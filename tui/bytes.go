package tui

import (
	"fmt"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// bytesKeys are what keys do in this pane.
var bytesKeys = []binding{
	{paneBytes, actLeft, []string{"left", "h"}, txtKeyByteLeft},
	{paneBytes, actRight, []string{"right", "l"}, txtKeyByteRight},
	{paneBytes, actUp, []string{"up", "k"}, txtKeyFieldUp},
	{paneBytes, actDown, []string{"down", "j"}, txtKeyFieldDown},
	{paneBytes, actEnter, []string{"enter"}, txtKeyComputed},
	{paneBytes, actBits, []string{"x"}, txtKeyBits},
	{paneBytes, actDiagram, []string{"D"}, txtDiagram},
}

// bytesHints are its entries in the footer.
var bytesHints = []hint{
	{paneBytes, []action{actUp, actDown}, txtFields},
	{paneBytes, []action{actLeft, actRight}, txtBytes},
	{paneBytes, []action{actEnter}, txtKeyComputed},
	{paneBytes, []action{actBits}, txtKeyBits},
	{paneBytes, []action{actDiagram}, txtKeyDiagram},
}

// bytesPane shows the bytes of a PDU, and beside them what they mean. A field
// chosen here is lit up in the bytes, in the fields and in every stack, and
// stays chosen from layer to layer.
type bytesPane struct {
	fields fieldTree
	bits   bool // 01000101 in place of 45
	hex    canvas.Rect
	per    int // bytes a row, as drawn last
	top    int // the first row drawn
}

// Columns of the hex dump: address, bytes of three columns, text.
const (
	hexAddress = 6
	leastTree  = 30
)

func (p *bytesPane) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	e := s.seen()
	title := s.paneTitle(paneBytes)
	if e != nil && len(e.PDU) > 0 {
		if e.Frame != 0 {
			title += fmt.Sprintf("  #%d", e.Frame)
		}
		title += "  " + s.say.f(txtFromNode, e.Node, s.letter(e.Layer))
	}
	in := s.frame(c, r, paneBytes, title)
	if e == nil || len(e.PDU) == 0 {
		p.hex = canvas.Rect{}
		p.fields.rows = nil
		p.nothing(s, c, in)
		return
	}
	pdus := s.film.dissected(e.ID)
	p.per = p.perRow(in.W)
	left, tree := in.Left(p.columns() + 1)
	p.divide(s, c, left.X+left.W, r)
	p.hex = left
	p.dump(s, c, left, e, pdus)
	_, tree = tree.Left(1)
	p.fields.draw(s, c, tree, r, e, pdus)
}

// nothing says why there are no bytes.
func (p *bytesPane) nothing(s *stage, c *canvas.Canvas, in canvas.Rect) {
	e := s.event()
	if e == nil || in.Empty() {
		return
	}
	for i, l := range c.Wrap(s.say.f(txtNoPDU, s.film.sentence(e.ID)), in.W-2) {
		if i < in.H {
			c.Text(in.X+1, in.Y+i, l, s.theme.Dim)
		}
	}
	if len(e.Data) > 0 && in.H > 3 {
		c.TextIn(in.X+1, in.Y+3, in.W-2, quoted(e.Data), s.theme.Ink[osi.Application])
	}
}

// perRow gives how many bytes stand in a row: as many as leave the fields
// their room.
func (p *bytesPane) perRow(w int) int {
	if p.bits {
		return 4
	}
	if w-(hexAddress+16*3+1+1+16+1)-1 >= leastTree {
		return 16
	}
	return 8
}

// columns gives how wide a row is.
func (p *bytesPane) columns() int {
	if p.bits {
		return hexAddress + p.per*9 + p.per
	}
	w := hexAddress + p.per*3 + 1 + p.per
	if p.per == 16 {
		w += 2
	}
	return w
}

// divide draws the line between bytes and fields.
func (p *bytesPane) divide(s *stage, c *canvas.Canvas, x int, r canvas.Rect) {
	for y := r.Y + 1; y < r.Y+r.H-1; y++ {
		c.Set(x, y, s.g.Thin.V, s.theme.Border)
	}
}

// dump draws the bytes.
func (p *bytesPane) dump(s *stage, c *canvas.Canvas, r canvas.Rect, e *trace.Event, pdus []dissect.PDU) {
	owner := owners(e.PDU, pdus)
	link, _, _, chosen := s.field.find(pdus)
	if n := s.dyed(e); n >= 0 {
		link, chosen = span{n * 8, n*8 + 8}, true // of a message one character is followed
	}
	head := pdus[s.header(e, pdus)]
	rows := (len(e.PDU) + p.per - 1) / p.per
	look := head.Start / p.per
	if chosen {
		look = link.start / 8 / p.per
	}
	p.top = scroll(rows, r.H, look, chosen)
	changed := s.changedBytes(e, pdus)
	for y := range min(r.H, rows-p.top) {
		at := (p.top + y) * p.per
		c.Text(r.X+1, r.Y+y, fmt.Sprintf("%04x", at), s.theme.Dim)
		for i := range min(p.per, len(e.PDU)-at) {
			n := at + i
			st := s.theme.Ink[owner[n]]
			if n >= head.Start && n < head.Body {
				st = s.theme.Span
			}
			if changed[n] {
				st = s.theme.Changed.On(st).With(canvas.Underline)
			}
			if chosen && link.start < (n+1)*8 && link.end > n*8 {
				st = s.theme.Link
			}
			p.one(s, c, r.X, r.Y+y, i, n, e.PDU[n], st, link, chosen)
		}
	}
}

// one draws one byte: its number, and its character at the right.
func (p *bytesPane) one(s *stage, c *canvas.Canvas, x, y, i, n int, b byte, st canvas.Style, link span, chosen bool) {
	at, width, text := x+p.place(i), 2, fmt.Sprintf("%02x", b)
	if p.bits {
		width, text = 8, fmt.Sprintf("%08b", b)
	}
	if chosen && link.start < (n+1)*8 && link.end > n*8 {
		// Brackets, for who does not see the colour.
		if link.start/8 == n || i == 0 {
			c.Set(at-1, y, "[", s.theme.Link)
		}
		end := "]"
		if link.end > (n+1)*8 {
			end = " "
		}
		c.Set(at+width, y, end, s.theme.Link)
		c.Text(at, y, text, s.theme.Link)
	} else {
		c.Text(at, y, text, st)
		if st == s.theme.Span && c.At(at-1, y).Text == " " && i > 0 {
			c.Set(at-1, y, " ", st)
		}
	}
	char := s.g.Dot
	if b >= 0x20 && b < 0x7f {
		char = string(rune(b))
	}
	c.Set(x+p.columns()-p.per+i, y, char, st)
}

// place gives the column of the i-th byte of a row.
func (p *bytesPane) place(i int) int {
	if p.bits {
		return hexAddress + i*9
	}
	if i >= 8 {
		i++ // the gap in the middle is one byte wide less two columns
		return hexAddress + i*3 - 2
	}
	return hexAddress + i*3
}

// scroll gives the first of rows to draw in h lines so that one is in sight.
func scroll(rows, h, look int, centred bool) int {
	top := 0
	if look >= h || centred && look >= h-1 {
		top = look - h/2
	}
	return max(0, min(top, rows-h))
}

// owners gives for each byte the layer whose header or trailer it is in.
func owners(data []byte, pdus []dissect.PDU) []osi.Layer {
	own := make([]osi.Layer, len(data))
	mark := func(from, to int, l osi.Layer) {
		for i := max(0, from); i < to && i < len(own); i++ {
			own[i] = l
		}
	}
	for i := range pdus {
		p := &pdus[i]
		mark(p.Start, p.End, shelf(p.Layer))
	}
	for i := range pdus {
		if p := &pdus[i]; p.Proto != "data" {
			mark(p.Tail, p.End, shelf(p.Layer))
		}
	}
	return own
}

func (p *bytesPane) handle(s *stage, a action) bool {
	e := s.seen()
	if e == nil || len(e.PDU) == 0 {
		return a == actUp || a == actDown || a == actLeft || a == actRight
	}
	pdus := s.film.dissected(e.ID)
	switch a {
	case actUp:
		p.fields.move(s, e, pdus, -1)
	case actDown:
		p.fields.move(s, e, pdus, 1)
	case actLeft:
		p.toByte(s, e, pdus, -1)
	case actRight:
		p.toByte(s, e, pdus, 1)
	case actBits:
		p.bits = !p.bits
	case actDiagram:
		s.open(&diagram{})
	case actEnter:
		s.explainField(e, pdus)
	default:
		return false
	}
	return true
}

// toByte chooses the field before or after the chosen one in the bytes.
func (p *bytesPane) toByte(s *stage, e *trace.Event, pdus []dissect.PDU, by int) {
	at, _, _, ok := s.field.find(pdus)
	n := pdus[s.header(e, pdus)].Start
	if ok {
		n = at.start/8 - 1
		if by > 0 {
			n = (at.end + 7) / 8
		}
		if at.end > at.start && by > 0 && at.end%8 != 0 {
			n = at.start/8 + 1
		}
	}
	s.field = fieldAt(pdus, max(0, min(n, len(e.PDU)-1)))
}

// fieldAt gives the field that a byte belongs to: the one with the fewest bits.
func fieldAt(pdus []dissect.PDU, n int) fieldKey {
	pdu, field, least := 0, -1, 1<<30
	for i := range pdus {
		if p := &pdus[i]; n >= p.Start && n < p.Body && least == 1<<30 {
			pdu = i
		}
		for j, f := range pdus[i].Fields {
			if w := f.End - f.Start; w > 0 && f.Start <= n*8 && f.End > n*8 && w < least {
				pdu, field, least = i, j, w
			}
		}
	}
	return keyFor(pdus, pdu, field)
}

// explainField shows how the chosen field's value was computed.
func (s *stage) explainField(e *trace.Event, pdus []dissect.PDU) {
	_, pdu, field, ok := s.field.find(pdus)
	if !ok || field < 0 {
		return
	}
	f := pdus[pdu].Fields[field]
	lines := dissect.Explain(pdus, e.PDU, f.Name)
	if lines == nil {
		lines = []string{f.Label + ": " + f.Text, s.say(txtNotComputed)}
	}
	s.dialogs = append(s.dialogs, dialog{title: s.say.f(txtComputed, f.Label), lines: lines})
}

func (p *bytesPane) click(s *stage, x, y int) {
	e := s.seen()
	if e == nil || len(e.PDU) == 0 {
		return
	}
	pdus := s.film.dissected(e.ID)
	if !p.hex.Contains(x, y) {
		p.fields.click(s, pdus, y)
		return
	}
	for i := range p.per {
		at, width := p.hex.X+p.place(i), 3
		if p.bits {
			width = 9
		}
		n := (p.top+y-p.hex.Y)*p.per + i
		if x >= at && x < at+width && n < len(e.PDU) {
			s.field = fieldAt(pdus, n)
		}
	}
}
