package ositest

import (
	"iter"

	"encap/layers/osi"
)

// Coroutine is a process that runs until it parks, and again when it is woken.
type Coroutine struct {
	wake   osi.Timer
	woken  bool
	done   bool
	resume func() (struct{}, bool)
	stop   func()
	yield  func(struct{}) bool
}

// stopped unwinds a body that is stopped where it is parked.
type stopped struct{}

// Go makes a process. It begins when time is next let pass, even by nothing:
// Advance(0).
func (c *Clock) Go(body func(self *Coroutine)) *Coroutine {
	p := &Coroutine{}
	p.wake = c.Timer("wake", func() {
		p.woken = false
		if _, alive := p.resume(); !alive {
			p.done = true
		}
	})
	p.resume, p.stop = iter.Pull(func(yield func(struct{}) bool) {
		p.yield = yield
		defer func() {
			if r := recover(); r != nil && r != (stopped{}) {
				panic(r)
			}
		}()
		body(p)
	})
	p.Wake()
	return p
}

// Park gives control back until Wake.
func (p *Coroutine) Park() {
	if !p.yield(struct{}{}) {
		panic(stopped{})
	}
}

// Wake lets the process run on at this instant.
func (p *Coroutine) Wake() {
	if !p.woken && !p.done {
		p.woken = true
		p.wake.Reset(0)
	}
}

// Done says whether the process has ended.
func (p *Coroutine) Done() bool { return p.done }

// Stop ends the process where it is parked.
func (p *Coroutine) Stop() {
	p.wake.Stop()
	p.done = true
	p.stop()
}
