package dissect

import (
	"fmt"
	"hash/crc32"
	"math/bits"

	"encap/layers/osi"
)

const (
	minFrame  = 60 // the shortest frame in bytes, without its FCS (IEEE 802.3 §3.2.8)
	fcsSize   = 4
	firstType = 0x0600 // a number below is a length, not a type (IEEE 802.3 §3.2.6)
)

// ethernet reads a frame from its destination to its FCS.
func (d *dissector) ethernet(start, end int) int {
	h := d.open(PDU{Proto: "eth", Title: "Ethernet II", Layer: osi.Link, Word: osi.Link.Word(), Start: start, End: end}, 8)
	h.mac("eth.dst", "Destination", 0, "IEEE 802.3 §3.2.4")
	h.mac("eth.src", "Source", 48, "IEEE 802.3 §3.2.5")
	kind := h.bits(96, 16)
	meaning := h.typeOrLength("eth", 96)
	if len(h.Fields) == 3 {
		h.Summary = h.Fields[1].Text + " → " + h.Fields[0].Text + " " + meaning
	}
	if !h.need(14 + fcsSize) {
		d.close(h)
		return end
	}
	h.Body, h.Tail = start+14, end-fcsSize
	if kind < firstType {
		h.Title = "IEEE 802.3 Ethernet"
	}
	used := d.body(&h, "eth.len", kind)
	h.trailer(used)
	h.fcs()
	d.close(h)
	return end
}

// typeOrLength adds the field that tells what follows, and gives its meaning.
func (h *header) typeOrLength(proto string, at int) string {
	v := h.bits(at, 16)
	if v < firstType {
		h.number(proto+".len", "Length", at, 16, "IEEE 802.3 §3.2.6")
		return "length"
	}
	name, label := "eth.type", "Type"
	if proto == "vlan" {
		name = "vlan.etype"
	}
	meaning := etherTypeName(v)
	if meaning == "" {
		meaning = "unknown"
	}
	h.add(name, label, at, 16, "IEEE 802.3 §3.2.6", v, withMeaning(hexText(v, 16), meaning))
	return meaning
}

// body reads what a frame or a tag carries, and gives where it ends.
func (d *dissector) body(h *header, lengthField string, kind uint64) int {
	if h.Body == h.Tail {
		return h.Tail
	}
	if kind >= firstType {
		h.Tail = d.next(etherTypeProto(kind), h.Body, h.Tail, around{})
		return h.Tail
	}
	if n := int(kind); n <= h.Tail-h.Body {
		h.Tail = h.Body + n
	} else {
		h.malformed(fmt.Sprintf("length %d, but %d bytes follow", n, h.Tail-h.Body))
		h.wrong(lengthField)
	}
	if h.Body < h.Tail {
		d.next("llc", h.Body, h.Tail, around{})
	}
	return h.Tail
}

// trailer adds what stands between the end of what the frame carries and its
// FCS: padding up to the shortest frame, then what nobody asked for.
func (h *header) trailer(used int) {
	fcs := h.End - fcsSize
	pad := max(used, min(h.Start+minFrame, fcs))
	if used < pad {
		h.raw("eth.padding", "Padding", (used-h.Start)*8, (pad-used)*8, "IEEE 802.3 §3.2.8")
	}
	if pad < fcs {
		h.raw("eth.trailer", "Trailer", (pad-h.Start)*8, (fcs-pad)*8, "")
	}
}

// fcs adds the frame check sequence.
func (h *header) fcs() {
	fcs := h.End - fcsSize
	h.checksum("eth.fcs", "Frame check sequence", (fcs-h.Start)*8, 32, "IEEE 802.3 §3.2.9",
		fcsOf(h.data[h.Start:fcs]), statusGood)
}

// fcsOf gives the FCS of a frame as its four bytes read from left to right.
// They are the usual CRC-32 with the lowest byte first: a cable takes the
// lowest bit of each byte first, but the highest of the CRC (IEEE 802.3 §3.3).
func fcsOf(frame []byte) uint64 {
	return uint64(bits.ReverseBytes32(crc32.ChecksumIEEE(frame)))
}

// vlan reads an IEEE 802.1Q tag from behind its 0x8100.
func (d *dissector) vlan(start, end int) int {
	h := d.open(PDU{Proto: "vlan", Title: "802.1Q virtual LAN", Layer: osi.Link, Word: "tag", Start: start, End: end}, 4)
	h.number("vlan.priority", "Priority", 0, 3, "IEEE 802.1Q §9.6")
	h.flag("vlan.dei", "May be dropped first", 3, "IEEE 802.1Q §9.6")
	id := h.number("vlan.id", "VLAN", 4, 12, "IEEE 802.1Q §9.6")
	kind := h.bits(16, 16)
	meaning := h.typeOrLength("vlan", 16)
	h.Summary = fmt.Sprintf("VLAN %d %s", id, meaning)
	if !h.need(4) {
		d.close(h)
		return end
	}
	h.Body = start + 4
	used := d.body(&h, "vlan.len", kind)
	h.End = used
	d.close(h)
	return used
}
