package ipv4_test

import (
	"fmt"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/network/ipv4"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

type link struct{}

func (link) Send(b *codec.Buffer, nextHop netip.Addr) { fmt.Printf("to %v: %x\n", nextHop, b.Bytes()) }
func (link) Broadcast(b *codec.Buffer)                { fmt.Printf("to all: %x\n", b.Bytes()) }

func Example() {
	var w ositest.World
	ip := ipv4.New(w.Env(), nil)
	ip.AddInterface("eth0", netip.MustParsePrefix("10.0.1.2/24"), 1500, link{})
	for _, dst := range []string{"10.0.1.3", "10.0.1.255", "192.0.2.1"} {
		err := ip.Send(codec.NewBuffer([]byte("hello")), osi.Path{Dst: netip.MustParseAddr(dst), Protocol: 253})
		fmt.Println(w.Obeyed(), err)
	}
	// Output:
	// to 10.0.1.3: 45000019a3da400040fd80090a0001020a00010368656c6c6f
	// OnLink <nil>
	// to all: 45000019a3db400040fd7f0c0a0001020a0001ff68656c6c6f
	// ToAll <nil>
	// drop:NoRoute ipv4: network is unreachable
}
