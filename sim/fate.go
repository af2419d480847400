package sim

import (
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/sim/scenario"
)

// Acted is the rule of what an act does to a frame.
var Acted = osi.Rule{Name: "Acted", Cite: "Encap",
	Why: "Somebody wanted it so: the scenario, or whoever asked what would happen if this frame were lost."}

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
		}
	}
	return fate
}

// plan lets an act befall frame n.
func (f *fates) plan(n uint64, act scenario.Fault) {
	if f.acts == nil {
		f.acts = map[uint64][]scenario.Fault{}
	}
	f.acts[n] = append(f.acts[n], act)
}
