package stp_test

import (
	"fmt"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/link/stp"
)

func Example() {
	root := stp.BridgeID{Priority: 0x1000, Addr: ethernet.Addr{2, 0, 0, 0, 1, 0}}
	other := stp.BridgeID{Priority: 0x8000, Addr: ethernet.Addr{2, 0, 0, 0, 2, 0}}
	m := stp.BPDU{Version: 2, Kind: stp.RST, Role: stp.Designated, Proposal: true,
		Vector: stp.Vector{Root: root, Cost: 20000, Bridge: other, Port: stp.NewPortID(128, 1)}}
	b := codec.NewBuffer(nil)
	m.Encode(b)
	fmt.Printf("% x\n", b.Bytes()[:8])
	again, err := stp.Decode(b.Bytes())
	fmt.Println(again.Root, again.Cost, again.Bridge, again.Port, err)
	// Output:
	// 42 42 03 00 00 02 02 0e
	// 1000.020000000100 20000 8000.020000000200 8001 <nil>
}
