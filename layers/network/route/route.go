package route

import (
	"net/netip"
	"strings"
)

// Kind says what is done with a packet that a route is for.
type Kind uint8

// The kinds of routes, as Linux names them.
const (
	Unicast     Kind = iota // it is sent on
	Blackhole               // it is dropped, and nobody is told
	Unreachable             // it is dropped: the host is unreachable
	Prohibit                // it is dropped: that is forbidden
)

var kindNames = [...]string{"unicast", "blackhole", "unreachable", "prohibit"}

// String gives the kind's name.
func (k Kind) String() string { return kindNames[k] }

// KindOf gives the kind of a name.
func KindOf(name string) (Kind, bool) {
	for k, n := range kindNames {
		if n == name {
			return Kind(k), true
		}
	}
	return 0, false
}

// Origin says who has put a route into the table.
type Origin uint8

// Where routes come from.
const (
	Static  Origin = iota // a person
	Kernel                // the address of an interface
	Learned               // a routing protocol
)

// Hop is a way to go: by an interface, to the next router.
type Hop struct {
	Via       netip.Addr // the next router; zero: the network is on the link itself
	Interface int        // number of the node's interface
}

// Route says by which way a network is reached.
type Route struct {
	Prefix    netip.Prefix
	Via       netip.Addr // the next router; zero: the network is on the link itself
	Interface int        // number of the node's interface
	Also      []Hop      // other ways that are as good
	Kind      Kind
	Origin    Origin

	gone bool
}

// Hop gives the way for a packet of a flow: packets of one flow go the same
// way, flows are spread over all (RFC 2992).
func (r *Route) Hop(flow uint32) Hop {
	n := uint32(len(r.Also)) + 1
	if i := uint32(uint64(flow) * uint64(n) >> 32); i > 0 {
		return r.Also[i-1]
	}
	return Hop{r.Via, r.Interface}
}

// Entity names the route by its prefix.
func (r *Route) Entity() (kind, name string) { return "route", r.Prefix.String() }

// Vars gives the route's variables, and nil when it has been taken out.
func (r *Route) Vars() any {
	if r.gone {
		return nil
	}
	return struct {
		Via       string
		Interface int
	}{r.way(), r.Interface}
}

// way says in words where the route leads.
func (r *Route) way() string {
	switch {
	case r.Kind != Unicast:
		return r.Kind.String()
	case !r.Via.IsValid():
		return "on the link"
	}
	all := []string{r.Via.String()}
	for _, h := range r.Also {
		all = append(all, h.Via.String())
	}
	return strings.Join(all, ", ")
}
