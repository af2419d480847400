package tui

import (
	"fmt"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// byteForm is how bytes are written.
type byteForm int

const (
	asHex  byteForm = iota // 45
	asBits                 // 01000101
	asBoth                 // 45 01000101
	byteForms
)

// width gives the columns of one byte.
func (p *bytesPane) width() int { return [...]int{2, 8, 11}[p.form] }

// perRow gives how many bytes stand in a row: as many as leave the fields
// their room.
func (p *bytesPane) perRow(w int) int {
	switch {
	case p.form == asBits, p.form == asBoth && w-(hexAddress+4*13) >= leastTree:
		return 4
	case p.form == asBoth:
		return 2
	}
	if w-(hexAddress+16*3+1+1+16+1)-1 >= leastTree {
		return 16
	}
	return 8
}

// columns gives how wide a row is.
func (p *bytesPane) columns() int {
	w := hexAddress + p.per*(p.width()+1) + p.per
	if p.form == asHex {
		w++
		if p.per == 16 {
			w += 2
		}
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
	at, width, text := x+p.place(i), p.width(), fmt.Sprintf("%02x", b)
	switch p.form {
	case asBits:
		text = fmt.Sprintf("%08b", b)
	case asBoth:
		text = fmt.Sprintf("%02x %08b", b, b)
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
	if p.form != asHex {
		return hexAddress + i*(p.width()+1)
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
