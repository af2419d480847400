package ipv4

import (
	"net/netip"
	"slices"

	"encap/layers/network/route"
	"encap/layers/osi"
)

// Towards gives the number of the interface on whose link a neighbour's address
// is, and whether there is one.
func (l *Layer) Towards(a netip.Addr) (number int, ok bool) {
	for n, i := range l.interfaces {
		if i.Addr.Contains(a) || slices.ContainsFunc(i.others, func(p netip.Prefix) bool { return p.Contains(a) }) {
			return n, true
		}
	}
	return 0, false
}

// AddRoute puts a route into the table.
func (l *Layer) AddRoute(r route.Route) {
	if old := l.Routes.Find(r.Prefix); old != nil {
		l.env.Enter(old)
	}
	l.env.Enter(l.Routes.Add(r))
}

// Route gives the route of just this prefix, or nil.
func (l *Layer) Route(p netip.Prefix) *route.Route { return l.Routes.Find(p) }

// RemoveRoute takes the route of a prefix out of the table, and says whether
// there was one.
func (l *Layer) RemoveRoute(p netip.Prefix) bool {
	r := l.Routes.Find(p)
	if r == nil {
		return false
	}
	l.env.Enter(r)
	l.Routes.Remove(p)
	return true
}

// barred says why no packet may go by a route: there is none, or it is there to
// forbid it.
func barred(r *route.Route) (*osi.Rule, error) {
	switch {
	case r == nil:
		return &NoRoute, ErrNoRoute
	case r.Kind == route.Blackhole:
		return &BlackholeRoute, ErrBlackhole
	case r.Kind == route.Unreachable:
		return &UnreachableRoute, ErrUnreachable
	case r.Kind == route.Prohibit:
		return &ProhibitRoute, ErrProhibited
	}
	return nil, nil
}

// hop gives the way by a route for a packet: where there are several, a sum over
// addresses, protocol and ports decides.
func (l *Layer) hop(r *route.Route, src, dst netip.Addr, protocol uint8, payload []byte) route.Hop {
	if len(r.Also) == 0 {
		return route.Hop{Via: r.Via, Interface: r.Interface}
	}
	l.env.Note(&SpreadFlows)
	if l.flowKey == 0 {
		l.flowKey = l.env.Rand("ip.flow").Uint32() | 1
	}
	sum := l.flowKey
	mix := func(b byte) { sum = (sum ^ uint32(b)) * 16777619 } // FNV-1a
	if src.IsValid() {
		for _, b := range src.As4() {
			mix(b)
		}
	}
	for _, b := range dst.As4() {
		mix(b)
	}
	mix(protocol)
	if protocol == tcpNumber || protocol == udpNumber {
		for _, b := range payload[:min(4, len(payload))] {
			mix(b)
		}
	}
	// Multiplications carry upwards only; the choice is made by the upper bits.
	sum ^= sum >> 16
	return r.Hop(sum * 0x9e3779b1)
}

// The protocols whose first four bytes are ports.
const (
	tcpNumber = 6
	udpNumber = 17
)

// ports gives what a packet carries, where its beginning tells the ports: in
// fragments only the first has them, so none of them is asked.
func (h *header) ports(packet []byte) []byte {
	if h.fragment() {
		return nil
	}
	return packet[h.headerLen:]
}

// Redirected takes in that a router says that another one is the better way to
// dst. It is believed only if it comes from the router that is the way now, and
// if the new one is a neighbour (RFC 1122 §3.2.2.2).
func (l *Layer) Redirected(dst, from, gateway netip.Addr) {
	r := l.lookup(dst)
	number, near := l.Towards(gateway)
	switch {
	case !l.TakeRedirects:
		l.env.Note(&IgnoreRedirect)
	case r == nil || r.Kind != route.Unicast || r.Via != from, !near || number != r.Interface, l.Local(gateway), l.IsBroadcast(gateway):
		l.env.Note(&FalseRedirect)
	default:
		l.env.Note(&ObeyRedirect)
		l.AddRoute(route.Route{Prefix: netip.PrefixFrom(dst, 32), Via: gateway, Interface: number, Origin: route.Learned})
	}
}
