package trace

import (
	"strconv"
	"time"

	"encap/layers/osi"
)

// clock is a node's clock whose timers can be seen.
type clock struct {
	osi.Clock
	t     *Tracer
	node  string
	layer osi.Layer
}

// Clock wraps a clock so that its timers are recorded, at level All.
func (t *Tracer) Clock(inner osi.Clock, node string, layer osi.Layer) osi.Clock {
	if t.level != All {
		return inner
	}
	return &clock{inner, t, node, layer}
}

// timer is a timer that can be seen. Its entity is its node and its name with
// a number: "arp request/1".
type timer struct {
	c     *clock
	name  string
	inner osi.Timer
	key   Entity
	set   ID // the event that set it, while it runs
}

// Timer makes a stopped timer.
func (c *clock) Timer(name string, f func()) osi.Timer { return c.timer(name, f, c.Clock.Timer) }

// Background makes a stopped timer that keeps no run going.
func (c *clock) Background(name string, f func()) osi.Timer {
	return c.timer(name, f, c.Clock.Background)
}

func (c *clock) timer(name string, f func(), of func(name string, f func()) osi.Timer) osi.Timer {
	kind := Entity{c.node, "timer", name}
	c.t.timers[kind]++
	tm := &timer{c: c, name: name, key: Entity{c.node, "timer", name + "/" + strconv.Itoa(c.t.timers[kind])}}
	tm.inner = of(name, func() { tm.fire(f) })
	return tm
}

func (tm *timer) event(k Kind) Event {
	return Event{Kind: k, Node: tm.c.node, Layer: tm.c.layer, Name: tm.name, Entity: tm.key}
}

func (tm *timer) fire(f func()) {
	e := tm.event(TimerFired)
	e.Of, e.Cause = tm.set, tm.set
	tm.set = 0
	tm.c.t.Begin(e)
	f()
	tm.c.t.End()
}

// Reset records that the timer was set, and when it will run out.
func (tm *timer) Reset(d time.Duration) {
	e := tm.event(TimerSet)
	e.Until = tm.c.t.now().Add(d)
	tm.set = tm.c.t.Point(e)
	tm.inner.Reset(d)
}

// Stop records that a running timer was stopped.
func (tm *timer) Stop() bool {
	running := tm.inner.Stop()
	if running {
		e := tm.event(TimerStopped)
		e.Of = tm.set
		tm.set = 0
		tm.c.t.Point(e)
	}
	return running
}
