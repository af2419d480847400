package tcp

import "time"

// clockGranularity is G of RFC 6298 §2: how fine our clock is.
const clockGranularity = time.Millisecond

// time begins to measure a round trip by the segment that begins at seq, if
// none is being measured.
func (c *Conn) time(seq Seq) {
	if !c.isTimed {
		c.timed, c.timedAt, c.isTimed = seq, c.env.Now(), true
	}
}

// measure takes a round-trip time from an acknowledgment, if it gives one.
func (c *Conn) measure(s *Segment) {
	switch {
	case c.isTimed && c.timed.Before(s.Ack):
		c.isTimed = false
		c.sample(c.env.Now().Sub(c.timedAt))
	case c.Timestamps && s.Options.HasTimestamps && c.echoes(s.Options.TSEcr):
		// RFC 7323 §4.1: the echo tells which sending is meant, even after a loss.
		ms := c.layer.clock() - s.Options.TSEcr
		c.sample(time.Duration(ms) * time.Millisecond)
	case c.Timeouts > 0 || c.tailOut && c.tailAgain:
		c.env.Note(&Karn)
	}
}

// echoes says whether a time can be one of ours that the peer repeats: neither
// from before the connection nor from the future.
func (c *Conn) echoes(t uint32) bool {
	return int32(t-c.synAt) >= 0 && int32(c.layer.clock()-t) >= 0
}

// sample takes in a round-trip time: RFC 6298 §2.2 and §2.3, in integers with
// alpha 1/8 and beta 1/4.
func (c *Conn) sample(r time.Duration) {
	c.env.Note(&MeasureRTT)
	r = max(r, 1) // 0 means that nothing is known
	if c.counts.MinRTT == 0 || r < c.counts.MinRTT {
		c.counts.MinRTT = r
	}
	if c.SRTT == 0 {
		c.SRTT, c.RTTVAR = r, r/2
	} else {
		c.RTTVAR += ((c.SRTT - r).Abs() - c.RTTVAR) / 4
		c.SRTT += (r - c.SRTT) / 8
	}
	c.RTO = c.timeoutFor()
}

// timeoutFor gives RTO for what is known of round trips.
func (c *Conn) timeoutFor() time.Duration {
	p := c.profile
	if c.SRTT == 0 {
		return p.InitialRTO
	}
	variance := max(4*c.RTTVAR, clockGranularity)
	if p.FloorVariance {
		variance = max(variance, p.MinRTO)
	}
	return min(max(c.SRTT+variance+p.SlopRTO, p.MinRTO), p.MaxRTO)
}

// backedOff is RTO after it has run out: twice as long (RFC 6298 §5.5), but for
// the slop in it.
func (c *Conn) backedOff() time.Duration {
	slop := c.profile.SlopRTO
	if c.State < Established && c.Timeouts == 1 {
		slop = -slop // the first has had none
	}
	return min(2*c.RTO-slop, c.profile.MaxRTO)
}
