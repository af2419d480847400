package vt_test

import (
	"fmt"

	"encap/tui/vt"
)

// A program moves the cursor and writes.
func ExampleScreen() {
	s := vt.New(12, 2)
	fmt.Fprint(s, "\x1b[2;3H\x1b[1mhello")
	fmt.Print(s)
	fmt.Println(s.At(2, 1).Attr, s.Modes(), s.Unknown())
	// Output:
	//
	//   hello
	// 1 [25] []
}
