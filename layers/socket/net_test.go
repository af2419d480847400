package socket_test

import (
	"errors"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"encap/layers/osi/ositest"
	"encap/layers/socket"
	"encap/layers/stack"
	"encap/layers/stack/stacktest"
)

func TestMain(m *testing.M)  { ositest.Main(m, socket.Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, socket.Rules) }

func at(s string) netip.AddrPort { return netip.MustParseAddrPort(s) }

// anyPort is what a client binds to: any address, any port.
var anyPort = at("0.0.0.0:0")

// bobs is where bob's server of the tests listens.
var bobs = netip.AddrPortFrom(stacktest.Bob, 5000)

// network is the small network with the test that watches it.
type network struct {
	t *testing.T
	*stacktest.Net
}

func newNetwork(t *testing.T) *network { return &network{t, stacktest.New(stacktest.Config{})} }

// on runs a program on a host and lets it come to its end, at most an hour
// later.
func (n *network) on(h *stack.Host, name string, main func(p *socket.Process)) *stacktest.Process {
	n.t.Helper()
	p := n.Run(h, name, func(p *socket.Process) error { main(p); return nil })
	n.Advance(time.Hour)
	if !p.Done() {
		n.t.Fatalf("%s waits for ever in the call after %q", name, p.Calls)
	}
	return p
}

// alice is on, for alice.
func (n *network) alice(main func(p *socket.Process)) *stacktest.Process {
	n.t.Helper()
	return n.on(n.Alice, "client", main)
}

// echo lets bob send back what he gets, for ever.
func (n *network) echo() *stacktest.Process {
	return n.Run(n.Bob, "server", func(p *socket.Process) error {
		fd := must(p.Socket(socket.Datagram))
		fail(p.Bind(fd, at("0.0.0.0:5000")))
		for {
			m, from, err := p.RecvFrom(fd, 2000, 0)
			fail(err)
			must(p.SendTo(fd, m, 0, from))
		}
	})
}

func must[T any](v T, err error) T {
	fail(err)
	return v
}

func fail(err error) {
	if err != nil {
		panic(err)
	}
}

// wants checks an error of a call.
func (n *network) wants(want error, err error, what ...any) {
	n.t.Helper()
	if !errors.Is(err, want) {
		n.t.Errorf("%s: %v, want %v", fmt.Sprint(what...), err, want)
	}
}

// obeys checks that a rule was obeyed since the last time.
func (n *network) obeys(rule string, times int) {
	n.t.Helper()
	if got := count(n.Obeyed(), rule); got != times {
		n.t.Errorf("%s was obeyed %d times, want %d", rule, got, times)
	}
}
