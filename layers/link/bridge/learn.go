package bridge

import (
	"fmt"
	"time"

	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
	"encap/layers/osi"
)

// usualAgeing is how long a row is believed (IEEE 802.1D-2004 Table 7-5: 300 s is
// recommended).
const usualAgeing = 300 * time.Second

// maxRows bounds the table, as every switch's memory does.
const maxRows = 8192

// station is a station as a table knows it: in each VLAN for itself (IEEE 802.1Q
// calls that independent VLAN learning).
type station struct {
	addr ethernet.Addr
	vid  vlan.ID // 0 where VLANs are not looked at
}

// String gives "02:00:00:00:01:00", and its VLAN behind it if there is one.
func (s station) String() string {
	if s.vid == 0 {
		return s.addr.String()
	}
	return fmt.Sprintf("%v vlan %d", s.addr, s.vid)
}

// row says behind which port a station is.
type row struct {
	station
	vars  vars
	index int // of the port
	gone  bool
}

// vars are what a student sees of a row.
type vars struct {
	Port     string
	LastSeen osi.Instant
	Static   bool // written by a person: it neither ages nor moves
}

// Entity names the row by its station.
func (r *row) Entity() (kind, name string) { return "mac", r.station.String() }

// Vars gives the row's variables, and nil when it has given way to another.
func (r *row) Vars() any {
	if r.gone {
		return nil
	}
	return r.vars
}

// learn remembers that the station src is behind a port.
func (b *Bridge) learn(src station, port int) {
	if src.addr.Group() { // no station sends from a group address
		return
	}
	r := b.table[src]
	switch {
	case r == nil:
		if r = b.add(src); r == nil {
			b.env.Note(&TableFull)
			return
		}
		b.env.Note(&Learned)
	case r.vars.Static:
		if r.index != port {
			b.env.Note(&Pinned)
		}
		return
	case r.index != port:
		b.env.Note(&Moved)
	}
	b.set(r, port, false)
}

// set writes a row.
func (b *Bridge) set(r *row, port int, static bool) {
	b.env.Enter(r)
	r.index = port
	r.vars = vars{Port: b.ports[port].name, LastSeen: b.env.Now(), Static: static}
}

// add makes an empty row; it gives nil when there is no room.
func (b *Bridge) add(src station) *row {
	r := &row{station: src}
	if len(b.rows) < b.cfg.Rows {
		if b.table == nil {
			b.table = map[station]*row{}
		}
		b.rows = append(b.rows, r)
		b.table[src] = r
		return r
	}
	// A full table is gone over row by row, one for each new station: a flood
	// of invented ones costs no more than one look each.
	b.hand = (b.hand + 1) % len(b.rows)
	old := b.rows[b.hand]
	if !b.aged(old) {
		return nil
	}
	b.env.Enter(old)
	old.gone = true
	delete(b.table, old.station)
	b.rows[b.hand], b.table[src] = r, r
	return r
}

// aged says whether nothing was heard from the row's station for too long.
func (b *Bridge) aged(r *row) bool {
	return !r.vars.Static && b.env.Now().Sub(r.vars.LastSeen) > b.ageing()
}

// lookup gives the port behind which dst is, while that is believed.
func (b *Bridge) lookup(dst station) (port int, ok bool) {
	r := b.table[dst]
	if r == nil {
		return 0, false
	}
	if b.aged(r) {
		b.env.Note(&Aged)
		return 0, false
	}
	return r.index, true
}
