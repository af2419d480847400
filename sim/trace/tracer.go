package trace

import (
	"reflect"
	"runtime"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/socket"
)

// Level says how much of a run is recorded.
type Level uint8

// The levels of tracing. Causes, rules and IDs that count exist at All only.
const (
	Off    Level = iota // nothing: benchmarks and swarms
	Frames              // what the cables carry
	All                 // everything
)

// ParseLevel reads "off", "frames" or "all".
func ParseLevel(s string) (Level, bool) {
	for i, name := range [...]string{"off", "frames", "all"} {
		if s == name {
			return Level(i), true
		}
	}
	return 0, false
}

// Tracer makes the events of one run. Protocols tell it why, through a Scope;
// taps on the arrows between them, on the cables, the clock and the descriptor
// calls tell it what, when and to whom.
type Tracer struct {
	Trace   *Trace
	level   Level
	now     func() osi.Instant
	cause   *uint32 // the engine's: what is scheduled now is born of it
	open    []opened
	watched map[osi.Entity]*watch
	ports   map[*physical.Port]portName
	frames  FrameID
	timers  map[Entity]int
	calls   map[*socket.Process]ID // the call each process is making
	broken  []ID                   // calls of processes that were killed in them
}

// opened is an event that is going on: what happens now happens within it.
type opened struct {
	event   *Event
	buf     *codec.Buffer // what a Send event is sending
	left    bool          // it has been given to the layer below
	entered []*watch
	before  uint32 // the cause to go back to
}

// watch is an entity and how its variables were when last compared.
type watch struct {
	entity osi.Entity
	key    Entity
	last   any
}

// NewTracer makes a tracer at a level. now is virtual time; cause is the
// engine's current cause, which the tracer sets while events are open.
func NewTracer(level Level, now func() osi.Instant, cause *uint32) *Tracer {
	return &Tracer{
		Trace:   &Trace{},
		level:   level,
		now:     now,
		cause:   cause,
		watched: map[osi.Entity]*watch{},
		ports:   map[*physical.Port]portName{},
		timers:  map[Entity]int{},
		calls:   map[*socket.Process]ID{},
	}
}

// Level gives the tracer's level.
func (t *Tracer) Level() Level { return t.level }

// Detach leaves the trace as it is: what happens from now on is recorded
// elsewhere, and forgotten.
func (t *Tracer) Detach() {
	t.Trace, t.open = &Trace{}, nil
}

// Begin opens an event: what happens until End happens because of it.
func (t *Tracer) Begin(e Event) ID { return t.begin(e, nil).ID }

func (t *Tracer) begin(e Event, buf *codec.Buffer) *Event {
	t.settle()
	e.At = t.now()
	if e.Cause == 0 && e.Kind != Act {
		e.Cause = ID(*t.cause)
	}
	slot := t.Trace.add(e)
	t.open = append(t.open, opened{event: slot, buf: buf, before: *t.cause})
	*t.cause = uint32(slot.ID)
	return slot
}

// End closes the event opened last.
func (t *Tracer) End() {
	t.settle()
	last := len(t.open) - 1
	*t.cause = t.open[last].before
	t.open[last] = opened{entered: t.open[last].entered[:0]}
	t.open = t.open[:last]
}

// Point records an event within which nothing happens.
func (t *Tracer) Point(e Event) ID {
	id := t.Begin(e)
	t.End()
	return id
}

// top gives the event that is going on, or nil.
func (t *Tracer) top() *opened {
	if len(t.open) == 0 {
		return nil
	}
	return &t.open[len(t.open)-1]
}

// settle compares what the event that is going on has entered. It does so
// before another event begins, so that a change is never told after what it
// led to. Changes made after a nested event are an event of their own.
func (t *Tracer) settle() {
	top := t.top()
	if top == nil || len(top.entered) == 0 {
		return
	}
	var deltas []Delta
	for _, w := range top.entered {
		deltas = w.compare(deltas)
		if w.last == nil {
			delete(t.watched, w.entity)
		}
	}
	t.record(top.event, deltas)
}

