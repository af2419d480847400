package ipv4

import (
	"errors"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/network/route"
	"encap/layers/osi"
)

// DefaultTTL is the time to live of packets that ask for no other
// (RFC 1122 §3.2.1.7; the value is IANA's).
const DefaultTTL = 64

// maxLen is the most that the total length field can say, in bytes.
const maxLen = 1<<16 - 1

// What Send refuses. The packet is then gone.
var (
	ErrNoRoute     = errors.New("ipv4: network is unreachable")
	ErrTooLong     = errors.New("ipv4: packet too long")
	ErrSource      = errors.New("ipv4: the source address is not ours")
	ErrBlackhole   = errors.New("ipv4: the route is a black hole")
	ErrUnreachable = errors.New("ipv4: host is unreachable")
	ErrProhibited  = errors.New("ipv4: the route is prohibited")
)

// Source gives the address from which a packet to dst would be sent: that of
// the interface it would leave by (RFC 1122 §3.3.4.3).
func (l *Layer) Source(dst netip.Addr) (netip.Addr, error) {
	if l.Local(dst) {
		return dst, nil
	}
	r := l.lookup(dst)
	if why, err := barred(r); err != nil {
		l.env.Note(why)
		return netip.Addr{}, err
	}
	way := route.Hop{Via: r.Via, Interface: r.Interface}
	return l.interfaces[way.Interface].source(way, dst), nil
}

// MTU gives how long a packet to dst may be, in bytes: as its first link allows,
// or as the path does, as far as that is known; 0 where there is no way.
func (l *Layer) MTU(dst netip.Addr) int {
	if l.Local(dst) {
		return maxLen
	}
	r := l.lookup(dst)
	if r == nil || r.Kind != route.Unicast {
		return 0
	}
	return l.mtu(l.interfaces[r.Interface], dst)
}

// Send puts a header in front of b and sends the packet on its way. It
// consumes b. A zero source is filled in, a zero TTL is the default.
func (l *Layer) Send(b *codec.Buffer, p osi.Path) error {
	if p.TTL == 0 {
		p.TTL = DefaultTTL
	}
	if l.Local(p.Dst) {
		return l.loop(b, p)
	}
	r := l.lookup(p.Dst)
	if p.Dst.IsMulticast() {
		r = l.groupWay(p.Src)
	}
	if why, err := barred(r); err != nil {
		return l.refuse(b, why, err)
	}
	way := l.hop(r, p.Src, p.Dst, p.Protocol, b.Bytes())
	out := l.interfaces[way.Interface]
	if !p.Src.IsValid() {
		p.Src = out.source(way, p.Dst)
	}
	if !l.Local(p.Src) || loopback.Contains(p.Src) {
		return l.refuse(b, &ForeignSource, ErrSource)
	}
	p.Options = l.record(p.Options, p.Src)
	length, mtu := headerLen(p.Options)+b.Len(), l.mtu(out, p.Dst)
	if length > maxLen || length > mtu && p.DF == osi.DFAlways {
		return l.refuse(b, &TooLong, ErrTooLong)
	}
	l.id++
	l.encode(b, p, l.id, p.DF != osi.DFNever && length <= mtu)
	if !l.leaves(b, itself, way.Interface) {
		return nil // nobody is told, as on a cable that loses it
	}
	return l.leave(b, way, p.Dst, mtu)
}

// leave gives a whole packet to the link, in pieces if it is longer than mtu.
func (l *Layer) leave(b *codec.Buffer, way route.Hop, dst netip.Addr, mtu int) error {
	link := l.interfaces[way.Interface].link
	send := link.Broadcast
	if l.IsBroadcast(dst) {
		l.env.Note(&ToAll)
	} else {
		hop := l.nextHop(way, dst)
		if b.Len() <= mtu {
			link.Send(b, hop)
			return nil
		}
		send = func(b *codec.Buffer) { link.Send(b, hop) }
	}
	if b.Len() <= mtu {
		send(b)
		return nil
	}
	l.fragment(b.Bytes(), mtu, send)
	l.pool.Put(b)
	return nil
}

// lookup finds the way to dst, or nil. A broadcast that names no network
// leaves by the first interface. Groups are not spoken to.
func (l *Layer) lookup(dst netip.Addr) *route.Route {
	switch {
	case dst == broadcast && len(l.interfaces) > 0:
		dst = l.interfaces[0].Addr.Addr()
	case martian(dst):
		return nil
	}
	return l.Routes.Lookup(dst)
}

// nextHop says which station on the link gets the packet, and why.
func (l *Layer) nextHop(way route.Hop, dst netip.Addr) netip.Addr {
	switch {
	case way.Via.IsValid():
		l.env.Note(&ViaGateway)
		return way.Via
	case dst.IsMulticast():
		l.env.Note(&ToGroup)
		return dst
	}
	l.env.Note(&OnLink)
	return dst
}

// loop gives a packet for this node back to it.
func (l *Layer) loop(b *codec.Buffer, p osi.Path) error {
	if !p.Src.IsValid() {
		p.Src = p.Dst
	}
	p.Options = l.record(p.Options, p.Src)
	if headerLen(p.Options)+b.Len() > maxLen {
		return l.refuse(b, &TooLong, ErrTooLong)
	}
	l.env.Note(&Loopback)
	l.id++
	l.encode(b, p, l.id, p.DF != osi.DFNever)
	h, payload, err := l.decode(b.Bytes())
	if err != nil {
		panic(err) // it is our own
	}
	l.accept(h, b.Bytes(), payload)
	l.pool.Put(b)
	return nil
}

func (l *Layer) refuse(b *codec.Buffer, why *osi.Rule, err error) error {
	l.env.Drop(why, b.Bytes())
	l.pool.Put(b)
	return err
}
