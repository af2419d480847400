package icmp

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/network/ipv4"
	"encap/layers/osi"
)

// quotedMax is how much of a packet an error message quotes: as much as fits
// when the whole message is to have no more than 576 bytes (RFC 1812 §4.3.2.3).
const quotedMax = 576 - ipv4.HeaderLen - HeaderLen

// Report tells the sender of an IP packet what kept it from being delivered;
// mtu belongs to FragmentationNeeded, and is the place of the wrong byte with
// ParameterProblem.
func (l *Layer) Report(problem ipv4.Problem, mtu int, packet []byte) {
	switch problem {
	case ipv4.TTLExceeded:
		l.report(&Exceeded, header{typ: TimeExceeded, code: TTLExceeded}, packet)
	case ipv4.ReassemblyTimeExceeded:
		l.report(&TooSlow, header{typ: TimeExceeded, code: ReassemblyTime}, packet)
	case ipv4.ParameterProblem:
		l.report(&Parameter, header{typ: ParameterProblem, id: uint16(mtu) << 8}, packet)
	case ipv4.FragmentationNeeded:
		l.report(&TooBig, header{typ: Unreachable, code: FragmentationNeeded, seq: uint16(mtu)}, packet)
	default:
		l.report(&Unreached, header{typ: Unreachable, code: codes[problem]}, packet)
	}
}

var codes = [...]uint8{
	ipv4.NetUnreachable:      NetUnreachable,
	ipv4.HostUnreachable:     HostUnreachable,
	ipv4.ProtocolUnreachable: ProtocolUnreachable,
	ipv4.PortUnreachable:     PortUnreachable,
	ipv4.Prohibited:          Prohibited,
	ipv4.SourceRouteFailed:   SourceRouteFailed,
}

// Redirect tells the sender of a packet that another router is the better way
// for it. The packet itself is passed on (RFC 1812 §5.2.7.2).
func (l *Layer) Redirect(gateway netip.Addr, packet []byte) {
	a := gateway.As4()
	l.report(&BetterWay, header{typ: Redirect, code: RedirectHost,
		id: binary.BigEndian.Uint16(a[:]), seq: binary.BigEndian.Uint16(a[2:])}, packet)
}

func (l *Layer) report(why *osi.Rule, h header, packet []byte) {
	if !reportable(packet) {
		l.env.Note(&Silent)
		return
	}
	src := netip.AddrFrom4([4]byte(packet[12:16]))
	if pathMTU := h.typ == Unreachable && h.code == FragmentationNeeded; !pathMTU && !l.allowed(src) {
		l.env.Note(&Limited)
		return
	}
	l.env.Note(why)
	b := l.pool.Get(packet[:min(len(packet), quotedMax)])
	l.encode(b, h)
	if err := l.below.Send(b, osi.Path{Dst: src, Protocol: Protocol, DF: osi.DFNever}); err != nil {
		return // there is no way back; IP has said so
	}
}

// reportable says whether an error message may be sent about a packet
// (RFC 1122 §3.2.2). What an ICMP message is about only echoes tell: any other
// may be an error. Broadcasts of a single network are seen by IP alone.
func reportable(packet []byte) bool {
	n := int(packet[0]&0x0f) * 4
	src, dst := netip.AddrFrom4([4]byte(packet[12:16])), netip.AddrFrom4([4]byte(packet[16:20]))
	firstFragment := packet[6]&0x1f == 0 && packet[7] == 0
	isError := packet[9] == Protocol && (len(packet) <= n || packet[n] != EchoRequest && packet[n] != EchoReply)
	return firstFragment && !isError && single(src) && single(dst)
}

// single says whether an address can be that of one host: it is neither in
// network 0 nor a group's nor reserved.
func single(a netip.Addr) bool {
	first := a.As4()[0]
	return first != 0 && first < 224
}
