package trace

import (
	"runtime"
	"slices"
	"strings"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/socket"
	"encap/layers/stack"
)

// Tap gives the tap on the arrows between the layers of a node, and nil at
// levels that do not watch them.
func (t *Tracer) Tap(node string) stack.Tap {
	if t.level != All {
		return nil
	}
	return arrows{t, node}
}

type arrows struct {
	t    *Tracer
	node string
}

var _ stack.Tap = arrows{}

// Down opens a Send event. What the layer above has been sending leaves it
// now, so that event's PDU is complete.
func (a arrows) Down(l osi.Layer, name, proto string, b *codec.Buffer) {
	a.t.leaves(proto, b)
	a.t.begin(Event{Kind: Send, Node: a.node, Layer: l, Name: name, Proto: proto, PDU: b.Bytes(), Process: a.t.process()}, b)
}

// leaves completes the Send event that is going on, if it is about b.
func (t *Tracer) leaves(proto string, b *codec.Buffer) {
	if top := t.top(); top != nil && top.event.Kind == Send && top.buf == b {
		top.event.PDU, top.event.Proto = b.Bytes(), proto
		top.left = true
	}
}

// Up opens a Receive event.
func (a arrows) Up(l osi.Layer, name string, pdu []byte) {
	e := Event{Kind: Receive, Node: a.node, Layer: l, Name: name, Proto: name, PDU: pdu}
	if name == "bridge" || name == "stp" {
		e.Proto = "eth"
	}
	if top := a.t.top(); top != nil {
		e.Frame = top.event.Frame
	}
	a.t.begin(e, nil)
}

// Done closes the event. What was not given to the layer below has its header
// all the same if it goes there in pieces.
func (a arrows) Done() {
	if top := a.t.top(); top.event.Kind == Send && !top.left && top.buf.Len() > len(top.event.PDU) {
		top.event.PDU, top.event.Proto = top.buf.Bytes(), top.event.Name
	}
	a.t.End()
}

// process gives the process on whose behalf something is going on.
func (t *Tracer) process() string {
	if top := t.top(); top != nil {
		return top.event.Process
	}
	return ""
}

// portName says where a port is.
type portName struct{ node, port string }

// Port makes a port known by its node.
func (t *Tracer) Port(p *physical.Port, node string) {
	t.ports[p] = portName{node, p.Name}
}

// Cables gives what watches the cables, and nil when nothing does.
func (t *Tracer) Cables() physical.Watcher {
	if t.level == Off {
		return nil
	}
	return cables{t}
}

type cables struct{ t *Tracer }

var _ physical.Watcher = cables{}

// event makes an event of a port. Tokens are event IDs.
func (c cables) event(k Kind, p *physical.Port, frame []byte, of physical.Token) Event {
	name := c.t.ports[p]
	e := Event{Kind: k, Of: ID(of), Node: name.node, Port: name.port, Layer: osi.Physical, Proto: "eth", PDU: frame}
	if was := c.t.Trace.Event(e.Of); was != nil {
		e.Frame, e.Cause = was.Frame, e.Of
	}
	return e
}

// point records an event of a port within which nothing else happens.
func (c cables) point(e Event, p *physical.Port) physical.Token {
	id := c.t.Begin(e)
	c.enter(p)
	c.t.End()
	return physical.Token(id)
}

// enter lets what belongs to a port be compared.
func (c cables) enter(p *physical.Port) {
	if c.t.level != All {
		return
	}
	c.t.enter("", p)
	for _, part := range p.Parts() {
		c.t.enter("", part)
	}
}

// number gives a frame its number when it first comes to a cable, and tells it
// to the Send events that made it.
func (c cables) number(e *Event) {
	if e.Frame != 0 {
		return
	}
	c.t.frames++
	e.Frame = c.t.frames
	top := c.t.top()
	if top == nil || top.buf == nil || !sameBytes(top.buf.Bytes(), e.PDU) {
		return
	}
	c.t.leaves("eth", top.buf)
	for i := len(c.t.open) - 1; i >= 0 && c.t.open[i].buf == top.buf; i-- {
		c.t.open[i].event.Frame = e.Frame
	}
}

// sameBytes says whether a and b are the same memory.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0]
}

// Queued records that a frame waits.
func (c cables) Queued(p *physical.Port, frame []byte, r *osi.Rule) physical.Token {
	e := c.event(Queued, p, frame, 0)
	e.Rules = []Reason{{r, caller()}}
	c.number(&e)
	return c.point(e, p)
}

