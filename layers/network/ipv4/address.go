package ipv4

import (
	"net/netip"
	"slices"

	"encap/layers/network/route"
)

var (
	broadcast = netip.AddrFrom4([4]byte{255, 255, 255, 255}) // every station of this link
	loopback  = netip.MustParsePrefix("127.0.0.0/8")         // this host itself
)

// Local says whether an address is one of the node's own.
func (l *Layer) Local(a netip.Addr) bool {
	for _, i := range l.interfaces {
		if i.Addr.Addr() == a || i.has(a) {
			return true
		}
	}
	return loopback.Contains(a)
}

// IsBroadcast says whether a means every station of one of the node's links.
func (l *Layer) IsBroadcast(a netip.Addr) bool {
	for _, i := range l.interfaces {
		if i.isBroadcast(a) {
			return true
		}
	}
	return a == broadcast
}

// isBroadcast says whether a means every station of one of the interface's
// networks.
func (i *Interface) isBroadcast(a netip.Addr) bool {
	if a == i.broadcast {
		return a.IsValid()
	}
	for _, p := range i.others {
		if a == Broadcast(p) {
			return true
		}
	}
	return false
}

// has says whether a is one of the interface's further addresses.
func (i *Interface) has(a netip.Addr) bool {
	return slices.ContainsFunc(i.others, func(p netip.Prefix) bool { return p.Addr() == a })
}

// shares says whether two addresses are in one of the interface's networks.
func (i *Interface) shares(a, b netip.Addr) bool {
	both := func(p netip.Prefix) bool { return p.Contains(a) && p.Contains(b) }
	return both(i.Addr) || slices.ContainsFunc(i.others, both)
}

// source gives the interface's own address for a packet that goes this way: one
// of the same network as the next hop, or else the first (RFC 1122 §3.3.4.3).
func (i *Interface) source(way route.Hop, dst netip.Addr) netip.Addr {
	near := dst
	if way.Via.IsValid() {
		near = way.Via
	}
	if !i.Addr.Contains(near) {
		for _, p := range i.others {
			if p.Contains(near) {
				return p.Addr()
			}
		}
	}
	return i.Addr.Addr()
}

// AddAddr gives the interface one more address, or its first; the network there
// becomes a route.
func (l *Layer) AddAddr(i *Interface, p netip.Prefix) {
	l.env.Enter(i)
	if i.Addr.IsValid() {
		i.others = append(i.others, p)
	} else {
		i.Addr, i.broadcast = p, Broadcast(p)
	}
	if l.Routes.Find(p.Masked()) == nil {
		l.AddRoute(route.Route{Prefix: p, Interface: slices.Index(l.interfaces, i), Origin: route.Kernel})
	}
}

// RemoveAddr takes one of its addresses from the interface, and the route that
// came with it unless another address is in the same network. Where it was the
// first, the next takes its place. It says whether the address was there.
func (l *Layer) RemoveAddr(i *Interface, p netip.Prefix) bool {
	at := slices.Index(i.others, p)
	if at < 0 && p != i.Addr {
		return false
	}
	l.env.Enter(i)
	switch {
	case at >= 0:
		i.others = slices.Delete(i.others, at, at+1)
	case len(i.others) > 0:
		i.Addr, i.others = i.others[0], i.others[1:]
		i.broadcast = Broadcast(i.Addr)
	default:
		i.Addr, i.broadcast = netip.Prefix{}, netip.Addr{}
	}
	same := func(q netip.Prefix) bool { return q.Masked() == p.Masked() }
	if r := l.Routes.Find(p.Masked()); r != nil && r.Origin == route.Kernel && !same(i.Addr) && !slices.ContainsFunc(i.others, same) {
		l.RemoveRoute(p.Masked())
	}
	return true
}

// Addrs gives all addresses of the interface, the first one first.
func (i *Interface) Addrs() []netip.Prefix {
	if !i.Addr.IsValid() {
		return nil
	}
	return append([]netip.Prefix{i.Addr}, i.others...)
}

// SetDown takes an interface out of use: what would leave by it finds no route.
// Linux does the same, and does not put back by itself what a person has
// written into the table.
func (l *Layer) SetDown(i *Interface) {
	for _, r := range l.Routes.Routes() {
		if r.Interface == i.number && r.Kind == route.Unicast {
			l.RemoveRoute(r.Prefix)
		}
	}
}

// SetUp takes it into use again: the networks of its addresses are routes.
func (l *Layer) SetUp(i *Interface) {
	for _, p := range i.Addrs() {
		l.AddRoute(route.Route{Prefix: p, Interface: i.number, Origin: route.Kernel})
	}
}

// SetMTU changes how long a packet may be that leaves by an interface, in bytes.
func (l *Layer) SetMTU(i *Interface, mtu int) {
	l.env.Enter(i)
	i.MTU = mtu
}

// Broadcast gives the address of all stations of a network: its host bits
// are all ones (RFC 919). A network of one or two addresses has none
// (RFC 3021), and gives the zero address.
func Broadcast(p netip.Prefix) netip.Addr {
	if !p.Addr().Is4() || p.Bits() > 30 {
		return netip.Addr{}
	}
	a := p.Addr().As4()
	for bit := p.Bits(); bit < 32; bit++ {
		a[bit/8] |= 0x80 >> (bit % 8)
	}
	return netip.AddrFrom4(a)
}

// martian says whether an address is never that of a host somewhere else: in
// network 0, in 127, or above all networks (RFC 1812 §5.3.7).
func martian(a netip.Addr) bool {
	first := a.As4()[0]
	return first == 0 || first == 127 || first >= 224
}
