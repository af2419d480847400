package ipv4

import (
	"net/netip"

	"encap/layers/codec"
)

// Receive takes a packet that came in by the interface; toAll says that its
// frame was for every station of the link. The packet is checked in the order
// of RFC 1812 §5.2.2 and RFC 1122 §3.2.1, then kept, passed on or dropped. It
// is not changed.
func (i *Interface) Receive(packet []byte, toAll bool) {
	l := i.l
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
	// Third, can another host have sent it?
	if !l.another(h.Src) || loopback.Contains(h.Dst) {
		l.env.Drop(&BadSource, packet)
		return
	}
	if len(h.Options) > 0 && !l.permits(h, packet) {
		return
	}
	// Fourth, do a translator and a firewall let it in, and as what?
	if h, packet = l.arrives(h, packet, i.number); packet == nil {
		return
	}
	// Fifth, is it for us? What came in a frame for all must be for all.
	toUs, toEverybody := l.Local(h.Dst), i.isBroadcast(h.Dst) || h.Dst == broadcast || i.belongs(h.Dst)
	switch {
	case toAll && !toEverybody && !h.Dst.IsMulticast():
		l.env.Drop(&FrameForAll, packet)
	case toUs || toEverybody:
		if l.accepts(packet, i.number) {
			l.env.Note(&ForUs)
			l.accept(h, packet, packet[h.headerLen:])
		}
	case h.Dst.IsMulticast():
		l.env.Drop(&NotInGroup, packet)
	case l.Forwarding:
		l.forward(h, packet, i.number)
	default:
		l.env.Drop(&NotForUs, packet)
	}
}

// permits says whether a packet's options let it go on. Nobody may choose the
// way himself (RFC 7126 §4.3.5).
func (l *Layer) permits(h header, packet []byte) bool {
	if sourceRouted(h.Options) {
		l.env.Drop(&SourceRouted, packet)
		l.report(SourceRouteFailed, 0, packet)
		return false
	}
	if at, bad := badOption(h.Options); bad {
		l.env.Drop(&BadOption, packet)
		l.report(ParameterProblem, at, packet)
		return false
	}
	return true
}

// another says whether a packet from a link can have a as its source: not a
// group, not everybody, not ourselves. A host that has no address yet says
// 0.0.0.0 (RFC 1122 §3.2.1.3).
func (l *Layer) another(a netip.Addr) bool {
	return !a.IsMulticast() && !l.IsBroadcast(a) && !l.Local(a)
}

// accept hands what a packet carries to its protocol.
func (l *Layer) accept(h header, packet, payload []byte) {
	if h.fragment() {
		if packet = l.reassemble(h, packet, payload); packet == nil {
			return // the rest is still on its way
		}
		h, payload, _ = l.decode(packet) // it is our own
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

// RefusePort tells the sender of a packet that no process has the port that
// its datagram is for.
func (l *Layer) RefusePort(packet []byte) { l.report(PortUnreachable, 0, packet) }

// Unreachable reports a packet that waited for a next hop which is not there.
// Its own packets a node reports to itself.
func (l *Layer) Unreachable(packet []byte) { l.report(HostUnreachable, 0, packet) }

// report tells the packet's sender, but never about a packet that went to
// many (RFC 1122 §3.2.2).
func (l *Layer) report(problem Problem, mtu int, packet []byte) {
	if l.IsBroadcast(netip.AddrFrom4([4]byte(packet[16:20]))) {
		l.env.Note(&NoReport)
		return
	}
	l.Errors.Report(problem, mtu, packet)
}
