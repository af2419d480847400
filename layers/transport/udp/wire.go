package udp

import (
	"encoding/binary"

	"encap/layers/codec"
	"encap/layers/osi"

	"github.com/google/gopacket/layers"
)

// wire is a header as gopacket writes and reads it. One is kept, so that doing
// so allocates nothing.
type wire = layers.UDP

// Protocol is UDP's number in the IPv4 header.
const Protocol = 17

// headerLen is the length of the header in bytes.
const headerLen = 8

const (
	offSrcPort  = 0
	offDstPort  = 2
	offChecksum = 6
)

// header is a datagram's header as plain values.
type header struct {
	src, dst, checksum uint16
	length             int
}

// encode puts a header in front of what b holds. The checksum covers the
// addresses too (a pseudo header), so that a datagram led astray is noticed.
func (l *Layer) encode(b *codec.Buffer, p osi.Path, src, dst uint16) {
	l.header = layers.UDP{SrcPort: layers.UDPPort(src), DstPort: layers.UDPPort(dst)}
	if err := codec.Encode(&l.header, b); err != nil {
		panic(err) // Send has checked the length
	}
	datagram := b.Bytes()
	sum := codec.Fold(codec.Sum(codec.PseudoHeader(p.Src, p.Dst, Protocol, len(datagram)), datagram))
	if sum == 0 {
		l.env.Note(&ZeroSum)
		sum = 0xffff
	}
	binary.BigEndian.PutUint16(datagram[offChecksum:], sum)
}

// decode reads a datagram's header; message ends where the length says.
func (l *Layer) decode(datagram []byte) (h header, message []byte, err error) {
	if err := codec.Decode(&l.header, datagram); err != nil {
		return h, nil, err
	}
	u := &l.header
	h = header{uint16(u.SrcPort), uint16(u.DstPort), u.Checksum, int(u.Length)}
	return h, datagram[headerLen:h.length:h.length], nil
}
