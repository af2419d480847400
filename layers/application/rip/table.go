package rip

import (
	"net/netip"
	"slices"

	"encap/layers/network/route"
	"encap/layers/osi"
)

// state says how much a route is worth.
type state uint8

const (
	connected state = iota // the router is in that network itself
	learned                // a neighbour has told of it
	garbage                // it is no way any more, and that is told for a while
)

// String gives the state's name.
func (s state) String() string { return [...]string{"connected", "learned", "garbage"}[s] }

// entry is a row of RIP's table.
type entry struct {
	prefix  netip.Prefix
	vars    entryVars
	changed bool // since the last update
	gone    bool
	// One runs out when nothing is heard of the route, the other when its end
	// has been told for long enough.
	timeout, collect osi.Timer
}

// entryVars are what a student sees of it.
type entryVars struct {
	Metric    int
	Via       netip.Addr // the neighbour that has told of it; zero: connected
	Interface int
	State     state
}

// Entity names the row by its prefix.
func (e *entry) Entity() (kind, name string) { return "rip", e.prefix.String() }

// Vars gives the row's variables, and nil when it has been collected.
func (e *entry) Vars() any {
	if e.gone {
		return nil
	}
	return e.vars
}

// add makes a row.
func (r *Router) add(p netip.Prefix) *entry {
	e := &entry{prefix: p}
	e.timeout = r.env.Background("rip timeout", func() { r.timedOut(e) })
	e.collect = r.env.Background("rip garbage collection", func() { r.collected(e) })
	r.table[p] = e
	at, _ := slices.BinarySearchFunc(r.order, p, func(e *entry, p netip.Prefix) int {
		if d := e.prefix.Addr().Compare(p.Addr()); d != 0 {
			return d
		}
		return e.prefix.Bits() - p.Bits()
	})
	r.order = slices.Insert(r.order, at, e)
	r.env.Enter(e)
	return e
}

// adopt takes a route over from a neighbour.
func (r *Router) adopt(e *entry, metric int, via netip.Addr, number int) {
	r.env.Enter(e)
	e.vars = entryVars{metric, via, number, learned}
	e.timeout.Reset(r.settings.Timeout)
	e.collect.Stop()
	r.changed(e)
	if old := r.network.Route(e.prefix); old == nil || old.Origin == route.Learned {
		r.network.AddRoute(route.Route{Prefix: e.prefix, Via: via, Interface: number, Origin: route.Learned})
	}
}

// giveUp ends a route, and has that told until it is collected (RFC 2453 §3.8).
func (r *Router) giveUp(e *entry) {
	r.env.Enter(e)
	e.vars.Metric, e.vars.State = Infinity, garbage
	e.timeout.Stop()
	e.collect.Reset(r.settings.Garbage)
	r.changed(e)
	if old := r.network.Route(e.prefix); old != nil && old.Origin == route.Learned {
		r.network.RemoveRoute(e.prefix)
	}
}

// timedOut is what happens when nothing has been heard of a route for too long.
func (r *Router) timedOut(e *entry) {
	r.env.Note(&TimedOut)
	r.giveUp(e)
	r.trigger()
}

// collected forgets a route whose end has been told for long enough.
func (r *Router) collected(e *entry) {
	r.env.Note(&Collected)
	r.env.Enter(e)
	e.gone = true
	delete(r.table, e.prefix)
	i := slices.Index(r.order, e)
	r.order = slices.Delete(r.order, i, i+1)
}

// changed marks a row whose change is to be told.
func (r *Router) changed(e *entry) { e.changed, r.untold = true, true }
