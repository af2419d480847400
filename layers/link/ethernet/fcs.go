package ethernet

import (
	"encoding/binary"
	"hash/crc32"

	"encap/layers/codec"
)

// Sizes of a frame in bytes (IEEE 802.3 §3.2, §4.4.2).
const (
	HeaderLen = 14
	FCSLen    = 4
	MinFrame  = 60 // without FCS: shorter ones are padded
)

// AppendFCS puts the frame check sequence behind the frame in b: CRC-32 over
// all of it. Ethernet sends each byte's lowest bit first, but the CRC's highest
// coefficient first (IEEE 802.3 §3.2.9); hash/crc32 computes with reversed
// bits, so the same order is its value, lowest byte first.
func AppendFCS(b *codec.Buffer) {
	sum := crc32.ChecksumIEEE(b.Bytes())
	binary.LittleEndian.PutUint32(b.Append(FCSLen), sum)
}

// Complete makes a whole frame of one that software outside has handed over:
// it pads it with zeros to the minimum and appends the FCS.
func Complete(b *codec.Buffer) {
	if short := MinFrame - b.Len(); short > 0 {
		b.Append(short)
	}
	AppendFCS(b)
}

// CheckFCS says whether the last four bytes of a frame fit the rest.
func CheckFCS(frame []byte) bool {
	n := len(frame) - FCSLen
	return n >= 0 && crc32.ChecksumIEEE(frame[:n]) == binary.LittleEndian.Uint32(frame[n:])
}
