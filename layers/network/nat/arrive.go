package nat

import (
	"bytes"
	"net/netip"

	"encap/layers/network/flow"
)

// Arrives translates the destination of a packet that came in by interface in,
// before it is known where it goes. It gives the packet to go on with: the
// same one, a changed copy, or nil when it goes no further.
func (n *NAT) Arrives(packet []byte, in int) []byte {
	p := flow.Parse(packet)
	if p.Dst.Addr() != n.public {
		return packet
	}
	if !n.fragments.Complete(&p) {
		n.env.Drop(&UnknownPiece, packet)
		return nil
	}
	if p.Quoted != nil {
		return n.failed(&p, packet)
	}
	m := n.taken[end{p.Protocol, p.Dst}]
	if m == nil || m.vars.Kind == own {
		return packet // it is for the translator itself
	}
	n.sweep(m)
	remote := p.Src
	if in != n.outside {
		if remote = n.turn(&p, m); !remote.IsValid() {
			n.env.Drop(&TableFull, packet)
			return nil
		}
	}
	if !m.admits(remote) {
		n.env.Drop(&Unsolicited, packet)
		return nil
	}
	if m.vars.Kind == forwarded {
		n.env.Note(&Forwarded)
	}
	n.env.Note(&Inbound)
	n.saw(m, remote, 1, p.Flags)
	changed := bytes.Clone(packet)
	p.SetDst(changed, m.at)
	if remote != p.Src {
		p.SetSrc(changed, remote)
	}
	return changed
}

// Accepts lets pass what is for the translator itself.
func (n *NAT) Accepts([]byte, int) bool { return true }

// turn gives the public end for a host inside that speaks to the public end of
// another one, or of itself: the packet turns round like a hairpin, and both
// know each other by public ends only (RFC 4787 §6). Without an address: there
// is no room.
func (n *NAT) turn(p *flow.Packet, to *mapping) netip.AddrPort {
	m := n.of(p.Protocol, p.Src)
	if m == nil || !n.saw(m, to.vars.Outside, 0, p.Flags) {
		return netip.AddrPort{}
	}
	n.env.Note(&Hairpin)
	return m.vars.Outside
}

// failed leads an ICMP error to whom it is about: the one whose packet, as it
// left, is quoted (RFC 5508 §4.2).
func (n *NAT) failed(p *flow.Packet, packet []byte) []byte {
	m := n.taken[end{p.Quoted.Protocol, p.Quoted.Src}]
	if m == nil || m.vars.Kind == own {
		return packet
	}
	n.env.Note(&ErrorIn)
	changed := bytes.Clone(packet)
	p.SetDst(changed, netip.AddrPortFrom(m.at.Addr(), 0))
	p.SetQuotedSrc(changed, m.at)
	return changed
}
