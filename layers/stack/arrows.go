package stack

import (
	"net/netip"

	"encap/layers/codec"
	"encap/layers/link/arp"
	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/socket"
	"encap/layers/transport/tcp"
	"encap/layers/transport/udp"
)

// Tap sees what goes over the arrows between the layers of one node. A nil Tap
// costs nothing: then each arrow is the method itself.
type Tap interface {
	// Down: the protocol called name, of layer l, is given b to send; b's
	// outermost header is proto's.
	Down(l osi.Layer, name, proto string, b *codec.Buffer)
	// Up: the protocol called name, of layer l, is given a PDU that came in.
	Up(l osi.Layer, name string, pdu []byte)
	// Done: the latest Down or Up has returned.
	Done()
}

// Each arrow below has the shape of the interface that the layer at its tail
// asks for.

// intoIP is the arrow from a transport to IP. ICMP is carried like one.
type intoIP struct {
	*ipv4.Layer
	tap   Tap
	proto string
}

func (a intoIP) Send(b *codec.Buffer, p osi.Path) error {
	a.tap.Down(osi.Network, "ip", a.proto, b)
	defer a.tap.Done()
	return a.Layer.Send(b, p)
}

// intoARP is the arrow from IP to the link.
type intoARP struct {
	*arp.Resolver
	tap Tap
}

func (a intoARP) Send(b *codec.Buffer, nextHop netip.Addr) {
	a.tap.Down(osi.Link, "arp", "ip", b)
	defer a.tap.Done()
	a.Resolver.Send(b, nextHop)
}

func (a intoARP) Broadcast(b *codec.Buffer) {
	a.tap.Down(osi.Link, "arp", "ip", b)
	defer a.tap.Done()
	a.Resolver.Broadcast(b)
}

// intoEthernet is the arrow from address resolution to framing.
type intoEthernet struct {
	*ethernet.Interface
	tap Tap
}

func (a intoEthernet) Send(b *codec.Buffer, dst ethernet.Addr, t ethernet.Type) {
	a.tap.Down(osi.Link, "eth", protoOf(t), b)
	defer a.tap.Done()
	a.Interface.Send(b, dst, t)
}

// intoVLAN is the arrow from address resolution to an interface in a VLAN.
type intoVLAN struct {
	*vlan.Interface
	tap Tap
}

func (a intoVLAN) Send(b *codec.Buffer, dst ethernet.Addr, t ethernet.Type) {
	a.tap.Down(osi.Link, "vlan", protoOf(t), b)
	defer a.tap.Done()
	a.Interface.Send(b, dst, t)
}

// protoOf gives what a frame of a type carries.
func protoOf(t ethernet.Type) string {
	switch t {
	case ethernet.ARP:
		return "arp"
	case ethernet.VLAN:
		return "vlan"
	}
	if t < ethernet.LeastType {
		return "llc"
	}
	return "ip"
}

// fromPort is the arrow from a port up to whoever reads whole frames.
type fromPort struct {
	up   physical.Receiver
	tap  Tap
	name string
}

func (a fromPort) Receive(frame []byte) {
	a.tap.Up(osi.Link, a.name, frame)
	defer a.tap.Done()
	a.up.Receive(frame)
}

// fromEthernet is the arrow from a frame's type up to a protocol.
type fromEthernet struct {
	up    ethernet.Above
	tap   Tap
	layer osi.Layer
	name  string
}

func (a fromEthernet) Receive(payload []byte, toAll bool) {
	a.tap.Up(a.layer, a.name, payload)
	defer a.tap.Done()
	a.up.Receive(payload, toAll)
}

// fromIP is the arrow from a packet's protocol number up to a protocol.
type fromIP struct {
	up    ipv4.Above
	tap   Tap
	layer osi.Layer
	name  string
}

func (a fromIP) Receive(p osi.Path, payload []byte) {
	a.tap.Up(a.layer, a.name, payload)
	defer a.tap.Done()
	a.up.Receive(p, payload)
}

// intoUDP is the arrow from a socket to UDP.
type intoUDP struct {
	*udp.Layer
	tap Tap
}

func (a intoUDP) Send(b *codec.Buffer, p osi.Path, src, dst uint16) error {
	a.tap.Down(osi.Transport, "udp", "data", b)
	defer a.tap.Done()
	return a.Layer.Send(b, p, src, dst)
}

// outOfTCP is the arrow from TCP to IP. Nobody hands TCP its segments: it makes
// them of a stream when their time has come, so both ends of the way of a
// segment through TCP are here.
type outOfTCP struct{ intoIP }

func (a outOfTCP) Send(b *codec.Buffer, p osi.Path) error {
	a.tap.Down(osi.Transport, "tcp", "tcp", b)
	defer a.tap.Done()
	return a.intoIP.Send(b, p)
}

// intoICMP is the arrow from a socket to ICMP.
type intoICMP struct {
	*icmp.Layer
	tap Tap
}

func (a intoICMP) Send(b *codec.Buffer, p osi.Path, id, seq uint16) error {
	a.tap.Down(osi.Network, "icmp", "data", b)
	defer a.tap.Done()
	return a.Layer.Send(b, p, id, seq)
}

var (
	_ ipv4.Link   = intoARP{}
	_ arp.Below   = intoEthernet{}
	_ vlan.Below  = intoEthernet{}
	_ arp.Below   = intoVLAN{}
	_ ip          = intoIP{}
	_ tcp.Below   = outOfTCP{}
	_ socket.UDP  = intoUDP{}
	_ socket.Echo = intoICMP{}
)
