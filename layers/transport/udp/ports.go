package udp

import (
	"errors"
	"net/netip"
	"slices"

	"encap/layers/network/icmp"
)

// ErrInUse means that another socket has the address and port.
var ErrInUse = errors.New("udp: address already in use")

// Dynamic ports, which anybody may use for a while (RFC 6335 §6).
const (
	firstDynamic = 49152
	dynamicPorts = 1<<16 - firstDynamic
)

// Socket is who gets datagrams.
type Socket interface {
	// Receive gives it a message; it is valid until Receive returns.
	Receive(from, to netip.AddrPort, ttl uint8, message []byte)
	// Failed tells it that a datagram to dst was not delivered.
	Failed(dst netip.AddrPort, e icmp.Error)
}

// Binding is a socket's hold on a local port.
type Binding struct {
	Local  netip.AddrPort // address zero or unspecified: any of the host's
	Remote netip.AddrPort // zero: from anybody
	Shared bool           // others may have the port too, if they share it
	socket Socket
}

// Bind gives a socket a port; port 0 asks for a dynamic one.
func (l *Layer) Bind(local netip.AddrPort, shared bool, s Socket) (*Binding, error) {
	b := &Binding{Local: local, Shared: shared, socket: s}
	if local.Port() == 0 {
		if err := l.choose(b); err != nil {
			return nil, err
		}
	} else if l.taken(b) {
		return nil, ErrInUse
	}
	if l.ports == nil {
		l.ports = map[uint16][]*Binding{}
	}
	l.ports[b.Local.Port()] = append(l.ports[b.Local.Port()], b)
	return b, nil
}

// choose looks for a dynamic port that nobody has, from a random one upwards
// (RFC 6056 §3.3.1).
func (l *Layer) choose(b *Binding) error {
	l.env.Note(&Ephemeral)
	l.env.Note(&RandomPort)
	if l.chance == nil {
		l.chance = l.env.Rand("udp.port")
	}
	start := l.chance.IntN(dynamicPorts)
	for i := range dynamicPorts {
		port := uint16(firstDynamic + (start+i)%dynamicPorts)
		if len(l.ports[port]) == 0 {
			b.Local = netip.AddrPortFrom(b.Local.Addr(), port)
			return nil
		}
	}
	return ErrInUse
}

// taken says whether another socket keeps b from having its port.
func (l *Layer) taken(b *Binding) bool {
	return slices.ContainsFunc(l.ports[b.Local.Port()], func(o *Binding) bool {
		overlap := anyAddr(o.Local.Addr()) || anyAddr(b.Local.Addr()) || o.Local.Addr() == b.Local.Addr()
		return overlap && !(o.Shared && b.Shared)
	})
}

// Unbind frees a port.
func (l *Layer) Unbind(b *Binding) {
	port := b.Local.Port()
	l.ports[port] = slices.DeleteFunc(l.ports[port], func(o *Binding) bool { return o == b })
	if len(l.ports[port]) == 0 {
		delete(l.ports, port)
	}
}

// find gives the binding that fits best: one that names both ends before one
// that names its own address, before one that names neither. Of several that
// fit as well, the latest gets all, as on Linux.
func (l *Layer) find(local, remote netip.AddrPort) *Binding {
	var best *Binding
	bestFit := 0
	for _, b := range l.ports[local.Port()] {
		fit := b.fit(local, remote)
		if fit >= bestFit {
			best, bestFit = b, fit
		}
	}
	return best
}

// fit says how much of a datagram's ends the binding names; -1 means that it
// names others.
func (b *Binding) fit(local, remote netip.AddrPort) int {
	fit := 0
	if !anyAddr(b.Local.Addr()) {
		if b.Local.Addr() != local.Addr() {
			return -1
		}
		fit++
	}
	if b.Remote.IsValid() {
		if b.Remote != remote {
			return -1
		}
		fit += 2
	}
	return fit
}

func anyAddr(a netip.Addr) bool { return !a.IsValid() || a.IsUnspecified() }
