package tui

import (
	"bytes"
	"fmt"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// row is one layer of one node at the cursor.
type row struct {
	layer osi.Layer
	event *trace.Event // what passed there last; nil: nothing yet
	pdus  []dissect.PDU
	parts makeup
	now   bool // it is the cursor's event
	fresh bool // it belongs to what happens now
}

// row finds what passed a layer last.
func (k *stacks) row(s *stage, node string, l osi.Layer, chain map[trace.ID]bool) row {
	r := row{layer: l}
	ids := s.film.nodes[node].at[l]
	e := s.film.event(before(ids, s.at.id))
	if e == nil {
		return r
	}
	r.event, r.now, r.fresh = e, e.ID == s.at.id, chain[e.ID] || s.within(e)
	if l == osi.Application {
		data := s.lastData(ids)
		if len(data) > 0 {
			text := quoted(data)
			r.parts = makeup{payload: segment{layer: l, long: text, mid: text, short: text, pdu: -1}, size: len(data)}
		}
		r.fresh = r.fresh || len(data) > 0 && s.event().Node == node && bytes.Contains(s.event().PDU, data)
		return r
	}
	r.pdus = s.film.dissected(e.ID)
	r.parts = makeupOf(e, r.pdus)
	return r
}

// lastData gives what a node's processes sent or got last.
func (s *stage) lastData(ids []trace.ID) []byte {
	id := before(ids, s.at.id)
	for n := 0; id > 0 && n < 16; n++ {
		if e := s.film.event(id); len(e.Data) > 0 {
			return e.Data
		}
		id = before(ids, id-1)
	}
	return nil
}

// within says whether the PDU of an event is inside the one that the cursor's
// event is about, or the other way round: it waited, and now it goes on.
func (s *stage) within(e *trace.Event) bool {
	now := s.event()
	if now.Node != e.Node || len(now.PDU) == 0 || len(e.PDU) == 0 {
		return false
	}
	return bytes.Contains(now.PDU, e.PDU) || bytes.Contains(e.PDU, now.PDU)
}

// quoted writes data as a text if it is one.
func quoted(data []byte) string {
	if len(data) > 64 {
		return fmt.Sprintf("%q…", data[:60])
	}
	return fmt.Sprintf("%q", data)
}

// drawRow draws one layer: its letter, the way the last PDU went, the PDU and
// its size; below, if there is room, what its header says.
func (k *stacks) drawRow(s *stage, c *canvas.Canvas, r canvas.Rect, n *scenario.Node, w *row, f fit) {
	x := r.X
	if w.now {
		c.Set(x, r.Y, s.g.Cursor, s.theme.Focus)
	}
	letter := s.theme.Ink[w.layer].With(canvas.Bold)
	if w.now || s.layer == w.layer && s.event() != nil && s.event().Node == n.Name {
		letter = s.theme.Chip[w.layer]
	}
	c.Text(x+1, r.Y, w.layer.Letter(), letter)
	if w.event == nil {
		c.TextIn(x+3, r.Y, r.W-3, s.g.Dot+" "+k.absent(s, n, w.layer), s.theme.Future)
		return
	}
	c.Set(x+2, r.Y, way(s, w.event), s.theme.Ink[w.layer])
	if w.layer == osi.Physical {
		k.bits(s, c, r, n, w)
		return
	}
	room := r.W - 5
	if named := k.parts(s, c, r, w, f); !named && r.H > 1 && w.parts.size > 0 {
		word := pduWord(w)
		room -= c.Width(word) + 1
		c.Text(r.X+r.W-c.Width(word)-1, r.Y+1, word, k.textStyle(s, w))
	}
	if text := k.about(s, w); text != "" {
		if st := k.textStyle(s, w); r.H > 1 {
			c.TextIn(r.X+4, r.Y+1, room, text, st)
		} else if w.parts.size == 0 {
			c.TextIn(r.X+4, r.Y, r.W-4, text, st)
		}
	}
}

func (k *stacks) textStyle(s *stage, w *row) canvas.Style {
	switch {
	case w.now:
		return s.theme.Base
	case w.fresh:
		return s.theme.Dim
	}
	return s.theme.Future
}

// absent says what a layer is called through which nothing has passed, or why
// nothing ever does.
func (k *stacks) absent(s *stage, n *scenario.Node, l osi.Layer) string {
	switch {
	case n.Kind.Routes() && l == osi.Transport:
		return s.say(txtRouterStops)
	case n.Kind == scenario.Switch && l == osi.Network:
		return s.say(txtSwitchStops)
	case n.Kind == scenario.Hub && l == osi.Link:
		return s.say(txtHubStops)
	case n.Kind == scenario.Hub && l > osi.Link:
		return ""
	case n.Kind.Routes() && l > osi.Transport, n.Kind == scenario.Switch && l > osi.Network:
		return ""
	}
	return l.String()
}

// way gives the arrow of an event: down, up, lost.
func way(s *stage, e *trace.Event) string {
	switch e.Kind {
	case trace.Send, trace.Call, trace.Act, trace.Start, trace.TxStart, trace.Queued:
		return s.g.Down
	case trace.Receive, trace.Return, trace.Output, trace.Arrival, trace.Exit:
		return s.g.Up
	case trace.Drop, trace.Collision:
		return s.g.Lost
	}
	return s.g.Dot
}

// parts draws a PDU's parts, each layer's right above or below its neighbours',
// and says whether there was room for the PDU's name.
func (k *stacks) parts(s *stage, c *canvas.Canvas, r canvas.Rect, w *row, f fit) (named bool) {
	m := &w.parts
	if m.size == 0 {
		return false
	}
	in := c.In(canvas.Rect{X: r.X + 4, Y: r.Y, W: max(0, r.W-4), H: 1})
	start := f.head - width(c, m.headers, f.form)
	x := start
	for i := range m.headers {
		x = k.segment(s, in, x, w, &m.headers[i], f.form)
	}
	if m.payload.long != "" {
		text := c.Clip(m.payload.long, f.payload-2)
		in.Text(x+1, 0, text, k.payloadStyle(s, w, &m.payload))
		x += c.Width(text) + 2
	}
	for i := range m.trailers {
		x = k.segment(s, in, x, w, &m.trailers[i], f.form)
	}
	k.wrapping(s, in, start, w, f)
	// How large it is, and its right name where there is room for that.
	for i, size := range []string{s.say.f(txtPDUSize, pduWord(w), m.size), s.say.f(txtByteUnit, m.size)} {
		if at := r.W - 4 - c.Width(size) - 1; at >= x {
			in.Text(at, 0, size, k.textStyle(s, w))
			return i == 0
		}
	}
	return false
}

func (k *stacks) payloadStyle(s *stage, w *row, g *segment) canvas.Style {
	switch {
	case k.chosen(s, w, g):
		return s.theme.Link
	case w.fresh:
		return s.theme.Ink[osi.Application].With(canvas.Bold)
	}
	return s.theme.Future
}

// segment draws a header or trailer: filled while it belongs to what happens
// now, later its name alone.
func (k *stacks) segment(s *stage, c *canvas.Canvas, x int, w *row, g *segment, f form) int {
	text, style := g.text(f), s.theme.Ink[g.layer].On(s.theme.Base)
	switch {
	case k.chosen(s, w, g):
		style = s.theme.Link
	case w.fresh:
		style = s.theme.Chip[g.layer]
	default:
		c.Text(x+f.ends()/2, 0, text, style)
		return x + c.Width(text) + f.ends()
	}
	if f.ends() == 2 {
		return drawChip(s, c, x, 0, text, style)
	}
	return c.Text(x, 0, text, style) + f.ends()
}

// chosen says whether the chosen field is in a segment.
func (k *stacks) chosen(s *stage, w *row, g *segment) bool {
	if s.field.name == "" {
		return false
	}
	at, pdu, field, ok := s.field.find(w.pdus)
	if !ok || pdu != g.pdu {
		return false
	}
	if g.field != "" {
		return field >= 0 && w.pdus[pdu].Fields[field].Name == g.field
	}
	return at.start < w.pdus[pdu].Body*8 || w.pdus[pdu].Proto == "data"
}

// about says what a layer's header says, or what its process does.
func (k *stacks) about(s *stage, w *row) string {
	e := w.event
	if w.layer == osi.Application {
		if e.Text == "" {
			return e.Name
		}
		if e.Kind == trace.Return {
			return e.Name + " " + e.Text
		}
		return e.Text
	}
	if len(w.pdus) == 0 {
		return ""
	}
	i := 0
	if e.Name == "arp" && len(w.pdus) > 0 && w.pdus[0].Proto != "arp" {
		return "arp: " + w.pdus[0].Summary
	}
	return w.pdus[i].Summary
}
