package filter

import (
	"bytes"
	"cmp"
	"net/netip"
	"strings"

	"encap/layers/link/ethernet"
)

// kind says what kind of value a field has or a literal is.
type kind uint8

const (
	protocol kind = iota // of fields only: a whole header with what it carries
	number
	boolean
	text
	raw // of fields only: bytes
	address
	network // of literals only: what an address may belong to
	mac
	duration // of fields: the virtual time since the scenario began
)

var kindNames = [...]string{"protocol", "number", "true or false", "text", "bytes", "IP address", "IP network", "MAC address", "duration"}

// String gives the kind's name: "IP address".
func (k kind) String() string { return kindNames[k] }

// phrase gives the kind's name with its article: "an IP address".
func (k kind) phrase() string {
	switch k {
	case boolean, text, raw:
		return k.String()
	case address, network:
		return "an " + k.String()
	}
	return "a " + k.String()
}

// ordered says whether values of this kind can be less or greater.
func (k kind) ordered() bool { return k == number || k == address || k == duration }

// value is a field's or a literal's value; which member holds it follows from
// its kind.
type value struct {
	num  uint64 // number, boolean (0 or 1), duration (nanoseconds), mac (48 bits)
	addr netip.Addr
	text string
	raw  []byte // also all bytes of a protocol
}

// macNumber packs a MAC address into a number, first byte highest.
func macNumber(a ethernet.Addr) uint64 {
	var n uint64
	for _, b := range a {
		n = n<<8 | uint64(b)
	}
	return n
}

// valueOf turns what was dissected into a value of the kind that the field
// has. False: it is of another kind, so the field counts as absent.
func valueOf(k kind, dissected any) (value, bool) {
	switch v := dissected.(type) {
	case uint64:
		return value{num: v}, k == number
	case bool:
		if v {
			return value{num: 1}, k == boolean
		}
		return value{}, k == boolean
	case string:
		return value{text: v}, k == text
	case []byte:
		return value{raw: v}, k == raw
	case ethernet.Addr:
		return value{num: macNumber(v)}, k == mac
	case netip.Addr:
		if k == text { // ip.host
			return value{text: v.String()}, true
		}
		return value{addr: v}, k == address
	}
	return value{}, false
}

// compare orders two values of one kind: negative, 0 or positive.
func compare(k kind, a, b value) int {
	switch k {
	case address:
		return a.addr.Compare(b.addr)
	case text:
		return strings.Compare(a.text, b.text)
	case raw:
		return bytes.Compare(a.raw, b.raw)
	}
	return cmp.Compare(a.num, b.num)
}

// comparison is an operator that compares.
type comparison string

// holds says whether the comparison is true of two values that compare so.
func (c comparison) holds(order int) bool {
	switch c {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	}
	return false
}

// settled says whether the comparison of something that only grows, and has
// grown so far, can no longer change its answer.
func (c comparison) settled(order int) bool {
	return order > 0 || order == 0 && (c == "<" || c == ">=")
}
