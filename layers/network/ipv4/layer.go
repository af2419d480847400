package ipv4

import (
	"net/netip"

	"encap/layers/codec"
	"encap/layers/network/route"
	"encap/layers/osi"
)

// Link is what IP needs of the link: to bring a packet to the station with an
// IP address on that link.
type Link interface {
	Send(b *codec.Buffer, nextHop netip.Addr)
	Broadcast(b *codec.Buffer) // to every station
}

// Above is whoever reads what packets of one protocol carry.
type Above interface {
	Receive(p osi.Path, payload []byte)
}

// Reporter tells a packet's sender that it was not delivered.
type Reporter interface {
	Report(problem Problem, mtu int, packet []byte)
	// Redirect tells it that another router is the better way.
	Redirect(gateway netip.Addr, packet []byte)
}

// Problem is what may be wrong with a packet on its way.
type Problem uint8

// The problems that are reported (RFC 792).
const (
	NetUnreachable Problem = iota
	HostUnreachable
	ProtocolUnreachable
	PortUnreachable
	FragmentationNeeded
	TTLExceeded
	ReassemblyTimeExceeded
	SourceRouteFailed
	ParameterProblem
	Prohibited // by a route or a firewall (RFC 1812 §5.2.7.1)
)

// Layer is the Internet Protocol of one node.
type Layer struct {
	Routes     route.Table
	Forwarding bool // the node is a router
	// SendRedirects: a router tells hosts of better ways. TakeRedirects: a host
	// believes what it is told.
	SendRedirects, TakeRedirects bool
	Errors                       Reporter // set before the first packet comes

	env        osi.Env
	pool       *codec.Pool
	interfaces []*Interface
	above      []upper
	filters    []Filter
	id         uint16
	flowKey    uint32 // drawn when the first choice is to be made
	paths      pathMTUs
	assemblies assemblies
	header     wire // kept, so that a header allocates nothing
	src, dst   [4]byte
}

type upper struct {
	protocol uint8
	read     Above
}

// Interface is one of the node's attachments to a link.
type Interface struct {
	Name string
	Addr netip.Prefix
	MTU  int // bytes of a packet

	l         *Layer
	number    int // among the node's, from 0
	link      Link
	broadcast netip.Addr     // of its network; zero: it has none
	others    []netip.Prefix // addresses besides Addr
	groups    []netip.Addr   // to which it belongs
}

// New makes the IP layer of a node without interfaces.
func New(env osi.Env, pool *codec.Pool) *Layer {
	return &Layer{env: env, pool: pool, id: uint16(env.Rand("ip.id").Uint32())}
}

// Handle lets a reader have what packets of a protocol carry.
func (l *Layer) Handle(protocol uint8, read Above) {
	l.above = append(l.above, upper{protocol, read})
}

// AddInterface attaches the node to a link; the network there becomes a route.
func (l *Layer) AddInterface(name string, addr netip.Prefix, mtu int, link Link) *Interface {
	i := &Interface{Name: name, Addr: addr, MTU: mtu, l: l, number: len(l.interfaces), link: link, broadcast: Broadcast(addr)}
	l.interfaces = append(l.interfaces, i)
	if addr.IsValid() {
		l.Routes.Add(route.Route{Prefix: addr, Interface: len(l.interfaces) - 1, Origin: route.Kernel})
	}
	return i
}

// Interfaces gives the node's attachments.
func (l *Layer) Interfaces() []*Interface { return l.interfaces }

// Entity names the interface.
func (i *Interface) Entity() (kind, name string) { return "interface", i.Name }

// Vars gives the interface's variables.
func (i *Interface) Vars() any {
	return struct {
		Address netip.Prefix
		MTU     int
	}{i.Addr, i.MTU}
}
