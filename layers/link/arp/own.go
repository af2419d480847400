package arp

import (
	"math/rand/v2"
	"time"

	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// Times and numbers of address conflict detection (RFC 5227 §1.1).
const (
	probeWait        = time.Second // the first probe, by chance, within
	probeNum         = 3
	probeMin         = time.Second // between two of them, by chance: at least,
	probeMax         = 2 * time.Second
	announceWait     = 2 * time.Second
	announceNum      = 2
	announceInterval = 2 * time.Second
	defendInterval   = 10 * time.Second
)

// ownState says whether the station's own address is its own.
type ownState uint8

const (
	unprobed  ownState = iota // nobody has asked: it is used
	tentative                 // it is being probed for
	free                      // nobody else has it
	taken                     // somebody else has
)

// String gives the state's name.
func (s ownState) String() string {
	return [...]string{"not probed", "tentative", "free", "taken"}[s]
}

// address is the station's own address (RFC 5227).
type address struct {
	r *Resolver
	addressVars
	step     osi.Timer
	chance   *rand.Rand
	done     func(by ethernet.Addr, ok bool)
	defended osi.Instant
	defends  bool // it has been defended at all
}

// addressVars are what a student sees of it.
type addressVars struct {
	State     ownState
	Probes    int // sent
	Conflicts int // stations that claimed it
}

// Entity names the address.
func (a *address) Entity() (kind, name string) { return "address", a.r.addr.String() }

// Vars gives its variables.
func (a *address) Vars() any { return a.addressVars }

// usable says whether the address may be used.
func (a *address) usable() bool { return a.State != tentative && a.State != taken }

// Probe asks whether anybody else has our address, and does not use it until that
// is known (RFC 5227 §2.1). done is told who has it, or that it is ours.
func (r *Resolver) Probe(done func(by ethernet.Addr, ok bool)) {
	if !r.addr.IsValid() {
		r.env.Note(&NoAddress)
		return
	}
	a := &r.own
	r.env.Enter(a)
	a.State, a.Probes, a.done = tentative, 0, done
	if a.step == nil {
		a.step = r.env.Timer("arp probe", a.next)
		a.chance = r.env.Rand("arp.probe")
	}
	a.step.Reset(time.Duration(a.chance.Int64N(int64(probeWait) + 1)))
}

// next sends the next probe, or after the last of them the announcements.
func (a *address) next() {
	a.r.env.Enter(a)
	switch {
	case a.State == tentative && a.Probes < probeNum:
		a.r.env.Note(&Probe)
		a.Probes++
		wait := probeMin + time.Duration(a.chance.Int64N(int64(probeMax-probeMin)+1))
		if a.Probes == probeNum {
			wait = announceWait
		}
		a.step.Reset(wait)
		a.r.send(packet{op: request, sha: a.r.mac, spa: unspecified, tpa: a.r.addr}, ethernet.Broadcast)
	case a.State == tentative:
		a.r.env.Note(&Free)
		a.State = free
		a.step.Reset(announceInterval)
		a.r.announce()
		a.finish(a.r.mac, true)
	default:
		a.r.env.Note(&Announce)
		a.r.announce()
	}
}

func (a *address) finish(by ethernet.Addr, ok bool) {
	if a.done != nil {
		a.done(by, ok)
	}
	a.done = nil
}

// conflict is what happens when another station claims the address: while it is
// probed for it is given up, later it is defended (RFC 5227 §2.4, the third way).
func (a *address) conflict(by ethernet.Addr) {
	r := a.r
	r.env.Enter(a)
	a.Conflicts++
	switch now := r.env.Now(); {
	case a.State == taken:
	case a.State == tentative:
		r.env.Note(&Taken)
		a.State = taken
		a.step.Stop()
		a.finish(by, false)
	case a.defends && now.Sub(a.defended) < defendInterval:
		r.env.Note(&NoDefence)
	default:
		r.env.Note(&Defend)
		a.defends, a.defended = true, now
		r.announce()
	}
}
