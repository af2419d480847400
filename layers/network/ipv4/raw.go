package ipv4

import (
	"encoding/binary"
	"errors"
	"net/netip"

	"encap/layers/codec"
)

// ErrHeader is what SendWhole says of bytes that are no packet.
var ErrHeader = errors.New("ipv4: this is no packet")

// Places of fields that are filled in when a process has written the header,
// in bytes from the packet's start.
const (
	offID       = 4
	offProtocol = 9
	offSource   = 12
	offDest     = 16
)

// SendWhole sends a packet whose header its process has written, source
// address and all. It consumes b. As on Linux (raw(7), IP_HDRINCL) total length
// and checksum are filled in, and number and source where they are zero.
func (l *Layer) SendWhole(b *codec.Buffer) error {
	packet := b.Bytes()
	if len(packet) < HeaderLen || packet[0]>>4 != 4 || 4*int(packet[0]&15) < HeaderLen || 4*int(packet[0]&15) > len(packet) {
		return l.refuse(b, &BadHeader, ErrHeader)
	}
	headerLen := 4 * int(packet[0]&15)
	src, dst := netip.AddrFrom4([4]byte(packet[offSource:])), netip.AddrFrom4([4]byte(packet[offDest:]))
	r := l.lookup(dst)
	if why, err := barred(r); err != nil {
		return l.refuse(b, why, err)
	}
	way := l.hop(r, src, dst, packet[offProtocol], packet[headerLen:])
	out := l.interfaces[way.Interface]
	if len(packet) > min(out.MTU, maxLen) {
		return l.refuse(b, &TooLong, ErrTooLong)
	}
	l.env.Note(&OwnHeader)
	if src.IsUnspecified() {
		own := out.source(way, dst).As4()
		copy(packet[offSource:], own[:])
	}
	binary.BigEndian.PutUint16(packet[offTotalLen:], uint16(len(packet)))
	if binary.BigEndian.Uint16(packet[offID:]) == 0 {
		l.id++
		binary.BigEndian.PutUint16(packet[offID:], l.id)
	}
	sum(packet[:headerLen])
	if l.Local(dst) {
		return l.loopWhole(b)
	}
	if !l.leaves(b, itself, way.Interface) {
		return nil
	}
	return l.leave(b, way, dst, len(packet))
}

// loopWhole gives a packet of a process's own making back to this node, which
// reads it as it would read any.
func (l *Layer) loopWhole(b *codec.Buffer) error {
	l.env.Note(&Loopback)
	h, payload, err := l.decode(b.Bytes())
	if err != nil {
		return l.refuse(b, &BadHeader, ErrHeader)
	}
	l.accept(h, b.Bytes(), payload)
	l.pool.Put(b)
	return nil
}
