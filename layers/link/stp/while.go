package stp

import (
	"time"

	"encap/layers/osi"
)

// while is one of the standard's timers (IEEE 802.1D-2004 §17.17), which count
// down to zero. Instead of counting once a second it keeps the instant at which it
// would come to zero; a timer that a state machine sets again and again while it
// is in some state is held there, and let go when the state is left.
type while struct {
	until osi.Instant
	held  time.Duration
}

// runs says whether the timer is not zero.
func (t *Tree) runs(w while) bool { return w.held > 0 || w.until > t.env.Now() }

// start sets the timer.
func (t *Tree) start(w *while, d time.Duration) { *w = while{until: t.env.Now().Add(d)} }

// hold sets the timer, and lets it stay there.
func (t *Tree) hold(w *while, d time.Duration) { *w = while{held: d} }

// release lets a timer that was held count down.
func (t *Tree) release(w *while) {
	if w.held > 0 {
		t.start(w, w.held)
	}
}

// awaited gives those of a port's timers at whose end something may have to be
// done.
func (p *Port) awaited() []while {
	all := []while{p.rrWhile, p.rbWhile}
	for _, w := range []struct {
		matters bool
		while   while
	}{
		{p.role == Designated || p.role == Root && p.runs(p.tcWhile), p.helloWhen},
		{p.newInfo, p.txWhile},
		{(p.role == Root || p.role == Designated) && !p.forward, p.fdWhile},
		{p.infoIs == infoReceived, p.rcvdInfoWhile},
		{!p.sensing, p.mdelayWhile},
		{p.proposing && !p.operEdge, p.edgeDelayWhile},
	} {
		if w.matters {
			all = append(all, w.while)
		}
	}
	return all
}

// arm lets the one timer of the bridge run out when the next of its whiles does.
// It is background: what bridges tell each other for ever keeps no run going.
func (t *Tree) arm() {
	now, next := t.env.Now(), osi.Instant(0)
	for _, p := range t.ports {
		if !p.enabled {
			continue
		}
		for _, w := range p.awaited() {
			if w.held == 0 && w.until > now && (next == 0 || w.until < next) {
				next = w.until
			}
		}
	}
	if t.rapidUntil > now && (next == 0 || t.rapidUntil < next) {
		next = t.rapidUntil
	}
	switch {
	case next == 0:
		t.timer.Stop()
		t.armed = 0
	case next != t.armed:
		t.timer.Reset(next.Sub(now))
		t.armed = next
	}
}
