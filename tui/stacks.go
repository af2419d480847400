package tui

import (
	"bytes"
	"fmt"
	"strings"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// shelves are the rows of a stack, the highest layer first.
var shelves = [...]osi.Layer{osi.Application, osi.Transport, osi.Network, osi.Link, osi.Physical}

// stacks draws each node's five layers, and in them what passed there last: on
// the way down each layer wraps what it was given, on the way up it unwraps.
type stacks struct {
	drawn  canvas.Rect
	first  map[int][]int // for each number of places: the first node in them, at each event
	of     *film
	places int
}

// A stack this narrow can still be read; where not all fit, fewer and wider
// ones are better.
const (
	leastStack = 26
	goodStack  = 34
)

func (k *stacks) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	k.drawn = r
	nodes := s.film.sc.Nodes
	if len(nodes) == 0 {
		s.frame(c, r, paneStacks, s.paneTitle(paneStacks))
		return
	}
	k.places = len(nodes)
	if r.W/leastStack < len(nodes) {
		k.places = max(1, r.W/goodStack)
	}
	first := k.window(s, k.places)
	chain := causes(s)
	for i := range k.places {
		x, right := r.X+i*r.W/k.places, r.X+(i+1)*r.W/k.places
		k.stack(s, c, canvas.Rect{X: x, Y: r.Y, W: right - x, H: r.H}, &nodes[first+i], i == 0, chain)
	}
	if hidden := len(nodes) - k.places; hidden > 0 {
		s.note(c, r, r.Y+r.H-1, s.say.f(txtRowsMore, hidden), s.theme.Dim)
	}
}

// window gives the first of the nodes that are shown: it moves only as far as
// the cursor's node needs, and is worked out for all events at once, so that
// it is the same however the cursor came there.
func (k *stacks) window(s *stage, places int) int {
	if k.of != s.film {
		k.of, k.first = s.film, map[int][]int{}
	}
	at := k.first[places]
	if at == nil {
		at = make([]int, s.film.last+1)
		first := 0
		for id := trace.ID(1); id <= s.film.last; id++ {
			if n := s.film.nodes[s.film.event(id).Node]; n != nil {
				first = max(min(first, n.index), n.index-places+1)
			}
			at[id] = first
		}
		k.first[places] = at
	}
	return at[s.at.id]
}

// causes gives the events that led to the cursor's, on its node.
func causes(s *stage) map[trace.ID]bool {
	chain := map[trace.ID]bool{}
	e := s.event()
	for n := 0; e != nil && n < 64; n++ {
		chain[e.ID] = true
		up := s.film.event(e.Cause)
		if up == nil || up.Node != e.Node {
			break
		}
		e = up
	}
	return chain
}

// stack draws one node.
func (k *stacks) stack(s *stage, c *canvas.Canvas, r canvas.Rect, n *scenario.Node, numbered bool, chain map[trace.ID]bool) {
	title := n.Name
	if numbered {
		title = string('0'+rune(paneStacks)) + " " + title
	}
	in := s.frame(c, r, paneStacks, title)
	e := s.event()
	state, style := k.status(s, n.Name), s.theme.Dim
	if e != nil && e.Node == n.Name {
		style = s.theme.Strong
	}
	if room := r.W - c.Width(title) - 8; room > 3 {
		c.Text(r.X+c.Width(title)+5, r.Y, " "+c.Clip(state, room)+" ", style)
	}

	per := 1
	if in.H >= 2*len(shelves) {
		per = 2
	}
	rows := make([]row, len(shelves))
	for i, l := range shelves {
		rows[i] = k.row(s, n.Name, l, chain)
	}
	fit := measure(c, append(rows, k.coming(s, n.Name)...), in.W-5)
	for i := range rows {
		top, rest := in.Top(per)
		in = rest
		k.drawRow(s, c, top, n, &rows[i], fit)
	}
}

// status says what a node does at the cursor, or waits for.
func (k *stacks) status(s *stage, node string) string {
	e := s.event()
	track := s.film.nodes[node]
	if e != nil && e.Node == node {
		return doing(s, e)
	}
	if call := s.film.event(before(track.at[osi.Application], s.at.id)); call != nil && call.Kind == trace.Call {
		return s.say.f(txtWaits, call.Name)
	}
	return s.say(txtIdle)
}

// doing names what an event's node does.
func doing(s *stage, e *trace.Event) string {
	switch e.Kind {
	case trace.Send:
		return s.g.Down + " " + s.say(txtSends)
	case trace.Receive:
		return s.g.Up + " " + s.say(txtReceives)
	case trace.TxStart:
		return s.g.Right + " " + s.say(txtTransmits)
	case trace.Arrival:
		return s.g.Left + " " + s.say(txtArrives)
	case trace.Queued:
		return s.say(txtQueues)
	case trace.Drop:
		return s.g.Lost + " " + s.say(txtDrops)
	case trace.Call:
		return s.say(txtCalls) + " " + e.Name
	case trace.Return:
		return e.Name + " " + e.Text
	case trace.Output:
		return s.say(txtPrints)
	case trace.Start:
		return s.say(txtStarts)
	case trace.Exit:
		return s.say(txtEnds)
	case trace.Act:
		return s.say(txtCommand)
	case trace.TimerFired:
		return s.say(txtTimer)
	}
	return s.say(txtGoesOn)
}

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
		r.parts.payload, r.parts.size = s.lastData(ids)
		return r
	}
	r.pdus = s.film.dissected(e.ID)
	r.parts = makeupOf(e, r.pdus)
	return r
}

