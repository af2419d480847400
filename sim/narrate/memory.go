package narrate

import (
	"net/netip"
	"sort"
	"strings"

	"encap/layers/osi"
	"encap/layers/transport/tcp"
	"encap/sim/trace"
)

// Memory is a run with all that was told of it before an event: what has
// happened for the first time, what a variable is, what was sent already. Who
// tells of many events keeps one; it is read once, however long the run is.
type Memory struct {
	Source
	read     trace.ID // the events up to this one are remembered
	width    int      // of the column of nodes; 0: not known yet
	firsts   map[occasion]trace.ID
	values   map[variable][]value
	sent     map[stream][]trace.ID
	shapes   []shape
	programs map[process]string
}

// occasion is what may happen for the first time.
type occasion struct {
	kind  trace.Kind
	layer osi.Layer
	name  string
}

// variable is a field of an entity.
type variable struct {
	entity trace.Entity
	field  string
}

// value is what a variable has been since an event.
type value struct {
	since trace.ID
	text  string
}

// stream is one direction of a TCP connection, as its sender knows it.
type stream struct {
	node  string
	ports [offSeq]byte // as in the header: from, to
	to    netip.Addr
}

// shape is how a segment looks, and the event that was the first with one like
// it.
type shape struct {
	kind  trace.Kind
	flags tcp.Flags
	text  bool
	first trace.ID
}

// process is a program that runs, by its node and number.
type process struct{ node, pid string }

// Remember gives a run a memory. The run may go on while it is told.
func Remember(src Source) *Memory {
	if m, ok := src.(*Memory); ok {
		return m
	}
	return &Memory{Source: src, firsts: map[occasion]trace.ID{}, values: map[variable][]value{},
		sent: map[stream][]trace.ID{}, programs: map[process]string{}}
}

// before reads all events before one.
func (m *Memory) before(id trace.ID) {
	for ; m.read+1 < id; m.read++ {
		if e := m.Event(m.read + 1); e != nil {
			m.take(e)
		}
	}
}

// take remembers an event.
func (m *Memory) take(e *trace.Event) {
	o := occasion{e.Kind, e.Layer, e.Name}
	if _, known := m.firsts[o]; !known {
		m.firsts[o] = e.ID
	}
	for i := range e.Deltas {
		d := &e.Deltas[i]
		v := variable{d.Entity, d.Field}
		m.values[v] = append(m.values[v], value{e.ID, d.New})
	}
	if pid := e.Process[strings.LastIndexByte(e.Process, '/')+1:]; pid != "" {
		m.programs[process{e.Node, pid}] = e.Process
	}
	if e.Name != "tcp" || len(e.PDU) < tcp.HeaderLen {
		return
	}
	if e.Kind == trace.Send {
		s := m.streamOf(e)
		m.sent[s] = append(m.sent[s], e.ID)
	}
	flags, text := tcp.Flags(e.PDU[offFlags]), len(e.PDU) > int(e.PDU[12]>>4)*4
	for _, s := range m.shapes {
		if s.kind == e.Kind && s.flags == flags && s.text == text {
			return
		}
	}
	m.shapes = append(m.shapes, shape{e.Kind, flags, text, e.ID})
}

// streamOf says to which stream a segment belongs that is sent.
func (m *Memory) streamOf(e *trace.Event) stream {
	s := stream{node: e.Node, ports: [offSeq]byte(e.PDU)}
	// The event behind it puts it into a packet.
	if ip := m.Event(e.ID + 1); ip != nil && ip.Name == "ip" {
		s.to = newTeller(m, ip).addr("ip.dst")
	}
	return s
}

// first says whether nothing of the kind has happened before.
func (m *Memory) first(e *trace.Event) bool {
	m.before(e.ID)
	id, known := m.firsts[occasion{e.Kind, e.Layer, e.Name}]
	return !known || id >= e.ID
}

// variable gives the value that a variable of an entity has after the event,
// "" if it is not known.
func (m *Memory) variable(e *trace.Event, v variable) string {
	for i := len(e.Deltas) - 1; i >= 0; i-- {
		if d := &e.Deltas[i]; d.Entity == v.entity && d.Field == v.field {
			return d.New
		}
	}
	m.before(e.ID)
	all := m.values[v]
	n := sort.Search(len(all), func(i int) bool { return all[i].since >= e.ID })
	if n == 0 {
		return ""
	}
	return all[n-1].text
}

// earlier gives the segments that were sent in the same stream before this
// one, the latest first, until the caller has seen enough or the connection
// begins.
func (m *Memory) earlier(e *trace.Event, yield func(pdu []byte) bool) {
	m.before(e.ID)
	all := m.sent[m.streamOf(e)]
	for i := sort.Search(len(all), func(i int) bool { return all[i] >= e.ID }) - 1; i >= 0; i-- {
		pdu := m.Event(all[i]).PDU
		if !yield(pdu) || tcp.Flags(pdu[offFlags])&tcp.SYN != 0 {
			return
		}
	}
}

// firstWith says whether a segment is the first of the run that has exactly
// its flags of those in mask, and text only if it has.
func (m *Memory) firstWith(e *trace.Event, mask tcp.Flags, text bool) bool {
	m.before(e.ID)
	for _, s := range m.shapes {
		if s.kind == e.Kind && s.first < e.ID && (s.flags^tcp.Flags(e.PDU[offFlags]))&mask == 0 && s.text == text {
			return false
		}
	}
	return true
}

// process gives a node's process with a number, as far as it has been heard
// of.
func (m *Memory) process(e *trace.Event, node, pid string) string {
	m.before(e.ID)
	if p := m.programs[process{node, pid}]; p != "" {
		return p
	}
	if e.Node == node && strings.HasSuffix(e.Process, "/"+pid) {
		return e.Process
	}
	return unknown
}
