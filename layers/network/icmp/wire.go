package icmp

import (
	"encoding/binary"

	"encap/layers/codec"

	"github.com/google/gopacket/layers"
)

// wire is a header as gopacket writes and reads it. One is kept, so that doing
// so allocates nothing.
type wire = layers.ICMPv4

// Protocol is ICMP's number in the IPv4 header.
const Protocol = 1

// HeaderLen is the length of the header in bytes.
const HeaderLen = 8

// offChecksum is the checksum's place, in bytes from the message's start.
const offChecksum = 2

// What an error message quotes at least, in bytes: an IP header, and as much
// behind it as tells the ports (RFC 792).
const (
	quotedHeaderMin    = 20
	quotedTransportMin = 8
)

// offGateway is the place of a better router's address in a redirect.
const offGateway = 4

// offQuotedLen is the place of the total length in the header that is quoted.
const offQuotedLen = 2

// Types of messages (RFC 792).
const (
	EchoReply        = 0
	Unreachable      = 3
	SourceQuench     = 4
	Redirect         = 5
	EchoRequest      = 8
	TimeExceeded     = 11
	ParameterProblem = 12
)

// Codes of Unreachable (RFC 792) and of TimeExceeded.
const (
	NetUnreachable      = 0
	HostUnreachable     = 1
	ProtocolUnreachable = 2
	PortUnreachable     = 3
	FragmentationNeeded = 4
	SourceRouteFailed   = 5
	Prohibited          = 13 // by a route or a firewall (RFC 1812 §5.2.7.1)
	TTLExceeded         = 0
	ReassemblyTime      = 1
	RedirectHost        = 1
)

// header is a message's header as plain values. id and seq are what echoes
// call the last four bytes; in FragmentationNeeded seq is the next hop's MTU
// (RFC 1191 §4).
type header struct {
	typ, code uint8
	id, seq   uint16
}

// encode puts a header in front of what b holds and sums up the whole message.
func (l *Layer) encode(b *codec.Buffer, h header) {
	l.header = layers.ICMPv4{TypeCode: layers.CreateICMPv4TypeCode(h.typ, h.code), Id: h.id, Seq: h.seq}
	if err := codec.Encode(&l.header, b); err != nil {
		panic(err) // our own header always fits
	}
	message := b.Bytes()
	binary.BigEndian.PutUint16(message[offChecksum:], codec.Checksum(message))
}

// decode reads a message's header; body is the rest.
func (l *Layer) decode(message []byte) (h header, body []byte, err error) {
	if err := codec.Decode(&l.header, message); err != nil {
		return h, nil, err
	}
	h = header{l.header.TypeCode.Type(), l.header.TypeCode.Code(), l.header.Id, l.header.Seq}
	return h, message[HeaderLen:], nil
}
