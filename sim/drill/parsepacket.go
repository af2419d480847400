package drill

import "math"

// packet reads what stands behind the time of a packet:
//
//	< [ect0] P. 1:11(10) ack 1 win 257 urg 5 <nop,nop,TS val 1 ecr 2>
func (p *parser) packet() *packet {
	pkt := &packet{out: p.next().text == ">", tos: -1}
	if t := p.peek(); (t.is("[") || t.is("(")) && p.ahead(1).kind == word {
		p.ipHeader(pkt)
	}
	if p.peek().is("[") || p.peek().is("icmp") {
		p.icmp(pkt)
		return pkt
	}
	if t := p.peek(); t.kind == word {
		switch t.text {
		case "udp", "ipv4", "ipv6", "gre", "GREv0", "mpls", "raw":
			p.fail(t.pos, "packets of %s are not played: only TCP, and ICMP about it", t.text)
			return pkt
		}
	}
	if p.peek().kind == integer && p.ahead(1).is(">") {
		p.fail(p.peek().pos, "ports are not written here: the script plays one connection")
		return pkt
	}
	pkt.segment = p.segment(pkt.out)
	return pkt
}

// ipHeader reads what a packet says of its IP header: [ect0], [tos 0x10],
// [ttl 64].
func (p *parser) ipHeader(pkt *packet) {
	shut := "]"
	if p.next().text == "(" {
		shut = ")"
	}
	for p.err == nil {
		pos, name := p.peek().pos, p.word("noecn, ect0, ect1, ect01, ce, tos or ttl")
		switch name {
		case "noecn", "ect0", "ect1", "ce":
			pkt.tos, pkt.tosMask = map[string]int{"noecn": 0, "ect1": 1, "ect0": 2, "ce": 3}[name], 3
		case "ect01":
			pkt.tos, pkt.tosMask = anyECT, 3
			if !pkt.out {
				p.fail(pos, "[ect01] is for packets from the stack")
			}
		case "tos":
			pkt.tos, pkt.tosMask = int(p.number("tos", 0, math.MaxUint8)), 0xff
		case "ttl":
			pkt.ttl = int(p.number("ttl", 1, math.MaxUint8))
		default:
			p.fail(pos, "unknown field %q of an IP header", name)
		}
		if !p.accept(",") {
			break
		}
	}
	p.expect(shut)
}

// segment reads flags, numbers and options of a TCP segment.
func (p *parser) segment(out bool) *segment {
	s := &segment{window: -1}
	p.flags(s)
	if s.anySeq = out && p.accept("..."); s.anySeq {
		s.length = p.textLength()
	} else {
		s.seq, s.length = p.sequence()
	}
	if p.accept("ack") {
		s.ack = uint32(p.number("ack", 0, math.MaxUint32))
	}
	if p.accept("win") {
		s.window = int(p.number("win", 0, math.MaxUint16))
	}
	if p.accept("urg") {
		s.urgent = int(p.number("urg", 0, math.MaxUint16))
	}
	// What follows may be the next packet, but that begins with a time.
	if p.peek().is("<") {
		p.options(s, out)
	}
	if t := p.peek(); t.is("{") {
		p.fail(t.pos, "packets that are spoiled on purpose are not played")
	}
	return s
}

// flags reads SFPRUEW. in any order, or - for none.
func (p *parser) flags(s *segment) {
	t := p.peek()
	if p.accept("-") {
		return
	}
	seen := false
	for t.kind == word || t.is(".") {
		for i := range len(t.text) {
			bit := flagBit(t.text[i])
			if bit == 0 {
				p.fail(t.pos, "unknown flag %q, want some of S F P R U E W .", t.text[i:i+1])
				return
			}
			s.flags |= bit
		}
		p.next()
		seen = true
		if t.is(".") {
			break
		}
		if t = p.peek(); !t.is(".") {
			break
		}
	}
	if !seen {
		p.fail(t.pos, "%v, want flags of a segment", t)
	}
}

func flagBit(letter byte) uint8 {
	for _, f := range flagLetters {
		if f.letter == letter {
			return f.bit
		}
	}
	return 0
}

// sequence reads 1:1001(1000).
func (p *parser) sequence() (seq uint32, length int) {
	pos := p.peek().pos
	from := p.number("sequence number", 0, math.MaxUint32)
	p.expect(":")
	to := p.number("sequence number", 0, math.MaxUint32)
	n := p.textLength()
	if p.err == nil && uint32(from)+uint32(n) != uint32(to) {
		p.fail(pos, "from %d to %d are not %d bytes", from, to, n)
	}
	return uint32(from), n
}

// textLength reads (1000).
func (p *parser) textLength() int {
	p.expect("(")
	n := p.number("length", 0, math.MaxUint16)
	p.expect(")")
	return int(n)
}
