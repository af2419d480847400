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
	form   byteForm
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
		p.form = (p.form + 1) % byteForms
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
		at, width := p.hex.X+p.place(i), p.width()+1
		n := (p.top+y-p.hex.Y)*p.per + i
		if x >= at && x < at+width && n < len(e.PDU) {
			s.field = fieldAt(pdus, n)
		}
	}
}
