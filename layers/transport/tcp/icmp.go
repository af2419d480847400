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
	if u, ok := c.user.(Heeder); ok {
		u.Heard(e)
	}
	switch {
	case e.TooLong():
		l.below.LowerMTU(remote.Addr(), int(e.MTU), e.Length)
		c.pathMTU(l.below.MTU(remote.Addr()))
		return
	case c.State < Established:
		if err := c.profile.synFails(uint8(e.Type), uint8(e.Code)); err != nil {
			l.env.Note(&HardError)
			c.fail(err)
			return
		}
	}
	l.env.Note(&SoftError)
	c.soft = ErrNoRoute
}

// Complaint is an ICMP error, and what it means for an attempt to connect.
type Complaint struct {
	Type, Code uint8
	Err        error
}

// What systems make of ICMP errors while they connect: RFC 1122 §4.2.3.9 calls
// two of them hard; FreeBSD adds what a firewall says, Linux all.
var (
	hardErrors = []Complaint{
		{icmp.Unreachable, icmp.ProtocolUnreachable, ErrRefused}, {icmp.Unreachable, icmp.PortUnreachable, ErrRefused},
	}
	freebsdErrors = append([]Complaint{
		{icmp.Unreachable, 9, ErrRefused}, {icmp.Unreachable, 10, ErrRefused}, {icmp.Unreachable, 13, ErrRefused},
		{icmp.TimeExceeded, icmp.TTLExceeded, ErrNoRoute},
	}, hardErrors...)
	linuxErrors = []Complaint{
		{icmp.Unreachable, icmp.NetUnreachable, ErrNoNetwork}, {icmp.Unreachable, icmp.HostUnreachable, ErrNoRoute},
		{icmp.Unreachable, icmp.ProtocolUnreachable, ErrNoProtocol}, {icmp.Unreachable, icmp.PortUnreachable, ErrRefused},
		{icmp.Unreachable, 5, ErrNoRoute}, {icmp.Unreachable, 6, ErrNoNetwork}, {icmp.Unreachable, 7, ErrNoRoute},
		{icmp.Unreachable, 8, ErrNoRoute}, {icmp.Unreachable, 9, ErrNoNetwork}, {icmp.Unreachable, 10, ErrNoRoute},
		{icmp.Unreachable, 11, ErrNoNetwork}, {icmp.Unreachable, 12, ErrNoRoute}, {icmp.Unreachable, 13, ErrNoRoute},
		{icmp.Unreachable, 14, ErrNoRoute}, {icmp.Unreachable, 15, ErrNoRoute},
		{icmp.TimeExceeded, icmp.TTLExceeded, ErrNoRoute}, {icmp.TimeExceeded, 1, ErrNoRoute},
	}
)

// synFails gives why an attempt to connect ends by an ICMP error; nil: it does
// not.
func (p *Profile) synFails(typ, code uint8) error {
	for _, one := range p.SynFails {
		if one.Type == typ && one.Code == code {
			return one.Err
		}
	}
	return nil
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
	c.shorten(n)
	if c.State < Established || c.flight() == 0 {
		return
	}
	// What was too long is lost for sure, but not for want of room.
	c.startRetransmit()
	for seq := c.SndUna; seq.Before(c.SndNxt) && seq.Minus(c.SndUna) < c.Cwnd; {
		seq = c.resend(seq, c.SndNxt)
	}
}
