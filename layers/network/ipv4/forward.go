package ipv4

import (
	"net/netip"

	"encap/layers/network/route"
)

// toldOf is what the sender of a packet is told when no route is for it.
// What falls into a black hole, nobody is told.
var toldOf = map[error]Problem{ErrNoRoute: NetUnreachable, ErrUnreachable: HostUnreachable, ErrProhibited: Prohibited}

// forward passes a packet on, in the order of RFC 1812 §5.2.1.2. The packet
// that came in is not changed: a copy goes on.
func (l *Layer) forward(h header, packet []byte, in int) {
	// First, can both addresses be those of hosts elsewhere?
	if martian(h.Src) || martian(h.Dst) {
		l.env.Drop(&Martian, packet)
		return
	}
	// Second, the time to live.
	if h.TTL <= 1 {
		l.env.Drop(&Expired, packet)
		l.report(TTLExceeded, 0, packet)
		return
	}
	// Third, the way.
	r := l.Routes.Lookup(h.Dst)
	if why, err := barred(r); err != nil {
		l.env.Drop(why, packet)
		if problem, told := toldOf[err]; told {
			l.report(problem, 0, packet)
		}
		return
	}
	way := l.hop(r, h.Src, h.Dst, h.Protocol, h.ports(packet))
	out := l.interfaces[way.Interface]
	if out.isBroadcast(h.Dst) {
		l.env.Drop(&NoBroadcast, packet)
		return
	}
	if l.detour(h, way, in) {
		l.Errors.Redirect(l.neighbour(way, h.Dst), packet)
	}
	// Fourth, does it fit into the next link's frames?
	if h.totalLen > out.MTU && h.dontFragment {
		l.env.Drop(&TooLong, packet)
		l.report(FragmentationNeeded, out.MTU, packet)
		return
	}
	// Fifth, the changed header; then it leaves, whole or in pieces.
	b := l.pool.Get(packet)
	l.env.Note(&LowerTTL)
	changed := b.Bytes()[:h.headerLen]
	changed[offTTL]--
	if len(h.Options) > 0 {
		copy(changed[HeaderLen:], l.record(h.Options, out.Addr.Addr()))
	}
	sum(changed)
	if l.leaves(b, in, way.Interface) {
		l.leave(b, way, h.Dst, out.MTU)
	}
}

// detour says whether the packet's sender had better have sent it elsewhere: it
// goes out where it came in, and the sender could have reached the next hop
// itself (RFC 1812 §5.2.7.2).
func (l *Layer) detour(h header, way route.Hop, in int) bool {
	if !l.SendRedirects || way.Interface != in {
		return false
	}
	near := l.neighbour(way, h.Dst)
	return l.interfaces[in].shares(h.Src, near)
}

// neighbour gives the station on the link that gets a packet which goes this way.
func (l *Layer) neighbour(way route.Hop, dst netip.Addr) netip.Addr {
	if way.Via.IsValid() {
		return way.Via
	}
	return dst
}
