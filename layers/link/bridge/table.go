package bridge

import (
	"errors"
	"slices"

	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
)

// What a person may be told who writes the table by hand.
var (
	ErrFull    = errors.New("the table is full")
	ErrNoRow   = errors.New("the table has no such row")
	ErrNoPort  = errors.New("there is no such port")
	ErrNoVLAN  = errors.New("the port does not stand in that VLAN")
	ErrNoVLANs = errors.New("the switch does not look at VLANs")
	ErrGroup   = errors.New("a group of stations is behind no single port")
)

// Row is a row of the table, as it is shown to a person.
type Row struct {
	Addr   ethernet.Addr
	VLAN   vlan.ID // 0: VLANs are not looked at
	Port   string
	Static bool
}

// Rows gives what the table holds and is still believed, in the order in which
// it was learned.
func (b *Bridge) Rows() []Row {
	var all []Row
	for _, r := range b.rows {
		if !b.aged(r) {
			all = append(all, Row{r.addr, r.vid, r.vars.Port, r.vars.Static})
		}
	}
	return all
}

// Pin writes by hand that a station is behind a port: the row neither ages nor
// moves until it is taken out (IEEE 802.1D-2004 §7.9.1: a static filtering
// entry). Without a VLAN it is the port's native one.
func (b *Bridge) Pin(addr ethernet.Addr, id vlan.ID, port string) error {
	i := b.portNamed(port)
	switch {
	case i < 0:
		return ErrNoPort
	case addr.Group():
		return ErrGroup
	}
	if id == 0 && b.cfg.VLANs {
		id = b.ports[i].vlans.Native
	}
	if !b.cfg.VLANs && id != 0 || !b.member(i, id) {
		return ErrNoVLAN
	}
	at := station{addr, id}
	r := b.table[at]
	if r == nil {
		if r = b.add(at); r == nil {
			return ErrFull
		}
	}
	b.set(r, i, true)
	return nil
}

// Forget takes a station out of the table, however it came in: of one VLAN, or
// with 0 of all.
func (b *Bridge) Forget(addr ethernet.Addr, id vlan.ID) error {
	found := false
	for i := len(b.rows) - 1; i >= 0; i-- {
		if r := b.rows[i]; r.addr == addr && (id == 0 || r.vid == id) {
			b.remove(i)
			found = true
		}
	}
	if !found {
		return ErrNoRow
	}
	return nil
}

// Flush forgets all that was learned at a port; port "" means at all of them.
func (b *Bridge) Flush(port string) error {
	if port != "" && b.portNamed(port) < 0 {
		return ErrNoPort
	}
	for i := len(b.rows) - 1; i >= 0; i-- {
		if r := b.rows[i]; !r.vars.Static && (port == "" || r.vars.Port == port) {
			b.remove(i)
		}
	}
	return nil
}

// remove takes out the i-th row.
func (b *Bridge) remove(i int) {
	r := b.rows[i]
	b.env.Enter(r)
	r.gone = true
	delete(b.table, r.station)
	b.rows = slices.Delete(b.rows, i, i+1)
	b.hand = 0
}

// portNamed gives the number of a port, -1 if there is none of that name.
func (b *Bridge) portNamed(name string) int {
	return slices.IndexFunc(b.ports, func(p *port) bool { return p.name == name })
}
