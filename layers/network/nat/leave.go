package nat

import (
	"net/netip"

	"encap/layers/codec"
	"encap/layers/network/flow"
)

// Leaves translates the source of a packet that is to leave by interface out
// and came in by interface in, -1 being the translator itself. The packet is
// changed in place. false: it goes no further.
func (n *NAT) Leaves(b *codec.Buffer, in, out int) bool {
	packet := b.Bytes()
	p := flow.Parse(packet)
	if in == out && in == n.outside {
		return true // it only passes by
	}
	if in == n.outside {
		return n.comesIn(&p, packet)
	}
	if out != n.outside {
		return true
	}
	if !n.fragments.Complete(&p) {
		n.env.Drop(&UnknownPiece, packet)
		return false
	}
	switch {
	case p.Quoted != nil:
		return n.reported(&p, packet)
	case in < 0:
		n.keep(&p)
		return true
	case !p.Ports && !p.Later:
		n.env.Drop(&NoPorts, packet)
		return false
	}
	return n.translate(&p, packet)
}

// translate puts the public end in place of the inside one.
func (n *NAT) translate(p *flow.Packet, packet []byte) bool {
	m := n.of(p.Protocol, p.Src)
	if m == nil || !n.saw(m, p.Dst, 0, p.Flags) {
		n.env.Drop(&TableFull, packet)
		return false
	}
	n.env.Note(&Outbound)
	p.SetSrc(packet, m.vars.Outside)
	return true
}

// comesIn lets pass what Arrives has led inside, and nothing else: from
// outside the hosts there cannot be named.
func (n *NAT) comesIn(p *flow.Packet, packet []byte) bool {
	led := false
	if p.Quoted != nil {
		led = n.inside[end{p.Quoted.Protocol, p.Quoted.Src}] != nil
	} else if n.fragments.Complete(p) {
		m := n.inside[end{p.Protocol, p.Dst}]
		led = m != nil && m.with(p.Src) != nil
	}
	if !led {
		n.env.Drop(&Unsolicited, packet)
	}
	return led
}

// reported lets an ICMP error that leaves speak of the public end: it quotes a
// packet as it was inside (RFC 5508 §4.2).
func (n *NAT) reported(p *flow.Packet, packet []byte) bool {
	if m := n.inside[end{p.Quoted.Protocol, p.Quoted.Dst}]; m != nil {
		n.env.Note(&ErrorOut)
		p.SetQuotedDst(packet, m.vars.Outside)
	}
	if p.Src.Addr() != n.public {
		p.SetSrc(packet, netip.AddrPortFrom(n.public, 0))
	}
	return true
}

// keep remembers a port that the translator uses itself, so that nobody inside
// is given it.
func (n *NAT) keep(p *flow.Packet) {
	at := end{p.Protocol, p.Src}
	if !p.Ports || p.Src.Addr() != n.public || p.Src.Port() == 0 || p.Flags&flow.RST != 0 {
		return
	}
	m := n.taken[at]
	if m == nil {
		m = n.add(p.Protocol, p.Src, p.Src.Port(), own)
	}
	if m.vars.Kind == own {
		n.saw(m, p.Dst, 0, p.Flags)
	}
}
