package ipv4

import (
	"encoding/binary"
	"net/netip"

	"encap/layers/osi"
)

// Types of options (RFC 791 §3.1).
const (
	optionEnd          = 0
	optionNop          = 1
	RecordRoute        = 7
	Timestamp          = 68
	optionLooseSource  = 131
	optionStrictSource = 137
)

// What a timestamp option asks for, by its flag.
const (
	TimeOnly    = 0 // when a packet passed
	TimeAndAddr = 1 // and where
	timeOfThese = 3 // at the places that are named
)

// MaxOptions is how long all options of a header may be, in bytes.
const MaxOptions = 40

// optionCopied is the bit of an option's type that says that it stands in every
// fragment.
const optionCopied = 0x80

// optionLen gives the length of the option at the beginning of o, of a header
// that has been checked. The end of options takes all that is left.
func optionLen(o []byte) int {
	switch o[0] {
	case optionEnd:
		return len(o)
	case optionNop:
		return 1
	}
	return int(o[1])
}

// ValidOptions says whether bytes are options that a header can hold.
func ValidOptions(options []byte) bool {
	for o := options; len(o) > 0; o = o[optionLen(o):] {
		if o[0] > optionNop && (len(o) < 2 || o[1] < 2 || int(o[1]) > len(o)) {
			return false
		}
	}
	return len(options) <= MaxOptions
}

// sourceRouted says whether the sender has named routers on the way.
func sourceRouted(options []byte) bool {
	return find(options, optionLooseSource) != nil || find(options, optionStrictSource) != nil
}

// find gives the first option of a type, or nil.
func find(options []byte, typ byte) []byte {
	for o := options; len(o) > 0; o = o[optionLen(o):] {
		if o[0] == typ {
			return o[:optionLen(o)]
		}
	}
	return nil
}

// badOption gives the place of an option's byte that cannot be right, counted
// from the header's start, and whether there is one.
func badOption(options []byte) (at int, bad bool) {
	for o := options; len(o) > 0; o = o[optionLen(o):] {
		place := HeaderLen + len(options) - len(o)
		least := map[byte]byte{RecordRoute: 4, Timestamp: 5}[o[0]]
		switch {
		case least == 0:
		case optionLen(o) < int(least)-1:
			return place + 1, true
		case o[2] < least:
			return place + 2, true
		}
	}
	return 0, false
}

// record gives the options with what they ask of a node whose address a the
// packet leaves with: its address, the time. It changes a copy.
func (l *Layer) record(options []byte, a netip.Addr) []byte {
	if find(options, RecordRoute) == nil && find(options, Timestamp) == nil {
		return options
	}
	options = append([]byte(nil), options...)
	if o := find(options, RecordRoute); o != nil {
		recordRoute(l.env, o, a.As4())
	}
	if o := find(options, Timestamp); o != nil {
		stamp(l.env, o, a.As4())
	}
	return options
}

// recordRoute puts an address into the next free place, if there is one.
func recordRoute(env osi.Env, o []byte, a [4]byte) {
	at := int(o[2]) - 1
	if at < 3 || at+4 > len(o) {
		return // there is no room left, or it cannot be right
	}
	env.Note(&Recorded)
	copy(o[at:], a[:])
	o[2] += 4
}

// stamp puts the time into the next free place, in milliseconds, and counts who
// found none.
func stamp(env osi.Env, o []byte, a [4]byte) {
	if len(o) < 4 || o[2] < 5 {
		return
	}
	at, flag, n := int(o[2])-1, o[3]&0x0f, 4
	if flag != TimeOnly {
		n = 8
	}
	switch {
	case at+n > len(o):
		if o[3] < 0xf0 {
			o[3] += 0x10 // one more that found no room
		}
		return
	case flag == timeOfThese && [4]byte(o[at:]) != a:
		return // another is asked
	}
	env.Note(&Stamped)
	if n == 8 {
		copy(o[at:], a[:])
		at += 4
	}
	binary.BigEndian.PutUint32(o[at:], uint32(env.Now().Sub(0).Milliseconds()))
	o[2] += byte(n)
}
