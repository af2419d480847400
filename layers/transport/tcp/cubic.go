package tcp

import (
	"time"

	"encap/layers/osi"
)

// cubic is CUBIC (RFC 9438): the window grows with the time since the last
// loss, along a cubic curve that is flat where the loss was. All in integers:
// windows in bytes, time in milliseconds, constants in tenths.
type cubic struct {
	epoch osi.Instant // when this growth began; 0: it has not
	wMax  int         // the window at the last loss, in bytes
	k     int64       // when the curve is back there, in milliseconds
	wEst  int         // what Reno would have
	rest  int         // bytes acknowledged towards wEst's next growth, in 17ths

	before int         // the window just before the last loss
	grewAt osi.Instant // when the window grew last
}

const (
	cubicBetaNum, cubicBetaDen = 7, 10 // RFC 9438 §4.6: beta 0.7
	cubicCDen                  = 10    // C is 4/10 (RFC 9438 §5)
	cubicCNum                  = 4
)

// grow follows the curve in congestion avoidance (RFC 9438 §4.2 to §4.5).
func (q *cubic) grow(c *Conn, acked int) {
	acked = c.slowStart(acked)
	if acked == 0 {
		return
	}
	c.env.Note(&CubicGrowth)
	now := c.env.Now()
	if q.epoch == 0 {
		q.start(c, now)
	}
	// A time in which the process has not filled the window does not count
	// (RFC 9438 §5.8).
	if unused := now.Sub(q.grewAt); unused > c.RTO {
		q.epoch = q.epoch.Add(unused)
	}
	q.grewAt = now
	since := now.Sub(q.epoch)
	q.friendly(c, acked)
	if q.window(c, since) < q.wEst {
		c.Cwnd = max(c.Cwnd, q.wEst)
		return
	}
	// (target - cwnd) / cwnd for each acknowledged segment (§4.4, §4.5).
	target := min(max(q.window(c, since+c.SRTT), c.Cwnd), c.Cwnd+c.Cwnd/2)
	c.Cwnd += acked * (target - c.Cwnd) / max(c.Cwnd, 1)
}

// start begins an epoch at the present window (RFC 9438 §4.2).
func (q *cubic) start(c *Conn, now osi.Instant) {
	q.epoch, q.grewAt = now, now
	q.wEst, q.rest = c.Cwnd, 0
	if c.Cwnd >= q.wMax {
		q.wMax, q.k = c.Cwnd, 0 // §4.8: as after a timeout
		return
	}
	// K = cubic root of (wMax-cwnd)/C in segments and seconds; in milliseconds
	// 1000^3 stands under the root.
	segments := int64(q.wMax-c.Cwnd) * 1000 / int64(c.SMSS) // thousandths
	q.k = cubeRoot(segments * 1_000_000 * cubicCDen / cubicCNum)
}

// window is W_cubic(t), in bytes (RFC 9438 §4.2, figure 1).
func (q *cubic) window(c *Conn, t time.Duration) int {
	d := min(max(t.Milliseconds()-q.k, -100_000), 100_000)
	// C * d^3 * SMSS / 1000^3
	grown := d * d * d / 1_000_000 * cubicCNum * int64(c.SMSS) / (1000 * cubicCDen)
	return q.wMax + int(grown)
}

// friendly keeps what Reno would have with the same mean (RFC 9438 §4.3).
func (q *cubic) friendly(c *Conn, acked int) {
	// alpha is 3*(1-beta)/(1+beta) = 9/17 of a segment for each window, and one
	// segment once the window is what it was before the loss.
	if q.wEst < q.before {
		q.rest += acked * 9
	} else {
		q.rest += acked * 17
	}
	if step := c.Cwnd * 17; q.rest >= step {
		q.rest -= step
		q.wEst += c.SMSS
	}
}

// loss falls to seven tenths (RFC 9438 §4.6), and lower next time if the loss
// came before the last peak was reached: somebody new wants room (§4.7).
func (q *cubic) loss(c *Conn) {
	c.env.Note(&CubicLoss)
	q.epoch, q.before = 0, c.Cwnd
	if c.Cwnd < q.wMax {
		q.wMax = c.Cwnd * (cubicBetaDen + cubicBetaNum) / (2 * cubicBetaDen)
	} else {
		q.wMax = c.Cwnd
	}
	c.Ssthresh = max(c.lossFlight()*cubicBetaNum/cubicBetaDen, 2*c.SMSS)
}

// collapsed lets the curve begin anew where slow start ends (RFC 9438 §4.8).
func (q *cubic) collapsed(*Conn) { q.epoch, q.wMax = 0, 0 }

func (q *cubic) mends() mending { return untilRecord }

// cubeRoot gives the largest integer whose cube is at most n, for n >= 0.
func cubeRoot(n int64) int64 {
	low, high := int64(0), int64(1_300_000)
	for low < high {
		mid := (low + high + 1) / 2
		if mid*mid*mid <= n {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}
