package tui

import (
	"fmt"
	"strings"

	"encap/sim/dissect"
	"encap/tui/canvas"
)

// word is how many bits stand in a row.
const word = 32

// boxes are the boxes of one header: for each bit from its first on the field
// that it belongs to, -1: none.
type boxes struct {
	pdu   *dissect.PDU
	owner []int
}

// boxesOf divides a header. Where fields lie in one another, as a flag does in
// the flags, the smaller one has the bit.
func boxesOf(p *dissect.PDU) boxes {
	b := boxes{pdu: p, owner: make([]int, max(0, p.Body-p.Start)*8)}
	for i := range b.owner {
		b.owner[i] = -1
		least := len(b.owner) + 1
		for j := range p.Fields {
			f := &p.Fields[j]
			if at := p.Start*8 + i; f.Start <= at && at < f.End && f.End-f.Start < least {
				b.owner[i], least = j, f.End-f.Start
			}
		}
	}
	return b
}

// rows gives how many rows there are.
func (b *boxes) rows() int { return (len(b.owner) + word - 1) / word }

// at gives the field at a row and column; -2 is outside of the header.
func (b *boxes) at(row, col int) int {
	if i := row*word + col; row >= 0 && col >= 0 && col < word && i < len(b.owner) {
		return b.owner[i]
	}
	return -2
}

// grid draws boxes into a rectangle.
type grid struct {
	boxes
	in        canvas.Rect
	per, high int // columns a bit, lines of text a row
	first     int // the first row drawn
}

func (g *grid) draw(s *stage, c *canvas.Canvas, field, fit int) {
	left := g.in.X + (g.in.W-word*g.per-1)/2
	for bit := range word {
		if bit%10 == 0 {
			c.Text(left+bit*g.per+g.per/2, g.in.Y, fmt.Sprint(bit/10), s.theme.Dim)
		}
		c.Text(left+bit*g.per+g.per/2, g.in.Y+1, fmt.Sprint(bit%10), s.theme.Dim)
	}
	rows := min(fit, g.rows()-g.first)
	for i := range rows {
		y := g.in.Y + 2 + i*(g.high+1)
		g.rule(s, c, left, y, g.first+i)
		g.row(s, c, left, y+1, g.first+i, field)
	}
	g.rule(s, c, left, g.in.Y+2+rows*(g.high+1), g.first+rows)
}

// rule draws the line above a row; a field that goes on has none.
func (g *grid) rule(s *stage, c *canvas.Canvas, left, y, row int) {
	across := func(col int) bool { return col >= 0 && col < word && g.at(row-1, col) != g.at(row, col) }
	down := func(row, col int) bool { return g.at(row, col-1) != g.at(row, col) }
	for col := range word + 1 {
		joint := 0
		for i, on := range [...]bool{across(col - 1), across(col), down(row-1, col), down(row, col)} {
			if on {
				joint |= 1 << i
			}
		}
		if joint > 0 {
			c.Set(left+col*g.per, y, s.g.Joint[joint], s.theme.Border)
		}
		for i := 1; across(col) && i < g.per; i++ {
			c.Set(left+col*g.per+i, y, s.g.Joint[3], s.theme.Border)
		}
	}
}

// row draws what stands in a row of boxes.
func (g *grid) row(s *stage, c *canvas.Canvas, left, y, row, field int) {
	for col := 0; col <= word; {
		o := g.at(row, col)
		end := col + 1
		for end < word && g.at(row, end) == o {
			end++
		}
		if o != g.at(row, col-1) {
			for i := range g.high {
				c.Set(left+col*g.per, y+i, s.g.Joint[12], s.theme.Border)
			}
		}
		if o >= 0 && col < word {
			box := canvas.Rect{X: left + col*g.per + 1, Y: y, W: (end-col)*g.per - 1, H: g.high}
			g.box(s, c, box, &g.pdu.Fields[o], o == field, g.at(row-1, word-1) == o && col == 0)
		}
		col = end
	}
}

// box writes a field's name and value into its box; one that goes on in the
// next row has said them.
func (g *grid) box(s *stage, c *canvas.Canvas, r canvas.Rect, f *dissect.Field, at, again bool) {
	name, value := s.theme.Dim, s.theme.Base
	if f.Bad {
		value = s.theme.Bad
	}
	if at {
		name, value = s.theme.Link, s.theme.Link
		c.Fill(r, " ", s.theme.Link)
	}
	if again {
		return
	}
	text := brief(c, f, r.W)
	if g.high > 1 {
		centre(c, r.X, r.Y, r.W, label(c, f, r.W), name)
		centre(c, r.X, r.Y+1, r.W, text, value)
		return
	}
	if w := c.Width(f.Label) + 1 + c.Width(f.Text); w <= r.W {
		x := c.Text(r.X+(r.W-w)/2, r.Y, f.Label+" ", name)
		c.Text(x, r.Y, f.Text, value)
		return
	}
	if f.End-f.Start == 1 && text == "0" {
		text = s.g.Dot
	} else if f.End-f.Start == 1 {
		text = label(c, f, r.W)
	}
	centre(c, r.X, r.Y, r.W, text, value)
}

// centre writes a text into the middle of w columns.
func centre(c *canvas.Canvas, x, y, w int, text string, st canvas.Style) {
	text = c.Clip(text, w)
	c.Text(x+(w-c.Width(text))/2, y, text, st)
}

// shortLabels are what the RFCs call fields whose names are too long.
var shortLabels = map[string]string{"ip.hdr_len": "IHL", "tcp.hdr_len": "Offset"}

// label gives a field's name in at most w columns: its own, or the last part of
// the one that filters know.
func label(c *canvas.Canvas, f *dissect.Field, w int) string {
	if c.Width(f.Label) <= w {
		return f.Label
	}
	if short, ok := shortLabels[f.Name]; ok && c.Width(short) <= w {
		return short
	}
	short := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
	if w <= 3 {
		short = strings.ToUpper(short)
	}
	short = strings.TrimSuffix(short, "_raw")
	if len(short) > w && w < 4 {
		return short[:max(0, w)]
	}
	return short
}

// brief gives a field's value in at most w columns.
func brief(c *canvas.Canvas, f *dissect.Field, w int) string {
	text := f.Text
	if set, flag := f.Value.(bool); flag {
		text = "0"
		if set {
			text = "1"
		}
	}
	if c.Width(text) <= w {
		return text
	}
	if first, _, ok := strings.Cut(text, " "); ok && c.Width(first) <= w {
		return first // "5 (20 bytes)": the number will do
	}
	if n, ok := f.Value.(uint64); ok && len(fmt.Sprintf("%x", n)) <= w {
		return fmt.Sprintf("%x", n)
	}
	return text
}
