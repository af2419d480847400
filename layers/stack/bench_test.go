package stack_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
	"encap/layers/physical"
	"encap/layers/socket"
	"encap/layers/stack"
)

// deaf is a recorder for measuring: nobody listens.
type deaf struct{}

func (deaf) Note(*osi.Rule)         {}
func (deaf) Drop(*osi.Rule, []byte) {}
func (deaf) Enter(osi.Entity)       {}

// chain is two hosts with routers in a row between them, all unseen, with
// recycled frames.
type chain struct {
	ositest.Clock
	first, last *stack.Host
	dst         netip.Addr
}

func newChain(routers int) *chain {
	c, pool := &chain{}, &codec.Pool{}
	env := osi.Env{Clock: &c.Clock, Recorder: deaf{}, Rand: func(string) *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }}
	w := stack.World{Pool: pool, Env: func(osi.Layer) osi.Env { return env }}
	port := func(link, side int) stack.Attachment { // link n is 10.0.n.0/24, side 1 or 2
		return stack.Attachment{
			Name: stack.PortName(side), MAC: ethernet.Addr{2, 0, 0, 0, byte(link), byte(side)},
			Addr: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, byte(link), byte(side)}), 24), MTU: 1500,
		}
	}
	c.first = stack.NewHost(w, port(0, 1))
	c.first.AddRoute(stack.Default, port(0, 2).Addr.Addr())
	before := c.first.Ports[0]
	for r := range routers {
		router := stack.NewRouter(w, port(r, 2), port(r+1, 1))
		router.AddRoute(stack.Default, port(r+1, 2).Addr.Addr())
		physical.NewCable(env, physical.Config{Pool: pool}, before, router.Ports[0])
		before = router.Ports[1]
	}
	c.last = stack.NewHost(w, port(routers, 2))
	c.dst = port(routers, 2).Addr.Addr()
	physical.NewCable(env, physical.Config{Pool: pool}, before, c.last.Ports[0])
	return c
}

// A datagram goes from process to process over so many routers.
func BenchmarkDatagram(b *testing.B) {
	for _, routers := range []int{0, 1, 4} {
		for _, size := range []int{18, 1400} {
			b.Run(fmt.Sprintf("routers=%d/bytes=%d", routers, size), func(b *testing.B) {
				c := newChain(routers)
				sender, receiver := c.first.Sockets.Start("sender"), c.last.Sockets.Start("receiver")
				from, _ := sender.Socket(socket.Datagram)
				to, _ := receiver.Socket(socket.Datagram)
				door := netip.AddrPortFrom(c.dst, 5000)
				receiver.Bind(to, door)
				message := make([]byte, size)
				b.ReportAllocs()
				for b.Loop() {
					sender.SendTo(from, message, 0, door)
					c.Advance(time.Millisecond)
					if _, err := receiver.Recv(to, size, socket.DontWait); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
