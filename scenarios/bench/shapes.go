package bench

import (
	"fmt"
	"net/netip"
	"time"

	"encap/sim/scenario"
)

// talk lets a send b messages of 40 bytes, which come back.
func talk(s *scenario.Scenario, a, b string, count int) {
	s.Run = append(s.Run,
		scenario.Act{Node: b, Do: "echo serve"},
		scenario.Act{At: time.Millisecond, Node: a, Do: fmt.Sprintf(`echo send %s:7 "0123456789012345678901234567890123456789" %d`, b, count)})
}

func oneSwitch() *scenario.Scenario {
	s := pair(0)
	s.Nodes = append(s.Nodes, scenario.Node{Name: "s1", Kind: scenario.Switch})
	s.Cables = []scenario.Cable{{Ends: ends("alice", "s1")}, {Ends: ends("s1", "bob")}}
	talk(s, "alice", "bob", 100_000)
	return s
}

// chain is two hosts with routers in a row between them.
func chain(routers, count int) *scenario.Scenario {
	addr := func(net, host int) netip.Prefix {
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, byte(net), byte(host)}), 24)
	}
	s := &scenario.Scenario{}
	s.Nodes = append(s.Nodes, host("alice", addr(0, 2).String(), addr(0, 1).Addr().String()))
	for r := range routers {
		n := scenario.Node{Name: fmt.Sprint("r", r), Kind: scenario.Router, Ports: []scenario.Port{{Addr: addr(r, 1)}, {Addr: addr(r+1, 254)}}}
		if r == routers-1 {
			n.Ports[1].Addr = addr(r+1, 1)
		} else {
			n.Routes = append(n.Routes, scenario.Route{Prefix: addr(routers, 0).Masked(), Via: addr(r+1, 1).Addr()})
		}
		if r > 0 {
			n.Routes = append(n.Routes, scenario.Route{Prefix: addr(0, 0).Masked(), Via: addr(r, 254).Addr()})
		}
		s.Nodes = append(s.Nodes, n)
	}
	s.Nodes = append(s.Nodes, host("bob", addr(routers, 2).String(), addr(routers, 1).Addr().String()))
	for i := range len(s.Nodes) - 1 {
		s.Cables = append(s.Cables, scenario.Cable{Ends: ends(s.Nodes[i].Name, s.Nodes[i+1].Name), Delay: time.Microsecond})
	}
	talk(s, "alice", "bob", count)
	return s
}

// dumbbell is 50 hosts at one switch, 50 at another, and a cable between them
// that all their streams must share.
func dumbbell() *scenario.Scenario {
	s := &scenario.Scenario{Until: 10 * time.Second}
	s.Nodes = []scenario.Node{{Name: "left", Kind: scenario.Switch}, {Name: "right", Kind: scenario.Switch}}
	s.Cables = []scenario.Cable{{Ends: ends("left", "right"), Rate: 100_000_000, Delay: 10 * time.Millisecond}}
	for i := range 50 {
		a, b := fmt.Sprint("a", i), fmt.Sprint("b", i)
		s.Nodes = append(s.Nodes, host(a, fmt.Sprintf("10.0.0.%d/24", i+1), ""), host(b, fmt.Sprintf("10.0.0.%d/24", i+101), ""))
		s.Cables = append(s.Cables, scenario.Cable{Ends: ends(a, "left"), Delay: time.Microsecond},
			scenario.Cable{Ends: ends("right", b), Delay: time.Microsecond})
		s.Run = append(s.Run, scenario.Act{Node: b, Do: "bulk receive 5000 piece 65536"},
			scenario.Act{At: 10 * time.Millisecond, Node: a, Do: fmt.Sprintf("bulk send %s:5000 1000000000 piece 65536", b)})
	}
	return s
}
