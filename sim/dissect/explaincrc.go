package dissect

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// crcPolynomial is the divisor 0x04c11db7 with its bits in the order in which a
// cable takes them, the lowest of each byte first (IEEE 802.3 §3.2.9).
const crcPolynomial = 0xedb88320

// dividedBytes bounds how many bytes of a frame are divided before one's eyes.
const dividedBytes = 64

// explainFCS explains a frame's check sequence: the frame is a long number, and
// what remains when it is divided is sent behind it (IEEE 802.3 §3.2.9). The
// first byte is divided bit by bit, the others a byte a line.
func explainFCS(p *PDU, data []byte, f Field) []string {
	covered := data[p.Start : f.Start/8]
	d := division{register: 0xffffffff}
	d.say("CRC-32: the %d bytes from the destination to the last before the FCS are one long number. It is divided by 0x04c11db7, without carries: to subtract is to XOR. What remains is the FCS (%s).", len(covered), f.Cite)
	d.say("The cable takes the lowest bit of each byte first, so the divisor reads backwards: 0x%08x.", uint32(crcPolynomial))
	d.say("The register begins with ones, so that leading zeros count too: 0x%08x.", d.register)
	for i, b := range covered {
		if i == 0 {
			d.bitByBit(b)
			continue
		}
		d.whole(i, b, p)
	}
	if rest := len(covered) - dividedBytes; rest > 0 {
		d.say("and %d more bytes: 0x%08x.", rest, d.register)
	}
	sum := ^d.register
	wire := binary.LittleEndian.AppendUint32(nil, sum)
	d.say("All bits turned over: 0x%08x.", sum)
	d.say("On the cable its lowest byte comes first: %s.", bytesText(wire))
	return append(d.lines, verdict("frame", f, uint64(binary.BigEndian.Uint32(wire))))
}

// division is a division by the polynomial that says what it does.
type division struct {
	register uint32
	lines    []string
}

func (d *division) say(format string, args ...any) {
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

// step takes one bit out of the register, and the divisor off it when the bit
// is one.
func (d *division) step() (bit uint32) {
	bit = d.register & 1
	d.register >>= 1
	if bit == 1 {
		d.register ^= crcPolynomial
	}
	return bit
}

// bitByBit divides a byte and shows each bit.
func (d *division) bitByBit(b byte) {
	before := d.register
	d.register ^= uint32(b)
	d.say("The first byte, bit by bit:")
	d.say("   0x%08x XOR 0x%02x = 0x%08x", before, b, d.register)
	for range 8 {
		if d.step() == 1 {
			d.say("   a 1 falls out: shift, XOR 0x%08x = 0x%08x", uint32(crcPolynomial), d.register)
			continue
		}
		d.say("   a 0 falls out: shift                 = 0x%08x", d.register)
	}
	d.say("Each byte after it in the same way:")
}

// whole divides the i-th byte and shows what is left after it.
func (d *division) whole(i int, b byte, p *PDU) {
	before := d.register
	d.register ^= uint32(b)
	for range 8 {
		d.step()
	}
	if i < dividedBytes {
		d.lines = append(d.lines, strings.TrimRight(fmt.Sprintf("%4d   0x%08x, 0x%02x → 0x%08x  %s", i, before, b, d.register, startsAt(p, p.Start+i)), " "))
	}
}

// startsAt names the field or the payload that begins with a byte.
func startsAt(p *PDU, at int) string {
	if at == p.Body && p.Tail > p.Body {
		return "what the frame carries"
	}
	for _, f := range p.Fields {
		if f.Start == at*8 && f.End > f.Start {
			return f.Label
		}
	}
	return ""
}
