package dissect

import (
	"fmt"
	"strconv"

	"encap/layers/codec"
	"encap/layers/osi"
)

// udpNumber is UDP's protocol number, which also stands in its pseudo header.
const udpNumber = 17

// udp reads a datagram of RFC 768.
func (d *dissector) udp(start, end int, out around) int {
	h := d.open(PDU{Proto: "udp", Title: "User Datagram Protocol", Layer: osi.Transport, Word: osi.Transport.Word(), Start: start, End: end}, 5)
	const cite = "RFC 768"
	src := h.number("udp.srcport", "Source port", 0, 16, cite)
	dst := h.number("udp.dstport", "Destination port", 16, 16, cite)
	n := int(h.number("udp.length", "Length", 32, 16, cite))
	h.Summary = strconv.FormatUint(src, 10) + " → " + strconv.FormatUint(dst, 10)
	if !h.need(8) {
		h.checksum("udp.checksum", "Checksum", 48, 16, cite, 0, statusUnverified)
		d.close(h)
		return end
	}
	h.Body = start + 8
	whole := n >= 8 && n <= end-start
	switch {
	case n < 8:
		h.malformed(fmt.Sprintf("length %d, want at least 8", n))
		h.wrong("udp.length")
		h.End = h.Body
	case n > end-start && !out.part:
		h.malformed(fmt.Sprintf("length %d, but there are %d bytes", n, end-start))
		h.wrong("udp.length")
	default:
		h.End = start + min(n, end-start)
		h.Summary += ", " + lengthText(n-8)
	}
	h.Tail = h.End
	want, status := h.udpSum(out, whole)
	h.checksum("udp.checksum", "Checksum", 48, 16, cite, want, status)
	d.close(h)
	switch {
	case h.Body == h.Tail:
	case !out.part && (src == ripPort || dst == ripPort):
		d.next("rip", h.Body, h.Tail, around{})
	default:
		d.payload(h.Body, h.Tail, osi.Application)
	}
	return end
}

// udpSum gives what the checksum should be, and whether that can be told: it
// takes the addresses of the packet outside, and the whole datagram.
func (h *header) udpSum(out around, whole bool) (want, status uint64) {
	switch {
	case h.bits(48, 16) == 0: // the sender made none
		return 0, statusNotPresent
	case !whole || !out.src.IsValid():
		return 0, statusUnverified
	}
	datagram := h.data[h.Start:h.End]
	want = sumWithout(codec.PseudoHeader(out.src, out.dst, udpNumber, len(datagram)), datagram, 6)
	if want == 0 { // zero would say that there is none
		want = 0xffff
	}
	return want, statusGood
}

// lengthText gives "1 byte", "5 bytes".
func lengthText(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return strconv.Itoa(n) + " bytes"
}
