package vxlan_test

import (
	"fmt"

	"encap/layers/physical/vxlan"
)

// A frame goes from alice's socket to bob's, through the kernel: a capture on
// the loopback interface shows it.
func Example() {
	wire, err := vxlan.Open([]string{"alice", "bob"}, []vxlan.Ends{{Cable: 7, A: "alice", B: "bob"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer wire.Close()
	frame, err := wire.Carry(7, 0, []byte("hello"))
	fmt.Printf("%s, error: %v, strangers: %d\n", frame, err, wire.Strangers())
	// Output: hello, error: <nil>, strangers: 0
}
