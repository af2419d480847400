package physical

import (
	"math/bits"

	"encap/layers/osi"
)

// Random early detection (S. Floyd, V. Jacobson: Random Early Detection
// Gateways for Congestion Avoidance, IEEE/ACM Transactions on Networking, 1993;
// RFC 2309 §3): the average of the queue decides, so that bursts may pass, and
// chance takes frames in proportion to their number, so that those who send
// most are told first.

// red is what RED remembers besides its variables.
type red struct {
	average int64       // in frames, times 2³²
	idle    osi.Instant // since when the queue is empty
	count   int         // frames since the last one was taken; -1: the average is low
	arrived uint64      // frames so far: the number of the dice
}

// warning is what RED makes of the average.
type warning uint8

const (
	quiet     warning = iota
	congested         // mark or drop this frame
	overfull          // drop it: the average is above the upper threshold (RFC 3168 §7)
)

// early decides about a frame that arrives, by the average of the queue.
func (m *manager) early(now osi.Instant) warning {
	r := &m.red
	r.arrived++
	m.smooth(now)
	low, high := int64(m.cfg.Min)<<32, int64(m.cfg.Max)<<32
	w := quiet
	switch {
	case r.average >= high:
		r.count, w = 0, overfull
	case r.average < low:
		r.count = -1
	default:
		r.count++
		if m.unlucky(uint64(r.average-low), uint64(high-low)) {
			r.count, w = 0, congested
		}
	}
	m.vars.Count = max(0, r.count)
	return w
}

// smooth moves the average towards the queue's length. While the queue was
// empty it has fallen as if so many short queues had been seen as frames could
// have left.
func (m *manager) smooth(now osi.Instant) {
	r := &m.red
	if n := m.line.queue.len(); n > 0 {
		r.average += (int64(n)<<32 - r.average) / int64(m.cfg.Weight)
	} else {
		typical := m.line.cfg.Rate.Time(8 * (preambleLength + 14 + 1500 + FCSLength + gapLength))
		r.average = decay(r.average, m.cfg.Weight, int64(now.Sub(r.idle)/max(1, typical)))
		r.idle = now
	}
	m.vars.Average = thousandths(r.average * 1000 >> 32)
}

// decay gives average · (1 - 1/weight)ⁿ.
func decay(average int64, weight int, n int64) int64 {
	for factor := uint64(1)<<32 - uint64(1)<<32/uint64(weight); n > 0 && average > 0; n >>= 1 {
		if n&1 == 1 {
			average = times(average, factor)
		}
		factor = uint64(times(int64(factor), factor))
	}
	return average
}

// times multiplies with a fraction of 2³².
func times(x int64, fraction uint64) int64 {
	hi, lo := bits.Mul64(uint64(x), fraction)
	return int64(hi<<32 | lo>>32)
}

// unlucky throws the dice. With p the chance at this average, which rises from
// 0 to Probability between the thresholds, the frame is taken with chance
// p/(1 - count·p): so the gaps between frames that are taken are uniform.
func (m *manager) unlucky(above, width uint64) bool {
	hi, lo := bits.Mul64(uint64(m.cfg.Probability), above)
	p, _ := bits.Div64(hi, lo, width)
	passed := uint64(m.red.count) * p
	if passed >= uint64(Certain) {
		return p > 0
	}
	d := dice(mix(m.line.cfg.Keys[m.line.dir] ^ mix(m.red.arrived)))
	return d.happens(dieQueue, Chance(min(uint64(Certain), p*uint64(Certain)/(uint64(Certain)-passed))))
}
