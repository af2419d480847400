package scenario

import (
	"net/netip"

	"go.yaml.in/yaml/v4"
)

// port is an address, or a mapping that says more of the port.
var portObject = &object{
	is: "a port", about: "A port of a host or router, when there is more to say than its address.",
	keys: []key{
		{"address", false, addressBits, "its address; left out: none"},
		{"name", false, portName, "left out: eth and its number, from 0"},
		{"mac", false, mac, "left out: 02:00:00:00, the node's number, the port's number"},
		{"mtu", false, mtu, "bytes of payload that a frame carries; left out: 1500"},
		{"vlan", false, vlanID, "it is no port of its own but an interface in this VLAN, on the cable of another port: eth0.10"},
		{"port", false, portName, "of which port, if `vlan` is given; left out: the first"},
	},
}

var port = either{
	is: "an address or a port", of: []shape{addressBits, portObject},
	pick: func(_ *checker, n *yaml.Node) shape {
		if n.Kind == yaml.MappingNode {
			return portObject
		}
		return addressBits
	},
}

var (
	gatewayKey = key{"gateway", false, address, "the router for all networks that no other route names"}
	routesKey  = key{"routes", false,
		table{"a mapping of routes", network, list{"a list of routers", way, 1, mostWays, true}, 0, mostNodes},
		"other networks, and the router that is the way to each; several routers share the flows"}
	macKey = key{"mac", false, mac, "of its only port"}
	mtuKey = key{"mtu", false, mtu, "of all its ports; left out: 1500"}
)

// A node is what its first key says.
var (
	hostObject = &object{
		is: "a host", about: "A computer with programs and sockets.",
		keys: []key{
			{"host", true, list{"a list of addresses", port, 1, mostPorts, true}, "its address, or a list of them: each is a port, eth0, eth1 …"},
			gatewayKey, routesKey, macKey, mtuKey, icmpKey, arpKey, tcpKey,
		},
	}
	routerObject = &object{
		is: "a router", about: "It forwards packets between its networks.",
		keys: []key{
			{"router", true, list{"a list of addresses", port, 1, mostPorts, true}, "its addresses: each is a port, eth0, eth1 …"},
			gatewayKey, routesKey, mtuKey, icmpKey, arpKey, tcpKey,
		},
	}
	outsideObject = &object{
		is: "an outside host", about: "A real machine, reached over VXLAN (RFC 7348).",
		keys: []key{{"outside", true, outside, "where its VXLAN device listens"}},
	}
	bareObject = &object{
		is: "a host without address", about: "A host that has no address yet. Short: `carol: host`.",
		keys: []key{{"kind", true, choice{"a kind", []string{"host"}}, "`host`"}, macKey, mtuKey, arpKey, tcpKey},
	}
	nodeWord = choice{"a kind of node", []string{"host", "switch", "hub"}}
)

var node = either{
	is: "a node", of: []shape{nodeWord, hostObject, routerObject, firewallObject, natObject, switchObject, hubObject, bareObject, outsideObject},
	pick: pickNode,
}

func pickNode(c *checker, n *yaml.Node) shape {
	if n.Kind == yaml.ScalarNode {
		switch _, err := netip.ParsePrefix(n.Value); {
		case err == nil:
			c.wrong(n, "write {host: "+n.Value+"}", "an address alone does not say what the node is")
			return nil
		case Kind(n.Value).Routes():
			c.wrong(n, "write {"+n.Value+": [10.0.1.1/24, 10.0.2.1/24]}", "%q needs its addresses", n.Value)
			return nil
		case n.Value == "outside":
			c.wrong(n, "write {outside: 192.0.2.1:4789}", "%q needs its address", n.Value)
			return nil
		}
		return nodeWord
	}
	if n.Kind != yaml.MappingNode {
		c.wrong(n, "write {host: 10.0.1.2/24} or {router: [10.0.1.1/24, 10.0.2.1/24]}", "a node is a mapping, not a %s", kindOf(n))
		return nil
	}
	var is *object
	for _, o := range []*object{hostObject, routerObject, firewallObject, natObject, outsideObject, switchObject} {
		if value(n, o.keys[0].name) == nil {
			continue
		}
		if is != nil {
			c.wrong(n, "leave one of the two out", "a node is not both %s and %s", is.is, o.is)
			return nil
		}
		is = o
	}
	switch {
	case is == nil && c.tainted(n):
		return nil // it may be in what was refused
	case is == nil:
		c.nothing(n)
		return nil
	case is == switchObject && text(n, "kind") == "hub":
		return hubObject
	case is == switchObject && text(n, "kind") != "switch":
		if text(n, "kind") != "host" {
			return &object{is: is.is, keys: []key{{"kind", true, nodeWord, ""}, macKey, mtuKey, arpKey, tcpKey}}
		}
		return bareObject
	case is == hostObject && value(n, "mac") != nil && len(items(value(n, "host"))) > 1:
		c.wrong(value(n, "mac"), "write it into one: {address: 10.0.1.2/24, mac: …}", "the host has several ports, and it is not said whose MAC address this is")
	}
	return is
}

// nothing reports a node of which nothing is said, or that is misspelt.
func (c *checker) nothing(n *yaml.Node) {
	for i := 0; i < len(n.Content); i += 2 {
		if mend := didYouMean(n.Content[i].Value, []string{"host", "router", "firewall", "nat", "outside", "kind"}); mend != "" {
			c.wrong(n.Content[i], mend, "unknown key %q", clip(n.Content[i].Value))
			return
		}
	}
	c.wrong(n, "write host:, router:, firewall:, nat:, outside: or kind: switch", "it is not said what the node is")
}
