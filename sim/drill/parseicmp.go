package drill

import (
	"math"
	"strconv"
	"strings"
)

// icmp reads an error message; what it quotes may stand at either end:
//
//	icmp unreachable frag_needed mtu 1200 [1:11(10)]
//	[1:11(10)] icmp unreachable port_unreachable
func (p *parser) icmp(pkt *packet) {
	t := p.peek()
	if pkt.out {
		p.fail(t.pos, "ICMP messages come to the stack only")
		return
	}
	m := &icmpMessage{}
	pkt.icmp = m
	p.quoted(m)
	p.expect("icmp")
	pos, typ := p.peek().pos, p.word("the type of an ICMP message")
	kind, ok := icmpTypes[typ]
	if !ok {
		p.fail(pos, "unknown type of ICMP message %q", typ)
		return
	}
	m.typ = kind.number
	if t := p.peek(); t.kind == word && !t.is("mtu") {
		if m.code, ok = kind.code(t.text); !ok {
			p.fail(t.pos, "unknown code %q of ICMP %s", t.text, typ)
			return
		}
		p.next()
	}
	if p.accept("mtu") {
		m.mtu = int(p.number("mtu", 0, math.MaxUint16))
	}
	p.quoted(m)
}

// quoted reads which segment a message quotes, if it says so here.
func (p *parser) quoted(m *icmpMessage) {
	if p.accept("[") {
		m.seq, m.length = p.sequence()
		p.expect("]")
	}
}

// icmpType is a type of message with its codes.
type icmpType struct {
	number uint8
	codes  map[string]uint8
}

// code gives a code by its name, or code_7 by its number.
func (t icmpType) code(name string) (uint8, bool) {
	if digits, ok := strings.CutPrefix(name, "code_"); ok {
		n, err := strconv.ParseUint(digits, 10, 8)
		return uint8(n), err == nil
	}
	n, ok := t.codes[name]
	return n, ok
}

// icmpTypes are the messages that TCP may be sent.
var icmpTypes = map[string]icmpType{
	"unreachable": {3, map[string]uint8{
		"net_unreachable": 0, "host_unreachable": 1, "protocol_unreachable": 2, "port_unreachable": 3,
		"frag_needed": 4, "source_route_failed": 5, "net_unknown": 6, "host_unknown": 7,
		"source_host_isolated": 8, "net_prohibited": 9, "host_prohibited": 10,
		"net_unreachable_for_tos": 11, "host_unreachable_for_tos": 12, "packet_filtered": 13,
		"precedence_violation": 14, "precedence_cutoff": 15,
	}},
	"source_quench": {4, nil},
	"redirect":      {5, nil},
	"time_exceeded": {11, map[string]uint8{
		"exceeded_in_transit": 0, "ttl_exceeded": 0, "ttl_exceeded_in_transit": 0,
		"fragment_reassembly_time_exceeded": 1, "frag_reass_exceeded": 1,
	}},
	"parameter_problem": {12, nil},
}
