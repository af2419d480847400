package physical

import (
	"math/bits"
	"time"
)

// Medium is what a cable is made of.
type Medium string

// The media.
const (
	Copper Medium = "copper" // twisted pairs
	Fibre  Medium = "fibre"  // glass
)

// Media are all media with their velocity factor: how fast a signal travels in
// them, in percent of the speed of light. Copper pairs of category 5 have about
// 64 %, and glass, which refracts light by 1.5, has 67 %.
var Media = []struct {
	Name     Medium
	Velocity uint64
}{{Copper, 64}, {Fibre, 67}}

// lightSpeed is the speed of light in a vacuum, in metres a second.
const lightSpeed = 299_792_458

// Propagation gives how long a bit needs for a length in millimetres, to the
// next nanosecond. A medium that is none is copper.
func Propagation(m Medium, length uint64) time.Duration {
	velocity := Media[0].Velocity
	for _, other := range Media {
		if other.Name == m {
			velocity = other.Velocity
		}
	}
	// length/1000 m / (velocity/100 · lightSpeed) s, in nanoseconds
	hi, lo := bits.Mul64(length, uint64(time.Second)/10)
	ns, rest := bits.Div64(hi, lo, velocity*lightSpeed)
	if rest > 0 {
		ns++
	}
	return time.Duration(ns)
}
