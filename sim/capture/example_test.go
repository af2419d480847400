package capture_test

import (
	"bytes"
	"fmt"
	"time"

	"encap/layers/osi"
	"encap/sim/capture"
)

func Example() {
	var file bytes.Buffer
	w := capture.NewWriter(&file, capture.Section{Application: "encap"})
	w.Interface("alice eth0", 100_000_000, 0)
	w.Packet(capture.Packet{
		Interface: "alice eth0",
		At:        osi.Instant(10 * time.Millisecond),
		Data:      []byte("a frame"),
		Direction: capture.Outbound,
		Comment:   "The port is free, so the frame leaves at once.",
	})
	if err := w.Flush(); err != nil {
		fmt.Println(err)
		return
	}
	packets, err := capture.Read(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range packets {
		fmt.Printf("%v %s: %d bytes. %s\n", p.At, p.Interface, p.Length, p.Comment)
	}
	// Output:
	// 10.000 ms alice eth0: 7 bytes. The port is free, so the frame leaves at once.
}
