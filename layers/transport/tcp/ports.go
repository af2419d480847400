package tcp

import (
	"net/netip"
	"slices"
)

// Dynamic ports, which anybody may use for a while (RFC 6335 §6).
const (
	firstDynamic = 49152
	dynamicPorts = 1<<16 - firstDynamic
)

// Binding is a socket's hold on a local port, with what its connections are
// to be like.
type Binding struct {
	Local    netip.AddrPort // address zero or unspecified: any of the host's
	Reuse    bool           // the port may be taken although old connections still have it
	settings Settings
}

// Bind takes a port; port 0 asks for a dynamic one.
func (l *Layer) Bind(local netip.AddrPort, reuse bool) (*Binding, error) {
	b := &Binding{Local: local, Reuse: reuse}
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

// choose looks for a free dynamic port, from a random one upwards (RFC 6056
// §3.3.1).
func (l *Layer) choose(b *Binding) error {
	if l.chance == nil {
		l.chance = l.env.Rand("tcp.port")
	}
	start := l.chance.IntN(dynamicPorts)
	for i := range dynamicPorts {
		port := uint16(firstDynamic + (start+i)%dynamicPorts)
		b.Local = netip.AddrPortFrom(b.Local.Addr(), port)
		if !l.taken(b) {
			return nil
		}
	}
	return ErrInUse
}

// taken says whether something keeps b from having its port: another binding,
// or, unless it asks to reuse, a connection that is not quite over.
func (l *Layer) taken(b *Binding) bool {
	port := b.Local.Port()
	if slices.ContainsFunc(l.ports[port], func(o *Binding) bool {
		return overlap(o.Local.Addr(), b.Local.Addr()) && !(o.Reuse && b.Reuse && len(l.listeners[port]) == 0)
	}) {
		return true
	}
	return !b.Reuse && l.using[port] > 0
}

func overlap(a, b netip.Addr) bool { return anyAddr(a) || anyAddr(b) || a == b }

func anyAddr(a netip.Addr) bool { return !a.IsValid() || a.IsUnspecified() }

// Unbind gives a port back.
func (l *Layer) Unbind(b *Binding) {
	port := b.Local.Port()
	l.ports[port] = slices.DeleteFunc(l.ports[port], func(o *Binding) bool { return o == b })
	if len(l.ports[port]) == 0 {
		delete(l.ports, port)
	}
}
