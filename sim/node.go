package sim

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"encap/layers/network/firewall"
	"encap/layers/network/nat"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/stack"
	"encap/layers/transport/tcp"
	"encap/sim/scenario"
)

// defaultMTU is the most payload of an Ethernet frame, in bytes (RFC 894).
const defaultMTU = 1500

// node is one running device.
type node struct {
	name     string
	kind     scenario.Kind
	number   int // in the scenario, from 0
	ports    []*physical.Port
	host     *stack.Host        // of a host or router, and of
	nat      *nat.NAT           // a translator or
	firewall *firewall.Firewall // a firewall, or a translator that is one as well
	sw       *stack.Switch      // a switch
	outside  *outside           // of an outside node
	forge    *rand.Rand         // invents the addresses of macof

	off     bool      // it has no power
	boots   int       // how often it was switched on
	running []process // programs
	timers  timers    // those that run
}

// addNode builds the i-th node.
func (w *world) addNode(i int, plugs [][2]int) error {
	wish := &w.scenario.Nodes[i]
	n := &node{name: wish.Name, kind: wish.Kind, number: i}
	if err := w.device(n, plugs); err != nil {
		return err
	}
	for _, p := range n.ports {
		w.tracer.Port(p, n.name)
	}
	w.nodes = append(w.nodes, n)
	w.byName[n.name] = n
	return nil
}

// device builds what a node is, on the ports that it has already.
func (w *world) device(n *node, plugs [][2]int) error {
	wish := &w.scenario.Nodes[n.number]
	n.boots++
	switch {
	case wish.Kind.HasAddresses():
		return w.addHost(n, wish)
	case wish.Kind == scenario.Switch:
		w.addSwitch(n, wish, plugs)
	case wish.Kind == scenario.Hub && n.boots > 1: // it knows nothing that it could have lost
	case wish.Kind == scenario.Hub:
		w.addHub(n, plugs)
	case wish.Kind == scenario.Outside:
		port := &physical.Port{Name: wish.PortName(0)}
		n.outside = &outside{port: port}
		port.Up = n.outside
		n.ports = []*physical.Port{port}
	default:
		return fmt.Errorf("sim: node %q is of no known kind: %q", wish.Name, wish.Kind)
	}
	return nil
}

// port gives a port of the node by its name, or nil.
func (n *node) port(name string) *physical.Port {
	for _, p := range n.ports {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// parts is what the layers of a node get from the world.
func (w *world) parts(n *node) stack.World {
	return stack.World{
		Env:    func(l osi.Layer) osi.Env { return w.powered(n, l) },
		Pool:   w.pool,
		Tap:    w.tracer.Tap(n.name),
		Calls:  w.tracer.Calls(n.name),
		Lookup: w.lookup,
		TCP:    w.tcp(n),
		Doubt:  cmp.Or(w.scenario.Nodes[n.number].ARP, w.scenario.ARP) == "linux",
		Port:   n.port,
	}
}

// tcp gives the profile of a node's TCP.
func (w *world) tcp(n *node) *tcp.Profile {
	wish := w.scenario.Nodes[n.number].TCP.Or(w.scenario.TCP)
	p, ok := tcp.FindProfile(wish.Profile)
	if !ok {
		p = &tcp.RFC
	}
	if wish == (scenario.TCP{Profile: wish.Profile}) {
		return p
	}
	own := *p
	if wish.Congestion != "" {
		own.Control = wish.Congestion
	}
	if wish.SACK != "" {
		own.SACK = wish.SACK == "on"
	}
	if wish.DelayedACK == "off" {
		own.DelayAck = 0
	}
	if wish.InitialWindow != 0 {
		own.InitialWindow = wish.InitialWindow
	}
	if n := slices.Index(tcp.ECNs, wish.ECN); n >= 0 {
		own.ECN = tcp.ECN(n)
	}
	return &own
}

// addHost builds a host or router with its routes.
func (w *world) addHost(n *node, wish *scenario.Node) error {
	var attached []stack.Attachment
	for p, port := range wish.Ports {
		a := stack.Attachment{Name: wish.PortName(p), MAC: w.scenario.MAC(n.number, p), Addr: port.Addr, MTU: port.MTU}
		if port.VLAN != 0 {
			a.VLAN, a.Trunk = port.VLAN, wish.TrunkName(p)
		}
		if a.MTU == 0 {
			a.MTU = defaultMTU
		}
		attached = append(attached, a)
	}
	if wish.Kind.Routes() {
		n.host = stack.NewRouter(w.parts(n), attached...)
	} else {
		n.host = stack.NewHost(w.parts(n), attached...)
	}
	n.host.ICMP.AnswerBroadcast = wish.ICMP.EchoBroadcast
	if wish.ICMP.NoRedirects {
		n.host.IP.SendRedirects, n.host.IP.TakeRedirects = false, false
	}
	n.ports = n.host.Ports
	if wish.Gateway.IsValid() && !n.host.AddRoute(stack.Default, wish.Gateway) {
		return fmt.Errorf("sim: %s: the gateway %v is on none of its links", n.name, wish.Gateway)
	}
	for _, r := range wish.Routes {
		if r.Refuse != "" {
			n.host.BarRoute(r.Prefix, r.Refuse)
			continue
		}
		if !n.host.AddRoute(r.Prefix, r.Via, r.Also...) {
			return fmt.Errorf("sim: %s: a next hop towards %v is on none of its links", n.name, r.Prefix)
		}
	}
	if wish.Kind == scenario.Firewall || wish.Kind == scenario.NAT {
		return w.filter(n, wish)
	}
	return nil
}

// addHub builds a hub. Its clockwork is seen as TxStart and Collision.
func (w *world) addHub(n *node, plugs [][2]int) {
	var names []string
	for _, p := range w.scenario.SwitchPorts(n.number, plugs) {
		names = append(names, p.Port)
	}
	parts := w.parts(n)
	parts.Env = func(osi.Layer) osi.Env { return w.cableEnv() }
	n.ports = stack.NewHub(parts, names...).Ports
}

// show lets the state of a node at the beginning be recorded.
func (n *node) show(env osi.Env) {
	for _, p := range n.ports {
		env.Enter(p)
		for _, part := range p.Parts() {
			env.Enter(part)
		}
	}
	if n.sw != nil {
		n.sw.Show()
	}
	if n.host == nil {
		return
	}
	for _, i := range n.host.IP.Interfaces() {
		env.Enter(i)
	}
	for _, r := range n.host.IP.Routes.Routes() {
		env.Enter(r)
	}
	n.showFilters(env)
}