// TxStart records that a frame's first bit leaves.
func (c cables) TxStart(p *physical.Port, frame []byte, after physical.Token, end, arrival osi.Instant) physical.Token {
	e := c.event(TxStart, p, frame, after)
	c.number(&e)
	e.Until, e.Arrives = end, arrival
	return c.point(e, p)
}

// Arrival records that a frame's last bit has arrived, and opens its event.
func (c cables) Arrival(p *physical.Port, frame []byte, sent physical.Token) {
	c.t.Begin(c.event(Arrival, p, frame, sent))
	c.enter(p)
}

// Repeat records that a hub sends on a frame's first bit. It is a frame of
// another cable, and has a number of its own.
func (c cables) Repeat(p *physical.Port, frame []byte, heard physical.Token, end, arrival osi.Instant, r *osi.Rule) physical.Token {
	e := c.event(TxStart, p, frame, 0)
	c.t.frames++
	e.Frame, e.Cause = c.t.frames, ID(heard)
	e.Until, e.Arrives = end, arrival
	e.Rules = []Reason{{r, caller()}}
	return c.point(e, p)
}

// Collision records that a transmission is broken off, or that a hub jams.
func (c cables) Collision(p *physical.Port, frame []byte, sent, other physical.Token, why ...*osi.Rule) physical.Token {
	e := c.event(Collision, p, frame, sent)
	if other != 0 {
		e.Cause = ID(other)
	}
	for _, r := range why {
		e.Rules = append(e.Rules, Reason{r, decider()})
	}
	return c.point(e, p)
}

// Drop records that a frame goes no further.
func (c cables) Drop(p *physical.Port, frame []byte, sent physical.Token, r *osi.Rule) {
	e := c.event(Drop, p, frame, sent)
	c.number(&e)
	e.Rules = []Reason{{r, decider()}}
	c.point(e, p)
}

// carriers are the functions of cables that only carry out what others decide.
var carriers = []string{"line).lose", "line).refuse", "station).refuse", "pair).drop", "pair).lose", "arm).breakOff"}

// decider gives the line of the physical layer that gave a frame up or broke it
// off: the first one outside of the functions that only carry it out.
func decider() uintptr {
	var pcs [4]uintptr
	n := runtime.Callers(3, pcs[:])
	for _, pc := range pcs[:n] {
		frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
		if !slices.ContainsFunc(carriers, func(f string) bool { return strings.HasSuffix(frame.Function, f) }) {
			return pc
		}
	}
	return pcs[0]
}

// Done closes the event of the latest arrival.
func (c cables) Done() { c.t.End() }

// Calls gives what watches the descriptor calls of a node, and nil when
// nothing does.
func (t *Tracer) Calls(node string) socket.Observer {
	if t.level != All {
		return nil
	}
	return calls{t, node}
}

type calls struct {
	t    *Tracer
	node string
}

var _ socket.Observer = calls{}

func (c calls) event(k Kind, call *socket.Call) Event {
	e := Event{Kind: k, Node: c.node, Process: call.Process.String(), Layer: osi.Application, Name: call.Name}
	if call.Socket != nil {
		kind, name := call.Socket.Entity()
		e.Entity = Entity{c.node, kind, name}
	}
	return e
}

// Called opens a Call event.
func (c calls) Called(call *socket.Call) {
	e := c.event(Call, call)
	e.Text = call.Text
	if len(call.Data) > 0 {
		e.Data = append([]byte(nil), call.Data...)
	}
	c.t.calls[call.Process] = c.t.Begin(e)
}

// Blocked closes the Call event: the process waits.
func (c calls) Blocked(*socket.Call) { c.t.End() }

// Woken opens an event for what a waiting call does before it waits again.
func (c calls) Woken(call *socket.Call) { c.t.Begin(c.event(Change, call)) }

// Resumed opens the Return event of a call that had waited.
func (c calls) Resumed(call *socket.Call) {
	e := c.event(Return, call)
	e.Of = c.t.calls[call.Process]
	c.t.Begin(e)
}

// Returned completes the Return event; what the process does next is because
// of it.
func (c calls) Returned(call *socket.Call) {
	if !call.Waited {
		e := c.event(Return, call)
		e.Of = c.t.calls[call.Process]
		c.t.Begin(e)
	}
	top := c.t.top()
	id := top.event.ID
	top.event.Text, top.event.Data = call.Result, call.Got
	c.t.End()
	if !call.Waited {
		c.t.End()
	}
	delete(c.t.calls, call.Process)
	*c.t.cause = uint32(id)
}

// Printed records what a process says to its user.
func (c calls) Printed(p *socket.Process, line string) {
	id := c.t.Point(Event{Kind: Output, Node: c.node, Process: p.String(), Layer: osi.Application, Text: line})
	*c.t.cause = uint32(id)
}
