package scenario

import (
	"fmt"
	"net/netip"

	"encap/layers/link/ethernet"
)

// owner is who has an address: a port of a node.
type owner struct{ node, port int }

// portSpot is where the file speaks of a port.
func (v *validator) portSpot(o owner) spot {
	return spot{"node", o.node, string(v.s.Nodes[o.node].Kind), o.port}
}

func (v *validator) portName(o owner) string {
	n := &v.s.Nodes[o.node]
	return n.Name + ":" + n.PortName(o.port)
}

// addresses looks at each port for itself, and for addresses given twice.
func (v *validator) addresses() {
	addrs := make(map[netip.Addr]owner, len(v.s.Nodes))
	macs := make(map[ethernet.Addr]owner)
	for i := range v.s.Nodes {
		names := make(map[string]bool)
		for j, p := range v.s.Nodes[i].Ports {
			o := owner{i, j}
			v.portAddress(o, addrs)
			if !v.broken("node", i) {
				v.vlanPort(&v.s.Nodes[i], j, v.portSpot(o))
			}
			if p.MAC != (ethernet.Addr{}) {
				if old, twice := macs[p.MAC]; twice {
					v.wrong(v.macSpot(o), 0, "", "the MAC address %s is already that of %s", p.MAC, v.portName(old))
				}
				macs[p.MAC] = o
			}
			if name := v.s.Nodes[i].PortName(j); names[name] {
				v.wrong(v.portSpot(o), 0, "give it another name", "%s has two ports named %s", v.s.Nodes[i].Name, name)
			} else {
				names[name] = true
			}
		}
	}
}

func (v *validator) macSpot(o owner) spot {
	if sp := (spot{"node", o.node, "mac", 0}); v.places.at[sp] != nil {
		return sp
	}
	return v.portSpot(o)
}

func (v *validator) portAddress(o owner, addrs map[netip.Addr]owner) {
	p := v.s.Nodes[o.node].Ports[o.port].Addr
	if !p.IsValid() {
		return
	}
	if why := unusable(p); why != "" {
		v.wrong(v.portSpot(o), 0, "", "%s is %s, not the address of a host", p, why)
		return
	}
	if old, twice := addrs[p.Addr()]; twice && v.s.Mistakes {
		return
	} else if twice {
		v.wrong(v.portSpot(o), 0, "", "the address %s is already that of %s", p.Addr(), v.portName(old))
		return
	}
	addrs[p.Addr()] = o
}

// unusable says why an address cannot be a host's, or "".
func unusable(p netip.Prefix) string {
	a := p.Addr()
	if !a.Is4() {
		return "" // refused as a value already
	}
	switch first := a.As4()[0]; {
	case first == 0:
		return "in the network of those who have no address yet (RFC 1122 §3.2.1.3)"
	case a.IsLoopback():
		return "a loopback address (RFC 1122 §3.2.1.3)"
	case a.IsMulticast():
		return "a multicast address"
	case first >= 240:
		return "in the reserved network 240.0.0.0/4"
	case p.Bits() == 0:
		return "in a network that holds all addresses"
	case p.Bits() >= 31: // both addresses of a /31 are hosts' (RFC 3021)
		return ""
	case a == p.Masked().Addr():
		return fmt.Sprintf("the name of the network %s itself", p.Masked())
	case a == lastAddr(p):
		return fmt.Sprintf("the broadcast address of %s", p.Masked())
	}
	return ""
}

// lastAddr gives the address of a network whose host bits are all ones.
func lastAddr(p netip.Prefix) netip.Addr {
	b := p.Masked().Addr().As4()
	for i := p.Bits(); i < 32; i++ {
		b[i/8] |= 0x80 >> (i % 8)
	}
	return netip.AddrFrom4(b)
}

// ways looks at gateways and routes: the next hop must be a neighbour.
func (v *validator) ways() {
	holders, outsiders := v.holders()
	for i := range v.s.Nodes {
		n := &v.s.Nodes[i]
		if v.broken("node", i) {
			continue
		}
		if n.Gateway.IsValid() {
			v.way(i, n.Gateway, "gateway", spot{"node", i, "gateway", 0}, holders, outsiders)
		}
		seen := make(map[netip.Prefix]bool, len(n.Routes))
		for j, r := range n.Routes {
			sp := spot{"node", i, "routes", j}
			if seen[r.Prefix] {
				v.wrong(sp, 0, "", "%s has two routes to %s", n.Name, r.Prefix)
			}
			seen[r.Prefix] = true
			if r.Prefix.Bits() == 0 && n.Gateway.IsValid() {
				v.wrong(sp, 0, "leave one of the two out", "%s has a gateway and a route to %s, which are the same", n.Name, r.Prefix)
			}
			if r.Refuse != "" {
				continue
			}
			for _, via := range append([]netip.Addr{r.Via}, r.Also...) {
				v.way(i, via, "next hop", sp, holders, outsiders)
			}
		}
	}
}

// holders gives the node that has each address, and whether machines outside
// may have others.
func (v *validator) holders() (map[netip.Addr]int, bool) {
	holders, outsiders := make(map[netip.Addr]int, len(v.s.Nodes)), false
	for i := range v.s.Nodes {
		outsiders = outsiders || v.s.Nodes[i].Kind == Outside
		for _, p := range v.s.Nodes[i].Ports {
			holders[p.Addr.Addr()] = i
		}
	}
	return holders, outsiders
}

func (v *validator) way(i int, via netip.Addr, what string, sp spot, holders map[netip.Addr]int, outsiders bool) {
	n := &v.s.Nodes[i]
	var in netip.Prefix
	for _, p := range n.Ports {
		if p.Addr.IsValid() && p.Addr.Masked().Contains(via) {
			in = p.Addr
		}
	}
	holder, held := holders[via]
	switch {
	case !in.IsValid():
		v.wrong(sp, 0, "", "the %s %s of %s is in none of its networks%s", what, via, n.Name, networksOf(n))
	case held && holder == i:
		v.wrong(sp, 0, "", "the %s %s of %s is %s itself", what, via, n.Name, n.Name)
	case unusable(netip.PrefixFrom(via, in.Bits())) != "":
		v.wrong(sp, 0, "", "the %s %s of %s is %s", what, via, n.Name, unusable(netip.PrefixFrom(via, in.Bits())))
	case !held && !outsiders:
		v.doubtful(sp, 0, "", "no node has the address %s, the %s of %s", via, what, n.Name)
	case held && v.s.Nodes[holder].Kind == Host:
		v.doubtful(sp, 0, "", "the %s of %s is %s, a host, which forwards nothing", what, n.Name, v.s.Nodes[holder].Name)
	}
}

func networksOf(n *Node) string {
	text := ""
	for i, p := range n.Ports {
		switch {
		case !p.Addr.IsValid():
		case i == 8:
			return " (" + text + ", …)"
		case text == "":
			text = p.Addr.Masked().String()
		default:
			text += ", " + p.Addr.Masked().String()
		}
	}
	if text == "" {
		return ": it has no address"
	}
	return " (" + text + ")"
}
