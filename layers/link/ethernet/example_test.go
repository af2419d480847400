package ethernet_test

import (
	"fmt"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi/ositest"
)

type cable struct{}

func (cable) Send(b *codec.Buffer) {
	f := b.Bytes()
	fmt.Printf("dst %x  src %x  type %x  payload %q and %d more  FCS %x\n",
		f[0:6], f[6:12], f[12:14], f[14:19], len(f)-19-4, f[len(f)-4:])
}

func Example() {
	var w ositest.World
	alice, _ := ethernet.ParseAddr("02:00:00:00:01:00")
	eth0 := ethernet.New(w.Env(), nil, "eth0", alice, 1500, cable{})
	eth0.Send(codec.NewBuffer([]byte("hello")), ethernet.Broadcast, ethernet.IPv4)
	fmt.Println(w.Obeyed())
	// Output:
	// dst ffffffffffff  src 020000000100  type 0800  payload "hello" and 41 more  FCS 134fb439
	// Framed Padded
}
