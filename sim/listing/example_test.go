package listing_test

import (
	"fmt"

	"encap/sim/listing"
)

// A place is a line of our own source, wherever the program was copied to.
func ExamplePlace_Around() {
	for _, l := range (listing.Place{File: "layers/physical/length.go", Line: 1}).Around(3) {
		mark := " "
		if l.Decided {
			mark = ">"
		}
		fmt.Printf("%s %d: %s;\n", mark, l.N, l.Text())
	}
	// Output:
	// > 1: package physical;
	//   2: ;
	//   3: // Lengths of what surrounds a frame's bytes, in bytes (IEEE 802.3 §3.1.1,;
}
