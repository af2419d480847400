package tcp

import "time"

// A loss at the end of what is sent calls forth no report: nothing comes behind
// it. Instead of waiting for the long timeout, the sender soon sends one more
// segment, which makes the peer tell what is missing (the tail loss probe of
// RFC 8985 §7; here without its RACK).

// tailTimeout gives how long to wait until the tail is probed (RFC 8985 §7.2),
// or false if it is not to be.
func (c *Conn) tailTimeout() (d time.Duration, ok bool) {
	if !c.profile.TailProbe || !c.SACK || c.State < Established || c.Phase != Open || c.tailOut || !c.sacked.empty() {
		return 0, false
	}
	if c.SRTT == 0 {
		return time.Second, true
	}
	d = 2 * c.SRTT
	if c.flight() <= c.SMSS {
		d += longestDelay
	}
	return d, true
}

// longestDelay is how late the acknowledgment of a single segment may come.
const longestDelay = 200 * time.Millisecond

// probeTail sends one more segment: a new one if there is text and room in the
// peer's window, or else the last one again (RFC 8985 §7.3).
func (c *Conn) probeTail() {
	c.env.Note(&TailProbe)
	c.tailOut, c.tailFrom = true, c.SndNxt
	n := min(c.unsent(), c.full(), c.SndWnd-c.flight())
	if c.tailAgain = n <= 0; c.tailAgain {
		c.tailFrom = maxSeq(c.lastSent, c.SndUna)
		c.resend(c.tailFrom, c.SndNxt)
	} else {
		c.sendText(n, c.noMore && n == c.unsent())
	}
	c.tailEnd = c.SndNxt
	c.startRetransmit()
}

// tailAcked takes in what an acknowledgment says of a probe (RFC 8985 §7.4).
func (c *Conn) tailAcked(s *Segment, news int) {
	if !c.tailOut {
		return
	}
	o := &s.Options
	twice := o.Blocks > 0 && o.SACK[0].Right.Upto(s.Ack) && o.SACK[0].Right == c.tailEnd
	pure := s.Len() == 0 && news == 0 && s.Ack == c.SndUna
	switch {
	case !c.tailAgain && c.tailEnd.Upto(s.Ack):
	case c.tailAgain && (twice || s.Ack == c.tailEnd && pure): // both have arrived: nothing was lost
	case c.tailAgain && c.tailEnd.Before(s.Ack):
		c.env.Note(&TailLost)
		if !c.reducing {
			c.control.loss(c)
			c.Cwnd = c.Ssthresh
			c.reduced()
		}
	default:
		return
	}
	c.tailOut = false
}

// tailReported says whether the peer has told that the probe has arrived, and
// something before it has not: it was sent long before, so it is lost.
func (c *Conn) tailReported() bool {
	return c.tailOut && c.SndUna.Before(c.tailFrom) && c.sacked.bytes(c.tailFrom, c.tailFrom+1) > 0
}
