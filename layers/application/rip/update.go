package rip

import (
	"time"

	"encap/layers/network/ipv4"
)

// holdTime is how long a triggered update may have to wait after another: one to
// five seconds (RFC 2453 §3.10.1).
const (
	leastHold = time.Second
	mostHold  = 5 * time.Second
)

// tell tells all neighbours everything, at regular times.
func (r *Router) tell() {
	r.env.Note(&Regular)
	r.update(false)
	r.regular.Reset(r.jitter(r.settings.Update))
}

// trigger tells the neighbours at once of what has changed, but not too often.
func (r *Router) trigger() {
	if !r.untold || r.settings.NoTriggered {
		return
	}
	if r.holding {
		r.env.Note(&HoldBack)
		return
	}
	r.env.Note(&Triggered)
	r.update(true)
	r.holding = true
	more := r.chance.Int64N((mostHold - leastHold).Milliseconds() + 1)
	r.hold.Reset(leastHold + time.Duration(more)*time.Millisecond)
}

// released lets the next triggered update be sent, or sends it.
func (r *Router) released() {
	r.holding = false
	r.trigger()
}

// update tells the neighbours on each link what the router knows, or only what
// has changed.
func (r *Router) update(changes bool) {
	for n, i := range r.network.Interfaces() {
		if i.Addr.IsValid() {
			r.send(i, response, r.adverts(n, i, changes))
		}
	}
	for _, e := range r.order {
		e.changed = false
	}
	r.untold = false
}

// adverts gives what is told on one link. What was learned there is told as the
// split horizon says (RFC 2453 §3.4.3).
func (r *Router) adverts(n int, i *ipv4.Interface, changes bool) []advert {
	var all []advert
	poisoned, hidden := false, false
	for _, e := range r.order {
		metric := e.vars.Metric
		switch back := e.vars.Interface == n; {
		case changes && !e.changed:
			continue
		case back && e.vars.State == connected && r.settings.SplitHorizon != Without:
			continue // whoever is there knows it
		case back && e.vars.State != connected && r.settings.SplitHorizon == Simple:
			hidden = true
			continue
		case back && e.vars.State != connected && r.settings.SplitHorizon == Poisoned:
			poisoned = true
			metric = Infinity
		}
		all = append(all, of(e.prefix, metric))
	}
	switch {
	case poisoned:
		r.env.Note(&PoisonedReverse)
	case hidden:
		r.env.Note(&HiddenReverse)
	}
	return all
}
