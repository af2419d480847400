package dissect

import (
	"fmt"
	"net/netip"

	"encap/layers/osi"
)

// maxPDUs bounds the nesting: stacked tags or ICMP errors that quote each
// other become "data" beyond it.
const maxPDUs = 12

// Dissect reads data, whose outermost header is proto, and gives the PDUs in
// it, outermost first. A frame ("eth") always ends with its FCS. What is
// damaged is shown as far as it can be read and marked; no bytes do harm.
// Values of type []byte are parts of data.
func Dissect(proto string, data []byte) []PDU {
	d := dissector{data: data, pdus: make([]PDU, 0, 5)}
	if len(data) == 0 && proto == "data" {
		d.payload(0, 0, osi.Application)
		return d.pdus
	}
	d.next(proto, 0, len(data), around{})
	return d.pdus
}

// dissector is one run through some bytes.
type dissector struct {
	data []byte
	pdus []PDU
}

// around is what a packet outside tells the headers inside it.
type around struct {
	src, dst netip.Addr // of the IP packet, for the pseudo header
	// quoted: these bytes are the beginning of a packet that an ICMP message
	// quotes, so lengths may say more than there is.
	quoted bool
	// part: the payload is not whole, so its length and checksum cannot be
	// judged.
	part bool
}

// next reads the header proto at [start:end) and all that is inside it. It
// gives where the bytes that the PDU claims end; what follows is padding of
// the PDU outside.
func (d *dissector) next(proto string, start, end int, out around) int {
	if len(d.pdus) == maxPDUs-1 {
		proto = "data"
	}
	switch proto {
	case "eth":
		return d.ethernet(start, end)
	case "vlan":
		return d.vlan(start, end)
	case "llc":
		return d.llc(start, end)
	case "stp":
		return d.stp(start, end)
	case "arp":
		return d.arp(start, end)
	case "ip":
		return d.ip(start, end, out)
	case "icmp":
		return d.icmp(start, end, out)
	case "udp":
		return d.udp(start, end, out)
	case "tcp":
		return d.tcp(start, end, out)
	}
	return d.payload(start, end, 0)
}

// open begins a PDU at [p.Start:p.End) with room for its fields. Its place in
// the list is kept, so that the PDUs inside come after it.
func (d *dissector) open(p PDU, fields int) header {
	p.Fields = make([]Field, 0, fields)
	p.Body, p.Tail = p.End, p.End
	d.pdus = append(d.pdus, PDU{})
	return header{PDU: p, data: d.data, index: len(d.pdus) - 1}
}

// close puts the PDU that was read into its place.
func (d *dissector) close(h header) { d.pdus[h.index] = h.PDU }

// need says whether n bytes are there, and marks the PDU if not.
func (h *header) need(n int) bool {
	if h.End-h.Start >= n {
		return true
	}
	h.malformed(fmt.Sprintf("%d bytes, the header needs %d", h.End-h.Start, n))
	return false
}
