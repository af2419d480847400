package account

import (
	"cmp"
	"slices"

	"encap/layers/osi"
	"encap/layers/transport/tcp"
	"encap/sim"
	"encap/sim/trace"
)

// wait is a round trip for which data waited: from the segment whose
// acknowledgment was wanted to that acknowledgment. What its frames did in that
// time is less telling than that the data waited.
type wait struct {
	node  string
	sent  trace.ID // the event that may have waited, until it is known for what
	owner Owner    // for what it waited; "": for nothing
}

// reasons are the rules that hold data back, and the owners of that time.
var reasons = []struct {
	rule  *osi.Rule
	owner Owner
}{
	{&tcp.Nagle, Nagle},
	{&tcp.Corked, Nagle},
	{&tcp.CwndFull, CongestionWindow},
	{&tcp.WindowFull, Window},
	{&tcp.SillyWindow, Window},
}

// recoveries are the rules by which a sender learns of a loss.
var recoveries = []*osi.Rule{&tcp.FastRetransmit, &tcp.PartialAck, &tcp.SackLost, &tcp.LimitedTransmit, &tcp.Inflate}

// enter looks at an event on the way back: a wait ends here, which is where it
// is met first, or it began here.
func (w *walk) enter(e *trace.Event) {
	tcpEvent := e.Layer == osi.Transport && e.Name == "tcp"
	switch {
	case w.wait.owner != "":
		if e.Layer == osi.Application || tcpEvent && e.Kind == trace.Send && e.Node == w.wait.node {
			w.wait = wait{}
			w.enter(e)
		}
	case tcpEvent && e.Kind == trace.Send && beyondHeader(e.PDU):
		w.wait = wait{node: e.Node, sent: e.ID}
	case e.Kind == trace.Return && slices.Contains(sendingCalls, e.Name) && w.blocked(e):
		w.wait = wait{node: e.Node, sent: e.ID}
	case e.Layer == osi.Application || e.Kind == trace.TimerFired:
		w.wait = wait{}
	case tcpEvent && e.Kind == trace.Receive && w.wait.sent != 0 && e.Node == w.wait.node:
		w.wait.owner = w.heldBackBy(e, w.run.Event(w.wait.sent))
		if w.wait.owner == "" {
			w.wait = wait{}
		}
	}
}

// sendingCalls are those that wait when the send buffer is full.
var sendingCalls = []string{"send", "write"}

// blocked says whether a call took time.
func (w *walk) blocked(e *trace.Event) bool {
	call := w.run.Event(e.Of)
	return call != nil && call.At < e.At
}

// beyondHeader says whether a segment carries more than its header: what does
// not is answered at once and waits for nothing.
func beyondHeader(segment []byte) bool {
	const offset = 12
	return len(segment) > offset && len(segment) > int(segment[offset]>>4)*4
}

// heldBackBy finds out why something left only when a segment had come: by a
// rule of the events between the two, or by the latest rule before them that
// held data of this node back.
func (w *walk) heldBackBy(received, sent *trace.Event) Owner {
	if sent.Kind == trace.Return {
		return Window
	}
	for id := received.ID; id <= sent.ID; id++ {
		if e := w.run.Event(id); e.Node == sent.Node && recovers(e) {
			return Recovery
		}
	}
	all := w.held[sent.Node]
	before, _ := slices.BinarySearchFunc(all, received.ID, func(h hold, id trace.ID) int { return cmp.Compare(h.at, id) })
	if before == 0 {
		return ""
	}
	return all[before-1].owner
}

// recovers says whether an event is part of mending a loss.
func recovers(e *trace.Event) bool {
	return slices.ContainsFunc(e.Rules, func(why trace.Reason) bool { return slices.Contains(recoveries, why.Rule) })
}

// hold is an event at which data was held back.
type hold struct {
	at    trace.ID
	owner Owner
}

// held finds all of them before an event, in their order.
func held(run *sim.Session, before trace.ID) map[string][]hold {
	all := map[string][]hold{}
	for id := trace.ID(1); id < before; id++ {
		e := run.Event(id)
		for _, why := range e.Rules {
			for _, reason := range reasons {
				if why.Rule == reason.rule {
					all[e.Node] = append(all[e.Node], hold{id, reason.owner})
				}
			}
		}
	}
	return all
}