// record keeps what an event has changed. When others have begun within it, the
// change is an event of its own.
func (t *Tracer) record(e *Event, deltas []Delta) {
	if len(deltas) == 0 {
		return
	}
	if int(e.ID) != t.Trace.Len() {
		e = t.Trace.add(Event{Kind: Change, Cause: e.ID, At: t.now(), Node: e.Node, Process: e.Process, Layer: e.Layer, Frame: e.Frame})
	}
	t.Trace.change(e, deltas)
}

// enter lets the event that is going on compare e when it settles.
func (t *Tracer) enter(node string, e osi.Entity) {
	switch p := e.(type) { // a cable's recorder stands at no node
	case *physical.Port:
		node = t.ports[p].node
	case interface{ Port() *physical.Port }:
		node = t.ports[p.Port()].node
	}
	top := t.top()
	if top == nil {
		t.begin(Event{Kind: Change, Node: node}, nil)
		defer t.End()
		top = t.top()
	}
	w := t.watched[e]
	if w == nil {
		kind, name := e.Entity()
		w = &watch{entity: e, key: Entity{node, kind, name}}
		t.watched[e] = w
	}
	for _, other := range top.entered {
		if other == w {
			return
		}
	}
	top.entered = append(top.entered, w)
}

// compare appends what changed since the last time.
func (w *watch) compare(deltas []Delta) []Delta {
	now := w.entity.Vars()
	if now == w.last {
		return deltas
	}
	if now == nil {
		w.last = nil
		return append(deltas, Delta{Entity: w.key, New: "gone"})
	}
	new := reflect.ValueOf(now)
	fields := new.Type()
	first := w.last == nil
	var old reflect.Value
	if !first {
		old = reflect.ValueOf(w.last)
	}
	for i := range fields.NumField() {
		d := Delta{Entity: w.key, Field: fields.Field(i).Name, New: show(new.Field(i))}
		if !first {
			if old.Field(i).Equal(new.Field(i)) {
				continue
			}
			d.Old = show(old.Field(i))
		}
		deltas = append(deltas, d)
	}
	w.last = now
	return deltas
}

// Scope is the recorder of one node and layer.
type Scope struct {
	t     *Tracer
	node  string
	layer osi.Layer
}

// Scope makes the recorder of a node and layer. At levels below All nothing
// is recorded by it.
func (t *Tracer) Scope(node string, layer osi.Layer) osi.Recorder {
	if t.level != All {
		return Deaf{}
	}
	return &Scope{t, node, layer}
}

// Note records a rule and who obeyed it where.
func (s *Scope) Note(r *osi.Rule) {
	top := s.t.top()
	if top == nil {
		s.t.begin(Event{Kind: Change, Node: s.node, Layer: s.layer}, nil)
		defer s.t.End()
		top = s.t.top()
	}
	top.event.Rules = append(top.event.Rules, Reason{r, caller()})
}

// Drop records the end of a PDU's way.
func (s *Scope) Drop(r *osi.Rule, pdu []byte) {
	e := Event{Kind: Drop, Node: s.node, Layer: s.layer, PDU: pdu, Rules: []Reason{{r, caller()}}}
	if top := s.t.top(); top != nil {
		e.Frame, e.Process = top.event.Frame, top.event.Process
		e.Proto = s.proto(top.event, pdu)
	}
	s.t.Point(e)
}

// proto says what a dropped PDU's outermost header is: that of the PDU that is
// going on, if it begins there, and else what this layer keeps.
func (s *Scope) proto(e *Event, pdu []byte) string {
	switch {
	case len(pdu) > 0 && len(e.PDU) > 0 && &pdu[0] == &e.PDU[0]:
		return e.Proto
	case s.layer == osi.Application:
		return "data"
	case s.layer == osi.Transport:
		return "udp"
	}
	return "ip" // what waits for an address, or for its turn
}

// Enter lets the event that is going on compare e when it settles.
func (s *Scope) Enter(e osi.Entity) { s.t.enter(s.node, e) }

// caller gives the line of protocol code that called the recorder.
func caller() uintptr {
	var pcs [1]uintptr
	runtime.Callers(3, pcs[:])
	return pcs[0]
}

// Deaf is the recorder of an untraced run.
type Deaf struct{}

// Note does nothing.
func (Deaf) Note(*osi.Rule) {}

// Drop does nothing.
func (Deaf) Drop(*osi.Rule, []byte) {}

// Enter does nothing.
func (Deaf) Enter(osi.Entity) {}
