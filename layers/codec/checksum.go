package codec

import (
	"encoding/binary"
	"math/bits"
	"net/netip"
)

// Sum adds the 16-bit words of data to a running one's complement sum (RFC
// 1071 §2). It adds eight bytes at a time, since one's complement addition may
// be done in any word size (RFC 1071 §2(C)). A last odd byte is padded with
// zero, so only the last piece of a message may have an odd length.
func Sum(sum uint64, data []byte) uint64 {
	var carry uint64
	for len(data) >= 32 {
		sum, carry = bits.Add64(sum, binary.BigEndian.Uint64(data), 0)
		sum, carry = bits.Add64(sum, binary.BigEndian.Uint64(data[8:]), carry)
		sum, carry = bits.Add64(sum, binary.BigEndian.Uint64(data[16:]), carry)
		sum, carry = bits.Add64(sum, binary.BigEndian.Uint64(data[24:]), carry)
		sum, carry = bits.Add64(sum, 0, carry)
		sum += carry
		data = data[32:]
	}
	for len(data) >= 8 {
		sum, carry = bits.Add64(sum, binary.BigEndian.Uint64(data), 0)
		sum += carry
		data = data[8:]
	}
	if len(data) == 0 {
		return sum
	}
	var last [8]byte
	copy(last[:], data)
	sum, carry = bits.Add64(sum, binary.BigEndian.Uint64(last[:]), 0)
	return sum + carry
}

// Fold gives the 16-bit one's complement of a running sum: the checksum as it
// stands in a header (RFC 1071 §1).
func Fold(sum uint64) uint16 {
	sum = sum>>32 + sum&0xffffffff
	sum = sum>>32 + sum&0xffffffff
	sum = sum>>16 + sum&0xffff
	sum = sum>>16 + sum&0xffff
	sum = sum>>16 + sum&0xffff
	return ^uint16(sum)
}

// Checksum gives the Internet checksum of data (RFC 1071). Over data that
// contains its own correct checksum it is 0.
func Checksum(data []byte) uint16 { return Fold(Sum(0, data)) }

// PseudoHeader starts the sum of a UDP or TCP checksum: both addresses, the
// protocol and the length of header and data in bytes (RFC 768, RFC 9293
// §3.1; RFC 8200 §8.1 for IPv6).
func PseudoHeader(src, dst netip.Addr, protocol uint8, length int) uint64 {
	sum := addressSum(src) + addressSum(dst)
	return Sum(sum, []byte{0, protocol, byte(length >> 24), byte(length >> 16), byte(length >> 8), byte(length), 0, 0})
}

// addressSum adds up an address in words of 32 bits, which leaves room for
// further additions without a carry.
func addressSum(a netip.Addr) uint64 {
	if a.Is4() {
		b := a.As4()
		return uint64(binary.BigEndian.Uint32(b[:]))
	}
	b := a.As16()
	var sum uint64
	for i := 0; i < 16; i += 4 {
		sum += uint64(binary.BigEndian.Uint32(b[i:]))
	}
	return sum
}
