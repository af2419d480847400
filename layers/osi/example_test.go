package osi_test

import (
	"fmt"
	"time"

	"encap/layers/osi"
)

// A message goes down the layers, and has another name in each.
func Example() {
	at := osi.Instant(0).Add(10*time.Millisecond + 344*time.Microsecond)
	for _, l := range []osi.Layer{osi.Application, osi.Transport, osi.Network, osi.Link, osi.Physical} {
		fmt.Printf("%v  %s  %-11v  %s\n", at, l.Letter(), l, l.Word())
	}
	// Output:
	// 10.344 ms  A  application  message
	// 10.344 ms  T  transport    datagram
	// 10.344 ms  N  network      packet
	// 10.344 ms  L  link         frame
	// 10.344 ms  P  physical     bits
}
