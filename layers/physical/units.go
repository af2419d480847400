package physical

import (
	"math"
	"math/bits"
	"time"
)

// Chance is a probability in parts per billion: 1 % is 10,000,000.
type Chance uint32

// Certain is the chance of what always happens.
const Certain Chance = 1_000_000_000

// Bitrate is a transmission rate in bits per second.
type Bitrate uint64

// Time gives how long n bits take to leave, rounded up to the nanosecond.
func (r Bitrate) Time(n int) time.Duration {
	hi, lo := bits.Mul64(uint64(n), uint64(time.Second))
	q, rem := bits.Div64(hi, lo, uint64(r))
	if rem > 0 {
		q++
	}
	return time.Duration(q)
}

// Bits gives how many whole bits leave in a time.
func (r Bitrate) Bits(d time.Duration) int {
	hi, lo := bits.Mul64(uint64(max(0, d)), uint64(r))
	if hi >= uint64(time.Second) {
		return math.MaxInt
	}
	n, _ := bits.Div64(hi, lo, uint64(time.Second))
	return int(min(n, math.MaxInt))
}
