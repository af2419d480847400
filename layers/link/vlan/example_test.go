package vlan_test

import (
	"fmt"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
)

func Example() {
	b := codec.NewBuffer([]byte("packet"))
	vlan.Tag{Priority: 3, ID: 10}.Prepend(b, ethernet.IPv4)
	fmt.Printf("% x\n", b.Bytes()[:vlan.TagLen])
	tag, inner, payload, _ := vlan.Parse(b.Bytes())
	fmt.Printf("VLAN %d, priority %d, type %v: %s\n", tag.ID, tag.Priority, inner, payload)
	// Output:
	// 60 0a 08 00
	// VLAN 10, priority 3, type 0x0800: packet
}
