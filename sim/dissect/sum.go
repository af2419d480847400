package dissect

import "encap/layers/codec"

// What Wireshark says of a checksum, in fields such as "ip.checksum.status".
const (
	statusBad        = 0
	statusGood       = 1
	statusUnverified = 2
	statusNotPresent = 3
)

var statusNames = [...]string{"Bad", "Good", "Unverified", "Not present"}

// checksum adds a checksum of n bits that should be want, and its status.
func (h *header) checksum(name, label string, at, n int, cite string, want, status uint64) {
	v := h.bits(at, n)
	text := hexText(v, n)
	if status == statusGood && v != want {
		status = statusBad
	}
	switch status {
	case statusGood:
		text += " (correct)"
	case statusBad:
		text += " (wrong, should be " + hexText(want, n) + ")"
	case statusUnverified:
		text += " (cannot be verified)"
	case statusNotPresent:
		text += " (not used)"
	}
	before := len(h.Fields)
	h.add(name, label, at, n, cite, v, text)
	if len(h.Fields) == before {
		return
	}
	h.Fields[before].Bad = status == statusBad
	h.add(name+".status", "Status", at+n, 0, cite, status, statusNames[status])
}

// sumWithout gives the Internet checksum of data, in which the checksum itself
// stands at byte at and counts as zero (RFC 1071 §1).
func sumWithout(sum uint64, data []byte, at int) uint64 {
	return uint64(codec.Fold(codec.Sum(codec.Sum(sum, data[:at]), data[at+2:])))
}
