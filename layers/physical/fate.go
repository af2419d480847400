package physical

import (
	"time"

	"encap/layers/osi"
)

// Fate is what befalls one frame on its way. The zero Fate is to arrive once,
// whole and in time.
type Fate struct {
	Lost   *osi.Rule     // why the frame never arrives; nil: it does
	LostAt uint16        // how far it comes, in thousandths of the cable
	Delay  time.Duration // how much later it arrives than the cable's own delay
	Copies int           // how many copies arrive besides, each one frame's time later
	// Flips are the bits that arrive inverted, counted from the frame's first
	// byte, its FCS included, and in each byte from the highest bit on, as the
	// figures of the RFCs count. Bits behind the frame's end are ignored.
	Flips []int
	// Flipped says why, when it was no noise; nil: BitsFlipped.
	Flipped *osi.Rule
}

// flip inverts the bits of frame at the given places, and says whether there
// was any.
func flip(frame []byte, places []int) (any bool) {
	for _, i := range places {
		if i >= 0 && i < 8*len(frame) {
			frame[i/8] ^= 0x80 >> (i % 8)
			any = true
		}
	}
	return any
}
