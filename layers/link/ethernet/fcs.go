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

// AppendFCS pads a frame to its minimum and puts the frame check sequence
// behind it: CRC-32 over all of it (IEEE 802.3 §3.2.9). The CRC is computed on
// reversed bits and sent with its first bit first, which makes its bytes stand
// in the frame from the lowest to the highest.
func AppendFCS(b *codec.Buffer) {
	if short := MinFrame - b.Len(); short > 0 {
		b.Append(short)
	}
	sum := crc32.ChecksumIEEE(b.Bytes())
	binary.LittleEndian.PutUint32(b.Append(FCSLen), sum)
}

// CheckFCS says whether the last four bytes of a frame fit the rest.
func CheckFCS(frame []byte) bool {
	n := len(frame) - FCSLen
	return n >= 0 && crc32.ChecksumIEEE(frame[:n]) == binary.LittleEndian.Uint32(frame[n:])
}
