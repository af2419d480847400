package bench

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"encap/sim/scenario"
)

// Network is one that can be built.
type Network struct {
	Name  string
	About string
	// Work is how much it does: so many times what Unit says.
	Work  int
	Unit  string
	build func() *scenario.Scenario
}

// Networks lists them.
var Networks = []Network{
	{"bulk", "100 MB by TCP over a cable of 1 Gbit/s and 1 ms", 100, "MB", func() *scenario.Scenario { return bulk(100_000_000) }},
	{"bulk-1g", "1 GB by TCP over the same cable", 1000, "MB", func() *scenario.Scenario { return bulk(1_000_000_000) }},
	{"round-trips", "100,000 bytes by TCP, each sent back before the next", 100_000, "round-trips", roundTrips},
	{"connections", "10,000 connections by TCP, each with one byte", 10_000, "connections", connections},
	{"switch", "100,000 UDP messages through a switch, and back", 4 * 100_000, "frames", oneSwitch},
	{"router", "100,000 UDP messages through a router, and back", 4 * 100_000, "frames", func() *scenario.Scenario { return chain(1, 100_000) }},
	{"chain", "10,000 UDP messages through ten routers, and back", 22 * 10_000, "frames", func() *scenario.Scenario { return chain(10, 10_000) }},
	{"dumbbell", "50 TCP streams between 2 × 50 hosts over 100 Mbit/s for 10 s", 10, "s", dumbbell},
	{"tree-1000", "1,000 hosts and 111 routers, ten UDP echoes each", 10_000, "echoes", func() *scenario.Scenario { return tree(3, 10) }},
	{"tree-10000", "10,000 hosts and 1,111 routers, ten UDP echoes each", 100_000, "echoes", func() *scenario.Scenario { return tree(4, 10) }},
}

// Prefix stands before a network's name where a scenario's may stand.
const Prefix = "bench/"

// Find builds the network of a name, with the prefix.
func Find(name string) (*scenario.Scenario, bool) {
	for i := range Networks {
		if name == Prefix+Networks[i].Name {
			return Networks[i].Build(), true
		}
	}
	return nil, false
}

// Names lists the networks' names for a message.
func Names() string {
	var names []string
	for i := range Networks {
		names = append(names, Prefix+Networks[i].Name)
	}
	return strings.Join(names, ", ")
}

// Build makes the network.
func (n *Network) Build() *scenario.Scenario {
	s := n.build()
	s.Name, s.Title, s.About, s.Seed = n.Name, n.Name, n.About, 1
	return s
}

// pair is alice and bob at the ends of a cable.
func pair(delay time.Duration) *scenario.Scenario {
	return &scenario.Scenario{
		Nodes:  []scenario.Node{host("alice", "10.0.1.2/24", ""), host("bob", "10.0.1.3/24", "")},
		Cables: []scenario.Cable{{Ends: ends("alice", "bob"), Delay: delay, Queue: 1000}},
	}
}

func bulk(size int) *scenario.Scenario {
	s := pair(time.Millisecond)
	s.Run = []scenario.Act{
		{Node: "bob", Do: "bulk receive 5000 buffer 500000 piece 65536"},
		{At: time.Millisecond, Node: "alice", Do: fmt.Sprintf("bulk send bob:5000 %d piece 65536", size)},
	}
	return s
}

func roundTrips() *scenario.Scenario {
	s := pair(0)
	s.Run = []scenario.Act{
		{Node: "bob", Do: "echo serve tcp"},
		{At: time.Millisecond, Node: "alice", Do: "echo send tcp bob:7 x 100000"},
	}
	return s
}

func connections() *scenario.Scenario {
	s := pair(0)
	s.Run = []scenario.Act{{Node: "bob", Do: "bulk receive 5000"}}
	for i := range 10_000 {
		s.Run = append(s.Run, scenario.Act{At: time.Millisecond + time.Duration(i)*10*time.Microsecond, Node: "alice", Do: "bulk send bob:5000 1"})
	}
	return s
}

// host is a node with one port; gateway may be "".
func host(name, addr, gateway string) scenario.Node {
	n := scenario.Node{Name: name, Kind: scenario.Host, Ports: []scenario.Port{{Addr: netip.MustParsePrefix(addr)}}}
	if gateway != "" {
		n.Gateway = netip.MustParseAddr(gateway)
	}
	return n
}

func ends(a, b string) [2]scenario.End { return [2]scenario.End{{Node: a}, {Node: b}} }
