package account

import (
	"slices"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim"
	"encap/sim/trace"
)

// walk goes from an event back to its act, cause by cause.
type walk struct {
	run    *sim.Session
	delays map[end]time.Duration
	held   map[string][]hold // by node
	spans  []Span            // latest first
	wait   wait
}

// end is one end of a cable.
type end struct{ node, port string }

// delays gives how long bits travel from each end of a cable.
func delays(run *sim.Session) map[end]time.Duration {
	all := map[end]time.Duration{}
	for i, e := range run.CaptureOptions().Ends { // two for each cable, in their order
		all[end{e.Node, e.Port}] = run.Scenario().Cables[i/2].Delay
	}
	return all
}

// edge gives the time between a cause and its effect to its owners.
func (w *walk) edge(cause, effect *trace.Event) {
	switch {
	case cause.Kind == trace.Collision || effect.Kind == trace.Collision:
		w.add(cause, effect, cause.At, effect.At, w.carries(effect, Collisions))
	case cause.Kind == trace.TxStart && effect.Kind == trace.TxStart: // a hub has heard its first bit
		w.add(cause, effect, cause.At, effect.At, w.carries(cause, Propagation))
	case cause.Kind == trace.TxStart && effect.Of == cause.ID:
		w.flight(cause, effect)
	case (cause.Kind == trace.Queued || cause.Kind == trace.Mark) && effect.Of == cause.ID:
		w.add(cause, effect, cause.At, effect.At, w.carries(cause, Queueing))
	case cause.Kind == trace.TimerSet && effect.Kind == trace.TimerFired:
		w.add(cause, effect, cause.At, effect.At, timerOwner(cause))
	default:
		w.add(cause, effect, cause.At, effect.At, Nobody)
	}
}

// flight parts the time of a frame on its way: the last bit leaves, it travels
// the cable, and it may be held back. A frame that is lost has come only a part
// of the way.
func (w *walk) flight(sent, arrived *trace.Event) {
	left := min(sent.Until, arrived.At)
	there := min(left.Add(w.delays[end{sent.Node, sent.Port}]), arrived.At)
	w.add(sent, arrived, there, arrived.At, w.carries(sent, HeldBack))
	w.add(sent, arrived, left, there, w.carries(sent, Propagation))
	w.add(sent, arrived, sent.At, left, w.carries(sent, Transmission))
}

// carries gives the owner of a frame's time: what the frame is for, if that is
// more telling than what happens to it.
func (w *walk) carries(frame *trace.Event, owner Owner) Owner {
	const etherType = 12
	if len(frame.PDU) >= etherType+2 && frame.PDU[etherType] == 0x08 && frame.PDU[etherType+1] == 0x06 {
		return ARP
	}
	if w.wait.owner != "" {
		return w.wait.owner
	}
	return owner
}

// add notes a piece of time. None is noted where none has passed.
func (w *walk) add(cause, effect *trace.Event, from, to osi.Instant, owner Owner) {
	if from < to {
		w.spans = append(w.spans, Span{cause.ID, effect.ID, from, to, owner})
	}
}

// inOrder gives the spans from the act to the event.
func (w *walk) inOrder() []Span {
	slices.Reverse(w.spans)
	return w.spans
}

// timerOwner says for whose sake a timer was set, by its name.
func timerOwner(set *trace.Event) Owner {
	switch set.Name {
	case "arp request", "arp probe", "arp check":
		return ARP
	case "spanning tree":
		return Tree
	case "rip update", "rip triggered update", "rip timeout", "rip garbage collection":
		return Routing
	case "reassembly":
		return Reassembly
	case "retransmit":
		return Retransmission
	case "delayed ACK":
		return DelayedACK
	case "persist":
		return Window
	case "keepalive", "2 MSL":
		return Connection
	}
	if strings.HasPrefix(set.Name, "timeout of ") {
		return Application
	}
	return Nobody
}
