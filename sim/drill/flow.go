package drill

import (
	"encoding/binary"
	"net/netip"
)

// flow is the connection that a script plays: who speaks with whom, and how
// the script's numbers differ from those on the cable.
type flow struct {
	local, remote netip.AddrPort // the stack's end and the script's
	opening       bool           // the stack opens it: its port is not known yet

	shift  uint32            // the stack's sequence numbers, less the script's
	stamps map[uint32]uint32 // timestamps of the stack, by the script's
	first  [2]uint32         // the first of them: the script's and the stack's
}

// toStack gives the numbers that a packet of the script has on the cable.
func (f *flow) toStack(s segment) segment {
	if s.has(ack) || s.ack != 0 {
		s.ack += f.shift
	}
	same := func(n uint32) uint32 { return n }
	s.options = renumber(s.options, same, f.stampOut, func(n uint32) uint32 { return n + f.shift })
	return s
}

// stampOut gives the timestamp of the stack that a script's echo means. One
// that the stack has not sent counts from the first.
func (f *flow) stampOut(n uint32) uint32 {
	if live, ok := f.stamps[n]; ok {
		return live
	}
	if len(f.stamps) > 0 && n != 0 {
		return n - f.first[0] + f.first[1]
	}
	return n
}

// meet takes in how a packet of the stack and what the script expects belong
// together: a SYN tells where the stack's numbers begin, and a timestamp what
// its clock shows.
func (f *flow) meet(live, want *segment) {
	if live.has(syn) && want.has(syn) && !want.anySeq {
		f.shift = live.seq - want.seq
	}
	l, _, okLive := timestamp(live.options)
	w, _, okWant := timestamp(want.options)
	if !okLive || !okWant || want.anyStamp[0] {
		return
	}
	if f.stamps == nil {
		f.stamps, f.first = map[uint32]uint32{}, [2]uint32{w, l}
	}
	if _, ok := f.stamps[w]; !ok {
		f.stamps[w] = l
	}
}

// fromStack gives the numbers that a packet of the stack has in the script.
// Its timestamp becomes the one that is wanted: its clock is its own affair.
func (f *flow) fromStack(live segment, want *segment) segment {
	live.seq -= f.shift
	w, e, wanted := timestamp(want.options)
	val := func(n uint32) uint32 {
		if wanted {
			return w
		}
		return n
	}
	ecr := func(n uint32) uint32 {
		if want.anyStamp[1] {
			return e
		}
		return n
	}
	same := func(n uint32) uint32 { return n }
	live.options = renumber(live.options, val, ecr, same)
	return live
}

// timestamp gives the timestamps option: its value and the one it echoes.
func timestamp(options []byte) (val, ecr uint32, ok bool) {
	eachOption(options, func(kind byte, data []byte) {
		if kind == optTimestamps && len(data) == 8 {
			val, ecr, ok = binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:]), true
		}
	})
	return val, ecr, ok
}
