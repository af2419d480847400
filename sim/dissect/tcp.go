package dissect

import (
	"fmt"
	"strconv"
	"strings"

	"encap/layers/codec"
	"encap/layers/osi"
)

// tcpNumber is TCP's protocol number, which also stands in its pseudo header.
const tcpNumber = 6

// tcpHeader is the length of a header without options, in bytes.
const tcpHeader = 20

// citeTCP is where the header is defined.
const citeTCP = "RFC 9293 §3.1"

// tcp reads a segment of RFC 9293. It says nowhere how long its text is: the
// packet outside does.
func (d *dissector) tcp(start, end int, out around) int {
	h := d.open(PDU{Proto: "tcp", Title: "Transmission Control Protocol", Layer: osi.Transport, Word: "segment", Start: start, End: end}, 32)
	size := 4 * int(h.bits(96, 4))
	whole := end-start >= tcpHeader && size >= tcpHeader && size <= end-start
	src := h.number("tcp.srcport", "Source port", 0, 16, citeTCP)
	dst := h.number("tcp.dstport", "Destination port", 16, 16, citeTCP)
	if whole && !out.part {
		n := end - start - size
		h.add("tcp.len", "Length of the text", 32, 0, "RFC 9293 §3.4", uint64(n), lengthText(n))
	}
	seq := h.number("tcp.seq_raw", "Sequence number", 32, 32, citeTCP)
	ack := h.number("tcp.ack_raw", "Acknowledgment number", 64, 32, citeTCP)
	h.add("tcp.hdr_len", "Header length", 96, 4, citeTCP, uint64(size), headerLengthText(size))
	flags := h.tcpFlags()
	window := h.number("tcp.window_size_value", "Window", 112, 16, citeTCP)
	want, status := h.tcpSum(out)
	h.checksum("tcp.checksum", "Checksum", 128, 16, citeTCP, want, status)
	h.number("tcp.urgent_pointer", "Urgent pointer", 144, 16, citeTCP)
	h.Summary = strconv.FormatUint(src, 10) + " → " + strconv.FormatUint(dst, 10)
	if !h.checkTCP(size, out) {
		d.close(h)
		return end
	}
	h.Summary += tcpSummary(flags, seq, ack, window)
	h.Body = start + size
	if h.Body < end {
		h.Summary += ", " + lengthText(end-h.Body)
	}
	h.tcpOptions(size)
	d.close(h)
	if h.Body < end {
		d.stream(h.Body, end)
	}
	return end
}

// tcpFlagNames are the control bits from the left, with the names that people
// and Wireshark give them.
var tcpFlagNames = [...]struct{ name, label, short, cite string }{
	{"tcp.flags.ae", "Accurate ECN", "AE", "RFC 9768"},
	{"tcp.flags.cwr", "Congestion window reduced", "CWR", "RFC 3168 §6.1"},
	{"tcp.flags.ece", "Congestion was echoed", "ECE", "RFC 3168 §6.1"},
	{"tcp.flags.urg", "Urgent", "URG", citeTCP},
	{"tcp.flags.ack", "Acknowledgment", "ACK", citeTCP},
	{"tcp.flags.push", "Push", "PSH", citeTCP},
	{"tcp.flags.reset", "Reset", "RST", citeTCP},
	{"tcp.flags.syn", "Synchronize", "SYN", citeTCP},
	{"tcp.flags.fin", "Finish", "FIN", citeTCP},
}

// tcpFlags adds the control bits, one by one, and gives them as a list:
// "SYN, ACK".
func (h *header) tcpFlags() (list string) {
	var set []string
	for i := len(tcpFlagNames) - 1; i >= 0; i-- { // SYN before ACK, as people say it
		if h.bits(103+i, 1) == 1 {
			set = append(set, tcpFlagNames[i].short)
		}
	}
	list = strings.Join(set, ", ")
	v := h.bits(100, 12)
	h.add("tcp.flags", "Flags", 100, 12, citeTCP, v, withMeaning(hexText(v, 12), list))
	reserved := h.bits(100, 3) != 0
	h.add("tcp.flags.res", "Reserved", 100, 3, citeTCP, reserved, setText(reserved))
	for i, f := range tcpFlagNames {
		h.flag(f.name, f.label, 103+i, f.cite)
	}
	return list
}

// tcpSummary says what a segment is for in a few words.
func tcpSummary(flags string, seq, ack, window uint64) string {
	s := " [" + flags + "] seq " + strconv.FormatUint(seq, 10)
	if strings.Contains(flags, "ACK") {
		s += " ack " + strconv.FormatUint(ack, 10)
	}
	return s + " win " + strconv.FormatUint(window, 10)
}

// checkTCP marks a header that cannot be right, and says whether its options
// can be read. A packet that ICMP quotes may end within the header (RFC 792).
func (h *header) checkTCP(size int, out around) (readable bool) {
	have := h.End - h.Start
	switch {
	case have < tcpHeader && out.part:
		return false
	case !h.need(tcpHeader):
		return false
	case size < tcpHeader:
		h.malformed(fmt.Sprintf("header length %d, want at least %d", size, tcpHeader))
	case size > have && out.part:
		return false
	case size > have:
		h.malformed(fmt.Sprintf("header length %d, but there are %d bytes", size, have))
	default:
		return true
	}
	h.wrong("tcp.hdr_len")
	return false
}

// tcpSum gives what the checksum should be, and whether that can be told: it
// takes the addresses of the packet outside, and the whole segment.
func (h *header) tcpSum(out around) (want, status uint64) {
	if out.part || !out.src.IsValid() || h.End-h.Start < tcpHeader {
		return 0, statusUnverified
	}
	segment := h.data[h.Start:h.End]
	return sumWithout(codec.PseudoHeader(out.src, out.dst, tcpNumber, len(segment)), segment, 16), statusGood
}
