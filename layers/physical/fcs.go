package physical

import (
	"encoding/binary"
	"hash/crc32"

	"encap/layers/codec"
)

// Lengths of a frame and of what surrounds it, in bytes (IEEE 802.3 §3.1.1,
// §4.4.2).
const (
	FCSLength      = 4
	MinFrame       = 60    // without FCS: 64 with it, 512 bits (IEEE 802.3 §4.2.3.3)
	preambleLength = 7 + 1 // preamble and start-of-frame delimiter: in time only
	gapLength      = 12    // 96 bits of silence between two frames
)

// AppendFCS puts the frame check sequence behind the frame in b.
//
// Ethernet sends each byte's lowest bit first, but the CRC's highest
// coefficient first (IEEE 802.3 §3.2.9, §3.3). hash/crc32 computes with
// reversed bits, so the same order is its value, lowest byte first.
func AppendFCS(b *codec.Buffer) {
	sum := crc32.ChecksumIEEE(b.Bytes())
	binary.LittleEndian.PutUint32(b.Append(FCSLength), sum)
}

// CheckFCS says whether a frame's last four bytes are the FCS of what precedes
// them. A frame for which they are not is invalid (IEEE 802.3 §3.4).
func CheckFCS(frame []byte) bool {
	n := len(frame) - FCSLength
	return n >= 0 && crc32.ChecksumIEEE(frame[:n]) == binary.LittleEndian.Uint32(frame[n:])
}

// Complete makes a whole frame of one that came from outside as software
// hands frames over: it pads it with zeros to the minimum and appends the FCS,
// which is otherwise the link layer's task.
func Complete(b *codec.Buffer) {
	if short := MinFrame - b.Len(); short > 0 {
		b.Append(short)
	}
	AppendFCS(b)
}
