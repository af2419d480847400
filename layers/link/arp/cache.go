package arp

import (
	"net/netip"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// Times and limits of a cache entry.
const (
	Lifetime   = time.Minute // RFC 1122 §2.3.2.1: "on the order of a minute"
	askEvery   = time.Second // and no more than one request a second
	maxTries   = 3
	maxWaiting = 16 // packets
)

// state says what is known of an address.
type state uint8

const (
	incomplete state = iota // asked for
	reachable               // known
	failed                  // nobody answered
)

// String gives the state's name.
func (s state) String() string { return [...]string{"incomplete", "reachable", "failed"}[s] }

// entry is a row of the cache.
type entry struct {
	addr    netip.Addr
	vars    vars
	waiting []*codec.Buffer
	retry   osi.Timer
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

// Vars gives the row's variables.
func (e *entry) Vars() any { return e.vars }

// Row is one line of the cache as a person may ask for it.
type Row struct {
	Addr  netip.Addr
	MAC   ethernet.Addr
	State string
}

// Rows gives the cache in the order in which the addresses were first needed.
func (r *Resolver) Rows() []Row {
	rows := make([]Row, 0, len(r.order))
	for _, e := range r.order {
		rows = append(rows, Row{e.addr, e.vars.MAC, e.vars.State.String()})
	}
	return rows
}

// find gives the entry of an address, or nil.
func (r *Resolver) find(addr netip.Addr) *entry { return r.cache[addr] }

// add makes an empty entry.
func (r *Resolver) add(addr netip.Addr) *entry {
	e := &entry{addr: addr}
	if r.cache == nil {
		r.cache = map[netip.Addr]*entry{}
	}
	r.cache[addr] = e
	r.order = append(r.order, e)
	return e
}

// fresh says whether the entry may still be believed. Ageing is a comparison
// of times: no timer runs for it.
func (r *Resolver) fresh(e *entry) bool {
	return e.vars.State == reachable && r.env.Now().Sub(e.vars.Updated) < Lifetime
}
