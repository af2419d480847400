package arp

import (
	"net/netip"
	"slices"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// Below is what a resolver needs of the link: to send a frame.
type Below interface {
	Send(b *codec.Buffer, dst ethernet.Addr, t ethernet.Type)
}

// Resolver finds the hardware addresses of one link's stations.
type Resolver struct {
	env    osi.Env
	below  Below
	pool   *codec.Pool
	mac    ethernet.Addr
	addr   netip.Addr
	others []netip.Addr // of its own as well
	cache  map[netip.Addr]*entry
	order  []*entry
	last   *entry // that was asked for: mostly the next one, too
	header wire

	// Proxy says whether this station answers for another's address: it is a
	// router and knows the way (RFC 1027). nil: it never does.
	Proxy func(addr netip.Addr) bool

	// Doubt lets rows that were not confirmed lately be used and checked, as Linux
	// does; without it they are asked for anew before anything is sent (RFC 1122
	// §2.3.2.1 allows both).
	Doubt bool

	own address

	// Unreachable is shown each packet that waited for an address nobody has.
	Unreachable func(b *codec.Buffer)
}

// New makes a resolver with an empty cache for a station's own pair of
// addresses.
func New(env osi.Env, pool *codec.Pool, mac ethernet.Addr, addr netip.Addr, below Below) *Resolver {
	r := &Resolver{env: env, below: below, pool: pool, mac: mac, addr: addr}
	r.own.r = r
	return r
}

// Send frames a packet for the station that has the address nextHop, now or
// when its hardware address is known. It consumes b.
func (r *Resolver) Send(b *codec.Buffer, nextHop netip.Addr) {
	if !r.own.usable() {
		r.env.Drop(&NotOurs, b.Bytes())
		r.pool.Put(b)
		return
	}
	e := r.find(nextHop)
	if e != nil && r.fresh(e) {
		r.env.Note(&Known)
		r.below.Send(b, e.vars.MAC, ethernet.IPv4)
		return
	}
	if e != nil && r.Doubt && r.doubted(e) {
		r.below.Send(b, e.vars.MAC, ethernet.IPv4)
		return
	}
	if e == nil {
		if !r.room(true) {
			r.env.Drop(&CacheFull, b.Bytes())
			r.pool.Put(b)
			return
		}
		e = r.add(nextHop)
	}
	r.env.Enter(e)
	if e.vars.State == reachable {
		r.env.Note(&Expired)
	}
	asking := e.vars.State == incomplete && e.vars.Tries > 0
	r.wait(e, b)
	if !asking {
		e.vars.State, e.vars.Tries = incomplete, 0
		r.env.Note(&Ask)
		r.ask(e)
	}
}

// find gives the row of an address, or nil.
func (r *Resolver) find(addr netip.Addr) *entry {
	if e := r.last; e != nil && e.addr == addr && !e.gone {
		return e
	}
	e := r.cache[addr]
	if e != nil {
		r.last = e
	}
	return e
}

// Broadcast frames a packet for every station: there is nothing to find out.
func (r *Resolver) Broadcast(b *codec.Buffer) {
	r.below.Send(b, ethernet.Broadcast, ethernet.IPv4)
}

// wait keeps a packet until its entry is known.
func (r *Resolver) wait(e *entry, b *codec.Buffer) {
	r.env.Note(&Wait)
	if len(e.waiting) == maxWaiting {
		r.env.Drop(&WaitFull, e.waiting[0].Bytes())
		r.pool.Put(e.waiting[0])
		e.waiting = slices.Delete(e.waiting, 0, 1)
	}
	e.waiting = append(e.waiting, b)
	e.vars.Waiting = len(e.waiting)
}

// ask sends one request for an entry's address to all stations.
func (r *Resolver) ask(e *entry) {
	e.vars.Tries++
	if e.retry == nil {
		e.retry = r.env.Timer("arp request", func() { r.askAgain(e) })
	}
	e.retry.Reset(askEvery)
	r.send(packet{op: request, sha: r.mac, spa: r.addr, tpa: e.addr}, ethernet.Broadcast)
}

// askAgain is what happens when a request is not answered in time.
func (r *Resolver) askAgain(e *entry) {
	r.env.Enter(e)
	if e.vars.Tries < maxTries {
		r.env.Note(&AskAgain)
		r.ask(e)
		return
	}
	r.env.Note(&NoAnswer)
	e.vars.State = failed
	waiting := e.waiting
	e.waiting, e.vars.Waiting = nil, 0
	for _, b := range waiting {
		r.env.Drop(&NoAnswer, b.Bytes())
		if r.Unreachable != nil {
			r.Unreachable(b)
		}
		r.pool.Put(b)
	}
}

// Announce tells every station of the link our own pair of addresses
// (RFC 5227 §2.3: a gratuitous ARP).
func (r *Resolver) Announce() {
	if !r.addr.IsValid() {
		r.env.Note(&NoAddress)
		return
	}
	r.env.Note(&Announce)
	r.announce()
}

func (r *Resolver) announce() {
	r.send(packet{op: request, sha: r.mac, spa: r.addr, tpa: r.addr}, ethernet.Broadcast)
}

// Spoof sends a reply that nobody has asked for: the address spa is said to have
// the hardware address sha. It goes to the station with the address to, as far as
// its hardware address is known, and else to all.
func (r *Resolver) Spoof(spa netip.Addr, sha ethernet.Addr, to netip.Addr) {
	r.env.Note(&Spoofed)
	p, dst := packet{op: reply, sha: sha, spa: spa, tpa: to}, ethernet.Broadcast
	if e := r.cache[to]; e != nil && e.vars.MAC != (ethernet.Addr{}) {
		p.tha, dst = e.vars.MAC, e.vars.MAC
	}
	r.send(p, dst)
}

// MAC gives the station's own hardware address.
func (r *Resolver) MAC() ethernet.Addr { return r.mac }

func (r *Resolver) send(p packet, to ethernet.Addr) {
	b := r.pool.Get(nil)
	r.encode(b, p)
	r.below.Send(b, to, ethernet.ARP)
}
