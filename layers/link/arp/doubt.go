package arp

import (
	"time"

	"encap/layers/link/ethernet"
)

// How long a stale row is used before it is checked (Linux's
// delay_first_probe_time).
const delayProbe = 5 * time.Second

// doubted says whether a row is good enough to send by it, though it was not
// confirmed lately, and sees to it that it is checked.
func (r *Resolver) doubted(e *entry) bool {
	if e.vars.State == reachable { // and not fresh, or nobody would ask
		r.env.Enter(e)
		e.vars.State = stale
	}
	switch e.vars.State {
	case stale:
		r.env.Enter(e)
		r.env.Note(&Stale)
		e.vars.State, e.vars.Tries = delay, 0
		if e.check == nil {
			e.check = r.env.Timer("arp check", func() { r.verify(e) })
		}
		e.check.Reset(delayProbe)
		return true
	case delay, probe:
		r.env.Note(&Doubted)
		return true
	}
	return false
}

// verify asks the station of a row, and it alone, whether the row is right; after
// three questions without an answer it is not.
func (r *Resolver) verify(e *entry) {
	r.env.Enter(e)
	if e.vars.Tries == maxTries {
		r.env.Note(&NoAnswer)
		e.vars.State, e.vars.MAC = failed, ethernet.Addr{}
		return
	}
	r.env.Note(&Verify)
	e.vars.State = probe
	e.vars.Tries++
	e.check.Reset(askEvery)
	r.send(packet{op: request, sha: r.mac, spa: r.addr, tha: e.vars.MAC, tpa: e.addr}, e.vars.MAC)
}
