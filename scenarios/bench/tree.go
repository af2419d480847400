package bench

import (
	"fmt"
	"net/netip"
	"time"

	"encap/sim/scenario"
)

// fan is how many branches a router of the tree has. Four bits of an address
// tell the branch.
const fan = 10

// tree is routers in a tree with so many levels, of which each has ten below
// it, those of the last level ten hosts. Each host sends messages to one at the
// other side of the tree, which come back.
func tree(levels, count int) *scenario.Scenario {
	t := &grower{levels: levels}
	t.router(1, nil)
	for i, name := range t.hosts {
		other := t.hosts[(i+len(t.hosts)/2)%len(t.hosts)]
		t.s.Run = append(t.s.Run, scenario.Act{Node: name, Do: "echo serve"},
			scenario.Act{At: time.Millisecond + time.Duration(i)*time.Microsecond, Node: name, Do: fmt.Sprintf("echo send %s:7 hello %d", other, count)})
	}
	return &t.s
}

// grower is a tree that grows.
type grower struct {
	s      scenario.Scenario
	levels int
	links  int // between routers so far
	hosts  []string
}

// router adds a router and all below it; path is the branches that lead there.
// It gives the router's place among the nodes.
func (t *grower) router(level int, path []int) int {
	at := len(t.s.Nodes)
	t.s.Nodes = append(t.s.Nodes, scenario.Node{Name: name("r", path), Kind: scenario.Router})
	for branch := range fan {
		below := append(path[:len(path):len(path)], branch)
		if level == t.levels {
			t.host(at, below)
			continue
		}
		down, up := t.link()
		child := len(t.s.Nodes)
		t.plug(at, down)
		t.s.Nodes[at].Routes = append(t.s.Nodes[at].Routes, scenario.Route{Prefix: t.network(below), Via: up.Addr()})
		t.router(level+1, below)
		n := &t.s.Nodes[child]
		n.Ports = append(n.Ports, scenario.Port{Addr: up})
		n.Gateway = down.Addr()
		t.cable(at, len(t.s.Nodes[at].Ports)-1, child, len(n.Ports)-1)
	}
	return at
}

// host adds a host to a router, in a network of its own.
func (t *grower) host(router int, path []int) {
	net := t.network(path).Addr().As4()
	address := func(last byte) netip.Prefix {
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{net[0], net[1], net[2], net[3] + last}), t.bits(path))
	}
	t.plug(router, address(1))
	t.hosts = append(t.hosts, name("h", path))
	at := len(t.s.Nodes)
	t.s.Nodes = append(t.s.Nodes, scenario.Node{Name: name("h", path), Kind: scenario.Host,
		Ports: []scenario.Port{{Addr: address(2)}}, Gateway: address(1).Addr()})
	t.cable(router, len(t.s.Nodes[router].Ports)-1, at, 0)
}

// network gives the addresses of all that is at the end of a path.
func (t *grower) network(path []int) netip.Prefix {
	address := uint32(10) << 24
	for i, branch := range path {
		address |= uint32(branch) << (20 - 4*i)
	}
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(address >> 24), byte(address >> 16), byte(address >> 8), byte(address)}), t.bits(path))
}

func (t *grower) bits(path []int) int { return 8 + 4*len(path) }

// link gives the two addresses of another link between routers.
func (t *grower) link() (down, up netip.Prefix) {
	n := uint32(172)<<24 | uint32(16)<<16 | uint32(4*t.links)
	t.links++
	address := func(n uint32) netip.Prefix {
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}), 30)
	}
	return address(n + 1), address(n + 2)
}

func (t *grower) plug(node int, addr netip.Prefix) {
	t.s.Nodes[node].Ports = append(t.s.Nodes[node].Ports, scenario.Port{Addr: addr})
}

// cable joins two ports.
func (t *grower) cable(a, aPort, b, bPort int) {
	end := func(n, port int) scenario.End {
		return scenario.End{Node: t.s.Nodes[n].Name, Port: fmt.Sprint("eth", port)}
	}
	t.s.Cables = append(t.s.Cables, scenario.Cable{Ends: [2]scenario.End{end(a, aPort), end(b, bPort)}, Delay: time.Microsecond})
}

// name names a node by the path to it: "h-3-0-7".
func name(kind string, path []int) string {
	for _, branch := range path {
		kind += fmt.Sprint("-", branch)
	}
	return kind
}
