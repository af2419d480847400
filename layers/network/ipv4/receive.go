package ipv4

import (
	"net/netip"

	"encap/layers/codec"
)

// Receive takes a packet that came in by the interface.
func (i *Interface) Receive(packet []byte) { i.l.receive(packet) }

// receive checks a packet in the order of RFC 1812 §5.2.2 and RFC 1122 §3.2.1,
// then keeps it, passes it on, or drops it.
func (l *Layer) receive(packet []byte) {
	// First, are version and lengths possible?
	h, _, err := l.decode(packet)
	if err != nil {
		l.env.Drop(&BadHeader, packet)
		return
	}
	// Second, is the header whole?
	packet = packet[:h.totalLen:h.totalLen]
	if codec.Checksum(packet[:h.headerLen]) != 0 {
		l.env.Drop(&BadChecksum, packet)
		return
	}
	// Third, can the source be a host?
	if h.Src.IsMulticast() || h.Src == broadcast || loopback.Contains(h.Src) || loopback.Contains(h.Dst) {
		l.env.Drop(&BadSource, packet)
		return
	}
	// Fourth, is it for us?
	switch {
	case l.ours(h.Dst):
		l.env.Note(&ForUs)
		l.accept(packet)
	case l.Forwarding:
		l.forward(h, packet)
	default:
		l.env.Drop(&NotForUs, packet)
	}
}

// accept hands what a packet carries to its protocol.
func (l *Layer) accept(packet []byte) {
	h, payload, err := l.decode(packet)
	if err != nil {
		l.env.Drop(&BadHeader, packet)
		return
	}
	if h.fragment {
		l.env.Drop(&NoReassembly, packet)
		return
	}
	for _, up := range l.above {
		if up.protocol == h.Protocol {
			h.Packet = packet
			up.read.Receive(h.Path, payload)
			return
		}
	}
	l.env.Drop(&NoProtocol, packet)
	l.report(ProtocolUnreachable, 0, packet)
}

var broadcast = netip.AddrFrom4([4]byte{255, 255, 255, 255})

// ours says whether a packet to dst has arrived here: the address is the
// node's own, or a broadcast on one of its links (RFC 1122 §3.2.1.3).
func (l *Layer) ours(dst netip.Addr) bool {
	return l.Local(dst) || l.IsBroadcast(dst)
}

// IsBroadcast says whether dst means every station of one of the node's links.
func (l *Layer) IsBroadcast(dst netip.Addr) bool {
	for _, i := range l.interfaces {
		if dst == Broadcast(i.Addr) {
			return true
		}
	}
	return dst == broadcast
}

// Broadcast gives the address of all stations of a network: its host bits are
// all ones (RFC 919). A network of one or two addresses has none (RFC 3021).
func Broadcast(p netip.Prefix) netip.Addr {
	if !p.Addr().Is4() || p.Bits() > 30 {
		return netip.Addr{}
	}
	a := p.Masked().Addr().As4()
	for bit := p.Bits(); bit < 32; bit++ {
		a[bit/8] |= 0x80 >> (bit % 8)
	}
	return netip.AddrFrom4(a)
}

// RefusePort tells the sender of a packet that no process has the port that
// its datagram is for.
func (l *Layer) RefusePort(packet []byte) { l.report(PortUnreachable, 0, packet) }

// report tells the packet's sender, but never about a packet that went to
// many (RFC 1122 §3.2.2).
func (l *Layer) report(problem Problem, mtu int, packet []byte) {
	if dst := netip.AddrFrom4([4]byte(packet[16:20])); l.ours(dst) && !l.Local(dst) {
		l.env.Note(&NoReport)
		return
	}
	l.Errors.Report(problem, mtu, packet)
}
