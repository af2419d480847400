package forge

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/codec"
)

// flags are those of a segment by their names (RFC 9293 §3.1).
var flags = map[string]byte{"fin": 0x01, "syn": 0x02, "rst": 0x04, "ack": 0x10}

// Lengths in bytes, of headers without options.
const (
	ipLen  = 20
	tcpLen = 20
)

// packet writes an IPv4 packet with a TCP segment that has no text. Length,
// number and checksum of the IP header are the system's work.
func packet(from, to netip.AddrPort, flag byte, seq, ack uint32) []byte {
	b := make([]byte, ipLen+tcpLen)
	const (
		version4 = 4<<4 | ipLen/4
		ttl      = 64
		tcp      = 6
		window   = 65535
	)
	ip, segment := b[:ipLen], b[ipLen:]
	src, dst := from.Addr().As4(), to.Addr().As4()
	ip[0], ip[8], ip[9] = version4, ttl, tcp
	copy(ip[12:], src[:])
	copy(ip[16:], dst[:])

	binary.BigEndian.PutUint16(segment[0:], from.Port())
	binary.BigEndian.PutUint16(segment[2:], to.Port())
	binary.BigEndian.PutUint32(segment[4:], seq)
	if ack != 0 {
		flag |= flags["ack"]
		binary.BigEndian.PutUint32(segment[8:], ack)
	}
	segment[12], segment[13] = tcpLen/4<<4, flag
	binary.BigEndian.PutUint16(segment[14:], window)
	sum := codec.Sum(codec.PseudoHeader(from.Addr(), to.Addr(), tcp, len(segment)), segment)
	binary.BigEndian.PutUint16(segment[16:], codec.Fold(sum))
	return b
}
