package flow

import (
	"encoding/binary"
	"net/netip"
	"strconv"
)

// Protocols whose packets name both ends by more than an address, by IANA's
// numbers.
const (
	ICMP = 1
	TCP  = 6
	UDP  = 17
)

// TCP's flags that say where a connection stands (RFC 9293 §3.1).
const (
	FIN = 1 << iota
	SYN
	RST
	_
	ACK
)

// Types of ICMP messages (RFC 792). Echo messages bear an identifier, which
// serves as the port of the one who asks; errors quote a packet.
const (
	echoReply     = 0
	unreachable   = 3
	sourceQuench  = 4
	redirect      = 5
	echoRequest   = 8
	timeExceeded  = 11
	parameterFail = 12
)

// Flow is a conversation as one of its packets names it: the protocol and both
// ends. A port is 0 where the protocol has none.
type Flow struct {
	Protocol uint8
	Src, Dst netip.AddrPort
}

// Reverse is the flow of the answers.
func (f Flow) Reverse() Flow { return Flow{f.Protocol, f.Dst, f.Src} }

// String gives the flow as "tcp 10.0.1.2:49152 > 10.0.2.2:80".
func (f Flow) String() string {
	return Name(f.Protocol) + " " + f.Src.String() + " > " + f.Dst.String()
}

// Name gives a protocol's name, or its number.
func Name(protocol uint8) string {
	switch protocol {
	case ICMP:
		return "icmp"
	case TCP:
		return "tcp"
	case UDP:
		return "udp"
	}
	return "protocol-" + strconv.Itoa(int(protocol))
}

// Packet is what can be told of a packet without being one of its ends.
type Packet struct {
	Flow
	Flags    uint8 // of TCP
	Ports    bool  // both ends are told by ports, or by an echo's identifier
	Later    bool  // a fragment that is not the first: its ports are in another one
	more     bool  // a fragment that is not the last
	id       uint16
	Quoted   *Flow // the flow of the packet that an ICMP error is about
	body     int   // where the header ends
	quotedAt int   // where the quoted packet begins
}

const headerMin = 20 // of IPv4, without options

// Parse reads a packet whose IP header has been found to be whole. It never
// fails: what is not there, or cut off, is not told.
func Parse(packet []byte) Packet {
	p := header(packet)
	if p.Later || len(packet) < p.body {
		return p
	}
	body := packet[p.body:]
	switch {
	case p.Protocol == ICMP && len(body) >= 8:
		p.icmp(packet)
	case p.Protocol == TCP && len(body) >= 20:
		p.Flags = body[13]
		p.ports(body)
	case p.Protocol == UDP && len(body) >= 8:
		p.ports(body)
	}
	return p
}

// header reads what the IP header tells.
func header(packet []byte) Packet {
	frag := binary.BigEndian.Uint16(packet[6:])
	return Packet{
		Flow: Flow{
			Protocol: packet[9],
			Src:      netip.AddrPortFrom(netip.AddrFrom4([4]byte(packet[12:16])), 0),
			Dst:      netip.AddrPortFrom(netip.AddrFrom4([4]byte(packet[16:20])), 0),
		},
		Later: frag&0x1fff != 0,
		more:  frag&0x2000 != 0,
		id:    binary.BigEndian.Uint16(packet[4:]),
		body:  int(packet[0]&0x0f) * 4,
	}
}

// ports reads the ports, which stand first in TCP and in UDP.
func (p *Packet) ports(body []byte) {
	p.Ports = true
	p.Src = netip.AddrPortFrom(p.Src.Addr(), binary.BigEndian.Uint16(body))
	p.Dst = netip.AddrPortFrom(p.Dst.Addr(), binary.BigEndian.Uint16(body[2:]))
}

// icmp reads an echo's identifier, or the packet that an error quotes.
func (p *Packet) icmp(packet []byte) {
	body := packet[p.body:]
	id := binary.BigEndian.Uint16(body[4:])
	switch body[0] {
	case echoRequest:
		p.Ports, p.Src = true, netip.AddrPortFrom(p.Src.Addr(), id)
	case echoReply:
		p.Ports, p.Dst = true, netip.AddrPortFrom(p.Dst.Addr(), id)
	case unreachable, sourceQuench, redirect, timeExceeded, parameterFail:
		p.quote(packet)
	}
}

// quote reads a quoted packet. An error quotes at least the header and eight
// bytes more (RFC 792), enough for the ports.
func (p *Packet) quote(packet []byte) {
	at := p.body + 8
	q := packet[at:]
	if len(q) < headerMin || q[0]>>4 != 4 || int(q[0]&0x0f)*4 < headerMin || len(q) < int(q[0]&0x0f)*4+8 {
		return
	}
	in := header(q)
	if in.Later {
		return
	}
	body := q[in.body:]
	switch {
	case in.Protocol == TCP || in.Protocol == UDP:
		in.ports(body)
	case in.Protocol == ICMP && body[0] == echoRequest:
		in.Src = netip.AddrPortFrom(in.Src.Addr(), binary.BigEndian.Uint16(body[4:]))
	case in.Protocol == ICMP && body[0] == echoReply:
		in.Dst = netip.AddrPortFrom(in.Dst.Addr(), binary.BigEndian.Uint16(body[4:]))
	default:
		return
	}
	p.Quoted, p.quotedAt = &in.Flow, at
}
