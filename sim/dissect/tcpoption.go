package dissect

import (
	"fmt"
	"strconv"
)

// The kinds of TCP options that have fields of their own (IANA's registry of
// TCP option kinds).
const (
	tcpEnd           = 0
	tcpNoOperation   = 1
	tcpMSS           = 2
	tcpWindowScale   = 3
	tcpSACKPermitted = 4
	tcpSACK          = 5
	tcpTimestamps    = 8
)

// tcpOptions adds what stands between the fixed header and the text.
func (h *header) tcpOptions(size int) {
	if size == tcpHeader {
		return
	}
	b := h.bytes(tcpHeader, size-tcpHeader)
	h.add("tcp.options", "Options", tcpHeader*8, len(b)*8, "RFC 9293 §3.2", b, lengthText(len(b)))
	for i := tcpHeader; i < size; {
		kind := h.bits(i*8, 8)
		if kind == tcpEnd || kind == tcpNoOperation {
			h.named("tcp.option_kind", "Option", i*8, 8, "RFC 9293 §3.2", tcpOptionName(kind))
			i++
			if kind == tcpEnd {
				return
			}
			continue
		}
		n := int(h.bits(i*8+8, 8))
		if i+1 == size {
			n = 0 // its length would stand in the text
		}
		if kind == tcpSACKPermitted && n == 2 && i+n <= size {
			h.add("tcp.options.sack_perm", "SACK permitted", i*8, 16, "RFC 2018 §2", h.bytes(i, 2), setText(true))
		}
		h.named("tcp.option_kind", "Option", i*8, 8, tcpOptionCite(kind), tcpOptionName(kind))
		if i+1 == size {
			h.malformed(fmt.Sprintf("option %d at byte %d has no length", kind, i))
			h.Fields[len(h.Fields)-1].Bad = true
			return
		}
		h.number("tcp.option_len", "Length", i*8+8, 8, tcpOptionCite(kind))
		if why := tcpOptionFault(kind, n, size-i); why != "" {
			h.malformed(fmt.Sprintf("option length %d at byte %d, want %s", n, i+1, why))
			h.Fields[len(h.Fields)-1].Bad = true
			if n < 2 || i+n > size {
				return
			}
		} else {
			h.tcpOption(kind, i*8+16, n-2)
		}
		i += n
	}
}

// tcpOption adds the value of an option, n bytes from bit at on.
func (h *header) tcpOption(kind uint64, at, n int) {
	cite := tcpOptionCite(kind)
	switch kind {
	case tcpMSS:
		h.number("tcp.options.mss_val", "Maximum segment size", at, 16, cite)
	case tcpWindowScale:
		shift := h.bits(at, 8)
		h.named("tcp.options.wscale.shift", "Shift of windows", at, 8, cite, "× "+strconv.Itoa(1<<min(shift, 14)))
	case tcpSACK:
		for ; n > 0; n -= 8 {
			h.number("tcp.options.sack_le", "Received from", at, 32, cite)
			h.number("tcp.options.sack_re", "Received up to, without", at+32, 32, cite)
			at += 64
		}
	case tcpTimestamps:
		h.number("tcp.options.timestamp.tsval", "Sender's clock", at, 32, cite)
		h.number("tcp.options.timestamp.tsecr", "Echo of the other's clock", at+32, 32, cite)
	}
}

// tcpOptionFault says which length the option should have, "" if it may have
// n, of the bytes that are left.
func tcpOptionFault(kind uint64, n, left int) string {
	want := 0
	switch kind {
	case tcpMSS:
		want = 4
	case tcpWindowScale:
		want = 3
	case tcpSACKPermitted:
		want = 2
	case tcpTimestamps:
		want = 10
	case tcpSACK:
		if n%8 != 2 || n < 10 || n > left {
			return "2 and a multiple of 8"
		}
	}
	switch {
	case want > 0 && n != want:
		return strconv.Itoa(want)
	case n < 2 || n > left:
		return "2 to " + strconv.Itoa(left)
	}
	return ""
}

func tcpOptionName(kind uint64) string {
	switch kind {
	case tcpEnd:
		return "end of options"
	case tcpNoOperation:
		return "no operation"
	case tcpMSS:
		return "maximum segment size"
	case tcpWindowScale:
		return "window scale"
	case tcpSACKPermitted:
		return "SACK permitted"
	case tcpSACK:
		return "SACK"
	case tcpTimestamps:
		return "timestamps"
	case 34:
		return "Fast Open cookie"
	}
	return ""
}

func tcpOptionCite(kind uint64) string {
	switch kind {
	case tcpMSS:
		return "RFC 9293 §3.7.1"
	case tcpWindowScale:
		return "RFC 7323 §2.2"
	case tcpSACKPermitted:
		return "RFC 2018 §2"
	case tcpSACK:
		return "RFC 2018 §3"
	case tcpTimestamps:
		return "RFC 7323 §3.2"
	}
	return "RFC 9293 §3.2"
}
