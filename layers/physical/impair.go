package physical

import (
	"math/bits"
	"time"
)

// Impairments say what a cable does to frames by chance.
type Impairments struct {
	Loss      Chance        // that a frame is lost
	Bursts    Bursts        // of losses
	BitErrors Chance        // that a bit is inverted, for each bit on its own
	Duplicate Chance        // that a frame arrives twice
	Reorder   Chance        // that a frame is held back so that later ones overtake it
	Jitter    time.Duration // further delay of each frame, uniform in [0, Jitter]
	Rate      Bitrate       // of the cable: a frame that Reorder holds back is late by four long frames; 0: DefaultRate
}

// heldFor is how long a frame is held back, in bits of the cable's rate: four
// frames of 1500 bytes of payload.
const heldFor = 4 * 8 * (preambleLength + 14 + 1500 + FCSLength + gapLength)

// The dice of one frame, one for each thing that can befall it.
const (
	dieBackoff = iota // of a station after a collision
	dieLoss
	dieLostAt
	dieDuplicate
	dieReorder
	dieJitter
	dieBits // and all further: one for each inverted bit
)

// Further dice, beyond all of those.
const (
	dieQueue   = ^uint64(0) - iota // of RED
	dieBurst                       // whether a frame is lost in a burst
	dieWeather                     // whether the cable is bad
)

// Fate says what befalls frame n, of so many bits, of the cable direction that
// key stands for. It is a pure function: each answer is a hash of key, n and
// the impairment, never the next number of a stream, so that what befalls one
// frame says nothing about another.
func (i Impairments) Fate(key, n uint64, bits int) Fate {
	d := dice(mix(key ^ mix(n)))
	if d.happens(dieLoss, i.Loss) {
		return Fate{Lost: &LostOnTheWay, LostAt: uint16(d.below(dieLostAt, 1001))}
	}
	if i.Bursts.bad(key, n) && d.happens(dieBurst, i.Bursts.Loss) {
		return Fate{Lost: &LostInBurst, LostAt: uint16(d.below(dieLostAt, 1001))}
	}
	var f Fate
	if d.happens(dieDuplicate, i.Duplicate) {
		f.Copies = 1
	}
	if i.Jitter > 0 {
		f.Delay = time.Duration(d.below(dieJitter, uint64(i.Jitter)+1))
	}
	if d.happens(dieReorder, i.Reorder) {
		rate := i.Rate
		if rate == 0 {
			rate = DefaultRate
		}
		f.Delay += rate.Time(heldFor)
	}
	f.Flips = d.bitErrors(i.BitErrors, bits)
	return f
}

// dice are all the chances of one frame: as many throws as are asked for, each
// known by its number.
type dice uint64

// throw gives 64 random bits.
func (d dice) throw(die uint64) uint64 { return mix(uint64(d) + die*golden) }

// below gives a number in [0, n).
func (d dice) below(die, n uint64) uint64 {
	hi, _ := bits.Mul64(d.throw(die), n)
	return hi
}

// happens says whether what has chance c comes to pass.
func (d dice) happens(die uint64, c Chance) bool {
	return c > 0 && d.below(die, uint64(Certain)) < uint64(c)
}

// bitErrors gives the places of inverted bits among n. It does not ask for
// each bit but for the gap to the next error: with q the chance that a bit
// stays whole, a gap is at least k bits long with chance qᵏ, so a uniform u in
// [0, 1) gives the gap as the greatest k with u < qᵏ.
func (d dice) bitErrors(c Chance, n int) (places []int) {
	if c == 0 {
		return nil
	}
	powers := powersOf(c)
	for place, die := 0, uint64(dieBits); ; place, die = place+1, die+1 {
		place += gap(&powers, d.throw(die))
		if place >= n {
			return places
		}
		places = append(places, place)
	}
}

// maxBitsLog bounds how long a gap is looked for: 2²⁰ bits are more than any
// frame has.
const maxBitsLog = 20

// powersOf gives q to the power 1, 2, 4, 8 …, as fractions of 2⁶⁴, where q is
// the chance that something of chance c > 0 does not happen.
func powersOf(c Chance) (powers [maxBitsLog]uint64) {
	powers[0], _ = bits.Div64(uint64(Certain-min(c, Certain)), 0, uint64(Certain))
	for j := 1; j < maxBitsLog; j++ {
		powers[j], _ = bits.Mul64(powers[j-1], powers[j-1])
	}
	return powers
}

// gap gives the greatest k with u < qᵏ, u and the powers of q being fractions
// of 2⁶⁴. It finds k from its highest binary digit down.
func gap(powers *[maxBitsLog]uint64, u uint64) int {
	k, reached := 0, ^uint64(0)
	for j := maxBitsLog - 1; j >= 0; j-- {
		further, _ := bits.Mul64(reached, powers[j])
		if u < further {
			k, reached = k+1<<j, further
		}
	}
	return k
}

const golden = 0x9e3779b97f4a7c15

// mix is the finalizer of SplitMix64 (Steele, Lea, Flood 2014): each bit of
// its result depends on each of x.
func mix(x uint64) uint64 {
	x += golden
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
