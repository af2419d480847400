package engine

import (
	"time"

	"encap/layers/osi"
)

// late marks sequence numbers of acts, which come after all else that is due
// at their instant.
const late = 1 << 63

// timer is a deadline that can be moved cheaply: its entry in the queue stays
// where it is when the deadline moves away, as nearly all deadlines do.
type timer struct {
	e          *Engine
	name       string
	f          func()
	deadline   osi.Instant
	seq        uint64 // of the last Reset: decides among equal deadlines
	queuedSeq  uint64 // of the entry in the queue
	queuedAt   osi.Instant
	cause      uint32
	armed      bool
	queued     bool
	background bool
}

// Timer makes a stopped timer. While it runs, the run goes on.
func (e *Engine) Timer(name string, f func()) osi.Timer {
	return &timer{e: e, name: name, f: f}
}

// Background makes a stopped timer that keeps no run going: ageing, hellos,
// keepalives.
func (e *Engine) Background(name string, f func()) osi.Timer {
	return &timer{e: e, name: name, f: f, background: true}
}

// Act does f at instant at, after all else that is due then.
func (e *Engine) Act(at osi.Instant, f func()) {
	t := &timer{e: e, name: "act", f: f}
	t.arm(max(at, e.now), late)
}

// Reset lets the timer run out d from now, whatever was set before.
func (t *timer) Reset(d time.Duration) {
	t.arm(t.e.now.Add(max(d, 0)), 0)
}

func (t *timer) arm(deadline osi.Instant, mark uint64) {
	e := t.e
	e.seq++
	t.deadline, t.seq, t.cause = deadline, e.seq|mark, e.Cause
	if !t.armed {
		t.armed = true
		if !t.background {
			e.foreground++
		}
	}
	if !t.queued || deadline < t.queuedAt {
		t.enqueue()
	}
}

func (t *timer) enqueue() {
	t.queued, t.queuedAt, t.queuedSeq = true, t.deadline, t.seq
	t.e.queue.push(entry{at: t.deadline, seq: t.seq, timer: t})
}

// Stop keeps the timer from running out and says whether it was running.
func (t *timer) Stop() bool {
	running := t.armed
	t.disarm()
	return running
}

func (t *timer) disarm() {
	if !t.armed {
		return
	}
	t.armed = false
	if !t.background {
		t.e.foreground--
	}
}
