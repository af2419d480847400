package codec_test

import (
	"encoding/binary"
	"fmt"
	"net/netip"

	"encap/layers/codec"

	"github.com/google/gopacket/layers"
)

// A datagram is written in front of its payload, and its checksum is patched
// in afterwards.
func Example() {
	b := codec.NewBuffer([]byte("hello"))
	if err := codec.Encode(&layers.UDP{SrcPort: 5001, DstPort: 5000}, b); err != nil {
		fmt.Println(err)
		return
	}
	src, dst := netip.MustParseAddr("10.0.1.2"), netip.MustParseAddr("10.0.2.2")
	sum := codec.PseudoHeader(src, dst, 17, b.Len())
	binary.BigEndian.PutUint16(b.Bytes()[6:], codec.Fold(codec.Sum(sum, b.Bytes())))
	fmt.Printf("% x\n", b.Bytes())

	var udp layers.UDP
	fmt.Println(codec.Decode(&udp, b.Bytes()[:9]))
	// Output:
	// 13 89 13 88 00 0d 7d ed 68 65 6c 6c 6f
	// udp: length 13 at byte 4, but there are 9 bytes
}
