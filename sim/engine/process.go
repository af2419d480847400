package engine

import (
	"fmt"
	"iter"
	"runtime/debug"
)

// Process is a coroutine that runs until it parks, and again when it is
// woken. Its body is ordinary code that waits where it must; nothing below it
// ever waits.
type Process struct {
	e        *Engine
	wake     timer
	resume   func() (struct{}, bool)
	stop     func()
	yield    func(struct{}) bool
	index    int // among the engine's processes
	finished bool
	stopping bool
}

// Panic is the panic of a process as whoever calls Step gets it.
type Panic struct {
	Value any
	Stack []byte // where it happened
}

// String gives what was wrong, and where.
func (p Panic) String() string { return fmt.Sprintf("%v\n%s", p.Value, p.Stack) }

// stopped is what unwinds the body of a process that is stopped.
type stopped struct{}

// Go makes a process whose body begins at the present instant, after what is
// going on now.
func (e *Engine) Go(body func(p *Process)) *Process {
	p := &Process{e: e, index: len(e.processes)}
	p.wake = timer{e: e, name: "wake", f: p.run}
	p.resume, p.stop = iter.Pull(func(yield func(struct{}) bool) {
		p.yield = yield
		defer func() {
			p.finished = true
			if r := recover(); r != nil && r != (stopped{}) {
				panic(Panic{r, debug.Stack()})
			}
		}()
		body(p)
	})
	e.processes = append(e.processes, p)
	p.Wake()
	return p
}

// run gives control to the process until it parks or ends.
func (p *Process) run() {
	if p.finished {
		return
	}
	if _, alive := p.resume(); !alive {
		p.forget()
	}
}

// forget lets the engine drop a process that has ended.
func (p *Process) forget() {
	all := p.e.processes
	last := all[len(all)-1]
	all[p.index], last.index = last, p.index
	all[len(all)-1] = nil
	p.e.processes = all[:len(all)-1]
}

// Park gives control back until Wake. Only the process itself calls it.
func (p *Process) Park() {
	if p.stopping || !p.yield(struct{}{}) {
		p.stopping = true
		panic(stopped{})
	}
}

// Wake lets the process run at the present instant, after what is going on
// now. It goes by the queue, so that the process runs because of what woke it;
// the first of several wakes is the cause.
func (p *Process) Wake() {
	if !p.wake.armed && !p.finished {
		p.wake.Reset(0)
	}
}

// Stop ends the process where it is parked: deferred calls run, and they must
// not park. What they break is not heard any more. It is not called by the
// process itself.
func (p *Process) Stop() {
	defer func() { _ = recover() }()
	p.wake.Stop()
	p.stopping = true
	p.stop()
	p.finished = true
}
