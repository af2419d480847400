package sim

import (
	"encoding/binary"
	"hash/crc32"
	"slices"

	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/sim/forge"
	"encap/sim/scenario"
)

// Acted is the rule of what an act does to a frame.
var Acted = osi.Rule{Name: "Acted", Cite: "Encap",
	Why: "Somebody wanted it so: the scenario, or whoever asked what would happen if this frame were lost."}

// Edited is the rule of what somebody writes into a frame on its way.
var Edited = osi.Rule{Name: "Edited", Cite: "Encap",
	Why: "Somebody has written into this frame on its way. Whoever checks a sum that was not computed anew finds it; if all were, nobody can."}

// fates decides what befalls the frames of one direction of a cable: first
// chance, then the acts of the scenario.
type fates struct {
	key    uint64
	chance physical.Impairments
	acts   map[uint64][]scenario.Fault // by number of the frame
}

// of gives the fate of frame n.
func (f *fates) of(n uint64, frame []byte) physical.Fate {
	var fate physical.Fate
	if f.chance != (physical.Impairments{Rate: f.chance.Rate}) {
		fate = f.chance.Fate(f.key, n, 8*len(frame))
	}
	var edited []byte // a copy
	for _, act := range f.acts[n] {
		switch act.Kind {
		case scenario.Drop:
			fate.Lost, fate.LostAt = &Acted, 500
		case scenario.Duplicate:
			fate.Copies++
		case scenario.Delay:
			fate.Delay += act.Delay
		case scenario.Corrupt, scenario.Swap:
			if act.Kind == scenario.Corrupt && !act.FixFCS {
				fate.Flips = append(fate.Flips, act.Bit)
				continue
			}
			if edited == nil {
				edited = slices.Clone(frame)
			}
			rewrite(edited, act)
			fate.Flipped = &physical.Rewritten
		case scenario.Set:
			if edited == nil {
				edited = slices.Clone(frame)
			}
			if forge.Set(edited, act) == nil { // else it has no such field
				fate.Flipped = &Edited
			}
		}
	}
	if fate.Flipped != nil {
		fate.Flips = append(fate.Flips, changedBits(frame, edited)...)
	}
	return fate
}

// rewrite does to a frame what a faulty device does: it swaps two words or turns
// a bit over, and computes the check sequence anew if it is asked to, as a
// device does that builds a new frame.
func rewrite(frame []byte, act scenario.Fault) {
	if i, j := 2*act.Words[0], 2*act.Words[1]; act.Kind == scenario.Swap && max(i, j)+2 <= len(frame) {
		for k := range 2 {
			frame[i+k], frame[j+k] = frame[j+k], frame[i+k]
		}
	}
	if act.Kind == scenario.Corrupt && act.Bit < 8*len(frame) {
		frame[act.Bit/8] ^= 0x80 >> (act.Bit % 8)
	}
	if end := len(frame) - ethernet.FCSLen; act.FixFCS && end >= 0 {
		binary.LittleEndian.PutUint32(frame[end:], crc32.ChecksumIEEE(frame[:end]))
	}
}

// changedBits gives the bits in which two frames of one length differ.
func changedBits(a, b []byte) (bits []int) {
	for i := range a {
		for bit := range 8 {
			if (a[i]^b[i])&(0x80>>bit) != 0 {
				bits = append(bits, 8*i+bit)
			}
		}
	}
	return bits
}

// plan lets an act befall frame n.
func (f *fates) plan(n uint64, act scenario.Fault) {
	if f.acts == nil {
		f.acts = map[uint64][]scenario.Fault{}
	}
	f.acts[n] = append(f.acts[n], act)
}
