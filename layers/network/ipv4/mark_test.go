package ipv4

import (
	"bytes"
	"testing"

	"encap/layers/codec"
)

// The four values of the ECN field (RFC 3168 §5): only what says that it knows
// ECN is marked, and the checksum fits afterwards.
func TestMarkCongestion(t *testing.T) {
	packet := func(tos byte) []byte {
		p := []byte{0x45, tos, 0, 24, 0, 7, 0, 0, 64, 17, 0, 0, 10, 0, 1, 2, 10, 0, 2, 2, 1, 2, 3, 4}
		sum(p[:20])
		return p
	}
	for tos, want := range map[byte]byte{0xb8: 0xb8, 0xb9: 0xbb, 0xba: 0xbb, 0xbb: 0xbb} {
		p := packet(tos)
		if marked := MarkCongestion(p); marked != (tos&3 != 0) || !bytes.Equal(p, packet(want)) {
			t.Errorf("TOS %#x: marked %v, % x, want % x", tos, marked, p, packet(want))
		}
		if codec.Checksum(p[:20]) != 0 {
			t.Errorf("TOS %#x: the checksum does not fit", tos)
		}
	}
	for _, bad := range [][]byte{nil, packet(2)[:19], append([]byte{0x4f}, packet(2)[1:]...), append([]byte{0x65}, packet(2)[1:]...), append([]byte{0x44}, packet(2)[1:]...)} {
		was := bytes.Clone(bad)
		if MarkCongestion(bad) || !bytes.Equal(bad, was) {
			t.Errorf("% x was marked", was)
		}
	}
}
