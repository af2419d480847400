package tcp

// processAck is the fifth check of RFC 9293 §3.10.7.4: what has the peer
// received? It says whether the segment is to be looked at any further.
func (c *Conn) processAck(s *Segment) bool {
	if !s.Has(ACK) {
		c.drop(&NoAck, s)
		return false
	}
	if c.State == SynReceived {
		return c.completeHandshake(s)
	}
	// RFC 5961 §5.2: neither of something unsent nor absurdly old.
	if c.SndNxt.Before(s.Ack) || s.Ack.Before(c.SndUna.Add(-c.maxSndWnd)) {
		c.drop(&BlindAck, s)
		c.challenge()
		return false
	}
	c.hearTime(s)
	c.idle, c.asked = c.env.Now(), 0
	news := c.sacked.update(s, c.SndUna, c.SndNxt)
	duplicate := c.isDuplicate(s, news)
	c.arrived = news
	if c.SndUna.Before(s.Ack) {
		c.arrived += max(s.Ack.Minus(c.SndUna)-c.reported(s.Ack), 0)
	}
	c.tailAcked(s, news)
	una, wnd := c.SndUna, c.SndWnd
	c.heardEcho(s)
	if una.Before(s.Ack) {
		c.advance(s)
	}
	c.updateWindow(s)
	if c.paces() && c.arrived > 0 {
		c.pace(c.arrived, c.SndUna != una)
	}
	switch {
	case duplicate:
		c.duplicateAck()
	case s.Len() == 0 && c.SndUna == una && c.SndWnd == wnd:
		c.env.Note(&KnownAck)
	}
	return c.closing()
}

// completeHandshake takes the acknowledgment of our SYN.
func (c *Conn) completeHandshake(s *Segment) bool {
	if !c.SndUna.Before(s.Ack) || c.SndNxt.Before(s.Ack) {
		c.drop(&BadSynAck, s)
		c.layer.reset(s)
		return false
	}
	if c.from != nil && c.from.full() {
		c.drop(&AcceptQueueFull, s)
		return false
	}
	c.hearTime(s)
	c.idle = c.env.Now()
	c.SndWl1 = s.Seq - 1 // so that this segment's window counts, now scaled
	c.establish(s)
	c.updateWindow(s)
	c.takeEarly()
	if c.from != nil {
		c.from.complete(c)
	}
	return true
}

// isDuplicate says whether a segment is a duplicate acknowledgment, a sign that
// something behind a hole has arrived. With SACK it must tell of text that was
// not known to have arrived (RFC 6675 §2). Without, RFC 5681 §2: something is
// in flight, and the segment repeats the latest acknowledgment, the same
// window, and nothing else.
func (c *Conn) isDuplicate(s *Segment, news int) bool {
	if c.flight() == 0 || c.probed {
		return false
	}
	if c.SACK {
		return news > 0 && c.SndUna.Upto(s.Ack) // also one that acknowledges more
	}
	return s.Ack == c.SndUna && s.Len() == 0 && c.scaled(s) == c.SndWnd
}

// advance takes in that the peer has received more.
func (c *Conn) advance(s *Segment) {
	c.env.Note(&Acknowledged)
	acked, flight := s.Ack.Minus(c.SndUna), c.flight()
	c.measure(s)
	c.Timeouts = 0
	text := min(acked, c.out.len())
	told := c.reported(s.Ack)
	c.out.drop(text)
	c.counts.BytesAcked += text
	c.SndUna = s.Ack
	c.rtx = maxSeq(c.rtx, c.SndUna)
	c.sacked.forget(c.SndUna)
	c.forgetRecords()
	c.probed = false
	c.stalled = c.env.Now()
	if c.flight() == 0 {
		c.stopRetransmit()
		c.stalled = -1
	} else {
		c.startRetransmit()
	}
	c.advanced(text, told, flight)
	if text > 0 {
		c.changed()
	}
}

// reported gives how much of what is acknowledged now was known to have arrived:
// by SACK, or by one segment for each duplicate acknowledgment.
func (c *Conn) reported(ack Seq) int {
	if c.SACK {
		return c.sacked.bytes(c.SndUna, ack)
	}
	return c.DupAcks * c.SMSS
}

// updateWindow takes the peer's window from a segment that is newer than the
// one that told it last.
func (c *Conn) updateWindow(s *Segment) {
	newer := c.SndWl1.Before(s.Seq) || c.SndWl1 == s.Seq && c.SndWl2.Upto(s.Ack)
	if !newer || s.Ack.Before(c.SndUna) {
		return
	}
	c.SndWl1, c.SndWl2 = s.Seq, s.Ack
	if wnd := c.scaled(s); wnd != c.SndWnd {
		c.env.Note(&NewWindow)
		was := c.SndWnd
		c.SndWnd = wnd
		c.maxSndWnd = max(c.maxSndWnd, wnd)
		c.windowChanged(was)
	}
}

// scaled gives the window that a segment tells, in bytes.
func (c *Conn) scaled(s *Segment) int { return int(s.Window) << c.SndScale }

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
		c.changed()
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
