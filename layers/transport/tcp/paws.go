package tcp

import "time"

// outdated is when the peer's clock may have wrapped since it was heard last,
// so that it says nothing any more (RFC 7323 §5.5).
const outdated = 24 * 24 * time.Hour

// inTime drops a segment whose timestamp is older than the latest: Protection
// Against Wrapped Sequences (RFC 7323 §5.3). A reset always passes.
func (c *Conn) inTime(s *Segment) bool {
	switch {
	case !c.Timestamps || s.Has(RST):
		return true
	case !s.Options.HasTimestamps:
		if c.profile.NeedTimestamps {
			c.drop(&NoTimestamp, s)
		}
		return !c.profile.NeedTimestamps
	case int32(s.Options.TSVal-c.TSRecent) >= 0 || c.env.Now().Sub(c.heardAt) > outdated:
		return true
	}
	c.drop(&OldTimestamp, s)
	c.ack()
	return false
}

// hearTime keeps the timestamp of a segment that was found good, to be echoed.
// Only a segment at the left edge may set it: the echo then measures from the
// first segment that a delayed acknowledgment answers, and what lies behind a
// hole measures nothing (RFC 7323 §4.3).
func (c *Conn) hearTime(s *Segment) {
	if c.Timestamps && s.Options.HasTimestamps && s.Seq.Upto(c.LastAck) {
		c.TSRecent, c.heardAt = s.Options.TSVal, c.env.Now()
	}
}
