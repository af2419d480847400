package dissect_test

import (
	"fmt"

	"encap/sim/dissect"
)

// What is in these 33 bytes?
func Example() {
	packet := []byte("\x45\x00\x00\x21\x00\x07\x00\x00\x40\x11\x63\xc2\x0a\x00\x01\x02\x0a\x00\x02\x02" +
		"\x9c\x41\x9c\x40\x00\x0d\x6c\x7c" + "hello")
	for _, p := range dissect.Dissect("ip", packet) {
		fmt.Printf("%s [%d:%d] %s\n", p.Proto, p.Start, p.End, p.Summary)
	}
	for _, line := range dissect.Explain(dissect.Dissect("ip", packet), packet, "udp.length") {
		fmt.Println(line)
	}
	// Output:
	// ip [0:33] 10.0.1.2 → 10.0.2.2 UDP TTL 64
	// udp [20:33] 40001 → 40000, 5 bytes
	// data [28:33] "hello"
	// 8 (header) + 5 (payload) = 13 bytes (RFC 768).
}
