package tcp

// processAck is the fifth check of RFC 9293 §3.10.7.4: what has the peer
// received? It says whether the segment is to be looked at any further.
func (c *Conn) processAck(s *Segment) bool {
	if !s.Has(ACK) {
		c.env.Note(&NoAck)
		return false
	}
	if c.State == SynReceived {
		return c.completeHandshake(s)
	}
	// RFC 5961 §5.2: neither of something unsent nor absurdly old.
	if c.SndNxt.Before(s.Ack) || s.Ack.Before(c.SndUna.Add(-c.maxSndWnd)) {
		c.env.Note(&BlindAck)
		c.challenge()
		return false
	}
	news := c.sacked.update(s, c.SndUna, c.SndNxt)
	duplicate := c.isDuplicate(s) || c.SACK && news > 0 && s.Ack == c.SndUna
	if c.SndUna.Before(s.Ack) {
		c.advance(s)
	}
	c.updateWindow(s)
	if duplicate {
		c.duplicateAck()
	}
	return c.closing()
}

// completeHandshake takes the acknowledgment of our SYN.
func (c *Conn) completeHandshake(s *Segment) bool {
	if !c.SndUna.Before(s.Ack) || c.SndNxt.Before(s.Ack) {
		c.env.Note(&BadSynAck)
		c.layer.reset(s)
		return false
	}
	if c.from != nil && !c.from.established(c) {
		return false
	}
	stop(c.timers.retransmit)
	c.Timeouts = 0
	c.measure(s)
	c.SndUna = s.Ack
	c.stalled = -1
	c.SndWl1 = s.Seq - 1 // so that this segment's window counts, now scaled
	c.updateWindow(s)
	closing := c.noMore
	c.establish()
	if closing {
		c.State = FinWait1
	}
	return true
}

// isDuplicate says whether a segment is a duplicate acknowledgment as RFC 5681
// §2 defines it: something is in flight, and the segment repeats the latest
// acknowledgment, the same window, and nothing else.
func (c *Conn) isDuplicate(s *Segment) bool {
	return s.Ack == c.SndUna && c.flight() > 0 && s.Len() == 0 && c.scaled(s) == c.SndWnd
}

// advance takes in that the peer has received more.
func (c *Conn) advance(s *Segment) {
	c.env.Note(&Acknowledged)
	acked := s.Ack.Minus(c.SndUna)
	c.measure(s)
	c.Timeouts = 0
	text := min(acked, len(c.out))
	c.out = c.out[text:]
	c.SndUna = s.Ack
	c.rtx = maxSeq(c.rtx, c.SndUna)
	c.sacked.forget(c.SndUna)
	if c.flight() == 0 {
		stop(c.timers.retransmit)
		c.stalled = -1
	} else {
		c.stalled = c.env.Now()
		c.startRetransmit()
	}
	c.advanced(text)
	if text > 0 {
		c.changed()
	}
}

// updateWindow takes the peer's window from a segment that is newer than the
// one that told it last.
func (c *Conn) updateWindow(s *Segment) {
	newer := c.SndWl1.Before(s.Seq) || c.SndWl1 == s.Seq && c.SndWl2.Upto(s.Ack)
	if !newer || s.Ack.Before(c.SndUna) {
		return
	}
	if wnd := c.scaled(s); wnd != c.SndWnd {
		c.env.Note(&NewWindow)
		c.SndWnd = wnd
		c.maxSndWnd = max(c.maxSndWnd, wnd)
		c.windowChanged()
	}
	c.SndWl1, c.SndWl2 = s.Seq, s.Ack
}

// scaled gives the window that a segment tells, in bytes.
func (c *Conn) scaled(s *Segment) int {
	if c.SndScale == noScale {
		return int(s.Window)
	}
	return int(s.Window) << c.SndScale
}

// closing goes on with a close when our FIN is acknowledged.
func (c *Conn) closing() bool {
	if !c.finSent || c.SndUna != c.SndNxt {
		return true
	}
	switch c.State {
	case FinWait1:
		c.env.Note(&FinAcked)
		c.State = FinWait2
		c.startFinWait2()
	case Closing:
		c.env.Note(&FinAcked)
		c.startTimeWait()
	case LastAck:
		c.env.Note(&FinAcked)
		c.finish()
		return false
	}
	return true
}
