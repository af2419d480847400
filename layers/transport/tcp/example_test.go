package tcp_test

import (
	"fmt"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
	"encap/layers/transport/tcp"
)

// cable is a network of one node, which prints what leaves it.
type cable struct{}

func (cable) Send(b *codec.Buffer, p osi.Path) error {
	h := b.Bytes()
	fmt.Printf("%v > %v: flags %#02x, %d bytes\n", p.Src, p.Dst, h[13], len(h))
	return nil
}
func (cable) Source(netip.Addr) (netip.Addr, error) { return netip.MustParseAddr("10.0.1.2"), nil }
func (cable) MTU(netip.Addr) int                    { return 1500 }
func (cable) LowerMTU(netip.Addr, int, int)         {}

// process is a process that is told when something happens.
type process struct{}

func (process) Changed() {}

func Example() {
	var w ositest.World
	l := tcp.New(w.Env(), nil, cable{}, &tcp.RFC)
	b, _ := l.Bind(netip.MustParseAddrPort("0.0.0.0:0"), false)
	c, _ := l.Connect(b, netip.MustParseAddrPort("10.0.1.3:80"), process{})
	fmt.Println(c.State, w.Obeyed(), w.Running())
	w.Advance(c.RTO) // nobody answers
	fmt.Println(c.RTO, w.Obeyed())
	// Output:
	// 10.0.1.2 > 10.0.1.3: flags 0x02, 40 bytes
	// SYN-SENT ActiveOpen ChooseISN [retransmit]
	// 10.0.1.2 > 10.0.1.3: flags 0x02, 40 bytes
	// 2s Timeout BackOff
}
