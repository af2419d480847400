package futures

import (
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Source is a finished run.
type Source = narrate.Source

// Frame is a frame on a cable, known by where and not by the number of an
// event.
type Frame struct {
	Way scenario.Direction
	N   uint64   // the n-th of this direction, from 1
	Tx  trace.ID // where its first bit leaves
}

// FrameAt gives the frame that an event is about: the one that it sends,
// carries or receives, else the next that leaves because of it, else the next
// that leaves at all. ok is false when no more frame leaves.
func FrameAt(src Source, at trace.ID) (f Frame, ok bool) {
	e := src.Event(at)
	if e == nil {
		return f, false
	}
	if of := src.Event(e.Of); of != nil && of.Kind == trace.TxStart {
		e = of
	}
	if e.Kind != trace.TxStart {
		if e = next(src, at); e == nil {
			return f, false
		}
	}
	way, ok := direction(src.Scenario(), e.Node, e.Port)
	if !ok {
		return f, false
	}
	f = Frame{Way: way, Tx: e.ID}
	for id := trace.ID(1); id <= e.ID; id++ {
		if t := src.Event(id); t.Kind == trace.TxStart && t.Node == e.Node && t.Port == e.Port {
			f.N++
		}
	}
	return f, true
}

// next gives the first frame that leaves because of an event, or the first at
// all.
func next(src Source, at trace.ID) (first *trace.Event) {
	born := map[trace.ID]bool{at: true}
	for id := at + 1; int(id) <= src.Len(); id++ {
		e := src.Event(id)
		born[id] = born[e.Cause]
		if e.Kind != trace.TxStart {
			continue
		}
		if born[id] {
			return e
		}
		if first == nil {
			first = e
		}
	}
	return first
}

// direction gives the direction of a cable that begins at a port.
func direction(s *scenario.Scenario, node, port string) (scenario.Direction, bool) {
	twins := map[[2]string]int{}
	for i, plug := range s.Plugs() {
		ends := s.Cables[i].Ends
		pair := [2]string{min(ends[0].Node, ends[1].Node), max(ends[0].Node, ends[1].Node)}
		for e := range ends {
			if ends[e].Node == node && plug[e] >= 0 && portName(s, node, plug[e]) == port {
				return scenario.Direction{From: node, To: ends[1-e].Node, Nth: twins[pair]}, true
			}
		}
		twins[pair]++
	}
	return scenario.Direction{}, false
}

func portName(s *scenario.Scenario, node string, port int) string {
	for i := range s.Nodes {
		if s.Nodes[i].Name == node {
			return s.Nodes[i].PortName(port)
		}
	}
	return ""
}
