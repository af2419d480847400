package tcp

// receive takes a segment of this connection.
func (c *Conn) receive(s *Segment) {
	c.env.Enter(c)
	c.idle = c.env.Now()
	if c.State == SynSent {
		c.receiveSynSent(s)
		return
	}
	c.arrives(s)
	if !c.finished {
		c.output()
	}
}

// arrives is SEGMENT ARRIVES for every state but LISTEN and SYN-SENT, in the
// order of RFC 9293 §3.10.7.4.
func (c *Conn) arrives(s *Segment) {
	if c.State == TimeWait && c.reused(s) {
		return
	}
	// First, check the sequence number; before it, the timestamp.
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
		c.env.Note(&ChallengeSyn)
		c.challenge()
		return
	}
	// Fifth, check the ACK field.
	if !c.processAck(s) {
		return
	}
	// Sixth, check the URG bit.
	c.processUrgent(s)
	// Seventh, process the segment text. Eighth, check the FIN bit: its number
	// stands behind the text.
	c.text(s)
}

// acceptable is the first check: does some of the segment lie in the window?
// What does not is answered, so that a peer that has lost its way finds back.
func (c *Conn) acceptable(s *Segment) bool {
	wnd := c.rcvEdge.Minus(c.RcvNxt)
	if c.inWindow(s, wnd) {
		return true
	}
	switch {
	case s.Has(RST):
		c.env.Note(&OldReset)
	case c.State == SynReceived && s.Has(SYN) && s.Seq == c.IRS:
		c.env.Note(&SynAgain)
		c.sendSyn()
	case wnd == 0 && s.Seq == c.RcvNxt && s.Has(ACK):
		// The window is shut, but acknowledgments still count.
		c.env.Note(&OutOfWindow)
		if c.processAck(s) {
			c.ack()
		}
	default:
		c.refuse(s)
	}
	return false
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
	if n := s.Len(); n > 0 && s.End().Upto(c.RcvNxt) {
		c.env.Note(&Duplicate)
		c.duplicate(s.Seq, s.End())
	} else {
		c.env.Note(&OutOfWindow)
	}
	if c.State == TimeWait && s.Has(FIN) {
		c.startTimeWait() // its ACK was lost
	}
	c.ack()
}

// processReset is the second check: does somebody who knows the exact number
// want the connection gone?
func (c *Conn) processReset(s *Segment) {
	switch {
	case c.State == TimeWait:
		c.env.Note(&Assassin)
	case s.Seq != c.RcvNxt:
		c.env.Note(&ChallengeReset)
		c.challenge()
	case c.State == SynReceived && c.from != nil:
		c.env.Note(&Reset) // the server goes on listening
		c.finish()
	case c.State == SynReceived:
		c.env.Note(&Refused)
		c.fail(ErrRefused)
	case c.State >= Closing:
		c.env.Note(&Reset)
		c.finish()
	default:
		c.env.Note(&Reset)
		c.fail(ErrReset)
	}
}

// processUrgent is the sixth check. Urgent text stays where it is in the
// stream (RFC 6093 §4).
func (c *Conn) processUrgent(s *Segment) {
	if !s.Has(URG) {
		return
	}
	c.env.Note(&Urgent)
	c.RcvUp = maxSeq(c.RcvUp, s.Seq.Add(int(s.Urgent)))
}

// inTime drops a segment whose timestamp is older than the latest: Protection
// Against Wrapped Sequences (RFC 7323 §5).
func (c *Conn) inTime(s *Segment) bool {
	if !c.Timestamps || !s.Options.HasTimestamps || s.Has(RST) {
		return true
	}
	if int32(s.Options.TSVal-c.TSRecent) < 0 {
		c.env.Note(&OldTimestamp)
		c.ack()
		return false
	}
	// RFC 7323 §4.3: only a segment at the left edge may move TS.Recent.
	if s.Seq.Upto(c.LastAck) && c.LastAck.Upto(s.End()) {
		c.TSRecent = s.Options.TSVal
	}
	return true
}
