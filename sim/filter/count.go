package filter

import (
	"cmp"
	"fmt"

	"encap/sim/trace"
)

// counted is what count counts; doc.go tells why.
type counted uint8

const (
	things counted = iota // frames, calls, and what is on no PDU's way: each once
	frames                // frames only: the predicate asks for frame
	events                // the events that match: the predicate picks them by kind, layer, rule …
)

func (c counts) judge() judge {
	j := &counter{counts: c, seen: map[trace.FrameID]bool{}, calls: map[caller]bool{}}
	j.settle(0)
	return j
}

// counter judges how often something happened.
type counter struct {
	counts
	n       uint64
	settled bool
	at      trace.ID // the event that settled it
	seen    map[trace.FrameID]bool
	calls   map[caller]bool // whether the call that is open was counted
}

// caller is who calls: a process has one call open at most.
type caller struct{ node, process string }

func (j *counter) see(s *subject) {
	if !j.another(s) {
		return
	}
	j.n++
	j.settle(s.ev.ID)
}

// settle notes the first event after which more of the same changes nothing.
func (j *counter) settle(id trace.ID) {
	if !j.settled && j.op.settled(cmp.Compare(j.n, j.want)) {
		j.settled, j.at = true, id
	}
}

// another says whether this event is one more thing that matches.
func (j *counter) another(s *subject) bool {
	ev := s.ev
	switch {
	case j.what == events:
		return j.pred.match(s)
	case j.what == frames && ev.Kind != trace.TxStart:
		return false
	}
	switch ev.Kind {
	case trace.TxStart:
		if ev.Frame != 0 && j.seen[ev.Frame] || !j.pred.match(s) {
			return false
		}
		j.seen[ev.Frame] = true
		return true
	case trace.Call:
		counted := j.pred.match(s)
		j.calls[caller{ev.Node, ev.Process}] = counted
		return counted
	case trace.Return:
		return !j.calls[caller{ev.Node, ev.Process}] && j.pred.match(s)
	case trace.Act, trace.Start, trace.Exit, trace.Output, trace.Note,
		trace.TimerSet, trace.TimerStopped, trace.TimerFired:
		return j.pred.match(s)
	}
	return false // Send, Receive, Queued, Arrival, Drop are stations of a frame that TxStart counts
}

func (j *counter) finding() finding {
	return finding{
		ok:     j.op.holds(cmp.Compare(j.n, j.want)),
		final:  j.settled,
		at:     j.at,
		detail: fmt.Sprintf("count is %d, want %s %d", j.n, j.op, j.want),
	}
}
