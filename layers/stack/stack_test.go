package stack_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/application"
	"encap/layers/codec"
	"encap/layers/link/bridge"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/stack"
	"encap/layers/stack/stacktest"
)

// start runs a command at a host's prompt.
func start(n *stacktest.Net, h *stack.Host, command string) *stacktest.Process {
	args := strings.Fields(command)
	program, _ := application.Find(args[0])
	main, err := program.Parse(args[1:])
	if err != nil {
		panic(err)
	}
	return n.Run(h, args[0], main)
}

// everything lets the network do all it can: talk, be refused, be lost, be too
// long, expire, find nobody.
func everything(n *stacktest.Net) {
	n.Lose = func(dir int, frame uint64) bool { return frame == 7 }
	start(n, n.Bob, "echo serve")
	start(n, n.Bob, "message listen 5000 thanks")
	for _, command := range []string{
		"message send bob:5000 hello wait 1s", "echo send bob:7 text 5", "echo send bob:9 text", "ping -c 3 bob", "ping -c 4 10.0.1.77",
		"ping -c 1 -s 1400 bob", "ping -c 2 10.0.2.77", "traceroute bob", "traceroute -m 3 192.0.2.1", "ping -c 1 127.0.0.1",
		"message send alice:1 hello wait 1s", "ping -c 1 10.0.1.1", "echo send bob:7 again 2",
	} {
		start(n, n.Alice, command)
		n.Advance(time.Minute)
	}
	for _, r := range n.R1.Resolver {
		r.Announce()
	}
	n.Advance(time.Minute)
}

// No byte that was seen on an arrow ever changes.
func TestSeenBytesNeverChange(t *testing.T) {
	tap := &tap{}
	everything(stacktest.New(stacktest.Config{Tap: tap}))
	if len(tap.seen) < 500 {
		t.Fatalf("only %d PDUs were seen", len(tap.seen))
	}
	tap.unchanged(t)
}

// Watched or not, recycled or not, the same happens.
func TestTapAndPoolChangeNothing(t *testing.T) {
	run := func(cfg stacktest.Config) string {
		n := stacktest.New(cfg)
		everything(n)
		return n.Obeyed() + fmt.Sprintf("%+v", n.R1.Ports[1].Vars())
	}
	plain := run(stacktest.Config{})
	if got := run(stacktest.Config{Tap: &tap{}}); got != plain {
		t.Error("a tap changes what happens")
	}
	if got := run(stacktest.Config{Pool: &codec.Pool{}}); got != plain {
		t.Error("recycling changes what happens")
	}
}

// Whatever happens to a packet, its buffer comes back, once.
func TestBuffersAreKept(t *testing.T) {
	pool := &codec.Pool{}
	known := stock(pool, 200)
	everything(stacktest.New(stacktest.Config{Pool: pool}))
	checkStock(t, pool, known)
}

// stock fills a pool with buffers that are known.
func stock(pool *codec.Pool, n int) map[*codec.Buffer]bool {
	known := map[*codec.Buffer]bool{}
	for range n {
		known[pool.Get(nil)] = true
	}
	for b := range known {
		pool.Put(b)
	}
	return known
}

// checkStock takes all buffers out of the pool: each that was there must be
// there once.
func checkStock(t *testing.T, pool *codec.Pool, known map[*codec.Buffer]bool) {
	t.Helper()
	lost := 0
	for range len(known) {
		b := pool.Get(nil)
		if !known[b] {
			lost++
		}
		delete(known, b)
	}
	if lost > 0 || len(known) > 0 {
		t.Errorf("%d buffers were lost or put back twice", max(lost, len(known)))
	}
}

// A switch carries frames between hosts that know nothing of it.
func TestSwitch(t *testing.T) {
	n, tap := &stacktest.Net{}, &tap{}
	world := stack.World{Env: func(osi.Layer) osi.Env { return n.Env() }, Tap: tap}
	s := stack.NewSwitch(world, bridge.Config{}, nil, stack.SwitchPort{Name: "p0"}, stack.SwitchPort{Name: "p1"}, stack.SwitchPort{Name: "p2"})
	var hosts []*stack.Host
	for i := range 3 {
		h := stack.NewHost(world, stack.Attachment{
			Name: stack.PortName(0), MAC: ethernet.Addr{2, 0, 0, 0, 0, byte(i)},
			Addr: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, 0, byte(i + 1)}), 24), MTU: 1500,
		})
		physical.NewCable(n.Env(), physical.Config{}, h.Ports[0], s.Ports[i])
		hosts = append(hosts, h)
	}
	ping := start(n, hosts[0], "ping -c 1 10.0.0.3")
	n.Advance(time.Second)
	if len(ping.Said) < 2 || !strings.HasPrefix(ping.Said[1], "64 bytes from 10.0.0.3: icmp_seq=1 ttl=64") {
		t.Errorf("ping said %q", ping.Said)
	}
	if rules := n.Obeyed(); !strings.Contains(rules, "Learned FloodGroup") || !strings.Contains(rules, "Learned Forward") {
		t.Errorf("obeyed %s", rules)
	}
	tap.unchanged(t)
}

func TestAddRoute(t *testing.T) {
	n := stacktest.New(stacktest.Config{})
	network := netip.MustParsePrefix("10.9.0.0/16")
	if n.R1.AddRoute(network, netip.MustParseAddr("10.8.0.1")) {
		t.Error("a route by way of a router on none of the links was taken")
	}
	if !n.R1.AddRoute(network, stacktest.Bob) || n.R1.IP.Routes.Lookup(netip.MustParseAddr("10.9.1.1")).Interface != 1 {
		t.Error("a route by way of bob was not taken")
	}
	if stack.PortName(3) != "eth3" {
		t.Errorf("port 3 is called %s", stack.PortName(3))
	}
}
