package udp

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/network/icmp"
	"encap/layers/osi"
)

// Receive takes a datagram and gives its message to the socket that has the
// port.
func (l *Layer) Receive(p osi.Path, datagram []byte) {
	// First, are the lengths possible?
	h, message, err := l.decode(datagram)
	if err != nil {
		l.env.Drop(&BadLength, datagram)
		return
	}
	// Second, is it whole?
	datagram = datagram[:h.length:h.length]
	if h.checksum == 0 {
		l.env.Note(&NoChecksum)
	} else if codec.Fold(codec.Sum(codec.PseudoHeader(p.Src, p.Dst, Protocol, len(datagram)), datagram)) != 0 {
		l.env.Drop(&BadChecksum, datagram)
		return
	}
	// Third, whose is it?
	from, to := netip.AddrPortFrom(p.Src, h.src), netip.AddrPortFrom(p.Dst, h.dst)
	b := l.find(to, from)
	if b == nil {
		l.env.Drop(&NoPort, datagram)
		l.below.RefusePort(p.Packet)
		return
	}
	l.env.Note(&Demultiplexed)
	b.socket.Receive(from, to, p.TTL, message)
}

// Failed finds the socket that sent the datagram that an ICMP error quotes.
func (l *Layer) Failed(e icmp.Error) {
	local := netip.AddrPortFrom(e.Sent.Src, binary.BigEndian.Uint16(e.Quoted[offSrcPort:]))
	remote := netip.AddrPortFrom(e.Sent.Dst, binary.BigEndian.Uint16(e.Quoted[offDstPort:]))
	if b := l.find(local, remote); b != nil {
		l.env.Note(&Told)
		if e.TooLong() {
			l.below.LowerMTU(remote.Addr(), int(e.MTU), e.Length)
		}
		b.socket.Failed(remote, e)
	}
}
