package scenario

import (
	"strconv"

	"encap/layers/link/ethernet"
)

// PortName gives the name of a node's i-th port, from 0: its own, or eth and
// its number.
func (n *Node) PortName(i int) string {
	switch {
	case i < len(n.Ports) && n.Ports[i].Name != "":
		return n.Ports[i].Name
	case i < len(n.Ports) && n.Ports[i].VLAN != 0:
		return n.TrunkName(i) + "." + strconv.Itoa(int(n.Ports[i].VLAN))
	}
	return "eth" + strconv.Itoa(i)
}

// trunk gives the port on whose cable the i-th port is, which is an interface in
// a VLAN; -1 if there is none such.
func (n *Node) trunk(i int) int {
	for j, p := range n.Ports[:i] {
		if name := n.Ports[i].Trunk; p.VLAN == 0 && (name == "" || n.PortName(j) == name) {
			return j
		}
	}
	return -1
}

// TrunkName gives the name of the port on whose cable the i-th port is.
func (n *Node) TrunkName(i int) string {
	if j := n.trunk(i); j >= 0 {
		return n.PortName(j)
	}
	return n.Ports[i].Trunk
}

// MAC gives the hardware address of a node's i-th port: its own, or when the
// scenario names none a locally administered one (the second lowest bit of the
// first byte is set) with the numbers of node, from 1, and port.
func (s *Scenario) MAC(node, i int) ethernet.Addr {
	n := &s.Nodes[node]
	if i < len(n.Ports) && n.Ports[i].VLAN != 0 {
		i = max(n.trunk(i), 0)
	}
	if i < len(n.Ports) && n.Ports[i].MAC != (ethernet.Addr{}) {
		return n.Ports[i].MAC
	}
	node++
	return ethernet.Addr{2, 0, byte(node >> 16), byte(node >> 8), byte(node), byte(i)}
}

// Plugs gives for each cable the number of the port at each end, from 0; -1
// where there is none. First come the ends that name their port; the others get
// the node's ports that are left, in the order of the cables. A switch or hub has as
// many ports as it has cables, an outside node has one.
func (s *Scenario) Plugs() [][2]int {
	p := newPlugs(s)
	return p.port
}

// plugs is what Plugs works out, and on the way which ports are taken.
type plugs struct {
	nr    map[string]int // of a node, by name; of several of one name the first
	port  [][2]int
	taken [][]bool // by node and port
}

func newPlugs(s *Scenario) *plugs {
	p := &plugs{nr: make(map[string]int, len(s.Nodes)), port: make([][2]int, len(s.Cables)), taken: make([][]bool, len(s.Nodes))}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		if _, twice := p.nr[n.Name]; !twice {
			p.nr[n.Name] = i
		}
		switch {
		case n.Kind == Outside:
			p.taken[i] = make([]bool, 1)
		case n.Kind.HasAddresses():
			p.taken[i] = make([]bool, len(n.Ports))
			for j, port := range n.Ports {
				p.taken[i][j] = port.VLAN != 0 // it has no socket for a cable
			}
		}
	}
	for c := range s.Cables {
		for e, end := range s.Cables[c].Ends {
			p.port[c][e] = p.named(s, end)
		}
	}
	next := make([]int, len(s.Nodes)) // no port before it is free
	for c := range s.Cables {
		for e, end := range s.Cables[c].Ends {
			if n, ok := p.nr[end.Node]; ok && end.Port == "" {
				p.port[c][e] = p.free(s, n, &next[n])
			}
		}
	}
	return p
}

// named takes the port that an end asks for.
func (p *plugs) named(s *Scenario, end End) int {
	n, ok := p.nr[end.Node]
	if !ok || end.Port == "" {
		return -1
	}
	for i, taken := range p.taken[n] {
		if !taken && s.Nodes[n].PortName(i) == end.Port {
			p.taken[n][i] = true
			return i
		}
	}
	return -1
}

// free takes the first port that is left.
func (p *plugs) free(s *Scenario, n int, next *int) int {
	if s.Nodes[n].Kind.ByCables() {
		*next++
		return *next - 1
	}
	for ; *next < len(p.taken[n]); *next++ {
		if !p.taken[n][*next] {
			p.taken[n][*next] = true
			return *next
		}
	}
	return -1
}
