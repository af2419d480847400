package ipv4

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/osi"

	"github.com/google/gopacket/layers"
)

// wire is a header as gopacket writes and reads it. One is kept, so that doing
// so allocates nothing.
type wire = layers.IPv4

// HeaderLen is the length of a header without options, in bytes.
const HeaderLen = 20

// Places of fields that change on the way, in bytes from the packet's start.
const (
	offTOS      = 1
	offTotalLen = 2
	offFragment = 6
	offTTL      = 8
	offChecksum = 10
)

// Flags beside the fragment offset (RFC 791 §3.1).
const (
	flagDF     = 0x4000
	flagMF     = 0x2000
	offsetMask = 0x1fff
)

// header is a packet's header as plain values.
type header struct {
	osi.Path
	headerLen, totalLen int
	id                  uint16
	dontFragment        bool
	moreFragments       bool
	offset              int // of a fragment's payload in the whole one, in bytes
}

// fragment says whether the packet is a part of a larger one.
func (h *header) fragment() bool { return h.moreFragments || h.offset != 0 }

// encode puts a header in front of what b holds.
func (l *Layer) encode(b *codec.Buffer, p osi.Path, id uint16, df bool) {
	l.src, l.dst = p.Src.As4(), p.Dst.As4()
	h := &l.header
	h.Version, h.TTL, h.TOS, h.Id = 4, p.TTL, p.TOS, id
	h.Flags, h.FragOffset, h.Options, h.Checksum = 0, 0, split(p.Options), 0
	if df {
		h.Flags = layers.IPv4DontFragment
	}
	h.Protocol = layers.IPProtocol(p.Protocol)
	h.SrcIP, h.DstIP = l.src[:], l.dst[:]
	if err := codec.Encode(h, b); err != nil {
		panic(err) // Send has checked the length
	}
	sum(b.Bytes()[:headerLen(p.Options)])
}

// split gives options as gopacket wants them.
func split(options []byte) []layers.IPv4Option {
	var all []layers.IPv4Option
	for o := options; len(o) > 0 && o[0] != optionEnd; {
		n := optionLen(o)
		one := layers.IPv4Option{OptionType: o[0], OptionLength: uint8(n)}
		if n > 1 {
			one.OptionData = o[2:n]
		}
		all, o = append(all, one), o[n:]
	}
	return all
}

// headerLen gives the length of a header with these options: a multiple of four
// bytes.
func headerLen(options []byte) int {
	n := 0
	for o := options; n < len(options) && o[0] != optionEnd; o = options[n:] {
		n += optionLen(o)
	}
	return HeaderLen + (n+3)&^3
}

// sum computes the checksum of a header in place (RFC 791 §3.1): over the
// header alone, with the checksum field taken as zero.
func sum(header []byte) {
	binary.BigEndian.PutUint16(header[offChecksum:], 0)
	binary.BigEndian.PutUint16(header[offChecksum:], codec.Checksum(header))
}

// decode reads a packet's header; payload ends where the total length says.
func (l *Layer) decode(packet []byte) (h header, payload []byte, err error) {
	if err := codec.Decode(&l.header, packet); err != nil {
		return h, nil, err
	}
	ip := &l.header
	h.Src, h.Dst = netip.AddrFrom4([4]byte(ip.SrcIP)), netip.AddrFrom4([4]byte(ip.DstIP))
	h.Protocol, h.TTL, h.TOS = uint8(ip.Protocol), ip.TTL, ip.TOS
	h.headerLen, h.totalLen = 4*int(ip.IHL), int(ip.Length)
	h.Options = packet[HeaderLen:h.headerLen:h.headerLen]
	h.dontFragment = ip.Flags&layers.IPv4DontFragment != 0
	h.moreFragments = ip.Flags&layers.IPv4MoreFragments != 0
	h.id, h.offset = ip.Id, 8*int(ip.FragOffset)
	return h, packet[h.headerLen:h.totalLen:h.totalLen], nil
}
