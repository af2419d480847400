package ipv4

import (
	"errors"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/network/route"
	"encap/layers/osi"
)

// DefaultTTL is the time to live of packets that ask for no other
// (RFC 1122 §3.2.1.7; the value is IANA's).
const DefaultTTL = 64

// maxLen is the most that the total length field can say, in bytes.
const maxLen = 1<<16 - 1

// What Send refuses. The packet is then gone.
var (
	ErrNoRoute = errors.New("ipv4: network is unreachable")
	ErrTooLong = errors.New("ipv4: packet too long")
	ErrSource  = errors.New("ipv4: the source address is not ours")
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
	Prohibited // by a firewall (RFC 1812 §5.2.7.1)
)

// Layer is the Internet Protocol of one node.
type Layer struct {
	Routes     route.Table
	Forwarding bool     // the node is a router
	Errors     Reporter // set before the first packet comes

	env        osi.Env
	pool       *codec.Pool
	interfaces []*Interface
	above      []upper
	filters    []Filter
	id         uint16
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
	broadcast netip.Addr // of its network; zero: it has none
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
	l.Routes.Add(route.Route{Prefix: addr, Interface: len(l.interfaces) - 1})
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

// Source gives the address from which a packet to dst would be sent: that of
// the interface it would leave by (RFC 1122 §3.3.4.3).
func (l *Layer) Source(dst netip.Addr) (netip.Addr, error) {
	if l.Local(dst) {
		return dst, nil
	}
	r := l.lookup(dst)
	if r == nil {
		l.env.Note(&NoRoute)
		return netip.Addr{}, ErrNoRoute
	}
	return l.interfaces[r.Interface].Addr.Addr(), nil
}

// MTU gives how long a packet to dst may be when it leaves this node, in bytes;
// 0 where there is no way.
func (l *Layer) MTU(dst netip.Addr) int {
	if l.Local(dst) {
		return maxLen
	}
	r := l.lookup(dst)
	if r == nil {
		return 0
	}
	return min(l.interfaces[r.Interface].MTU, maxLen)
}

// Send puts a header in front of b and sends the packet on its way. It
// consumes b. A zero source is filled in, a zero TTL is the default.
func (l *Layer) Send(b *codec.Buffer, p osi.Path) error {
	if p.TTL == 0 {
		p.TTL = DefaultTTL
	}
	if l.Local(p.Dst) {
		return l.loop(b, p)
	}
	r := l.lookup(p.Dst)
	if r == nil {
		return l.refuse(b, &NoRoute, ErrNoRoute)
	}
	out := l.interfaces[r.Interface]
	if !p.Src.IsValid() {
		p.Src = out.Addr.Addr()
	}
	if !l.Local(p.Src) || loopback.Contains(p.Src) {
		return l.refuse(b, &ForeignSource, ErrSource)
	}
	if HeaderLen+b.Len() > min(out.MTU, maxLen) {
		return l.refuse(b, &TooLong, ErrTooLong)
	}
	l.id++
	l.encode(b, p, l.id)
	if !l.leaves(b, itself, r.Interface) {
		return nil // nobody is told, as on a cable that loses it
	}
	if l.IsBroadcast(p.Dst) {
		l.env.Note(&ToAll)
		out.link.Broadcast(b)
		return nil
	}
	out.link.Send(b, l.nextHop(r, p.Dst))
	return nil
}

// lookup finds the way to dst, or nil. A broadcast that names no network
// leaves by the first interface. Groups are not spoken to.
func (l *Layer) lookup(dst netip.Addr) *route.Route {
	switch {
	case dst == broadcast && len(l.interfaces) > 0:
		dst = l.interfaces[0].Addr.Addr()
	case martian(dst):
		return nil
	}
	return l.Routes.Lookup(dst)
}

// nextHop says which station on the link gets the packet, and why.
func (l *Layer) nextHop(r *route.Route, dst netip.Addr) netip.Addr {
	if r.Via.IsValid() {
		l.env.Note(&ViaGateway)
		return r.Via
	}
	l.env.Note(&OnLink)
	return dst
}

// loop gives a packet for this node back to it.
func (l *Layer) loop(b *codec.Buffer, p osi.Path) error {
	if !p.Src.IsValid() {
		p.Src = p.Dst
	}
	if HeaderLen+b.Len() > maxLen {
		return l.refuse(b, &TooLong, ErrTooLong)
	}
	l.env.Note(&Loopback)
	l.id++
	l.encode(b, p, l.id)
	h, payload, err := l.decode(b.Bytes())
	if err != nil {
		panic(err) // it is our own
	}
	l.accept(h, b.Bytes(), payload)
	l.pool.Put(b)
	return nil
}

func (l *Layer) refuse(b *codec.Buffer, why *osi.Rule, err error) error {
	l.env.Drop(why, b.Bytes())
	l.pool.Put(b)
	return err
}
