package stack

import (
	"net/netip"
	"strconv"

	"encap/layers/codec"
	"encap/layers/link/arp"
	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/network/route"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/socket"
	"encap/layers/transport/tcp"
	"encap/layers/transport/udp"
)

// World is what a device gets from the world it stands in.
type World struct {
	Env   func(l osi.Layer) osi.Env // made per layer
	Pool  *codec.Pool               // nil: frames are not recycled
	Tap   Tap                       // nil: nobody watches the arrows
	Calls socket.Observer           // nil: nobody watches the calls
	// Lookup finds the address of a host by its name.
	Lookup func(name string) (netip.Addr, bool)
	TCP    *tcp.Profile // nil: what the RFCs say
	Doubt  bool         // old rows of the ARP cache are used and checked, as on Linux
	// Port gives a port that is there already; nil, or a nil port: a new one is
	// made.
	Port func(name string) *physical.Port
}

// port gives a device's port with a name.
func (w World) port(name string) *physical.Port {
	if w.Port != nil {
		if p := w.Port(name); p != nil {
			return p
		}
	}
	return &physical.Port{Name: name}
}

// Attachment is how a device is to be attached to one link.
type Attachment struct {
	Name string // "eth0"
	MAC  ethernet.Addr
	Addr netip.Prefix // address, with the length of its network's prefix
	MTU  int          // bytes of a packet
	// VLAN makes it an interface in a VLAN on the cable of the port named Trunk,
	// whose MAC address it has; 0: it has a port of its own.
	VLAN  vlan.ID
	Trunk string
}

// Host is a device with all five layers.
type Host struct {
	Ports    []*physical.Port // of the attachments that have one, in their order
	Links    []*ethernet.Interface
	trunks   []*vlan.Trunk   // one for each link; nil: it has no VLANs
	Resolver []*arp.Resolver // one for each link
	IP       *ipv4.Layer
	ICMP     *icmp.Layer
	UDP      *udp.Layer
	TCP      *tcp.Layer
	Sockets  *socket.Host
}

// NewHost puts the layers of a host together.
func NewHost(w World, attached ...Attachment) *Host {
	h := &Host{IP: ipv4.New(w.Env(osi.Network), w.Pool)}
	for _, a := range attached {
		h.attach(w, a)
	}
	h.ICMP = icmp.New(w.Env(osi.Network), w.Pool, h.ipFor(w, "icmp"))
	h.UDP = udp.New(w.Env(osi.Transport), w.Pool, h.ipFor(w, "udp"))
	h.TCP = tcp.New(w.Env(osi.Transport), w.Pool, h.belowTCP(w), profile(w))
	h.IP.Errors, h.IP.TakeRedirects = h.ICMP, true
	h.ICMP.Handle(udp.Protocol, h.UDP)
	h.ICMP.Handle(tcp.Protocol, h.TCP)
	h.Sockets = &socket.Host{
		Env: w.Env(osi.Application), Pool: w.Pool,
		UDP: h.UDP, TCP: h.TCP, Echo: h.ICMP, Network: h.IP,
		Watch: w.Calls, Lookup: w.Lookup,
	}
	if w.Tap == nil {
		h.IP.Handle(icmp.Protocol, h.ICMP)
		h.IP.Handle(udp.Protocol, h.UDP)
		h.IP.Handle(tcp.Protocol, h.TCP)
		return h
	}
	h.IP.Handle(icmp.Protocol, fromIP{h.ICMP, w.Tap, osi.Network, "icmp"})
	h.IP.Handle(udp.Protocol, fromIP{h.UDP, w.Tap, osi.Transport, "udp"})
	h.IP.Handle(tcp.Protocol, fromIP{h.TCP, w.Tap, osi.Transport, "tcp"})
	h.Sockets.UDP = intoUDP{h.UDP, w.Tap}
	h.Sockets.Echo = intoICMP{h.ICMP, w.Tap}
	return h
}

