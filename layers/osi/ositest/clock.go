package ositest

import (
	"time"

	"encap/layers/osi"
)

// Clock is virtual time. Its zero value stands at instant 0.
type Clock struct {
	now     osi.Instant
	order   int
	running []*timer
}

type timer struct {
	clock *Clock
	name  string
	f     func()
	at    osi.Instant
	order int // among those that run out at one instant
}

// Now gives the present instant.
func (c *Clock) Now() osi.Instant { return c.now }

// Timer makes a stopped timer.
func (c *Clock) Timer(name string, f func()) osi.Timer {
	return &timer{clock: c, name: name, f: f}
}

// Background makes a stopped timer like any other: a test says itself how much
// time passes.
func (c *Clock) Background(name string, f func()) osi.Timer { return c.Timer(name, f) }

// Reset lets the timer run out d from now.
func (t *timer) Reset(d time.Duration) {
	t.Stop()
	t.clock.order++
	t.at, t.order = t.clock.now.Add(max(d, 0)), t.clock.order
	t.clock.running = append(t.clock.running, t)
}

// Stop stops the timer and says whether it was running.
func (t *timer) Stop() bool {
	for i, r := range t.clock.running {
		if r == t {
			t.clock.running = append(t.clock.running[:i], t.clock.running[i+1:]...)
			return true
		}
	}
	return false
}

// Running says whether the timer runs.
func (t *timer) Running() bool {
	for _, r := range t.clock.running {
		if r == t {
			return true
		}
	}
	return false
}

// Advance lets d pass: what is due until then happens, in the order of time
// and, at one instant, in the order in which it was asked for.
func (c *Clock) Advance(d time.Duration) {
	until := c.now.Add(d)
	for t := c.first(); t != nil && t.at <= until; t = c.first() {
		c.now = t.at
		t.Stop()
		t.f()
	}
	c.now = until
}

// first gives the timer that runs out next, or nil.
func (c *Clock) first() *timer {
	var first *timer
	for _, t := range c.running {
		if first == nil || t.at < first.at || t.at == first.at && t.order < first.order {
			first = t
		}
	}
	return first
}

// Running gives the names of the timers that run, in the order in which they
// were set.
func (c *Clock) Running() []string {
	var names []string
	for _, t := range c.running {
		names = append(names, t.name)
	}
	return names
}
