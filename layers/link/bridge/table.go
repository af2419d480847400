package bridge

import (
	"errors"
	"slices"

	"encap/layers/link/ethernet"
)

// What a person may be told who writes the table by hand.
var (
	ErrFull   = errors.New("the table is full")
	ErrNoRow  = errors.New("the table has no such row")
	ErrNoPort = errors.New("there is no such port")
	ErrGroup  = errors.New("a group of stations is behind no single port")
)

// Row is a row of the table, as it is shown to a person.
type Row struct {
	Addr   ethernet.Addr
	Port   string
	Static bool
}

// Rows gives what the table holds and is still believed, in the order in which
// it was learned.
func (b *Bridge) Rows() []Row {
	var all []Row
	for _, r := range b.rows {
		if !b.aged(r) {
			all = append(all, Row{r.addr, r.vars.Port, r.vars.Static})
		}
	}
	return all
}

// Pin writes by hand that a station is behind a port: the row neither ages nor
// moves until it is taken out (IEEE 802.1D-2004 §7.9.1: a static filtering
// entry).
func (b *Bridge) Pin(addr ethernet.Addr, port string) error {
	i := b.portNamed(port)
	switch {
	case i < 0:
		return ErrNoPort
	case addr.Group():
		return ErrGroup
	}
	r := b.table[addr]
	if r == nil {
		if r = b.add(addr); r == nil {
			return ErrFull
		}
	}
	b.set(r, i, true)
	return nil
}

// Forget takes a station out of the table, however it came in.
func (b *Bridge) Forget(addr ethernet.Addr) error {
	r := b.table[addr]
	if r == nil {
		return ErrNoRow
	}
	b.remove(slices.Index(b.rows, r))
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
	delete(b.table, r.addr)
	b.rows = slices.Delete(b.rows, i, i+1)
	b.hand = 0
}

// portNamed gives the number of a port, -1 if there is none of that name.
func (b *Bridge) portNamed(name string) int {
	return slices.IndexFunc(b.ports, func(p port) bool { return p.name == name })
}
