package route

import (
	"net/netip"
	"slices"
)

// Route says by which way a network is reached.
type Route struct {
	Prefix    netip.Prefix
	Via       netip.Addr // the next router; zero: the network is on the link itself
	Interface int        // number of the node's interface
}

// Entity names the route by its prefix.
func (r *Route) Entity() (kind, name string) { return "route", r.Prefix.String() }

// Vars gives the route's variables.
func (r *Route) Vars() any {
	via := "on the link"
	if r.Via.IsValid() {
		via = r.Via.String()
	}
	return struct {
		Via       string
		Interface int
	}{via, r.Interface}
}

// Table holds routes, those with the longest prefixes first, so that the first
// that contains an address is the most specific.
type Table struct {
	routes []*Route
}

// Add puts a route in; one with the same prefix gives way to it.
func (t *Table) Add(r Route) *Route {
	r.Prefix = r.Prefix.Masked()
	i, found := slices.BinarySearchFunc(t.routes, r.Prefix, compare)
	if found {
		*t.routes[i] = r
		return t.routes[i]
	}
	t.routes = slices.Insert(t.routes, i, &r)
	return &r
}

// compare orders routes by falling prefix length, then by address.
func compare(r *Route, p netip.Prefix) int {
	if d := p.Bits() - r.Prefix.Bits(); d != 0 {
		return d
	}
	return r.Prefix.Addr().Compare(p.Addr())
}

// Lookup gives the route with the longest prefix that contains dst
// (RFC 1812 §5.2.4.3), or nil.
func (t *Table) Lookup(dst netip.Addr) *Route {
	for _, r := range t.routes {
		if r.Prefix.Contains(dst) {
			return r
		}
	}
	return nil
}

// Routes gives all routes, the most specific first.
func (t *Table) Routes() []*Route { return t.routes }
