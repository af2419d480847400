package dissect

import (
	"net/netip"

	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// arp reads a packet of RFC 826.
func (d *dissector) arp(start, end int) int {
	h := d.open(PDU{Proto: "arp", Title: "Address Resolution Protocol", Layer: osi.Link, Word: "packet", Start: start, End: end}, 9)
	const cite = "RFC 826"
	hardware, protocol := h.bits(0, 16), h.bits(16, 16)
	h.named("arp.hw.type", "Hardware type", 0, 16, cite, hardwareName(hardware))
	h.typeOfProtocol(protocol)
	hlen := int(h.number("arp.hw.size", "Hardware address length", 32, 8, cite))
	plen := int(h.number("arp.proto.size", "Protocol address length", 40, 8, cite))
	op := h.bits(48, 16)
	h.named("arp.opcode", "Operation", 48, 16, cite, opcodeName(op))
	if hardware == 1 && hlen == 6 && protocol == 0x0800 && plen == 4 {
		sha := h.mac("arp.src.hw_mac", "Sender's MAC address", 64, cite)
		spa := h.ip4("arp.src.proto_ipv4", "Sender's IP address", 112, cite)
		h.mac("arp.dst.hw_mac", "Target's MAC address", 144, cite)
		tpa := h.ip4("arp.dst.proto_ipv4", "Target's IP address", 192, cite)
		h.Summary = arpSummary(op, sha, spa, tpa)
	} else {
		h.otherAddresses(hlen*8, plen*8)
	}
	if h.need(8) && h.need(8+2*hlen+2*plen) {
		h.End = start + 8 + 2*hlen + 2*plen
		h.Body, h.Tail = h.End, h.End
	}
	d.close(h)
	return h.End
}

func (h *header) typeOfProtocol(v uint64) {
	h.add("arp.proto.type", "Protocol type", 16, 16, "RFC 826", v, withMeaning(hexText(v, 16), etherTypeName(v)))
}

// otherAddresses adds addresses of other kinds than Ethernet's and IPv4's.
func (h *header) otherAddresses(hardware, protocol int) {
	at := 64
	for _, f := range []struct {
		name, label string
		n           int
	}{
		{"arp.src.hw", "Sender's hardware address", hardware},
		{"arp.src.proto", "Sender's protocol address", protocol},
		{"arp.dst.hw", "Target's hardware address", hardware},
		{"arp.dst.proto", "Target's protocol address", protocol},
	} {
		if f.n > 0 {
			h.raw(f.name, f.label, at, f.n, "RFC 826")
		}
		at += f.n
	}
}

func arpSummary(op uint64, sha ethernet.Addr, spa, tpa netip.Addr) string {
	switch {
	case !tpa.IsValid():
		return ""
	case op == 1:
		return "who has " + tpa.String() + "? tell " + spa.String()
	case op == 2:
		return spa.String() + " is at " + macText(sha)
	}
	return ""
}