// attach builds one column from the port up to IP.
func (h *Host) attach(w World, a Attachment) {
	if a.VLAN != 0 {
		h.attachVLAN(w, a)
		return
	}
	port := w.port(a.Name)
	link := ethernet.New(w.Env(osi.Link), w.Pool, a.Name, a.MAC, a.MTU, port)
	var framing arp.Below = link
	if w.Tap != nil {
		framing = intoEthernet{link, w.Tap}
	}
	h.address(w, a, framing, link)
	port.Up = link
	if w.Tap != nil {
		port.Up = fromPort{link, w.Tap, "eth"}
	}
	h.Ports = append(h.Ports, port)
	h.Links = append(h.Links, link)
	h.trunks = append(h.trunks, nil)
}

// frames is what hands up what frames of a type carry: a link, or a VLAN on it.
type frames interface {
	Handle(t ethernet.Type, read ethernet.Above)
}

// address builds what stands upon framing: address resolution and IP.
func (h *Host) address(w World, a Attachment, framing arp.Below, from frames) {
	resolver := arp.New(w.Env(osi.Link), w.Pool, a.MAC, a.Addr.Addr(), framing)
	resolver.Doubt = w.Doubt
	resolver.Unreachable = func(b *codec.Buffer) { h.IP.Unreachable(b.Bytes()) }
	if w.Tap == nil {
		i := h.IP.AddInterface(a.Name, a.Addr, a.MTU, resolver)
		from.Handle(ethernet.IPv4, i)
		from.Handle(ethernet.ARP, resolver)
	} else {
		i := h.IP.AddInterface(a.Name, a.Addr, a.MTU, intoARP{resolver, w.Tap})
		from.Handle(ethernet.IPv4, fromEthernet{i, w.Tap, osi.Network, "ip"})
		from.Handle(ethernet.ARP, fromEthernet{resolver, w.Tap, osi.Link, "arp"})
	}
	h.Resolver = append(h.Resolver, resolver)
}

// ip is what ICMP and UDP need of IP.
type ip interface {
	icmp.Below
	udp.Below
}

// ipFor gives the arrow from a protocol to IP.
func (h *Host) ipFor(w World, proto string) ip {
	if w.Tap == nil {
		return h.IP
	}
	return intoIP{h.IP, w.Tap, proto}
}

// belowTCP gives the arrow from TCP to IP.
func (h *Host) belowTCP(w World) tcp.Below {
	if w.Tap == nil {
		return h.IP
	}
	return outOfTCP{intoIP{h.IP, w.Tap, "tcp"}}
}

// profile gives how the node's TCP is set.
func profile(w World) *tcp.Profile {
	if w.TCP == nil {
		return &tcp.RFC
	}
	return w.TCP
}

// AddRoute lets packets for a network go by way of a router, or of several that
// share the flows. Each must be on one of the host's own links; it says whether
// that is so.
func (h *Host) AddRoute(to netip.Prefix, via netip.Addr, also ...netip.Addr) bool {
	r := route.Route{Prefix: to, Via: via}
	var ok bool
	if r.Interface, ok = h.IP.Towards(via); !ok {
		return false
	}
	for _, a := range also {
		n, ok := h.IP.Towards(a)
		if !ok {
			return false
		}
		r.Also = append(r.Also, route.Hop{Via: a, Interface: n})
	}
	h.IP.Routes.Add(r)
	return true
}

// BarRoute lets no packet go to a network: kind is "blackhole", "unreachable" or
// "prohibit". It says whether it is one of these.
func (h *Host) BarRoute(to netip.Prefix, kind string) bool {
	k, ok := route.KindOf(kind)
	if ok {
		h.IP.Routes.Add(route.Route{Prefix: to, Kind: k})
	}
	return ok
}

// Default is the network that contains every address.
var Default = netip.PrefixFrom(netip.IPv4Unspecified(), 0)

// PortName gives the usual name of a device's n-th port.
func PortName(n int) string { return "eth" + strconv.Itoa(n) }
