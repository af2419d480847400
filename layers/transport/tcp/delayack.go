package tcp

// delayAck decides how soon text that came in order is acknowledged
// (RFC 9293 §3.8.6.3, RFC 5681 §4.2).
func (c *Conn) delayAck(n int) {
	c.rcvMSS = max(c.rcvMSS, n)
	c.unacked += n
	switch {
	case c.profile.DelayAck == 0:
		c.ackNow = true
	case c.quick > 0:
		c.env.Note(&QuickAck)
		c.quick--
		c.ackNow = true
	case c.unacked >= 2*c.rcvMSS:
		c.env.Note(&SecondSegment)
		c.ackNow = true
	case !c.ackNow && !c.ackWaits:
		c.env.Note(&DelayAck)
		c.ackWaits = true
		c.set(&c.timers.delayedAck, "delayed ACK", c.profile.DelayAck, (*Conn).ackLate)
	}
}

// ackLate sends the acknowledgment that has waited for company.
func (c *Conn) ackLate() {
	c.env.Enter(c)
	c.ackWaits = false
	c.ack()
}

// ack sends an acknowledgment that bears nothing else.
func (c *Conn) ack() {
	if c.profile.RepeatFin && c.finSent && c.SndUna.Before(c.SndNxt) {
		c.transmit(&Segment{Flags: FIN | ACK, Seq: c.SndNxt - 1}, nil)
		return
	}
	c.plainAck()
}

// plainAck is ack without a FIN, whatever the profile says.
func (c *Conn) plainAck() {
	s := Segment{Flags: ACK, Seq: c.SndNxt}
	if c.probed && c.SndWnd == 0 {
		// The byte that asked stands beyond the peer's window, and so would a
		// number behind it. The peer would refuse it and acknowledge: if it asks
		// as well, neither would ever stop.
		s.Seq = c.SndUna
	}
	c.transmit(&s, nil)
}

// acknowledged clears what an acknowledgment just sent has done.
func (c *Conn) acknowledged() {
	c.LastAck = c.RcvNxt
	c.unacked, c.ackNow = 0, false
	if c.ackWaits {
		c.ackWaits = false
		c.timers.delayedAck.Stop()
	}
}

// window gives the window to be told, as the header has it. Its right edge
// never moves left (RFC 9293 §3.8.6), and moves right only when that is worth
// a segment (RFC 9293 §3.8.6.2.2).
func (c *Conn) window(syn bool) uint16 {
	told := max(c.rcvEdge.Minus(c.RcvNxt), 0)
	space := max(c.rcvBuf-c.in.len(), 0)
	if space < told || !c.profile.EagerWindow && space-told < min(c.rcvBuf/2, c.mss()) {
		space = told
	}
	if syn || c.RcvScale == 0 {
		space = min(space, maxWindow16)
		c.tell(space)
		return uint16(space)
	}
	field := min(space>>c.RcvScale, maxWindow16)
	// The field counts in steps. Rounded down, the edge would move left by a
	// part of a step; rounded up without end, a peer that sends byte by byte
	// could fill the memory.
	if step := 1 << c.RcvScale; field*step < told && c.in.len() < c.rcvBuf+step {
		field = min(field+1, maxWindow16)
	}
	c.tell(field << c.RcvScale)
	return uint16(field)
}

// tell remembers the window that the peer is told.
func (c *Conn) tell(window int) {
	c.RcvWnd = window
	c.rcvEdge = maxSeq(c.rcvEdge, c.RcvNxt.Add(window))
}

// readSome tells a window that reading has opened, when it is worth it.
func (c *Conn) readSome() {
	told := max(c.rcvEdge.Minus(c.RcvNxt), 0)
	space := min(c.rcvBuf-c.in.len(), maxWindow16<<c.RcvScale)
	if c.State >= Established && c.State < CloseWait && c.reopens(told, space) {
		c.env.Note(&WindowUpdate)
		c.ack()
	}
}

// reopens says whether a window that was told as one size, and has become
// another, is worth a segment of its own.
func (c *Conn) reopens(told, space int) bool {
	opened := space - told
	switch c.profile.Reopen {
	case ByQuarter:
		return opened >= max(2*c.mss(), c.rcvBuf/4)
	case ByDouble:
		return opened >= max(told, 1) && opened >= min(c.rcvBuf/2, c.mss())
	}
	return opened >= min(c.rcvBuf/2, 2*c.mss())
}
