package dissect

import (
	"fmt"
	"net/netip"
	"strconv"

	"encap/layers/osi"
)

// ip reads an IPv4 packet (RFC 791 §3.1).
func (d *dissector) ip(start, end int, out around) int {
	h := d.open(PDU{Proto: "ip", Title: "Internet Protocol version 4", Layer: osi.Network, Word: osi.Network.Word(), Start: start, End: end}, 18)
	header, total := h.ipFields()
	readable := h.checkIP(header, total, out.quoted)
	d.close(h)
	if !readable {
		return end
	}
	inside := around{part: h.Tail < start+total}
	inside.src, _ = netip.AddrFromSlice(h.bytes(12, 4))
	inside.dst, _ = netip.AddrFromSlice(h.bytes(16, 4))
	first, more := h.bits(51, 13) == 0, h.bits(50, 1) == 1
	proto := ipProto(h.bits(72, 8))
	switch {
	case !first: // the header of what is carried is in the first fragment
		proto = "data"
	case more:
		inside.part = true
	}
	if h.Body < h.Tail {
		d.next(proto, h.Body, h.Tail, inside)
	}
	return h.End
}

// ipFields adds the fields of the fixed header, and gives the header's and the
// packet's length in bytes.
func (h *header) ipFields() (header, total int) {
	const cite = "RFC 791 §3.1"
	h.number("ip.version", "Version", 0, 4, cite)
	header = 4 * int(h.bits(4, 4))
	h.add("ip.hdr_len", "Header length", 4, 4, cite, uint64(header), headerLengthText(header))
	h.hex("ip.dsfield", "Differentiated services", 8, 8, "RFC 2474 §3")
	h.named("ip.dsfield.dscp", "Code point", 8, 6, "RFC 2474 §3", dscpName(h.bits(8, 6)))
	h.named("ip.dsfield.ecn", "Congestion notification", 14, 2, "RFC 3168 §5", ecnNames[h.bits(14, 2)])
	total = int(h.number("ip.len", "Total length", 16, 16, cite))
	h.hex("ip.id", "Identification", 32, 16, cite)
	h.hex("ip.flags", "Flags", 48, 3, cite)
	h.flag("ip.flags.rb", "Reserved", 48, cite)
	h.flag("ip.flags.df", "Do not fragment", 49, cite)
	h.flag("ip.flags.mf", "More fragments", 50, cite)
	offset := h.bits(51, 13)
	h.add("ip.frag_offset", "Fragment offset", 51, 13, cite, offset, offsetText(offset))
	ttl := h.number("ip.ttl", "Time to live", 64, 8, cite)
	protocol := ipProtoName(h.bits(72, 8))
	h.named("ip.proto", "Protocol", 72, 8, cite, protocol)
	want, status := uint64(0), uint64(statusUnverified)
	if b := h.bytes(0, header); header >= 20 && b != nil {
		want, status = sumWithout(0, b, 10), statusGood
	}
	h.checksum("ip.checksum", "Header checksum", 80, 16, cite, want, status)
	h.ip4("ip.src", "Source", 96, cite)
	dst := h.ip4("ip.dst", "Destination", 128, cite)
	if dst.IsValid() {
		n := len(h.Fields)
		h.Summary = h.Fields[n-2].Text + " → " + h.Fields[n-1].Text + " " + protocol + " TTL " + strconv.FormatUint(ttl, 10)
	}
	return header, total
}

// checkIP sets where header and packet end, and marks what is impossible. In a
// quotation the packet may end early (RFC 792). It says whether the header can
// be read to its end.
func (h *header) checkIP(header, total int, quoted bool) (readable bool) {
	have := h.End - h.Start
	switch {
	case have > 0 && h.bits(0, 4) != 4:
		h.malformed(fmt.Sprintf("version %d, want 4", h.bits(0, 4)))
		h.wrong("ip.version")
		return false
	case !h.need(20):
		return false
	case header < 20:
		h.malformed(fmt.Sprintf("header length %d, want at least 20", header))
		h.wrong("ip.hdr_len")
		return false
	case header > have:
		h.malformed(fmt.Sprintf("header length %d, but there are %d bytes", header, have))
		h.wrong("ip.hdr_len")
		return false
	case total < header:
		h.malformed(fmt.Sprintf("total length %d, less than the header's %d", total, header))
		h.wrong("ip.len")
		return false
	case total > have && !quoted:
		h.malformed(fmt.Sprintf("total length %d, but there are %d bytes", total, have))
		h.wrong("ip.len")
	}
	h.End = h.Start + min(total, have)
	h.Body, h.Tail = h.Start+header, h.End
	h.ipOptions(header)
	return true
}

// ipOptions adds type and length of each option behind the fixed header.
func (h *header) ipOptions(header int) {
	const cite = "RFC 791 §3.1"
	for i := 20; i < header; {
		kind := h.bits(i*8, 8)
		h.named("ip.opt.type", "Option", i*8, 8, cite, optionName(kind))
		if kind == 0 {
			return
		}
		if kind == 1 {
			i++
			continue
		}
		if i+1 == header {
			h.malformed(fmt.Sprintf("option %d at byte %d has no length", kind, i))
			h.Fields[len(h.Fields)-1].Bad = true
			return
		}
		n := int(h.number("ip.opt.len", "Length", i*8+8, 8, cite))
		if n < 2 || i+n > header {
			h.malformed(fmt.Sprintf("option length %d at byte %d, want 2 to %d", n, i+1, header-i))
			h.Fields[len(h.Fields)-1].Bad = true
			return
		}
		switch kind {
		case optionRecordRoute:
			h.recordRoute(i, n)
		case optionTimestamp:
			h.timestamp(i, n)
		}
		i += n
	}
}

// recordRoute adds what an option of n bytes at byte i has gathered: addresses.
func (h *header) recordRoute(i, n int) {
	const cite = "RFC 791 §3.1"
	if n < 3 {
		return
	}
	next := i + int(h.number("ip.opt.ptr", "Pointer", i*8+16, 8, cite)) - 1
	for at := i + 3; at+4 <= i+n; at += 4 {
		if at < next {
			h.ip4("ip.rec_rt", "Recorded route", at*8, cite)
		} else {
			h.ip4("ip.empty_rt", "Empty route", at*8, cite)
		}
	}
}

// timestamp adds what an option of n bytes at byte i has gathered: times, and
// addresses if the flag says so.
func (h *header) timestamp(i, n int) {
	const cite = "RFC 791 §3.1"
	if n < 4 {
		return
	}
	h.number("ip.opt.ptr", "Pointer", i*8+16, 8, cite)
	h.number("ip.opt.overflow", "Had no room", i*8+24, 4, cite)
	flag := h.number("ip.opt.flag", "Flag", i*8+28, 4, cite)
	for at := i + 4; at+4 <= i+n; at += 4 {
		if flag != 0 && at+8 <= i+n {
			h.ip4("ip.opt.time_stamp_addr", "Address", at*8, cite)
			at += 4
		}
		h.number("ip.opt.time_stamp", "Time in milliseconds", at*8, 32, cite)
	}
}

func headerLengthText(bytes int) string {
	return strconv.Itoa(bytes) + " bytes (" + strconv.Itoa(bytes/4) + ")"
}

// offsetText gives a fragment's offset, which counts in units of eight bytes.
func offsetText(units uint64) string {
	if units == 0 {
		return "0"
	}
	return strconv.FormatUint(units, 10) + " (" + strconv.FormatUint(8*units, 10) + " bytes)"
}
