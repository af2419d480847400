package sim

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"

	"encap/layers/link/ethernet"
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
		case scenario.Corrupt, scenario.Swap:
			if act.Kind == scenario.Corrupt && !act.FixFCS {
				fate.Flips = append(fate.Flips, act.Bit)
				continue
			}
			if fate.Instead == nil {
				fate.Instead = bytes.Clone(frame)
			}
			rewrite(fate.Instead, act)
		}
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

// plan lets an act befall frame n.
func (f *fates) plan(n uint64, act scenario.Fault) {
	if f.acts == nil {
		f.acts = map[uint64][]scenario.Fault{}
	}
	f.acts[n] = append(f.acts[n], act)
}
