package dissect

import "encap/layers/osi"

// Field is one field of a header.
type Field struct {
	Name  string // Wireshark's: "ip.ttl"
	Label string // for a person: "Time to live"
	// Value is what filters compare: uint64, bool, string, []byte,
	// netip.Addr or ethernet.Addr.
	Value any
	Text  string // as shown: "64", "0x0800 (IPv4)"
	// Start and End are the field's place, in bits from the first byte given
	// to Dissect. A computed field (udp.stream) has Start == End.
	Start, End int
	Cite       string // where the field is defined: "RFC 791 §3.1"
	Bad        bool   // a checksum that does not fit, an impossible length
}

// PDU is one protocol's header within the bytes, with all that it carries.
type PDU struct {
	Proto string    // Wireshark's: "eth", "arp", "ip", "icmp", "udp", "tcp", "http", "data"
	Title string    // "Ethernet II", "Internet Protocol"
	Layer osi.Layer // whose header it is
	Word  string    // frame, packet, datagram, segment, message
	// Start and End are the PDU's place in bytes, trailer included; the
	// header is [Start:Body], what it carries [Body:Tail], its trailer (pad,
	// FCS) [Tail:End].
	Start, Body, Tail, End int
	Summary                string // "10.0.1.2 → 10.0.2.2 TTL 64"
	Fields                 []Field
	Malformed              string // why the rest could not be read; "" when all is well
}
