package ipv4

import "net/netip"

var (
	broadcast = netip.AddrFrom4([4]byte{255, 255, 255, 255}) // every station of this link
	loopback  = netip.MustParsePrefix("127.0.0.0/8")         // this host itself
)

// Local says whether an address is one of the node's own.
func (l *Layer) Local(a netip.Addr) bool {
	for _, i := range l.interfaces {
		if i.Addr.Addr() == a {
			return true
		}
	}
	return loopback.Contains(a)
}

// IsBroadcast says whether a means every station of one of the node's links.
func (l *Layer) IsBroadcast(a netip.Addr) bool {
	for _, i := range l.interfaces {
		if a == i.broadcast {
			return true
		}
	}
	return a == broadcast
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
