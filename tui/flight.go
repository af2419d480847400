package tui

import (
	"slices"
	"sort"
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
	lost     bool
	place    float64 // where it was lost, 0 to 1
	frameKind
}

// frameKind is what a frame carries: the innermost protocol that has a name,
// and the layer whose protocol it is.
type frameKind struct {
	name  string
	layer osi.Layer
}

// plugged gives the cable in a port, and the node at its other end.
func (f *film) plugged(node, port string) (cable int, other string, forward bool) {
	for i := range f.sc.Cables {
		ends := f.sc.Cables[i].Ends
		for e := range ends {
			n := f.nodes[ends[e].Node]
			if ends[e].Node == node && n != nil && f.plugs[i][e] >= 0 && f.sc.Nodes[n.index].PortName(f.plugs[i][e]) == port {
				return i, ends[1-e].Node, e == 0
			}
		}
	}
	return -1, "", true
}

// land finds out when each flight begins and how it ends, and which may be
// under way at which event.
func (f *film) land() {
	sent := map[trace.ID]int{} // TxStart to its flight
	for id := trace.ID(1); id <= f.last; id++ {
		switch e := f.event(id); {
		case e.Kind == trace.TxStart:
			sent[id] = len(f.flights)
			if f.started[e.Frame] == 0 {
				f.started[e.Frame] = id
			}
			f.flights = append(f.flights, f.takeoff(e))
		case e.Kind == trace.Arrival || e.Kind == trace.Drop:
			// A drop without a flight was refused at the port.
			if i, ok := sent[e.Of]; ok {
				f.landed(i, e)
			}
		}
	}
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
func (f *film) takeoff(e *trace.Event) flight {
	fl := flight{tx: e.ID, frame: e.Frame, from: e.Node, start: e.At, out: e.Until, over: e.Arrives, travel: e.Arrives.Sub(e.Until), place: 1}
	fl.cable, fl.to, fl.forward = f.plugged(e.Node, e.Port)
	fl.frameKind = kindOf(dissect.Dissect(e.Proto, e.PDU))
	if fl.name != "" && !slices.Contains(f.kinds, fl.frameKind) {
		f.kinds = append(f.kinds, fl.frameKind)
	}
	return fl
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
	fl.end, fl.over, fl.lost = e.ID, e.At, e.Kind == trace.Drop
	if fl.lost && fl.travel > 0 {
		fl.place = clamp(float64(e.At.Sub(fl.out)) / float64(fl.travel))
	}
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
