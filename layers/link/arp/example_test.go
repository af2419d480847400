package arp_test

import (
	"fmt"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/link/arp"
	"encap/layers/link/ethernet"
	"encap/layers/osi/ositest"
)

type link struct{}

func (link) Send(b *codec.Buffer, dst ethernet.Addr, t ethernet.Type) {
	fmt.Printf("type %v to %v: %x\n", t, dst, b.Bytes())
}

func Example() {
	var w ositest.World
	r := arp.New(w.Env(), nil, ethernet.Addr{2, 0, 0, 0, 1, 0}, netip.MustParseAddr("10.0.1.2"), link{})
	r.Send(codec.NewBuffer([]byte("a packet")), netip.MustParseAddr("10.0.1.1"))
	fmt.Println(w.Obeyed())
	// Output:
	// type 0x0806 to ff:ff:ff:ff:ff:ff: 00010800060400010200000001000a0001020000000000000a000101
	// Wait Ask
}
