package dissect

import (
	"net/netip"
	"strconv"

	"encap/layers/link/ethernet"
)

// header is a PDU while it is being read. Its methods add a field each; at and
// n are in bits from the header's first byte, as the drawings in the RFCs
// count. A field that is not all there is left out.
type header struct {
	PDU
	data  []byte
	index int // in the list of PDUs
}

// add appends a field at [at:at+n) if its bits are there.
func (h *header) add(name, label string, at, n int, cite string, value any, text string) {
	start := h.Start*8 + at
	if start+n > h.End*8 {
		return
	}
	h.Fields = append(h.Fields, Field{Name: name, Label: label, Value: value, Text: text,
		Start: start, End: start + n, Cite: cite})
}

// bits gives a number of up to 56 bits, 0 if it is not all there.
func (h *header) bits(at, n int) uint64 {
	first, last := h.Start+at/8, h.Start+(at+n-1)/8
	if last >= h.End {
		return 0
	}
	var v uint64
	for _, b := range h.data[first : last+1] {
		v = v<<8 | uint64(b)
	}
	return v >> (7 - (at+n-1)%8) & (1<<n - 1)
}

// number adds a number shown as "64".
func (h *header) number(name, label string, at, n int, cite string) uint64 {
	v := h.bits(at, n)
	h.add(name, label, at, n, cite, v, strconv.FormatUint(v, 10))
	return v
}

// hex adds a number shown as "0x0007".
func (h *header) hex(name, label string, at, n int, cite string) uint64 {
	v := h.bits(at, n)
	h.add(name, label, at, n, cite, v, hexText(v, n))
	return v
}

// named adds a number with its meaning: "17 (UDP)".
func (h *header) named(name, label string, at, n int, cite, meaning string) {
	v := h.bits(at, n)
	h.add(name, label, at, n, cite, v, withMeaning(strconv.FormatUint(v, 10), meaning))
}

// withMeaning gives "17 (UDP)", or "17" if that means nothing to us.
func withMeaning(text, meaning string) string {
	if meaning == "" {
		return text
	}
	return text + " (" + meaning + ")"
}

// flag adds one bit shown as "set" or "not set".
func (h *header) flag(name, label string, at int, cite string) bool {
	v := h.bits(at, 1) == 1
	h.add(name, label, at, 1, cite, v, setText(v))
	return v
}

// setText says whether a flag is set.
func setText(v bool) string {
	if v {
		return "set"
	}
	return "not set"
}

// mac adds a MAC address.
func (h *header) mac(name, label string, at int, cite string) ethernet.Addr {
	var a ethernet.Addr
	if copy(a[:], h.bytes(at/8, 6)) == 6 {
		h.add(name, label, at, 48, cite, a, macText(a))
	}
	return a
}

// ip4 adds an IPv4 address.
func (h *header) ip4(name, label string, at int, cite string) netip.Addr {
	b := h.bytes(at/8, 4)
	if b == nil {
		return netip.Addr{}
	}
	a := netip.AddrFrom4([4]byte(b))
	h.add(name, label, at, 32, cite, a, a.String())
	return a
}

// raw adds n bytes as they are.
func (h *header) raw(name, label string, at, n int, cite string) {
	if b := h.bytes(at/8, n/8); b != nil {
		h.add(name, label, at, n, cite, b, bytesText(b))
	}
}

// bytes gives n bytes at a place in bytes, nil if they are not all there.
func (h *header) bytes(at, n int) []byte {
	i := h.Start + at
	if i+n > h.End {
		return nil
	}
	return h.data[i : i+n : i+n]
}

// malformed says why the rest cannot be read; the first reason stays.
func (h *header) malformed(why string) {
	if h.Malformed == "" {
		h.Malformed = why
	}
}

// wrong marks the field as bad.
func (h *header) wrong(name string) {
	for i := range h.Fields {
		if h.Fields[i].Name == name {
			h.Fields[i].Bad = true
		}
	}
}

const digits = "0123456789abcdef"

// hexText gives a number of n bits as "0x0800".
func hexText(v uint64, n int) string {
	b := append(make([]byte, 0, 18), "0x"...)
	for shift := 4 * (max(2, (n+3)/4) - 1); shift >= 0; shift -= 4 {
		b = append(b, digits[v>>shift&0xf])
	}
	return string(b)
}

// macText gives what Addr.String gives, in a tenth of the time.
func macText(a ethernet.Addr) string {
	b := make([]byte, 0, 17)
	for i, x := range a {
		if i > 0 {
			b = append(b, ':')
		}
		b = append(b, digits[x>>4], digits[x&0xf])
	}
	return string(b)
}

// shownBytes bounds the text of a field of bytes.
const shownBytes = 32

// bytesText gives bytes as "68 65 6c 6c 6f", with "…" for the rest of many.
func bytesText(data []byte) string {
	b := make([]byte, 0, 3*shownBytes+3)
	for i, x := range data {
		if i > 0 {
			b = append(b, ' ')
		}
		if i == shownBytes {
			b = append(b, "…"...)
			break
		}
		b = append(b, digits[x>>4], digits[x&0xf])
	}
	return string(b)
}
