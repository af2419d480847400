package tui

import (
	"net/netip"
	"slices"
	"sort"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
)

// flight is one frame's way along one cable. A duplicated frame makes two.
type flight struct {
	tx       trace.ID // its TxStart
	end      trace.ID // Arrival or Drop; 0 when the trace ends before
	frame    trace.FrameID
	from, to string        // nodes
	cable    int           // in the scenario; -1 when it has none of this name
	forward  bool          // from the cable's first end to its second
	start    osi.Instant   // the first bit leaves
	out      osi.Instant   // the last bit has left
	over     osi.Instant   // it has arrived, or is lost
	travel   time.Duration // of a bit from end to end
	late     time.Duration // how much longer it took than the cable takes
	lost     bool
	bad      trace.ID // the event at which its receiver threw it away as damaged; 0: none
	place    float64  // where it was lost, 0 to 1
	frameKind
	talk
}

// frameKind is what a frame carries: the innermost protocol that has a name,
// and the layer whose protocol it is.
type frameKind struct {
	name  string
	layer osi.Layer
}

// jack is where a cable can be plugged in.
type jack struct{ node, port string }

// plug is what is plugged in there.
type plug struct {
	cable   int
	other   string // the node at the other end
	forward bool   // this is the cable's first end
}

// plugIn finds out what is plugged in where.
func (f *film) plugIn() {
	f.jacks = map[jack]plug{}
	for i, ends := range f.sc.Plugs() {
		for e, port := range ends {
			end, other := f.sc.Cables[i].Ends[e].Node, f.sc.Cables[i].Ends[1-e].Node
			if n := f.nodes[end]; n != nil && port >= 0 {
				f.jacks[jack{end, f.sc.Nodes[n.index].PortName(port)}] = plug{i, other, e == 0}
			}
		}
	}
}

// plugged gives the cable in a port, and the node at its other end.
func (f *film) plugged(node, port string) (cable int, other string, forward bool) {
	if p, ok := f.jacks[jack{node, port}]; ok {
		return p.cable, p.other, p.forward
	}
	return -1, "", true
}

// airport knows where the flights are while they are found.
type airport struct {
	sent  map[trace.ID]int      // TxStart to its flight
	frame map[trace.FrameID]int // the same by the frame
}

// control notes what an event says of flights. A drop without a flight was
// refused at the port; a frame that its receiver throws away was damaged.
func (f *film) control(a *airport, e *trace.Event) {
	switch e.Kind {
	case trace.TxStart:
		a.sent[e.ID], a.frame[e.Frame] = len(f.flights), len(f.flights)
		f.flights = append(f.flights, f.takeoff(a, e))
	case trace.Arrival, trace.Drop, trace.Collision:
		if i, ok := a.sent[e.Of]; ok {
			f.landed(i, e)
		} else if i, ok := a.frame[e.Frame]; ok && damaged(e) {
			f.flights[i].bad = e.ID
		}
	}
}

// damaged says whether a PDU was dropped because its bytes are not what was
// sent.
func damaged(e *trace.Event) bool {
	why := e.Why()
	return why != nil && (why.Name == "BadFCS" || why.Name == "Damaged" || strings.HasPrefix(why.Name, "BadChecksum"))
}

// land puts the flights in order and finds out which may be under way at which
// event.
func (f *film) land() {
	sort.SliceStable(f.flights, func(i, j int) bool { return f.flights[i].tx < f.flights[j].tx })
	f.air = make([]int, f.last+1)
	first := 0
	for id := trace.ID(1); id <= f.last; id++ {
		for first < len(f.flights) && f.flights[first].end != 0 && f.flights[first].end < id {
			first++
		}
		f.air[id] = first
	}
}

// takeoff makes the flight of a frame that leaves.
func (f *film) takeoff(a *airport, e *trace.Event) flight {
	fl := flight{tx: e.ID, frame: e.Frame, from: e.Node, start: e.At, out: e.Until, over: e.Arrives, travel: e.Arrives.Sub(e.Until), place: 1}
	fl.cable, fl.to, fl.forward = f.plugged(e.Node, e.Port)
	pdus := dissect.Dissect(e.Proto, e.PDU)
	fl.frameKind = kindOf(pdus)
	fl.talk = f.streams.talkOf(pdus, e, f.before(a, e), func(addr netip.Addr) bool {
		owner, known := f.owners[addr]
		return !known || owner == e.Node
	})
	if fl.name != "" && !slices.Contains(f.kinds, fl.frameKind) {
		f.kinds = append(f.kinds, fl.frameKind)
	}
	return fl
}

