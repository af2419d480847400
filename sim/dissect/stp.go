package dissect

import (
	"fmt"
	"strconv"

	"encap/layers/osi"
)

// llc reads the header of IEEE 802.2 that follows a length.
func (d *dissector) llc(start, end int) int {
	h := d.open(PDU{Proto: "llc", Title: "Logical Link Control", Layer: osi.Link, Word: "header", Start: start, End: end}, 3)
	const cite = "IEEE 802.2"
	dsap := h.bits(0, 8)
	h.named("llc.dsap", "Destination service", 0, 8, cite, sapName(dsap))
	h.named("llc.ssap", "Source service", 8, 8, cite, sapName(h.bits(8, 8)))
	size := 16 // of the control field: frames that are numbered have two bytes
	if h.bits(22, 2) == 3 {
		size = 8
	}
	control := h.hex("llc.control", "Control", 16, size, cite)
	h.Summary = "LLC " + sapName(dsap)
	if !h.need(2 + size/8) {
		d.close(h)
		return end
	}
	h.Body = start + 2 + size/8
	if h.Body < end {
		inside := "data"
		if dsap == sapBridges && control == 3 {
			inside = "stp"
		}
		d.next(inside, h.Body, end, around{})
	}
	d.close(h)
	return end
}

// sapBridges is the service of bridges (IEEE 802.1D-2004 §7.12.3).
const sapBridges = 0x42

func sapName(v uint64) string {
	if v == sapBridges {
		return "spanning tree"
	}
	return ""
}

// The types of BPDUs.
const (
	bpduConfig = 0x00
	bpduRapid  = 0x02
	bpduTCN    = 0x80
)

// stp reads a bridge protocol data unit.
func (d *dissector) stp(start, end int) int {
	h := d.open(PDU{Proto: "stp", Title: "Spanning Tree Protocol", Layer: osi.Link, Word: "BPDU", Start: start, End: end}, 24)
	const cite = "IEEE 802.1D-2004 §9.3"
	h.number("stp.protocol", "Protocol", 0, 16, cite)
	h.named("stp.version", "Version", 16, 8, cite, versionName(h.bits(16, 8)))
	kind := h.bits(24, 8)
	h.add("stp.type", "BPDU type", 24, 8, cite, kind, withMeaning(hexText(kind, 8), bpduName(kind)))
	h.Summary = "BPDU: " + bpduName(kind)
	if !h.need(4) || kind == bpduTCN {
		d.close(h)
		return end
	}
	h.bpduFlags(kind, cite)
	h.bridgeID("stp.root", "Root", 40, cite)
	cost := h.number("stp.root.cost", "Path cost to the root", 104, 32, cite)
	h.bridgeID("stp.bridge", "Bridge", 136, cite)
	h.hex("stp.port", "Port", 200, 16, cite)
	for i, f := range [...]struct{ name, label string }{
		{"stp.msg_age", "Message age"}, {"stp.max_age", "Max age"}, {"stp.hello", "Hello time"}, {"stp.forward", "Forward delay"},
	} {
		v := h.bits(216+16*i, 16)
		h.add(f.name, f.label, 216+16*i, 16, cite, v/256, seconds(v))
	}
	size := 35
	if kind == bpduRapid {
		h.number("stp.version_1_length", "Version 1 length", 280, 8, cite)
		size = 36
	}
	if h.need(size) {
		h.Summary = fmt.Sprintf("BPDU: root %s, cost %d", macText([6]byte(h.bytes(7, 6))), cost)
	}
	d.close(h)
	return end
}

// bpduFlags adds the flags: two in a BPDU of STP, and the others in one of RSTP.
func (h *header) bpduFlags(kind uint64, cite string) {
	h.hex("stp.flags", "Flags", 32, 8, cite)
	h.flag("stp.flags.tcack", "Topology change acknowledged", 32, cite)
	if kind == bpduRapid {
		h.flag("stp.flags.agreement", "Agreement", 33, cite)
		h.flag("stp.flags.forwarding", "Forwarding", 34, cite)
		h.flag("stp.flags.learning", "Learning", 35, cite)
		role := h.bits(36, 2)
		h.named("stp.flags.port_role", "Port role", 36, 2, cite, [...]string{"unknown", "alternate or backup", "root", "designated"}[role])
		h.flag("stp.flags.proposal", "Proposal", 38, cite)
	}
	h.flag("stp.flags.tc", "Topology change", 39, cite)
}

// bridgeID adds a bridge's identifier: its priority, what extends it, and its
// address.
func (h *header) bridgeID(name, label string, at int, cite string) {
	v := h.bits(at, 16)
	h.add(name+".prio", label+" priority", at, 4, cite, v&0xf000, strconv.FormatUint(v&0xf000, 10))
	h.add(name+".ext", label+" priority extension", at+4, 12, cite, v&0xfff, strconv.FormatUint(v&0xfff, 10))
	h.mac(name+".hw", label+" address", at+16, cite)
}

// seconds gives a time that is counted in 256ths of a second.
func seconds(v uint64) string {
	if v%256 == 0 {
		return strconv.FormatUint(v/256, 10) + " s"
	}
	return strconv.FormatUint(v/256, 10) + " s and " + strconv.FormatUint(v%256, 10) + "/256"
}

func versionName(v uint64) string {
	switch v {
	case 0:
		return "STP"
	case 2:
		return "RSTP"
	}
	return ""
}

func bpduName(v uint64) string {
	switch v {
	case bpduConfig:
		return "configuration"
	case bpduRapid:
		return "rapid spanning tree"
	case bpduTCN:
		return "topology change notification"
	}
	return "unknown"
}
