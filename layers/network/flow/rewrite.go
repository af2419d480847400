package flow

import (
	"encoding/binary"
	"net/netip"
)

// SetSrc puts other values in place of a packet's source address and port, in
// place, and lets its checksums follow: a sum that was wrong stays wrong, so
// that damage is still found at the end (RFC 1624 §3).
func (p *Packet) SetSrc(packet []byte, to netip.AddrPort) {
	p.end(packet, 12, 0, to)
	p.Src = to
}

// SetDst does so with the destination.
func (p *Packet) SetDst(packet []byte, to netip.AddrPort) {
	p.end(packet, 16, 2, to)
	p.Dst = to
}

// end rewrites the address at one place of the header and the port at one of
// what follows.
func (p *Packet) end(packet []byte, addrAt, portAt int, to netip.AddrPort) {
	addr := to.Addr().As4()
	sums := [][]byte{packet[10:12]}
	transport := p.checksum(packet)
	if transport != nil && p.Protocol != ICMP { // ICMP's sum knows no addresses
		sums = append(sums, transport)
	}
	replace(packet[addrAt:addrAt+4], addr[:], sums...)
	if p.Ports {
		p.port(packet, portAt, addrAt == 12, to.Port(), transport)
	}
	if p.Protocol == UDP && transport != nil && transport[0]|transport[1] == 0 {
		transport[0], transport[1] = 0xff, 0xff // zero would mean that there is none (RFC 768)
	}
}

// port rewrites the port at one of the ends.
func (p *Packet) port(packet []byte, portAt int, isSrc bool, to uint16, sum []byte) {
	var port [2]byte
	binary.BigEndian.PutUint16(port[:], to)
	body := packet[p.body:]
	if p.Protocol == ICMP {
		portAt = 4 // the identifier, on whichever side it is
		if (body[0] == echoRequest) != isSrc {
			return // this side has none
		}
	}
	if sum == nil {
		copy(body[portAt:], port[:])
		return
	}
	replace(body[portAt:portAt+2], port[:], sum)
}

// checksum gives the place of the checksum behind the IP header; nil: there is
// none, as in UDP where it is zero (RFC 768).
func (p *Packet) checksum(packet []byte) []byte {
	var at int
	switch p.Protocol {
	case ICMP:
		at = 2
	case TCP:
		at = 16
	case UDP:
		at = 6
	}
	if at == 0 || p.Later || len(packet) < p.body+at+2 {
		return nil
	}
	sum := packet[p.body+at : p.body+at+2]
	if p.Protocol == UDP && sum[0]|sum[1] == 0 {
		return nil
	}
	return sum
}

// SetQuotedSrc and SetQuotedDst rewrite an end of the packet that an ICMP error
// quotes, and let the quoted checksums and the message's own follow (RFC 5508
// §4.2).
func (p *Packet) SetQuotedSrc(packet []byte, to netip.AddrPort) {
	p.quotedEnd(packet, 12, 0, to)
	p.Quoted.Src = to
}

// SetQuotedDst is SetQuotedSrc for the destination.
func (p *Packet) SetQuotedDst(packet []byte, to netip.AddrPort) {
	p.quotedEnd(packet, 16, 2, to)
	p.Quoted.Dst = to
}

func (p *Packet) quotedEnd(packet []byte, addrAt, portAt int, to netip.AddrPort) {
	outer := packet[p.body+2 : p.body+4]
	quoted := packet[p.quotedAt:]
	in := header(quoted)
	in.Ports = true
	// What is quoted is changed on a copy, and every word that differs then
	// goes into the message's own checksum, too.
	changed := append([]byte(nil), quoted...)
	in.end(changed, addrAt, portAt, to)
	if len(changed)%2 == 1 { // the sum takes a last odd byte for a whole word
		last := len(changed) - 1
		replace(quoted[:last], changed[:last], outer)
		return
	}
	replace(quoted, changed, outer)
}

// replace writes new in place of old, word by word, and corrects checksums that
// cover it: HC' = ~(~HC + ~m + m') (RFC 1624 §3, equation 3).
func replace(old, new []byte, sums ...[]byte) {
	for i := 0; i < len(old); i += 2 {
		m, n := binary.BigEndian.Uint16(old[i:]), binary.BigEndian.Uint16(new[i:])
		if m == n {
			continue
		}
		for _, sum := range sums {
			s := uint32(^binary.BigEndian.Uint16(sum)) + uint32(^m) + uint32(n)
			s = s>>16 + s&0xffff
			s = s>>16 + s&0xffff
			binary.BigEndian.PutUint16(sum, ^uint16(s))
		}
	}
	copy(old, new)
}
