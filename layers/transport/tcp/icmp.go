package tcp

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/network/icmp"
)

// Failed is told what ICMP says of a segment that was sent.
func (l *Layer) Failed(e icmp.Error) {
	local := netip.AddrPortFrom(e.Sent.Src, binary.BigEndian.Uint16(e.Quoted))
	remote := netip.AddrPortFrom(e.Sent.Dst, binary.BigEndian.Uint16(e.Quoted[2:]))
	c := l.conns[pair{local, remote}]
	if c == nil {
		return
	}
	l.env.Enter(c)
	seq := Seq(binary.BigEndian.Uint32(e.Quoted[4:]))
	// RFC 5927 §4.1: is the quoted number in flight?
	if seq.Before(c.SndUna) || !seq.Before(c.SndNxt) {
		l.env.Note(&ForeignError)
		return
	}
	switch {
	case e.Type == icmp.Unreachable && e.Code == icmp.FragmentationNeeded:
		c.pathMTU(int(e.MTU))
	case c.State < Established && e.Type == icmp.Unreachable && (e.Code == icmp.PortUnreachable || e.Code == icmp.ProtocolUnreachable):
		l.env.Note(&HardError)
		c.fail(ErrRefused)
	case c.State < Established && e.Type == icmp.Unreachable && c.profile.SynSoftFails:
		l.env.Note(&HardError)
		c.fail(ErrNoRoute)
	default:
		l.env.Note(&SoftError)
		c.soft = ErrNoRoute
	}
}

// pathMTU takes in that packets on this way may have at most mtu bytes
// (RFC 1191 §6.4).
func (c *Conn) pathMTU(mtu int) {
	n := mtu - ipHeader - HeaderLen
	if c.Timestamps {
		n -= timestampsLen
	}
	if n < minMSS || n >= c.SMSS {
		return
	}
	c.env.Note(&PathMTU)
	c.SMSS = n
	if c.State < Established || c.flight() == 0 {
		return
	}
	// What was too long is lost for sure, but not for want of room.
	c.startRetransmit()
	for seq := c.SndUna; seq.Before(c.SndNxt) && seq.Minus(c.SndUna) < c.Cwnd; {
		seq = c.resend(seq, c.SndNxt)
	}
}
