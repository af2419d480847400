package icmp_test

import (
	"fmt"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/network/icmp"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

var alice, bob = netip.MustParseAddr("10.0.1.2"), netip.MustParseAddr("10.0.1.3")

type network struct{}

func (network) Local(a netip.Addr) bool                  { return a == bob }
func (network) Redirected(dst, from, gateway netip.Addr) {}
func (network) LowerMTU(netip.Addr, int, int)            {}

func (network) Send(b *codec.Buffer, p osi.Path) error {
	fmt.Printf("%v to %v: %x\n", p.Src, p.Dst, b.Bytes())
	return nil
}

func Example() {
	var w ositest.World
	bobs := icmp.New(w.Env(), nil, network{})
	request := []byte{8, 0, 0xf7, 0xfd, 0, 1, 0, 1}
	bobs.Receive(osi.Path{Src: alice, Dst: bob}, request)
	fmt.Println(w.Obeyed())
	// Output:
	// 10.0.1.3 to 10.0.1.2: 0000fffd00010001
	// Echo
}
