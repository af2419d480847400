package explore

import (
	"encap/layers/osi"
	"encap/sim"
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Frame is a frame that entered a direction of a cable, known by where, not by
// the number of an event: it is the same in each future up to there.
type Frame struct {
	Cable scenario.Direction
	N     uint64 // the n-th of this direction, from 1
	At    osi.Instant
	Bits  int
	Half  bool   // the cable is half duplex
	What  string // "TCP 61208 → 7 [SYN] …"
}

// port is where a frame leaves a node.
type port struct{ node, name string }

// directions gives the direction of a cable that begins at each port.
func directions(run *sim.Session) (all map[port]scenario.Direction, half map[port]bool) {
	cables, twins := run.Scenario().Cables, map[[2]string]int{}
	all, half = map[port]scenario.Direction{}, map[port]bool{}
	for i, e := range run.CaptureOptions().Ends { // two for each cable, in their order
		ends := cables[i/2].Ends
		from, to := ends[i%2].Node, ends[1-i%2].Node
		pair := [2]string{min(from, to), max(from, to)}
		half[port{e.Node, e.Port}] = run.Scenario().HalfDuplex(&cables[i/2])
		all[port{e.Node, e.Port}] = scenario.Direction{From: from, To: to, Nth: twins[pair]}
		if i%2 == 1 {
			twins[pair]++
		}
	}
	return all, half
}

// frames gives all frames of a run in the order in which they entered a cable.
func frames(run *sim.Session) []Frame {
	ways, half := directions(run)
	entered := map[port]uint64{}
	var all []Frame
	for id := trace.ID(1); int(id) <= run.Len(); id++ {
		e := run.Event(id)
		if e.Kind != trace.TxStart {
			continue
		}
		p := port{e.Node, e.Port}
		entered[p]++
		all = append(all, Frame{Cable: ways[p], N: entered[p], At: e.At, Bits: 8 * len(e.PDU), Half: half[p], What: what(e)})
	}
	return all
}

// what names the innermost protocol of a frame that says something of itself.
func what(e *trace.Event) string {
	text := ""
	for _, p := range dissect.Dissect(e.Proto, e.PDU) {
		if p.Summary != "" && p.Proto != "data" {
			text = p.Proto + " " + p.Summary
		}
	}
	return text
}
