package scenario

import (
	"cmp"
	"net/netip"
	"slices"
)

// A local network is all that a frame can reach without a router: the ports
// that cables and switches join. Its ports should share one network of
// addresses, and no other local network should have the same.

// sets are disjoint sets of numbers, each with one of its members for a name.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]] // halves the way for the next who asks
		i = s[i]
	}
	return i
}

// join makes one set of two, and says whether they were two.
func (s sets) join(i, j int) bool {
	i, j = s.find(i), s.find(j)
	s[max(i, j)] = min(i, j)
	return i != j
}

// member is a port with an address in a local network.
type member struct {
	owner
	lan  int
	addr netip.Prefix
}

// lans looks at each local network, and at any two of them.
func (v *validator) lans() {
	m := v.newLANMap()
	lan := m.joined(newSets(m.total))
	var members []member
	for i := range v.s.Nodes {
		n := &v.s.Nodes[i]
		for j, p := range n.Ports {
			cabled := j
			if p.VLAN != 0 {
				cabled = n.trunk(j)
			}
			if plugged := cabled >= 0 && cabled < len(v.plugs.taken[i]) && v.plugs.taken[i][cabled]; plugged && p.Addr.IsValid() && unusable(p.Addr) == "" {
				members = append(members, member{owner{i, j}, lan.find(m.first[i] + j), p.Addr})
			}
		}
	}
	if v.s.Mistakes {
		return
	}
	v.together(members)
	v.apart(members)
}

// joined lays the cables, and finds loops of switches on the way.
func (m *lanMap) joined(lan sets) sets {
	for c := range m.s.Cables {
		ends := m.s.Cables[c].Ends
		a, known := m.plugs.nr[ends[0].Node]
		b, known2 := m.plugs.nr[ends[1].Node]
		if !known || !known2 || m.broken("cable", c) || a == b || m.plugs.port[c][0] < 0 || m.plugs.port[c][1] < 0 {
			continue
		}
		loop := false
		for _, channel := range m.channels {
			p, q := m.place(a, m.plugs.port[c][0], channel), m.place(b, m.plugs.port[c][1], channel)
			if p >= 0 && q >= 0 && !lan.join(p, q) {
				loop = true
			}
		}
		// Where it is said that no tree is there, a loop is wanted.
		opened := m.s.Nodes[a].Switch.STP.Or(m.s.STP).Mode != "" || m.s.Nodes[b].Switch.STP.Or(m.s.STP).Mode != ""
		if loop && !opened && m.s.Nodes[a].Kind == Switch && m.s.Nodes[b].Kind == Switch {
			m.doubtful(spot{part: "cable", i: c}, 0, "", "this cable closes a loop of switches, and no spanning tree opens it: a broadcast goes round for ever")
		}
	}
	return lan
}

// together warns of neighbours that take each other for far away.
func (v *validator) together(members []member) {
	heads := make(map[int]member)
	warned := make(map[int]bool)
	for _, m := range members {
		head, ok := heads[m.lan]
		switch {
		case !ok:
			heads[m.lan] = m
		case head.addr.Masked() == m.addr.Masked() || warned[m.lan]:
		default:
			warned[m.lan] = true
			v.doubtful(v.portSpot(m.owner), 0, "", "%s (%s) and %s (%s) share a cable or switch, but not a network",
				v.portName(head.owner), head.addr, v.portName(m.owner), m.addr)
		}
	}
}

// apart warns of networks that reach into one another but are not joined: an
// address of the one may be looked for in the other.
func (v *validator) apart(members []member) {
	type place struct {
		net netip.Prefix
		lan int
	}
	seen := make(map[place]bool)
	var nets []member
	for _, m := range members {
		if p := (place{m.addr.Masked(), m.lan}); !seen[p] {
			seen[p] = true
			nets = append(nets, m)
		}
	}
	slices.SortFunc(nets, func(a, b member) int {
		return cmp.Or(a.addr.Masked().Addr().Compare(b.addr.Masked().Addr()), cmp.Compare(a.addr.Bits(), b.addr.Bits()),
			cmp.Compare(a.node, b.node), cmp.Compare(a.port, b.port))
	})
	var around []member // the networks that the present one lies in, the widest first
	for _, m := range nets {
		for len(around) > 0 && !around[len(around)-1].addr.Overlaps(m.addr) {
			around = around[:len(around)-1]
		}
		if len(around) > 0 && around[len(around)-1].lan != m.lan {
			wide := around[len(around)-1]
			later, earlier := m, wide
			if later.node < earlier.node {
				later, earlier = earlier, later
			}
			v.doubtful(v.portSpot(later.owner), 0, "", "the network of %s (%s) reaches into that of %s (%s), and no cable joins the two",
				v.portName(later.owner), later.addr.Masked(), v.portName(earlier.owner), earlier.addr.Masked())
		}
		around = append(around, m)
	}
}
