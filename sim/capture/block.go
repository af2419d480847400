package capture

import (
	"encoding/binary"
	"unicode/utf8"
)

// Block types (draft-ietf-opsawg-pcapng §4).
const (
	sectionHeader  = 0x0a0d0d0a
	interfaceBlock = 1
	simplePacket   = 3
	nameResolution = 4
	enhancedPacket = 6
)

// Option codes, each valid in its own block.
const (
	optEnd     = 0
	optComment = 1

	sectionApplication = 4 // shb_userappl

	interfaceName       = 2  // if_name
	interfaceSpeed      = 8  // if_speed, in bits per second
	interfaceResolution = 9  // if_tsresol
	interfaceFCS        = 13 // if_fcslen
	interfaceOffset     = 14 // if_tsoffset, in seconds

	packetFlags = 2 // epb_flags
	packetID    = 5 // epb_packetid
)

// byteOrderMagic tells a reader in which order numbers are written (§4.1).
const byteOrderMagic = 0x1a2b3c4d

// etherLink is Ethernet's link type.
const etherLink = 1

// nanoseconds is if_tsresol's value for units of 10⁻⁹ seconds (§4.2).
const nanoseconds = 9

// block is one block while it is put together. We write little-endian.
type block struct{ b []byte }

// begin starts a block in the memory of the last; its length comes later.
func (k *block) begin(kind uint32) {
	k.b = k.b[:0]
	k.u32(kind)
	k.u32(0)
}

func (k *block) u16(v uint16) { k.b = binary.LittleEndian.AppendUint16(k.b, v) }
func (k *block) u32(v uint32) { k.b = binary.LittleEndian.AppendUint32(k.b, v) }
func (k *block) u64(v uint64) { k.b = binary.LittleEndian.AppendUint64(k.b, v) }

// bytes appends data, filled up to a multiple of four (§3.6.2).
func (k *block) bytes(data []byte) {
	k.b = append(k.b, data...)
	for len(k.b)%4 != 0 {
		k.b = append(k.b, 0)
	}
}

// option appends an option (§3.5).
func (k *block) option(code uint16, value []byte) {
	k.u16(code)
	k.u16(uint16(len(value)))
	k.bytes(value)
}

// text appends an option of text, unless it is empty.
func (k *block) text(code uint16, text string) {
	if text != "" {
		k.option(code, []byte(fit(text)))
	}
}

// number appends an option of eight bytes.
func (k *block) number(code uint16, v uint64) {
	k.option(code, binary.LittleEndian.AppendUint64(nil, v))
}

// end closes the options and the block, and gives it.
func (k *block) end() []byte {
	k.option(optEnd, nil)
	return k.close()
}

// close closes a block whose list is closed already.
func (k *block) close() []byte {
	total := uint32(len(k.b) + 4)
	k.u32(total)
	binary.LittleEndian.PutUint32(k.b[4:], total)
	return k.b
}

// maxText is the longest text that an option's 16-bit length can count.
const maxText = 1<<16 - 1

// fit cuts a text that is too long, between two characters.
func fit(text string) string {
	if len(text) <= maxText {
		return text
	}
	cut := maxText
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut]
}
