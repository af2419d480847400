package arp

import (
	"net/netip"
	"slices"

	"encap/layers/link/ethernet"
)

// AddAddr gives the station one more address of its own on this link, and
// RemoveAddr takes one from it. Requests for each are answered.
func (r *Resolver) AddAddr(a netip.Addr) {
	if !r.addr.IsValid() {
		r.addr = a
		return
	}
	r.others = append(r.others, a)
}

// RemoveAddr takes an address from the station. The next of the others takes
// the first one's place.
func (r *Resolver) RemoveAddr(a netip.Addr) {
	if a == r.addr {
		r.addr = netip.Addr{}
		if len(r.others) > 0 {
			r.addr, r.others = r.others[0], r.others[1:]
		}
		return
	}
	r.others = slices.DeleteFunc(r.others, func(b netip.Addr) bool { return a == b })
}

// owns says whether an address is the station's own.
func (r *Resolver) owns(a netip.Addr) bool { return a == r.addr || slices.Contains(r.others, a) }

// Pin writes a row by hand: it does not age, and no ARP packet changes it.
func (r *Resolver) Pin(addr netip.Addr, mac ethernet.Addr) bool {
	e := r.cache[addr]
	if e == nil {
		if !r.room(true) {
			return false
		}
		e = r.add(addr)
	}
	e.vars.State = incomplete // what waits is sent
	r.update(e, mac, true)
	e.vars.State = permanent
	return true
}

// Forget drops the row of an address, with what waits for it, and says whether
// there was one.
func (r *Resolver) Forget(addr netip.Addr) bool {
	e := r.cache[addr]
	if e == nil {
		return false
	}
	r.drop(e)
	return true
}

// Flush drops all rows but those that were written by hand.
func (r *Resolver) Flush() {
	for _, e := range slices.Clone(r.order) {
		if e.vars.State != permanent {
			r.drop(e)
		}
	}
}

// drop takes a row out of the cache.
func (r *Resolver) drop(e *entry) {
	r.env.Enter(e)
	for _, b := range e.waiting {
		r.env.Drop(&Forgotten, b.Bytes())
		r.pool.Put(b)
	}
	if e.retry != nil {
		e.retry.Stop()
	}
	e.waiting, e.gone = nil, true
	delete(r.cache, e.addr)
	r.order = slices.DeleteFunc(r.order, func(other *entry) bool { return other == e })
}

// Row is what the cache knows of an address.
type Row struct {
	Addr  netip.Addr
	MAC   ethernet.Addr
	State string
}

// Rows lists the cache, the oldest rows first.
func (r *Resolver) Rows() []Row {
	var all []Row
	for _, e := range r.order {
		all = append(all, Row{e.addr, e.vars.MAC, e.vars.State.String()})
	}
	return all
}
