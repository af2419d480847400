package sim

import (
	"encap/layers/osi"
	"encap/sim/trace"
)

// Call is one socket call as seen through the lens: what it asked, what it
// waited for, and what it set in motion.
type Call struct {
	ID, Return    trace.ID // its events; without a Return it has not returned
	Node, Process string
	Name          string       // "sendto"
	Text          string       // `sendto(3, "hello", 10.0.1.3:5000)`
	Answer        string       // "= 5", "= -1 EAGAIN (…)"
	Socket        trace.Entity // the descriptor, by process and number; none for socket and poll

	Blocked     bool           // it did not return at once
	On          []trace.Entity // what it waited for; nothing but the clock when there is none
	From, Until osi.Instant    // of the waiting; Until is valid with Return
	WokenBy     trace.ID       // the event that let it go on
	// Received is the Receive event of the segment, datagram or ICMP message
	// by which it was woken; 0 when that was something else, as a timeout.
	Received trace.ID

	// Sends are the Send events of segments, datagrams and ICMP messages that
	// the call caused, also by way of a timer that it set.
	Sends []trace.ID
	// Frames are those that the call caused on its own host's cables, with
	// the ARP requests for them.
	Frames []trace.FrameID
	// Bearers are the Send events of all that bore bytes of the call, whatever
	// let them be sent then: a window that opened, a loss that was noticed. A
	// connection of a host with itself is not followed.
	Bearers []trace.ID
}

// Calls gives all socket calls so far in the order in which they were made.
// The caller does not change what they list.
func (s *Session) Calls() []Call {
	t := s.follow()
	calls := make([]Call, len(t.calls))
	for i, c := range t.calls {
		calls[i] = *c
	}
	return calls
}

// caller names a process: it makes one call at a time.
type caller struct{ node, process string }

// called begins a call.
func (t *threads) called(e *trace.Event) {
	c := &Call{
		ID: e.ID, Node: e.Node, Process: e.Process, Name: e.Name, Text: e.Text, Socket: e.Entity,
		Blocked: true, From: e.At, // until it returns
	}
	t.calls = append(t.calls, c)
	t.byID[e.ID] = c
	t.making[caller{e.Node, e.Process}] = c
	t.writes(e)
}

// returned ends it.
func (t *threads) returned(e *trace.Event) {
	c := t.byID[e.Of]
	if c == nil {
		return
	}
	c.Return, c.Answer, c.Until = e.ID, e.Text, e.At
	if c.Blocked = e.Cause != c.ID; c.Blocked {
		c.WokenBy, c.Received = e.Cause, t.received(e.Cause)
	}
	delete(t.making, caller{e.Node, e.Process})
	t.wrote(c, e)
	t.reads(c, e)
}

// received gives the Receive event within which an event happened.
func (t *threads) received(id trace.ID) trace.ID {
	for e := t.trace.Event(id); e != nil; e = t.trace.Event(e.Cause) {
		switch e.Kind {
		case trace.Receive:
			return e.ID
		case trace.Change, trace.Drop, trace.Send, trace.TimerSet, trace.TimerStopped:
		default:
			return 0
		}
	}
	return 0
}

// ownerOf says which call an event belongs to: the one that caused it, without
// another process, another machine or another call in between.
func (t *threads) ownerOf(e *trace.Event) trace.ID {
	switch e.Kind {
	case trace.Call:
		return e.ID
	case trace.Change:
		// A call that waits does some of its work.
		if c := t.making[caller{e.Node, e.Process}]; c != nil && e.Name == c.Name && e.Layer == osi.Application {
			return c.ID
		}
		return t.owner[e.Cause]
	case trace.Collision:
		return t.owner[e.Of] // its cause is somebody else's frame
	case trace.Send, trace.Queued, trace.TxStart, trace.Mark, trace.TimerSet, trace.TimerFired:
		if c := t.trace.Event(e.Cause); c != nil && c.Kind == trace.TxStart {
			return 0 // a hub repeats what another machine sends
		}
		return t.owner[t.before(e)]
	}
	return 0
}

// owned notes what belongs to a call.
func (t *threads) owned(c *Call, e *trace.Event) {
	for _, d := range e.Deltas {
		if d.Field == "Blocked" && d.New == "true" {
			c.On = append(c.On, d.Entity)
		}
	}
	switch {
	case e.Kind == trace.TxStart:
		c.Frames = append(c.Frames, e.Frame)
	case e.Kind == trace.Send && (e.Layer == osi.Transport || e.Name == "icmp"):
		c.Sends = append(c.Sends, e.ID)
	}
}
