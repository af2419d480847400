package echo

import (
	"encoding/binary"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/stack/stacktest"
)

// fromPortZero is a frame for bob with a datagram of alice's whose source port
// is zero: its sender wants no answer (RFC 768).
func fromPortZero() []byte {
	src, dst := stacktest.Alice.As4(), stacktest.Bob.As4()
	packet := []byte{0x45, 0, 0, 33, 0, 1, 0x40, 0, 63, 17, 0, 0}
	packet = append(append(packet, src[:]...), dst[:]...)
	binary.BigEndian.PutUint16(packet[10:], codec.Checksum(packet))
	packet = append(packet, 0, 0, 0, 7, 0, 13, 0, 0)
	packet = append(packet, "hello"...)
	frame := append([]byte{2, 0, 0, 0, 0, 4, 2, 0, 0, 0, 0, 3, 8, 0}, packet...)
	b := codec.NewBuffer(frame)
	ethernet.Complete(b)
	return b.Bytes()
}
