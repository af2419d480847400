package dissect

import (
	"strconv"

	"encap/layers/osi"
)

// ripPort is the port of RIP.
const ripPort = 520

// rip reads a message of RFC 2453 §4, of version 2.
func (d *dissector) rip(start, end int) int {
	h := d.open(PDU{Proto: "rip", Title: "Routing Information Protocol", Layer: osi.Application, Word: osi.Application.Word(), Start: start, End: end}, 10)
	const cite = "RFC 2453 §4"
	name := ""
	switch h.bits(0, 8) {
	case 1:
		name = "request"
	case 2:
		name = "response"
	}
	h.named("rip.command", "Command", 0, 8, cite, name)
	h.number("rip.version", "Version", 8, 8, cite)
	h.Summary = name
	const header, entry = 4, 20
	if h.need(header) {
		networks := 0
		for at := header * 8; at+entry*8 <= (end-start)*8; at += entry * 8 {
			h.number("rip.family", "Address family", at, 16, cite)
			h.number("rip.route_tag", "Route tag", at+16, 16, cite)
			h.ip4("rip.ip", "Network", at+32, cite)
			h.ip4("rip.netmask", "Mask", at+64, cite)
			h.ip4("rip.next_hop", "Next hop", at+96, cite)
			h.named("rip.metric", "Metric", at+128, 32, cite, metricName(h.bits(at+128, 32)))
			networks++
		}
		h.Summary += ", " + strconv.Itoa(networks) + " network"
		if networks != 1 {
			h.Summary += "s"
		}
		if rest := (end - start - header) % entry; rest != 0 {
			h.malformed(strconv.Itoa(rest) + " bytes are left, a network has 20")
		}
	}
	h.Body, h.Tail = end, end
	d.close(h)
	return end
}

func metricName(v uint64) string {
	if v == 16 {
		return "unreachable"
	}
	return ""
}
