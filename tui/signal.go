package tui

import (
	"strings"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/tui/canvas"
)

// bits draws the lowest layer: the signal, and how far it is.
func (k *stacks) bits(s *stage, c *canvas.Canvas, r canvas.Rect, n *scenario.Node, w *row) {
	e := w.event
	size := s.say.f(txtBitUnit, len(e.PDU)*8)
	c.Text(r.X+r.W-c.Width(size)-1, r.Y, size, k.textStyle(s, w))
	part, text := k.progress(s, n.Name)
	signal := s.theme.Ink[osi.Physical]
	if !w.fresh && part < 0 {
		signal = s.theme.Future
	}
	room := r.W - 4 - c.Width(size) - 2
	if r.H == 1 && text != "" {
		room -= c.Width(text) + 1
		c.Text(r.X+4+room+1, r.Y, text, s.theme.Base)
	}
	first, chosen := s.signalFrom(w.pdus, len(e.PDU)*8, room)
	for x := range min(room, len(e.PDU)*8-first) {
		i := first + x
		level, st := s.g.Low, signal
		if e.PDU[i/8]>>(i%8)&1 == 1 { // Ethernet sends the lowest bit of a byte first
			level = s.g.High
		}
		if at := i/8*8 + 7 - i%8; at >= chosen.start && at < chosen.end {
			st = s.theme.Link
		}
		c.Set(r.X+4+x, r.Y, level, st)
	}
	if first > 0 {
		c.Set(r.X+4, r.Y, s.g.Ellipsis, s.theme.Dim)
	}
	if r.H > 1 && part >= 0 {
		bar(s, c, r.X+4, r.Y+1, r.W-6-c.Width(text), part, signal)
		c.Text(r.X+r.W-c.Width(text)-1, r.Y+1, text, s.theme.Base)
	}
}

// signalFrom gives the first bit of a signal to draw, so that the chosen field
// is in sight, and the field's bits.
func (s *stage) signalFrom(pdus []dissect.PDU, bits, room int) (first int, chosen span) {
	at, _, _, ok := s.field.find(pdus)
	if !ok || s.field.name == "" {
		return 0, span{}
	}
	if at.start/8*8+8 > room {
		first = max(0, min(at.start/8*8-max(1, room-(at.end-at.start))/2, bits-room))
	}
	return first, at
}

// progress tells how much of the frame at a node's port has passed; -1 when
// there is none.
func (k *stacks) progress(s *stage, node string) (part float64, text string) {
	part = -1
	s.film.under(s.at, func(fl *flight) {
		switch {
		case fl.from == node && s.at.now < fl.out:
			part = fl.sent(s.at.now)
			text = s.say.f(txtSending, int(part*100))
		case fl.to == node && !fl.lost && s.at.now >= fl.start.Add(fl.travel) && (fl.end == 0 || s.at.id < fl.end):
			part = fl.received(s.at.now)
			text = s.say.f(txtReceiving, int(part*100))
		}
	})
	return part, text
}

// bar draws a progress bar.
func bar(s *stage, c *canvas.Canvas, x, y, w int, part float64, st canvas.Style) {
	if w <= 0 {
		return
	}
	halves := int(part*float64(2*w) + 0.5)
	c.Text(x, y, strings.Repeat(s.g.Full, halves/2), st)
	for i := halves / 2; i < w; i++ {
		c.Set(x+i, y, s.g.Empty, s.theme.Future)
	}
	if halves%2 == 1 {
		c.Set(x+halves/2, y, s.g.Half, st)
	}
}
