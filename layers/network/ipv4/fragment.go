package ipv4

import (
	"encoding/binary"

	"encap/layers/codec"
)

// fragment cuts a packet into pieces of at most mtu bytes and gives each to
// send, as RFC 791 §3.2 tells. The packet is not changed; it may be a fragment
// itself.
func (l *Layer) fragment(packet []byte, mtu int, send func(b *codec.Buffer)) {
	l.env.Note(&Fragment)
	headerLen := int(packet[0]&0x0f) * 4
	word := binary.BigEndian.Uint16(packet[offFragment:])
	head, rest := packet[:headerLen], packet[headerLen:]
	for at := int(word & offsetMask); len(rest) > 0; {
		// Offsets count eights of bytes, so all pieces but the last are a
		// multiple of eight long.
		n, more := len(rest), word&flagMF
		if len(head)+n > mtu {
			n, more = (mtu-len(head))&^7, flagMF
		}
		b := l.pool.Get(rest[:n])
		own := b.Prepend(len(head))
		copy(own, head)
		binary.BigEndian.PutUint16(own[offTotalLen:], uint16(len(head)+n))
		binary.BigEndian.PutUint16(own[offFragment:], more|uint16(at))
		sum(own)
		rest, at = rest[n:], at+n/8
		head = laterHeader(head)
		send(b)
	}
}

// laterHeader gives the header of the fragments behind the first: of the
// options it keeps those that say so themselves (RFC 791 §3.1).
func laterHeader(head []byte) []byte {
	if len(head) == HeaderLen {
		return head
	}
	later := append([]byte(nil), head[:HeaderLen]...)
	for o := head[HeaderLen:]; len(o) > 0; {
		n := optionLen(o)
		if o[0]&optionCopied != 0 {
			later = append(later, o[:n]...)
		}
		o = o[n:]
	}
	for len(later)%4 != 0 {
		later = append(later, optionEnd)
	}
	later[0] = 0x40 | byte(len(later)/4)
	return later
}
