package dissect

import (
	"strconv"

	"encap/layers/osi"
)

// icmp reads a message of RFC 792. Its errors quote the beginning of the
// packet that was at fault.
func (d *dissector) icmp(start, end int, out around) int {
	h := d.open(PDU{Proto: "icmp", Title: "Internet Control Message Protocol", Layer: osi.Network, Word: "message", Start: start, End: end}, 6)
	const cite = "RFC 792"
	kind, code := h.bits(0, 8), h.bits(8, 8)
	name, reason := icmpName(kind), icmpCodeName(kind, code)
	h.named("icmp.type", "Type", 0, 8, cite, name)
	h.named("icmp.code", "Code", 8, 8, cite, reason)
	if !h.need(8) {
		h.checksum("icmp.checksum", "Checksum", 16, 16, cite, 0, statusUnverified)
		d.close(h)
		return end
	}
	want, status := uint64(0), uint64(statusUnverified)
	if !out.part {
		want, status = sumWithout(0, h.data[start:end], 2), statusGood
	}
	h.checksum("icmp.checksum", "Checksum", 16, 16, cite, want, status)
	h.Summary = name
	if reason != "" {
		h.Summary += ": " + reason
	}
	quotes := h.icmpRest(kind, code)
	h.Body = start + 8
	d.close(h)
	switch {
	case h.Body == end:
	case quotes:
		d.next("ip", h.Body, end, around{quoted: true})
	default:
		d.next("data", h.Body, end, around{})
	}
	return end
}

// icmpRest adds the second half of the header, which differs by type, and says
// whether a quoted packet follows.
func (h *header) icmpRest(kind, code uint64) (quotes bool) {
	const cite = "RFC 792"
	switch kind {
	case icmpEchoReply, icmpEchoRequest:
		id := h.number("icmp.ident", "Identifier", 32, 16, cite)
		seq := h.number("icmp.seq", "Sequence number", 48, 16, cite)
		h.Summary += " id " + strconv.FormatUint(id, 10) + " seq " + strconv.FormatUint(seq, 10)
		return false
	case icmpUnreachable:
		if code != icmpFragmentationNeeded {
			h.raw("icmp.unused", "Unused", 32, 32, cite)
			return true
		}
		h.raw("icmp.unused", "Unused", 32, 16, "RFC 1191 §4")
		h.number("icmp.mtu", "MTU of the next hop", 48, 16, "RFC 1191 §4")
		return true
	case icmpRedirect:
		h.ip4("icmp.redir_gw", "Better gateway", 32, cite)
		return true
	case icmpTimeExceeded, icmpSourceQuench:
		h.raw("icmp.unused", "Unused", 32, 32, cite)
		return true
	case icmpParameterProblem:
		h.number("icmp.pointer", "Pointer", 32, 8, cite)
		h.raw("icmp.unused", "Unused", 40, 24, cite)
		return true
	}
	return false
}
