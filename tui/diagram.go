package tui

import (
	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// diagram draws a header as RFCs do: rows of 32 bits, a box a field, with the
// field's name and what stands in it.
type diagram struct{}

const (
	actDiagram action = "diagram"
	actOuter   action = "outer header"
	actInner   action = "inner header"
)

var diagramKeys = []binding{
	{paneDiagram, actLeft, []string{"left", "h"}, txtKeyFieldBefore},
	{paneDiagram, actRight, []string{"right", "l"}, txtKeyFieldNext},
	{paneDiagram, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneDiagram, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneDiagram, actOuter, []string{"pgup", "["}, txtKeyOuter},
	{paneDiagram, actInner, []string{"pgdown", "]"}, txtKeyInner},
	{paneDiagram, actEnter, []string{"enter"}, txtKeyComputed},
}

var diagramHints = []hint{
	{paneDiagram, []action{actLeft, actRight}, txtFields},
	{paneDiagram, []action{actOuter, actInner}, txtKeyHeader},
	{paneDiagram, []action{actEnter}, txtKeyComputed},
}

func (*diagram) id() paneID  { return paneDiagram }
func (*diagram) large() bool { return true }

// shown gives the event and the header that the diagram is of: that of the
// chosen field, or else of the layer that is looked at.
func (d *diagram) shown(s *stage) (e *trace.Event, pdus []dissect.PDU, pdu, field int) {
	e = s.seen()
	if e == nil || len(e.PDU) == 0 {
		return nil, nil, 0, -1
	}
	pdus = s.film.dissected(e.ID)
	if len(pdus) == 0 {
		return nil, nil, 0, -1
	}
	_, pdu, field, ok := s.field.find(pdus)
	if !ok {
		pdu, field = s.header(e, pdus), -1
	}
	return e, pdus, pdu, field
}

func (d *diagram) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	e, pdus, pdu, field := d.shown(s)
	if e == nil {
		in := s.sheetFrame(c, r, s.say(txtDiagram))
		(&bytesPane{}).nothing(s, c, in)
		return
	}
	p := &pdus[pdu]
	in := s.sheetFrame(c, r, s.say(txtDiagram)+"  "+p.Title)
	d.chain(s, c, r, s.say(txtDiagram)+"  "+p.Title, pdus, pdu)
	in, foot := in.Top(in.H - 1)
	d.foot(s, c, foot, e, pdus, pdu, field)
	b := boxesOf(p)
	if len(b.owner) == 0 || textual(p) {
		d.list(s, c, in, p, field)
		return
	}
	g := grid{boxes: b, in: in, per: 2, high: 1}
	if 1+word*3 <= in.W {
		g.per = 3
	}
	if 2+b.rows()*3+1 <= in.H {
		g.high = 2
	}
	// The row of the chosen field is in sight.
	look := 0
	if field >= 0 {
		look = (p.Fields[field].Start - p.Start*8) / word
	}
	fit := max(1, (in.H-3)/(g.high+1))
	g.first = scroll(b.rows(), fit, look, true)
	g.draw(s, c, field, fit)
}

// textual says whether a header is lines of text: those have no boxes.
func textual(p *dissect.PDU) bool { return p.Layer == osi.Application }

// chain names the headers of the PDU from the outside in, in the upper line, if
// there is room behind the title.
func (d *diagram) chain(s *stage, c *canvas.Canvas, r canvas.Rect, title string, pdus []dissect.PDU, at int) {
	w := 0
	for i := range pdus {
		w += c.Width(protoName(pdus[i].Proto)) + 3
	}
	x := r.X + r.W - 2 - w
	if x < r.X+5+c.Width(title) {
		return
	}
	for i := range pdus {
		style := s.theme.Ink[shelf(pdus[i].Layer)]
		if i == at {
			style = s.theme.Chip[shelf(pdus[i].Layer)]
		}
		x = drawChip(s, c, x, r.Y, protoName(pdus[i].Proto), style) + 1
	}
}

// foot tells the chosen field in a line.
func (d *diagram) foot(s *stage, c *canvas.Canvas, r canvas.Rect, e *trace.Event, pdus []dissect.PDU, pdu, field int) {
	p := &pdus[pdu]
	if field < 0 {
		c.TextIn(r.X+1, r.Y, r.W-2, p.Summary, s.theme.Dim)
		return
	}
	f := &p.Fields[field]
	x := c.TextIn(r.X+1, r.Y, r.W-2, f.Label+" ", s.theme.Dim)
	style := s.theme.Strong
	if f.Bad {
		style = s.theme.Bad
		x = c.Text(x, r.Y, s.g.Lost+" ", style)
	}
	x = c.TextIn(x, r.Y, r.X+r.W-x-1, f.Text, style) + 3
	if was, ok := s.changes(e, pdus)[f.Name]; ok {
		x = c.TextIn(x-1, r.Y, r.X+r.W-x, s.g.Changed+" "+s.say.f(txtWas, was), s.theme.Changed) + 3
	}
	first, last := f.Start-p.Start*8, f.End-p.Start*8-1
	at := s.say.f(txtBitsAt, first, last)
	switch {
	case last < first:
		at = s.say(txtNoBytes)
	case first == last:
		at = s.say.f(txtBitAt, first)
	}
	c.TextIn(x, r.Y, r.X+r.W-x-1, at+"   "+f.Cite, s.theme.Dim)
}

// list writes the fields of what has no boxes.
func (d *diagram) list(s *stage, c *canvas.Canvas, in canvas.Rect, p *dissect.PDU, field int) {
	top := scroll(len(p.Fields)+2, in.H, max(0, field+2), true)
	if top == 0 {
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(txtNoBoxes), s.theme.Dim)
	}
	for i := range p.Fields {
		if y := i + 2 - top; y >= 0 && y < in.H {
			(&fieldTree{}).field(s, c, canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}, &p.Fields[i], i == field, "")
		}
	}
}

func (d *diagram) handle(s *stage, a action) bool {
	e, pdus, pdu, field := d.shown(s)
	if e == nil {
		return a == actUp || a == actDown || a == actLeft || a == actRight || a == actEnter
	}
	switch a {
	case actLeft, actRight, actUp, actDown:
		d.move(s, pdus, pdu, field, a)
	case actOuter:
		s.field = keyFor(pdus, max(0, pdu-1), -1)
	case actInner:
		s.field = keyFor(pdus, min(len(pdus)-1, pdu+1), -1)
	case actEnter:
		s.explainField(e, pdus)
	default:
		return false
	}
	return true
}

// move chooses the box beside, above or below.
func (d *diagram) move(s *stage, pdus []dissect.PDU, pdu, field int, a action) {
	p := &pdus[pdu]
	b := boxesOf(p)
	if len(b.owner) == 0 || textual(p) {
		step := map[action]int{actLeft: -1, actUp: -1, actRight: 1, actDown: 1}[a]
		s.field = keyFor(pdus, pdu, max(0, min(field+step, len(p.Fields)-1)))
		return
	}
	at := -1
	if field >= 0 {
		at = p.Fields[field].Start - p.Start*8
	}
	step := map[action]int{actLeft: -1, actRight: 1, actUp: -word, actDown: word}[a]
	if at < 0 || at >= len(b.owner) { // none yet, or one of the trailer
		at, step = 0, 0
	}
	for i := at + step; i >= 0 && i < len(b.owner); i += max(-1, min(step, 1)) {
		if o := b.owner[i]; o >= 0 && o != field {
			s.field = keyFor(pdus, pdu, o)
			return
		}
		if step == 0 {
			return
		}
	}
}

func (d *diagram) click(*stage, int, int) {}
