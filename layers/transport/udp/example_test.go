package udp_test

import (
	"fmt"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
	"encap/layers/transport/udp"
)

type network struct{}

func (network) Source(netip.Addr) (netip.Addr, error) { return netip.MustParseAddr("10.0.1.2"), nil }
func (network) RefusePort([]byte)                     {}
func (network) LowerMTU(netip.Addr, int, int)         {}

func (network) Send(b *codec.Buffer, p osi.Path) error {
	d := b.Bytes()
	fmt.Printf("%v to %v: ports %x %x  length %x  checksum %x  %q\n", p.Src, p.Dst, d[0:2], d[2:4], d[4:6], d[6:8], d[8:])
	return nil
}

func Example() {
	var w ositest.World
	u := udp.New(w.Env(), nil, network{})
	u.Send(codec.NewBuffer([]byte("hello")), osi.Path{Dst: netip.MustParseAddr("10.0.1.3")}, 49152, 5000)
	fmt.Println(w.Obeyed())
	// Output:
	// 10.0.1.2 to 10.0.1.3: ports c000 1388  length 000d  checksum d274  "hello"
	// Ports Checksummed
}