// lastData gives what a node's processes sent or got last.
func (s *stage) lastData(ids []trace.ID) (segment, int) {
	id := before(ids, s.at.id)
	for n := 0; id > 0 && n < 16; n++ {
		if e := s.film.event(id); len(e.Data) > 0 {
			text := quoted(e.Data)
			return segment{layer: osi.Application, long: text, mid: text, short: text, pdu: -1}, len(e.Data)
		}
		id = before(ids, id-1)
	}
	return segment{}, 0
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

// fit is how the parts of a stack's rows are laid out, so that what a layer
// wraps stands right below what it was given.
type fit struct {
	form    form
	head    int // columns of the longest row of headers
	payload int
	tail    int
}

// measure chooses the longest form that has room.
func measure(c *canvas.Canvas, rows []row, room int) (f fit) {
	for f.form = range forms {
		f.head, f.payload, f.tail = 0, 0, 0
		for i := range rows {
			m := &rows[i].parts
			if rows[i].layer == osi.Physical {
				continue
			}
			f.head = max(f.head, width(c, m.headers, f.form))
			f.tail = max(f.tail, width(c, m.trailers, f.form))
			if m.payload.long != "" {
				f.payload = max(f.payload, c.Width(m.payload.long)+2)
			}
		}
		if f.head+f.payload+f.tail <= room {
			return f
		}
	}
	f.payload = max(4, room-f.head-f.tail)
	return f
}

// lookAhead is how many of a node's events are searched for the frame to come.
const lookAhead = 40

// coming gives the frame that what goes down now will leave in, as a row to
// measure: so nothing moves aside when the next header is put in front.
func (k *stacks) coming(s *stage, node string) []row {
	e := s.event()
	if e == nil || e.Node != node || e.Kind != trace.Send && e.Kind != trace.Call {
		return nil
	}
	inner := e.PDU
	if len(inner) == 0 {
		inner = e.Data
	}
	events := s.film.nodes[node].at[osi.Link]
	id := s.at.id
	for n := 0; len(inner) > 0 && n < lookAhead; n++ {
		if id = after(events, id); id == 0 {
			break
		}
		if next := s.film.event(id); next.Kind == trace.Send && next.Proto == "eth" && bytes.Contains(next.PDU, inner) {
			return []row{{layer: osi.Link, parts: makeupOf(next, s.film.dissected(id))}}
		}
	}
	return nil
}

// width gives the columns that some chips take.
func width(c *canvas.Canvas, list []segment, form form) (w int) {
	for i := range list {
		w += c.Width(list[i].text(form)) + form.ends()
	}
	return w
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
	k.parts(s, c, r, w, f)
	if text := k.about(s, w); text != "" {
		if st := k.textStyle(s, w); r.H > 1 {
			c.TextIn(r.X+4, r.Y+1, r.W-5, text, st)
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
	case n.Kind == scenario.Router && l == osi.Transport:
		return s.say(txtRouterStops)
	case n.Kind == scenario.Switch && l == osi.Network:
		return s.say(txtSwitchStops)
	case n.Kind == scenario.Router && l > osi.Transport, n.Kind == scenario.Switch && l > osi.Network:
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
	case trace.Drop:
		return s.g.Lost
	}
	return s.g.Dot
}

// parts draws a PDU's parts, each layer's right above or below its neighbours'.
func (k *stacks) parts(s *stage, c *canvas.Canvas, r canvas.Rect, w *row, f fit) {
	m := &w.parts
	if m.size == 0 {
		return
	}
	in := c.In(canvas.Rect{X: r.X + 4, Y: r.Y, W: max(0, r.W-4), H: 1})
	x := f.head - width(c, m.headers, f.form)
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
	size := s.say.f(txtByteUnit, m.size)
	if at := r.W - 4 - c.Width(size) - 1; at >= x {
		in.Text(at, 0, size, k.textStyle(s, w))
	}
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
	for i := range min(room, len(e.PDU)*8) {
		level := s.g.Low
		if e.PDU[i/8]>>(i%8)&1 == 1 { // Ethernet sends the lowest bit of a byte first
			level = s.g.High
		}
		c.Set(r.X+4+i, r.Y, level, signal)
	}
	if r.H > 1 && part >= 0 {
		bar(s, c, r.X+4, r.Y+1, r.W-6-c.Width(text), part, signal)
		c.Text(r.X+r.W-c.Width(text)-1, r.Y+1, text, s.theme.Base)
	}
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

func (k *stacks) handle(s *stage, a action) bool {
	switch a {
	case actUp, actDown:
		s.layer = k.other(s, a == actUp)
	case actEnter:
		s.dialogs = append(s.dialogs, dialog{title: s.say(txtWhy), lines: s.reasons()})
	default:
		return false
	}
	return true
}

// other gives the layer above or below the one that is looked at.
func (k *stacks) other(s *stage, up bool) osi.Layer {
	l := s.layer
	if e := s.event(); l == 0 && e != nil {
		l = shelf(e.Layer)
	}
	for i := range shelves {
		if shelves[i] != l {
			continue
		}
		if up {
			i--
		} else {
			i++
		}
		return shelves[max(0, min(i, len(shelves)-1))]
	}
	return osi.Application
}

func (k *stacks) click(s *stage, x, y int) {
	per := max(1, (k.drawn.H-2)/len(shelves))
	if i := (y - k.drawn.Y - 1) / per; y > k.drawn.Y && i < len(shelves) {
		s.layer = shelves[i]
	}
}
