package scenario

import (
	"slices"

	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
)

// vlanPort looks at an interface in a VLAN.
func (v *validator) vlanPort(n *Node, i int, sp spot) {
	p := n.Ports[i]
	if p.VLAN == 0 {
		switch {
		case p.Trunk != "":
			v.wrong(sp, 0, "write vlan: as well", "%s: an interface on port %s belongs to a VLAN", n.Name, p.Trunk)
		case slices.ContainsFunc(n.Ports[:i], func(p Port) bool { return p.VLAN != 0 }):
			v.wrong(sp, 0, "", "%s: ports come before interfaces in VLANs", n.Name)
		}
		return
	}
	switch {
	case p.VLAN > vlan.MaxID:
		v.wrong(sp, 0, "", "%s: the VLAN %d is not from 1 to %d", n.Name, p.VLAN, vlan.MaxID)
	case p.MAC != (ethernet.Addr{}):
		v.wrong(sp, 0, "leave mac: out", "%s: an interface in a VLAN has the MAC address of its port", n.Name)
	case n.trunk(i) < 0:
		v.wrong(sp, 0, "write {name: eth0} before it, if the port has no address", "%s: the interface in VLAN %d stands on no port before it", n.Name, p.VLAN)
	}
}

// channels are the networks that share a cable: 0 for frames without a tag, and
// those with the tags of all VLANs that a scenario speaks of.
func (v *validator) channels() []vlan.ID {
	all := []vlan.ID{0}
	add := func(id vlan.ID) {
		if id <= vlan.MaxID && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	for i := range v.s.Nodes {
		n := &v.s.Nodes[i]
		for _, p := range n.Ports {
			add(p.VLAN)
		}
		for _, p := range n.Switch.Ports {
			add(p.VLAN)
			for _, id := range p.Trunk {
				add(id)
			}
		}
		if n.Switch.VLANs() {
			add(1)
		}
	}
	return all
}

// lanMap finds the place of each channel of each port among the sets of a
// network.
type lanMap struct {
	*validator
	channels []vlan.ID
	first    []int          // by node: its first place. A host has one for each port, a switch for each channel
	switches [][]SwitchPort // by node; nil: it looks at no tags
	total    int
}

func (v *validator) newLANMap() *lanMap {
	m := &lanMap{validator: v, channels: v.channels()}
	for i := range v.s.Nodes {
		n := &v.s.Nodes[i]
		m.first = append(m.first, m.total)
		var ports []SwitchPort
		switch {
		case n.Kind.HasAddresses():
			m.total += len(n.Ports)
		default:
			m.total += len(m.channels)
		}
		if n.Kind == Switch && n.Switch.VLANs() {
			ports = v.s.SwitchPorts(i, v.plugs.port)
		}
		m.switches = append(m.switches, ports)
	}
	return m
}

// place gives where the frames of a channel of a node's port belong; -1: nowhere.
func (m *lanMap) place(node, port int, channel vlan.ID) int {
	n := &m.s.Nodes[node]
	if n.Kind.HasAddresses() {
		if channel == 0 {
			return m.first[node] + port
		}
		for i, p := range n.Ports {
			if p.VLAN == channel && n.trunk(i) == port {
				return m.first[node] + i
			}
		}
		return -1
	}
	if ports := m.switches[node]; ports != nil {
		switch {
		case port >= len(ports):
			return -1
		case channel == 0 && ports[port].VLAN != 0:
			channel = ports[port].VLAN
		case !ports[port].Tagged(channel) || channel == 0:
			return -1
		}
	}
	return m.first[node] + slices.Index(m.channels, channel)
}
