package drill

import (
	"encoding/binary"
	"fmt"
	"net/netip"

	"encap/layers/codec"
)

// Numbers of protocols and lengths of headers, in bytes.
const (
	protoICMP  = 1
	protoTCP   = 6
	ipHeader   = 20
	tcpHeader  = 20
	icmpHeader = 8
)

// ipFields are what a script may say of an IP header.
type ipFields struct {
	src, dst netip.Addr
	protocol uint8
	tos, ttl uint8
}

// ipPacket writes an IP packet around a payload.
func ipPacket(f ipFields, payload []byte) []byte {
	b := make([]byte, ipHeader, ipHeader+len(payload))
	b[0], b[1] = 0x45, f.tos
	binary.BigEndian.PutUint16(b[2:], uint16(ipHeader+len(payload)))
	b[6] = 0x40 // don't fragment
	b[8], b[9] = f.ttl, f.protocol
	copy(b[12:], f.src.AsSlice())
	copy(b[16:], f.dst.AsSlice())
	binary.BigEndian.PutUint16(b[10:], codec.Checksum(b))
	return append(b, payload...)
}

// bytes writes a segment; its text is zeros.
func (s *segment) bytes(src, dst netip.AddrPort) []byte {
	n := tcpHeader + len(s.options)
	b := make([]byte, n+s.length)
	binary.BigEndian.PutUint16(b, src.Port())
	binary.BigEndian.PutUint16(b[2:], dst.Port())
	binary.BigEndian.PutUint32(b[4:], s.seq)
	binary.BigEndian.PutUint32(b[8:], s.ack)
	b[12], b[13] = byte(n/4)<<4, s.flags
	binary.BigEndian.PutUint16(b[14:], uint16(max(s.window, 0)))
	binary.BigEndian.PutUint16(b[18:], uint16(s.urgent))
	copy(b[tcpHeader:], s.options)
	sum := codec.Sum(codec.PseudoHeader(src.Addr(), dst.Addr(), protoTCP, len(b)), b)
	binary.BigEndian.PutUint16(b[16:], codec.Fold(sum))
	return b
}

// bytes writes an ICMP error that quotes the beginning of a segment which went
// from src to dst.
func (m *icmpMessage) bytes(src, dst netip.AddrPort) []byte {
	quoted := segment{flags: ack, seq: m.seq, length: m.length}
	packet := ipPacket(ipFields{src.Addr(), dst.Addr(), protoTCP, 0, 64}, quoted.bytes(src, dst))
	b := make([]byte, icmpHeader, icmpHeader+ipHeader+8)
	b[0], b[1] = m.typ, m.code
	binary.BigEndian.PutUint16(b[6:], uint16(m.mtu))
	b = append(b, packet[:ipHeader+8]...)
	binary.BigEndian.PutUint16(b[2:], codec.Checksum(b))
	return b
}

// readSegment reads a packet that came from the stack.
func readSegment(packet []byte) (s segment, f ipFields, src, dst uint16, err error) {
	if len(packet) < ipHeader || packet[0] != 0x45 {
		return s, f, 0, 0, fmt.Errorf("no IP header of %d bytes", ipHeader)
	}
	if total := int(binary.BigEndian.Uint16(packet[2:])); total >= ipHeader && total <= len(packet) {
		packet = packet[:total]
	}
	f = ipFields{netip.AddrFrom4([4]byte(packet[12:])), netip.AddrFrom4([4]byte(packet[16:])), packet[9], packet[1], packet[8]}
	b := packet[ipHeader:]
	if f.protocol != protoTCP || len(b) < tcpHeader {
		return s, f, 0, 0, fmt.Errorf("no TCP header")
	}
	n := int(b[12]>>4) * 4
	if n < tcpHeader || n > len(b) {
		return s, f, 0, 0, fmt.Errorf("a TCP header of %d bytes", n)
	}
	s = segment{
		flags: b[13], seq: binary.BigEndian.Uint32(b[4:]), ack: binary.BigEndian.Uint32(b[8:]),
		length: len(b) - n, window: int(binary.BigEndian.Uint16(b[14:])), urgent: int(binary.BigEndian.Uint16(b[18:])),
		options: append([]byte(nil), b[tcpHeader:n]...),
	}
	return s, f, binary.BigEndian.Uint16(b), binary.BigEndian.Uint16(b[2:]), nil
}
