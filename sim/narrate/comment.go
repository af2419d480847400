package narrate

import (
	"encap/layers/link/arp"
	"encap/layers/osi"
	"encap/layers/transport/tcp"
	"encap/sim/trace"
)

// Comment says in one sentence why a frame is there, or what became of it, for
// the comment of its packet in an exported capture: a frame that leaves is
// explained by what made it, one that arrives by what the receiver does with
// it. It is "" where there is no such event.
func Comment(src Source, id trace.ID) string {
	m := Remember(src)
	e := m.Event(id)
	if e == nil {
		return ""
	}
	switch e.Kind {
	case trace.TxStart, trace.Queued:
		e = origin(m, e)
	case trace.Arrival:
		e = outcome(m, e)
	}
	text := Sentence(m, e.ID)
	if rule := reason(m, e); rule != nil {
		return cited(text, rule)
	}
	return text
}

// reason gives the rule that tells most of an event. TCP decides before it
// makes a segment, so the segment's reasons stand at the event that led to it.
func reason(src *Memory, e *trace.Event) *osi.Rule {
	if e.Kind != trace.Send || e.Name != "tcp" || len(e.Rules) > 0 {
		return Telling(e)
	}
	t := newTeller(src, e)
	if c := t.cause(); c != nil && c.Kind == trace.TimerFired && c.Name == delayedAck {
		return &tcp.DelayAck // noted when the timer was set
	}
	return most(t.reasons())
}

// origin gives the event that made a frame: on the way up through the causes
// the first that did more than to wrap it up.
func origin(src Source, e *trace.Event) *trace.Event {
	best := e
	for up := src.Event(e.Cause); up != nil && up.Kind != trace.Call; up = src.Event(up.Cause) {
		switch {
		case up.Layer == osi.Physical, up.Name == "eth":
			continue // a frame that waited; its framing
		case up.Kind == trace.Send && up.Name == "tcp":
			return up // what the segment is for
		case Telling(up) == nil:
			continue
		}
		best = up
		if !wraps(up) {
			break
		}
	}
	return best
}

// wraps says whether the event only passes on what another has decided.
func wraps(e *trace.Event) bool {
	if e.Kind != trace.Send {
		return false
	}
	return e.Name == "arp" && Telling(e) == &arp.Known || e.Name == "ip" && e.Process == ""
}

// outcome gives the last thing that a receiver does with a frame that has
// arrived: how far up it comes.
func outcome(src Source, e *trace.Event) *trace.Event {
	best := e
	for id := e.ID + 1; int(id) <= src.Len(); id++ {
		next := src.Event(id)
		if next == nil || next.Frame != e.Frame || next.Kind != trace.Receive && next.Kind != trace.Drop {
			break
		}
		best = next
	}
	return best
}
