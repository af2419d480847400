package tcp

import "encap/layers/osi"

// receive takes a segment of this connection.
func (c *Conn) receive(s *Segment) {
	c.env.Enter(c)
	c.countIn(s)
	if c.State == SynSent {
		c.receiveSynSent(s)
	} else {
		c.arrives(s)
	}
	if !c.finished {
		c.held = false // MSG_MORE holds back no longer than this
		c.output()
	}
}

// arrives is SEGMENT ARRIVES for every state but LISTEN and SYN-SENT, in the
// order of RFC 9293 §3.10.7.4.
func (c *Conn) arrives(s *Segment) {
	if c.State == TimeWait && (c.reused(s) || c.beneathNotice(s)) {
		return
	}
	// First, check the sequence number; before it, the timestamp (RFC 7323
	// §5.3).
	if !c.inTime(s) || !c.acceptable(s) {
		return
	}
	// Second, check the RST bit.
	if s.Has(RST) {
		c.processReset(s)
		return
	}
	// Third, check security: nobody uses it.
	// Fourth, check the SYN bit.
	if s.Has(SYN) {
		c.processSyn(s)
		return
	}
	// Fifth, check the ACK field.
	if !c.processAck(s) {
		return
	}
	c.metECN(s)
	// Sixth, check the URG bit.
	c.processUrgent(s)
	// Seventh, process the segment text. Eighth, check the FIN bit: its number
	// stands behind the text.
	c.text(s)
}

// acceptable is the first check: does some of the segment lie in the window?
// What does not is answered, so that a peer that has lost its way finds back.
func (c *Conn) acceptable(s *Segment) bool {
	wnd := c.takes()
	switch {
	case c.inWindow(s, wnd):
		return true
	case s.Has(RST):
		c.drop(&OldReset, s)
		return false
	case c.State == SynReceived && s.Has(SYN) && s.Seq == c.IRS:
		return c.synAgain(s)
	case wnd == 0 && s.Seq == c.RcvNxt && !s.Has(SYN):
		// The window is shut, but acknowledgments still count; and so does a
		// FIN that comes alone, for it needs no room.
		c.env.Note(&WindowShut)
		if len(s.Text) > 0 {
			s.Text, s.Flags = nil, s.Flags&^FIN
		}
		c.ackNow = true
		return true
	}
	c.refuse(s)
	return c.profile.RepeatFin && c.oldButAck(s)
}

// oldButAck lets the acknowledgment of an old segment count all the same. Where
// acknowledgments bear our FIN again, two ends that close at once would else
// refuse each other's for ever.
func (c *Conn) oldButAck(s *Segment) bool {
	if s.Has(SYN) || !s.Has(ACK) || !s.End().Upto(c.RcvNxt) || !c.SndUna.Before(s.Ack) || c.SndNxt.Before(s.Ack) {
		return false
	}
	s.Seq, s.Text, s.Flags = c.RcvNxt, nil, s.Flags&^FIN
	return true
}

// takes is RCV.WND: how much is taken from RcvNxt on. A window that is told
// eagerly may have been too large for the header's field; all of it counts.
func (c *Conn) takes() int {
	told := max(c.rcvEdge.Minus(c.RcvNxt), 0)
	if c.profile.EagerWindow {
		return max(told, c.rcvBuf-c.in.len())
	}
	return told
}

// inWindow is the table of RFC 9293 §3.4.
func (c *Conn) inWindow(s *Segment, wnd int) bool {
	edge := c.RcvNxt.Add(wnd)
	begins := c.RcvNxt.Upto(s.Seq) && s.Seq.Before(edge)
	switch n := s.Len(); {
	case n == 0 && wnd == 0:
		return s.Seq == c.RcvNxt
	case n == 0:
		return begins
	case wnd == 0:
		return false
	default:
		last := s.Seq.Add(n - 1)
		return begins || c.RcvNxt.Upto(last) && last.Before(edge)
	}
}

// refuse answers a segment outside the window.
func (c *Conn) refuse(s *Segment) {
	switch n := s.Len(); {
	case s.Has(SYN):
		// RFC 5961 §4.2: whatever its number.
		c.drop(&ChallengeSyn, s)
		c.challenge()
		return
	case n > 0 && s.End().Upto(c.RcvNxt):
		c.drop(&Duplicate, s)
		c.duplicate(s.Seq, s.Seq.Add(len(s.Text)))
		if s.End() == c.RcvNxt {
			// Our answer to it was lost. The next must tell when this one was
			// sent, or the peer would measure the wait between both.
			c.hearTime(s)
		}
	default:
		c.drop(&OutOfWindow, s)
	}
	if c.State == TimeWait && s.Has(FIN) {
		c.startTimeWait() // its ACK was lost
	}
	c.ack()
}

// processReset is the second check: does somebody who knows the exact number
// want the connection gone (RFC 5961 §3.2)?
func (c *Conn) processReset(s *Segment) {
	switch {
	case c.State == TimeWait:
		c.drop(&Assassin, s)
	case s.Seq != c.RcvNxt && !c.profile.BlindReset:
		c.drop(&ChallengeReset, s)
		c.challenge()
	case c.State == SynReceived && c.from != nil:
		c.env.Note(&Reset) // the server goes on listening
		c.finish()
	case c.State == SynReceived:
		c.env.Note(&Refused)
		c.fail(ErrRefused)
	case c.State == CloseWait && c.profile.PipeAfterFin:
		c.env.Note(&Reset)
		c.fail(ErrPipe)
	default:
		c.env.Note(&Reset)
		c.fail(ErrReset)
	}
}

// processSyn is the fourth check: why is there a SYN within the window?
func (c *Conn) processSyn(s *Segment) {
	if c.State == SynReceived && c.from != nil {
		c.drop(&SynChanged, s)
		c.finish()
		return
	}
	if c.profile.BlindSyn {
		c.drop(&SynKills, s)
		c.reset()
		if c.State != TimeWait {
			c.fail(ErrReset)
		}
		return
	}
	c.drop(&ChallengeSyn, s)
	c.challenge()
}

// processUrgent is the sixth check. Urgent text stays where it is in the
// stream (RFC 6093 §4).
func (c *Conn) processUrgent(s *Segment) {
	if !s.Has(URG) || c.State > FinWait2 {
		return
	}
	c.env.Note(&Urgent)
	c.RcvUp = maxSeq(c.RcvUp, s.Seq.Add(int(s.Urgent)))
}

// drop says that a segment goes no further, and why.
func (c *Conn) drop(why *osi.Rule, s *Segment) { c.env.Drop(why, s.pdu) }
