package narrate

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"encap/layers/link/ethernet"
	"encap/layers/network/ipv4"
	"encap/layers/physical"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// host gives an IP address with the node that has it: "10.0.1.3 (bob)".
func (t *teller) host(a netip.Addr) string {
	if name := t.ownerOf(a); name != "" {
		return a.String() + " (" + name + ")"
	}
	if t.everybody(a) {
		return a.String() + " (" + everybody + ")"
	}
	return a.String()
}

// hostOnly gives the node that has an IP address, or the address.
func (t *teller) hostOnly(a netip.Addr) string {
	if name := t.ownerOf(a); name != "" {
		return name
	}
	return t.host(a)
}

// ownerOf gives the node that has an IP address, or "".
func (t *teller) ownerOf(a netip.Addr) string {
	if t.s == nil || !a.IsValid() {
		return ""
	}
	for i := range t.s.Nodes {
		for _, p := range t.s.Nodes[i].Ports {
			if p.Addr.IsValid() && p.Addr.Addr() == a {
				return t.s.Nodes[i].Name
			}
		}
	}
	return ""
}

// everybody says whether an address is that of all hosts of a network.
func (t *teller) everybody(a netip.Addr) bool {
	if a == netip.AddrFrom4([4]byte{255, 255, 255, 255}) {
		return true
	}
	if t.s == nil || !a.IsValid() {
		return false
	}
	for i := range t.s.Nodes {
		for _, p := range t.s.Nodes[i].Ports {
			if p.Addr.IsValid() && ipv4.Broadcast(p.Addr) == a {
				return true
			}
		}
	}
	return false
}

// station gives the node that has a MAC address, or the address.
func (t *teller) station(a ethernet.Addr) string {
	switch {
	case a == ethernet.Broadcast:
		return everybody
	case a.Group():
		return aGroup
	case t.s == nil:
		return a.String()
	}
	for i := range t.s.Nodes {
		for j := range t.s.Nodes[i].Ports {
			if t.s.MAC(i, j) == a {
				return t.s.Nodes[i].Name
			}
		}
		if own := t.s.MAC(i, 0); t.s.Nodes[i].Kind == scenario.Switch && own[0] == a[0] && [4]byte(own[1:5]) == [4]byte(a[1:5]) {
			return t.s.Nodes[i].Name // any of its ports
		}
	}
	return a.String()
}

// endpoint gives "port 5000 of 10.0.1.3 (bob)" for "10.0.1.3:5000".
func (t *teller) endpoint(text string) string {
	a, err := netip.ParseAddrPort(text)
	if err != nil {
		return text
	}
	if a.Port() == 0 {
		return t.host(a.Addr())
	}
	return t.say(portOf, "number", a.Port(), "host", t.host(a.Addr()))
}

// portNumber gives the port of "0.0.0.0:5000".
func portNumber(text string) string {
	a, err := netip.ParseAddrPort(text)
	if err != nil {
		return unknown
	}
	return strconv.Itoa(int(a.Port()))
}

// node gives the event's node in the scenario, or nil.
func (t *teller) node() *scenario.Node {
	if t.s == nil {
		return nil
	}
	for i := range t.s.Nodes {
		if t.s.Nodes[i].Name == t.e.Node {
			return &t.s.Nodes[i]
		}
	}
	return nil
}

// nextHop gives the station on a link of the node that gets a packet for dst: as
// the frame says that it becomes, or whom ARP asks for; and if neither is to be
// seen yet, as the node's routes were at the beginning.
func (t *teller) nextHop(dst netip.Addr) netip.Addr {
	giving := t.e.ID // the event that gives the packet to the link
	for id := t.e.ID + 1; ; id++ {
		e := t.src.Event(id)
		if e == nil || e.At != t.e.At || e.Node != t.e.Node || e.Kind == trace.Call || e.Kind == trace.Return {
			return t.firstRoute(dst)
		}
		if e.Kind == trace.Send && e.Name == "arp" && e.Cause == t.e.ID {
			giving = id
		}
		if e.Kind == trace.Send && e.Name == "eth" && e.Cause == giving {
			frame := newTeller(t.src, e)
			if frame.outer("eth") != nil && frame.pdu("arp") != nil {
				return frame.addr("arp.dst.proto_ipv4")
			}
			return t.addrOf(frame.mac("eth.dst"), dst)
		}
	}
}

// addrOf gives the IP address of the port with a MAC address, in the network of
// one of the node's own ports; dst if that is one of its addresses.
func (t *teller) addrOf(mac ethernet.Addr, dst netip.Addr) netip.Addr {
	for i := range t.s.Nodes {
		for j, p := range t.s.Nodes[i].Ports {
			if t.s.MAC(i, j) == mac && p.Addr.IsValid() && (p.Addr.Addr() == dst || t.neighbour(p.Addr.Addr())) {
				return p.Addr.Addr()
			}
		}
	}
	return t.firstRoute(dst)
}

// neighbour says whether an address is in the network of one of the node's ports.
func (t *teller) neighbour(a netip.Addr) bool {
	n := t.node()
	return n != nil && slices.ContainsFunc(n.Ports, func(p scenario.Port) bool { return p.Addr.IsValid() && p.Addr.Contains(a) })
}

// firstRoute gives the next hop for dst by the longest prefix, as in the routes
// that the node begins with.
func (t *teller) firstRoute(dst netip.Addr) netip.Addr {
	n := t.node()
	if n == nil || !dst.IsValid() {
		return netip.Addr{}
	}
	best, hop := -1, netip.Addr{}
	for _, p := range n.Ports {
		if p.Addr.IsValid() && p.Addr.Contains(dst) && p.Addr.Bits() > best {
			best, hop = p.Addr.Bits(), dst
		}
	}
	for _, r := range n.Routes {
		if r.Prefix.Contains(dst) && r.Prefix.Bits() > best {
			best, hop = r.Prefix.Bits(), r.Via
			if len(r.Also) > 0 {
				hop = netip.Addr{} // one of several
			}
		}
	}
	if best < 0 {
		return n.Gateway
	}
	return hop
}

// far gives the node at the other end of a port's cable, and the cable's rate;
// "" where there is none.
func (t *teller) far(node, port string) (peer string, r physical.Bitrate) {
	if t.s == nil {
		return "", 0
	}
	plugs := t.s.Plugs()
	for c := range t.s.Cables {
		cable := &t.s.Cables[c]
		for e, end := range cable.Ends {
			if end.Node == node && plugs[c][e] >= 0 && t.portName(node, plugs[c][e]) == port {
				return cable.Ends[1-e].Node, t.s.RateOf(cable)
			}
		}
	}
	return "", 0
}

func (t *teller) portName(node string, port int) string {
	for i := range t.s.Nodes {
		if n := &t.s.Nodes[i]; n.Name == node {
			return n.PortName(port)
		}
	}
	return ""
}

// processWith gives the process that has an open socket, by the socket's name
// "1/3": process 1, descriptor 3.
func (t *teller) processWith(node, socket string) string {
	pid, _, _ := strings.Cut(socket, "/")
	return t.src.process(t.e, node, pid)
}
