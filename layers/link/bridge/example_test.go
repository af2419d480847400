package bridge_test

import (
	"fmt"

	"encap/layers/codec"
	"encap/layers/link/bridge"
	"encap/layers/link/ethernet"
	"encap/layers/osi/ositest"
)

type cable string

func (c cable) Send(b *codec.Buffer) { fmt.Printf("out of %s: %d bytes\n", string(c), b.Len()) }

func frame(src, dst ethernet.Addr) []byte {
	b := codec.NewBuffer(append(append(dst[:], src[:]...), 8, 0))
	ethernet.Complete(b)
	return b.Bytes()
}

func Example() {
	var w ositest.World
	b := bridge.New(w.Env(), nil, bridge.Config{})
	one, two := b.AddPort("eth0", cable("eth0"), bridge.Membership{}), b.AddPort("eth1", cable("eth1"), bridge.Membership{})
	b.AddPort("eth2", cable("eth2"), bridge.Membership{})
	alice, bob := ethernet.Addr{2, 0, 0, 0, 1, 0}, ethernet.Addr{2, 0, 0, 0, 2, 0}

	one.Receive(frame(alice, bob))
	fmt.Println(w.Obeyed())
	two.Receive(frame(bob, alice))
	fmt.Println(w.Obeyed())
	// Output:
	// out of eth1: 64 bytes
	// out of eth2: 64 bytes
	// Learned Flood
	// out of eth0: 64 bytes
	// Learned Forward
}
