package engine

import "encap/layers/osi"

// Engine owns virtual time. One goroutine owns an Engine.
type Engine struct {
	// Cause is the event during which what is scheduled now was born. Every
	// timer takes it along when it is set and gives it back when it runs out,
	// so a chain of causes never breaks. Who keeps a trace sets it.
	Cause uint32

	now        osi.Instant
	seq        uint64
	queue      queue
	foreground int // running timers that keep a run going
	steps      uint64
	processes  []*Process
}

// New makes an engine at instant 0.
func New() *Engine { return &Engine{} }

// Now gives the present instant.
func (e *Engine) Now() osi.Instant { return e.now }

// Steps gives how many timers have run out so far.
func (e *Engine) Steps() uint64 { return e.steps }

// Idle says whether nothing is left that keeps a run going: only background
// timers, or none.
func (e *Engine) Idle() bool { return e.foreground == 0 }

// Next gives the instant of the next step, and false when there is none.
func (e *Engine) Next() (osi.Instant, bool) {
	if !e.settle() {
		return 0, false
	}
	return e.queue[0].at, true
}

// Step goes to the next instant at which something is due and does the first
// thing that is due then. It says false when there is nothing.
func (e *Engine) Step() bool {
	if !e.settle() {
		return false
	}
	t := e.queue.pop().timer
	t.queued = false
	e.now = t.deadline
	e.Cause = t.cause
	e.steps++
	t.disarm()
	t.f()
	return true
}

// settle moves entries of stopped and postponed timers out of the way until
// the queue's first entry is one that fires.
func (e *Engine) settle() bool {
	for len(e.queue) > 0 {
		first := e.queue[0]
		t := first.timer
		if t.armed && first.seq == t.seq {
			return true
		}
		e.queue.pop()
		if t.queued && first.seq == t.queuedSeq {
			t.queued = false
			if t.armed {
				t.enqueue()
			}
		}
	}
	return false
}

// Skip moves the present to instant at, when nothing is due before it: a live
// run keeps up with the real clock so. It does nothing when at is past.
func (e *Engine) Skip(at osi.Instant) {
	if next, ok := e.Next(); ok && next < at {
		at = next
	}
	e.now = max(e.now, at)
}

// Close ends every process. The engine is of no use afterwards.
func (e *Engine) Close() {
	for _, p := range e.processes {
		p.Stop()
	}
	e.processes = nil
	e.queue = nil
	e.foreground = 0
}
