package stacktest

import (
	"net/netip"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
	"encap/layers/physical"
	"encap/layers/stack"
)

// Addresses of the network.
var (
	Alice = netip.MustParseAddr("10.0.1.2")
	R1    = netip.MustParseAddr("10.0.1.1") // on alice's side
	Bob   = netip.MustParseAddr("10.0.2.2")
)

// MTU of the two links, in bytes: the second one lets less through.
const (
	MTU      = 1500
	SmallMTU = 1400
)

// delay is how long a bit travels on each cable.
const delay = time.Millisecond

// Net is alice — r1 — bob. All three record what they obey in one recorder.
type Net struct {
	ositest.World
	Alice, R1, Bob *stack.Host
	// Lose says whether the n-th frame that enters the cable to bob is lost;
	// dir 0 is towards bob. nil: none is.
	Lose func(dir int, n uint64) bool
}

// Config is what a Net is to be; the zero value will do.
type Config struct {
	Pool *codec.Pool // takes frames back; nil: none are
	Tap  stack.Tap   // sees every arrow; nil: nobody does
}

// New makes the network.
func New(cfg Config) *Net {
	n := &Net{}
	w := stack.World{
		Env:  func(osi.Layer) osi.Env { return n.Env() },
		Pool: cfg.Pool, Tap: cfg.Tap,
		Lookup: lookup,
	}
	alice := attachment(1, "10.0.1.2/24", MTU)
	near, far := attachment(2, "10.0.1.1/24", MTU), attachment(3, "10.0.2.1/24", SmallMTU)
	far.Name = stack.PortName(1)
	bob := attachment(4, "10.0.2.2/24", SmallMTU)
	n.Alice, n.R1, n.Bob = stack.NewHost(w, alice), stack.NewRouter(w, near, far), stack.NewHost(w, bob)
	n.Alice.AddRoute(stack.Default, R1)
	n.Bob.AddRoute(stack.Default, far.Addr.Addr())
	cable := physical.Config{Rate: 100_000_000, Delay: delay, Pool: cfg.Pool}
	physical.NewCable(n.Env(), cable, n.Alice.Ports[0], n.R1.Ports[0])
	cable.Fate = n.fate
	physical.NewCable(n.Env(), cable, n.R1.Ports[1], n.Bob.Ports[0])
	return n
}

func attachment(number byte, addr string, mtu int) stack.Attachment {
	return stack.Attachment{
		Name: stack.PortName(0), MAC: ethernet.Addr{2, 0, 0, 0, 0, number},
		Addr: netip.MustParsePrefix(addr), MTU: mtu,
	}
}

var lost = osi.Rule{Name: "Lost", Cite: "Encap", Why: "The test wants it so."}

func (n *Net) fate(dir int, frame uint64, _ []byte) physical.Fate {
	if n.Lose != nil && n.Lose(dir, frame) {
		return physical.Fate{Lost: &lost}
	}
	return physical.Fate{}
}

func lookup(name string) (netip.Addr, bool) {
	switch name {
	case "alice":
		return Alice, true
	case "r1":
		return R1, true
	case "bob":
		return Bob, true
	}
	return netip.Addr{}, false
}
