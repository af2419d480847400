package sim

import (
	"net/netip"

	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
)

// threads lead from each event back to the call and the bytes that it is
// about. They are spun in one pass over the trace, and further when the trace
// has grown.
type threads struct {
	trace *trace.Trace
	owner []trace.ID // by event: the call it belongs to
	about []int32    // by event: the segment it is about, or 0

	calls  []*Call
	byID   map[trace.ID]*Call
	making map[caller]*Call

	sockets   map[trace.Entity]*ends
	flows     map[flowKey]*flow
	written   map[trace.ID]write // what each call has put into a stream
	segments  []segment          // from 1
	messages  map[trace.ID][]int32
	streams   map[pair]*flow
	inboxes   map[inbox][]int32
	delivered map[trace.ID][]reading // by the call whose message it was
	readings  map[trace.ID]reading   // by Return event
	frames    []strand               // by FrameID
	opened    trace.FrameID
	pdus      []dissect.PDU // of the opened frame
	// asked has the packets that ARP was given, by their first byte: when
	// they leave, it may be because of somebody's answer.
	asked map[*byte]trace.ID
}

// segment is a PDU that bears an application's bytes: a segment, a datagram,
// an echo message.
type segment struct {
	send   trace.ID // its Send event
	call   trace.ID // whose message it is; of a segment the stream knows
	skip   int      // what stands behind the header is Data[skip:]
	flow   *flow    // of a segment
	at     int64    // its place in the stream
	n      int
	frames []trace.FrameID
}

// strand is what is known of a frame.
type strand struct {
	started trace.ID // its TxStart
	about   int32
	// from and to are where the application's bytes are, once somebody has
	// asked.
	from, to int
}

// ends are what is known of a socket.
type ends struct {
	proto         string
	local, remote netip.AddrPort
}

// follow gives the threads up to the trace's end.
func (s *Session) follow() *threads {
	if s.threads == nil {
		s.threads = &threads{
			trace: s.trace,
			owner: make([]trace.ID, 1), about: make([]int32, 1),
			byID: map[trace.ID]*Call{}, making: map[caller]*Call{},
			sockets: map[trace.Entity]*ends{}, flows: map[flowKey]*flow{}, written: map[trace.ID]write{},
			segments: make([]segment, 1), messages: map[trace.ID][]int32{}, frames: make([]strand, 1),
			asked:   map[*byte]trace.ID{},
			streams: map[pair]*flow{}, inboxes: map[inbox][]int32{}, delivered: map[trace.ID][]reading{}, readings: map[trace.ID]reading{},
		}
	}
	for t := s.threads; len(t.owner) <= s.Len(); {
		t.spin(s.Event(trace.ID(len(t.owner))))
	}
	return s.threads
}

// spin takes in the next event.
func (t *threads) spin(e *trace.Event) {
	t.owner = append(t.owner, t.ownerOf(e))
	t.about = append(t.about, t.aboutOf(e))
	t.named(e.Deltas)
	switch {
	case e.Kind == trace.Call:
		t.called(e)
	case e.Kind == trace.Return:
		t.returned(e)
	case e.Kind == trace.Send && e.Name == "arp":
		t.asked[&e.PDU[0]] = e.ID
	case e.Kind == trace.TxStart:
		t.started(e)
	case e.Kind == trace.Receive:
		t.came(e)
	}
	if c := t.byID[t.owner[e.ID]]; c != nil {
		t.owned(c, e)
	}
}

// named takes note of what a socket is called.
func (t *threads) named(deltas []trace.Delta) {
	for _, d := range deltas {
		if d.Entity.Kind != "socket" {
			continue
		}
		if d.New == "gone" && d.Field == "" {
			delete(t.sockets, d.Entity)
			continue
		}
		s := t.sockets[d.Entity]
		if s == nil {
			s = &ends{}
			t.sockets[d.Entity] = s
		}
		switch d.Field {
		case "Proto":
			s.proto = d.New
		case "Local":
			s.local, _ = netip.ParseAddrPort(d.New) // "-": none
		case "Remote":
			s.remote, _ = netip.ParseAddrPort(d.New)
		}
	}
}

// before gives the event that an event's way leads back to. That is its cause,
// unless a packet has waited for an address.
func (t *threads) before(e *trace.Event) trace.ID {
	if id, ok := t.packetIn(e); ok {
		return id
	}
	return e.Cause
}

// packetIn gives the event at which ARP was given the packet that a frame, or
// what ARP drops, bears. A frame that ARP sends of its own bears none.
func (t *threads) packetIn(e *trace.Event) (trace.ID, bool) {
	at := 0
	switch {
	case e.Kind == trace.Send && e.Name == "eth":
		at = ethernet.HeaderLen
	case e.Kind != trace.Drop:
		return 0, false
	}
	if at >= len(e.PDU) {
		return 0, false
	}
	id, ok := t.asked[&e.PDU[at]]
	return id, ok
}

// droppedBefore says what an ICMP message quotes that tells of a packet for
// which no address was found: the one that was dropped just before.
func (t *threads) droppedBefore(e *trace.Event) int32 {
	if last := t.trace.Event(e.ID - 1); last.Kind == trace.Drop && last.Cause == e.Cause {
		return t.about[last.ID]
	}
	return 0
}

// aboutOf says which segment an event is about. A router sends on what it
// received, a bridge too, and an ICMP message bears what it answers.
func (t *threads) aboutOf(e *trace.Event) int32 {
	cause := t.trace.Event(e.Cause)
	switch {
	case cause == nil:
		return 0
	case e.Kind == trace.Queued, e.Kind == trace.TxStart, e.Kind == trace.Arrival, e.Kind == trace.Receive, e.Kind == trace.Mark:
		return t.about[e.Cause]
	case e.Kind == trace.Collision:
		return t.about[e.Of] // its cause is somebody else's frame
	case e.Kind == trace.Drop:
		return t.about[t.before(e)]
	case e.Kind != trace.Send:
		return 0
	case e.Name == "eth":
		packet, _ := t.packetIn(e)
		return t.about[packet]
	case e.Layer == osi.Link:
		return t.about[e.Cause]
	case e.Name == "ip" && cause.Kind == trace.Receive:
		return t.about[e.Cause]
	case e.Name == "ip" && cause.Kind == trace.TimerFired:
		return t.droppedBefore(e)
	case e.Name == "ip" && cause.Kind == trace.Send:
		return t.newSegment(e, cause)
	}
	return 0
}

// started takes note of a frame that leaves.
func (t *threads) started(e *trace.Event) {
	for len(t.frames) <= int(e.Frame) {
		t.frames = append(t.frames, strand{})
	}
	about := t.about[e.ID]
	t.frames[e.Frame] = strand{started: e.ID, about: about}
	if about > 0 {
		s := &t.segments[about]
		s.frames = append(s.frames, e.Frame)
	}
}
