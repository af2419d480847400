package arp

import (
	"net/netip"
	"slices"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// Times and limits of a cache entry.
const (
	lifetime   = time.Minute // RFC 1122 §2.3.2.1: "on the order of a minute"
	askEvery   = time.Second // and no more than one request a second
	maxTries   = 3
	maxWaiting = 16   // packets for one address
	maxRows    = 1024 // addresses
)

// state says what is known of an address.
type state uint8

const (
	incomplete state = iota // asked for
	reachable               // known
	failed                  // nobody answered
	permanent               // written by hand
	stale                   // known, but not confirmed lately
	delay                   // used while stale: soon it will be checked
	probe                   // being checked: its station alone is asked
)

// String gives the state's name.
func (s state) String() string {
	return [...]string{"incomplete", "reachable", "failed", "permanent", "stale", "delay", "probe"}[s]
}

// entry is a row of the cache.
type entry struct {
	addr    netip.Addr
	vars    vars
	waiting []*codec.Buffer
	retry   osi.Timer
	check   osi.Timer // of a row in doubt
	gone    bool
}

// vars are what a student sees of an entry.
type vars struct {
	MAC     ethernet.Addr
	State   state
	Updated osi.Instant
	Tries   int // requests sent and not answered
	Waiting int // packets
}

// Entity names the row by its IP address.
func (e *entry) Entity() (kind, name string) { return "arp", e.addr.String() }

// Vars gives the row's variables, and nil when it has given way to another.
func (e *entry) Vars() any {
	if e.gone {
		return nil
	}
	return e.vars
}

// add makes an empty entry. There is room for it.
func (r *Resolver) add(addr netip.Addr) *entry {
	e := &entry{addr: addr}
	if r.cache == nil {
		r.cache = map[netip.Addr]*entry{}
	}
	r.cache[addr] = e
	r.order = append(r.order, e)
	return e
}

// room makes room for one more entry, and says whether there is any. The entry
// that was brought up to date longest ago gives way; but while it is believed,
// only to what this station itself needs, so that strangers cannot push out
// what is known. An entry for which packets wait stays.
func (r *Resolver) room(needed bool) bool {
	if len(r.order) < maxRows {
		return true
	}
	oldest := -1
	for i, e := range r.order {
		if e.vars.State != incomplete && e.vars.State != permanent && (oldest < 0 || e.vars.Updated < r.order[oldest].vars.Updated) {
			oldest = i
		}
	}
	if oldest < 0 || r.fresh(r.order[oldest]) && !needed {
		return false
	}
	e := r.order[oldest]
	r.env.Enter(e)
	e.gone = true
	delete(r.cache, e.addr)
	r.order = slices.Delete(r.order, oldest, oldest+1)
	return true
}

// fresh says whether the entry may still be believed. Ageing is a comparison
// of times: no timer runs for it.
func (r *Resolver) fresh(e *entry) bool {
	return e.vars.State == permanent || e.vars.State == reachable && r.env.Now().Sub(e.vars.Updated) < lifetime
}