// hops is how many events may lie between a frame's arrival and its going on.
const hops = 12

// before gives the flight that brought what a frame carries to its node, if
// it came: nil else.
func (f *film) before(a *airport, e *trace.Event) *flight {
	for up, n := f.event(e.Cause), 0; up != nil && up.Node == e.Node && n < hops; up, n = f.event(up.Cause), n+1 {
		if up.Kind == trace.Arrival {
			if i, ok := a.sent[up.Of]; ok {
				return &f.flights[i]
			}
			return nil
		}
	}
	return nil
}

// kindOf finds out what a frame carries.
func kindOf(pdus []dissect.PDU) frameKind {
	k := frameKind{layer: osi.Link}
	for _, p := range pdus {
		if p.Proto != "data" {
			k = frameKind{protoName(p.Proto), shelf(p.Layer)}
		}
		if p.Proto == "icmp" || p.Proto == "arp" {
			break // what an ICMP error quotes is not what it is
		}
	}
	return k
}

// landed notes the end of the i-th flight.
func (f *film) landed(i int, e *trace.Event) {
	fl := &f.flights[i]
	if fl.end != 0 {
		// A copy: it flies behind the frame that it was made of.
		late := e.At.Sub(fl.over)
		f.flights = append(f.flights, *fl)
		fl = &f.flights[len(f.flights)-1]
		fl.start, fl.out = fl.start.Add(late), fl.out.Add(late)
	}
	fl.end, fl.lost = e.ID, e.Kind != trace.Arrival
	if !fl.lost {
		fl.late = max(0, e.At.Sub(fl.over))
	}
	fl.over = e.At
	if e.Kind == trace.Collision { // its first bits have come as far as that, and are of no use
		fl.place = progress(fl.start, fl.start.Add(fl.travel), e.At)
		return
	}
	if fl.lost && fl.travel > 0 {
		fl.place = clamp(float64(e.At.Sub(fl.out)) / float64(fl.travel))
	}
}

// flightOf gives the flight that begins at an event, nil if none does.
func (f *film) flightOf(tx trace.ID) *flight {
	i := sort.Search(len(f.flights), func(i int) bool { return f.flights[i].tx >= tx })
	if i == len(f.flights) || f.flights[i].tx != tx {
		return nil
	}
	return &f.flights[i]
}

// flightThat gives the flight of the frame that an event is about, nil if
// there is none.
func (f *film) flightThat(e *trace.Event) *flight {
	if tx := f.left(e.Frame); tx != 0 {
		return f.flightOf(tx)
	}
	return nil
}

// left gives the TxStart of a frame; 0: it never left.
func (f *film) left(frame trace.FrameID) trace.ID {
	if int(frame) >= len(f.leaves) {
		return 0
	}
	return f.leaves[frame]
}

// under gives the flights that can be seen at a moment: they have begun, and
// are not over before its event.
func (f *film) under(at moment, yield func(*flight)) {
	if at.id == 0 || len(f.air) == 0 {
		return
	}
	for i := f.air[at.id]; i < len(f.flights) && f.flights[i].tx <= at.id; i++ {
		fl := &f.flights[i]
		if (fl.end == 0 || fl.end >= at.id) && fl.start <= at.now {
			yield(fl)
		}
	}
}

// stretch gives which part of the cable the frame fills at an instant: tail and
// head, 0 at the sender to 1 at the receiver.
func (fl *flight) stretch(now osi.Instant) (tail, head float64) {
	if fl.travel <= 0 {
		if now >= fl.start {
			head = 1
		}
		if now >= fl.out {
			tail = 1
		}
		return tail, head
	}
	head = clamp(float64(now.Sub(fl.start)) / float64(fl.travel))
	tail = clamp(float64(now.Sub(fl.out)) / float64(fl.travel))
	return min(tail, fl.place), min(head, fl.place)
}

// sent gives which part of the frame's bits has left at an instant.
func (fl *flight) sent(now osi.Instant) float64 {
	return progress(fl.start, fl.out, now)
}

// received gives which part of the frame's bits has arrived.
func (fl *flight) received(now osi.Instant) float64 {
	return progress(fl.start.Add(fl.travel), fl.out.Add(fl.travel), now)
}

// progress gives how far now is from one instant to another, 0 to 1.
func progress(from, to, now osi.Instant) float64 {
	if now >= to {
		return 1
	}
	return clamp(float64(now.Sub(from)) / float64(max(1, to.Sub(from))))
}

func clamp(x float64) float64 { return max(0, min(1, x)) }
