package sim

import (
	"slices"

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
		case scenario.Corrupt:
			fate.Flips = append(fate.Flips, act.Bit)
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
