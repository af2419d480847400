package bridge

import (
	"time"

	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// Ageing is how long a row is believed (IEEE 802.1D-2004 Table 7-5: 300 s is
// recommended).
const Ageing = 300 * time.Second

// maxRows bounds the table: what does not fit is flooded.
const maxRows = 8192

// row says behind which port a station is.
type row struct {
	addr ethernet.Addr
	vars vars
}

// vars are what a student sees of a row.
type vars struct {
	Port     string
	LastSeen osi.Instant
	index    int
}

// Entity names the row by its hardware address.
func (r *row) Entity() (kind, name string) { return "mac", r.addr.String() }

// Vars gives the row's variables.
func (r *row) Vars() any {
	return struct {
		Port     string
		LastSeen osi.Instant
	}{r.vars.Port, r.vars.LastSeen}
}

// learn remembers that the station src is behind a port.
func (b *Bridge) learn(src ethernet.Addr, port int) {
	if src.Group() { // no station sends from a group address
		return
	}
	r := b.table[src]
	switch {
	case r == nil && len(b.table) >= maxRows:
		return
	case r == nil:
		r = &row{addr: src}
		if b.table == nil {
			b.table = map[ethernet.Addr]*row{}
		}
		b.table[src] = r
		b.env.Note(&Learned)
	case r.vars.index != port:
		b.env.Note(&Moved)
	}
	b.env.Enter(r)
	r.vars = vars{Port: b.ports[port].name, LastSeen: b.env.Now(), index: port}
}

// lookup gives the port behind which dst is, while that is believed.
func (b *Bridge) lookup(dst ethernet.Addr) (port int, ok bool) {
	r := b.table[dst]
	if r == nil {
		return 0, false
	}
	if b.env.Now().Sub(r.vars.LastSeen) > Ageing {
		b.env.Note(&Aged)
		return 0, false
	}
	return r.vars.index, true
}
