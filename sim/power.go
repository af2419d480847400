package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"encap/layers/osi"
	"encap/layers/socket"
	"encap/sim/engine"
	"encap/sim/trace"
)

// A node that is switched off loses all but its cables and what its scenario
// says of it: its processes end where they are, its timers stop, its tables and
// connections are forgotten, and its ports have no carrier, nor have those at
// the other ends. Switched on, it begins anew.

const powerUsage = "power off | power on"

// parsePower reads the arguments of power.
func parsePower(args []string) (command, error) {
	switch {
	case len(args) != 1:
	case args[0] == "off":
		return func(w *world, n *node) { w.switchOff(n) }, nil
	case args[0] == "on":
		return func(w *world, n *node) { w.switchOn(n) }, nil
	}
	return nil, fmt.Errorf("usage: %s", powerUsage)
}

// switchOff takes the power from a node.
func (w *world) switchOff(n *node) {
	if n.off {
		return
	}
	n.off = true
	for _, p := range n.ports {
		p.CarrierChanged = nil // nobody is there to be told
	}
	for _, c := range w.cables {
		c.power(n, false)
	}
	for _, p := range n.running {
		w.tracer.Killed(p.socket)
		p.socket.Kill()
		p.engine.Stop()
	}
	n.running = nil
	n.timers.stop()
	if w.tracer.Level() == trace.All {
		w.tracer.Forget(n.name)
	}
	for _, p := range n.ports {
		p.Up = nil
	}
	n.host, n.sw, n.nat, n.firewall = nil, nil, nil, nil
}

// switchOn gives a node its power back.
func (w *world) switchOn(n *node) {
	if !n.off {
		return
	}
	n.off = false
	if err := w.device(n, w.scenario.Plugs()); err != nil {
		panic(err) // it could be built before
	}
	if w.tracer.Level() == trace.All {
		w.tracer.Begin(trace.Event{Kind: trace.Note, Node: n.name, Name: "power on", Text: string(n.kind)})
		n.show(w.env(n.name, 0))
		w.tracer.End()
	}
	for _, c := range w.cables {
		c.power(n, true)
	}
}

// power lets the ends of a cable that are at a node have power, or not.
func (c *cable) power(n *node, on bool) {
	for e, end := range c.wish.Ends {
		if end.Node == n.name {
			c.Power(e, on)
		}
	}
}

// process is a program that runs on a node.
type process struct {
	socket *socket.Process
	engine *engine.Process
}

// ended forgets a process that has ended.
func (n *node) ended(p *socket.Process) {
	n.running = slices.DeleteFunc(n.running, func(r process) bool { return r.socket == p })
}

// powered gives what a protocol of a node's layer may ask of the world as long
// as the node has power.
func (w *world) powered(n *node, l osi.Layer) osi.Env {
	env := w.env(n.name, l)
	env.Clock = &clock{env.Clock, &n.timers}
	if boot := n.boots; boot > 1 { // it does not draw the same numbers again
		draw := env.Rand
		env.Rand = func(purpose string) *rand.Rand { return draw(fmt.Sprintf("%s, boot %d", purpose, boot)) }
	}
	return env
}

// clock is a node's clock: its timers stop with its power.
type clock struct {
	osi.Clock
	timers *timers
}

// timers are those of a node that run.
type timers []*timer

// timer is one of them, and knows its place among the others.
type timer struct {
	osi.Timer
	all *timers
	at  int // -1: it does not run
}

// Timer makes a stopped timer.
func (c *clock) Timer(name string, f func()) osi.Timer { return c.timer(c.Clock.Timer, name, f) }

// Background makes a stopped timer that keeps no run going.
func (c *clock) Background(name string, f func()) osi.Timer {
	return c.timer(c.Clock.Background, name, f)
}

func (c *clock) timer(of func(string, func()) osi.Timer, name string, f func()) osi.Timer {
	t := &timer{all: c.timers, at: -1}
	t.Timer = of(name, func() {
		t.ended()
		f()
	})
	return t
}

// Reset lets the timer run out d from now.
func (t *timer) Reset(d time.Duration) {
	if t.at < 0 {
		t.at = len(*t.all)
		*t.all = append(*t.all, t)
	}
	t.Timer.Reset(d)
}

// Stop keeps it from running out.
func (t *timer) Stop() bool {
	t.ended()
	return t.Timer.Stop()
}

// ended takes it out of the list of those that run.
func (t *timer) ended() {
	if t.at < 0 {
		return
	}
	all := *t.all
	last := all[len(all)-1]
	all[t.at], last.at = last, t.at
	*t.all, t.at = all[:len(all)-1], -1
}

// stop stops all of them.
func (all *timers) stop() {
	for len(*all) > 0 {
		(*all)[len(*all)-1].Stop()
	}
}
