package tcp

// advanced lets the window follow an acknowledgment of something new, of which
// some was told before; flight is what was in flight before it.
func (c *Conn) advanced(acked, told, flight int) {
	switch c.Phase {
	case FastRecovery:
		c.recovering(acked)
		return
	case Loss:
		if c.Recover.Upto(c.SndUna) {
			c.env.Note(&Recovered)
			c.Phase = Open
		}
	}
	c.DupAcks, c.limitedOut = 0, 0
	if acked > 0 && !(c.reducing && c.Phase == Open) && c.used(flight) {
		if c.profile.GrowthLimit == 0 {
			acked = max(acked-told, 0)
		}
		c.control.grow(c, acked)
	}
}

// sentMost keeps how much was in flight at most within the present window.
func (c *Conn) sentMost() {
	if c.maxOutEnd.Upto(c.SndUna) {
		c.maxOut, c.maxOutEnd, c.cwndFull = 0, c.SndNxt, false
	}
	c.maxOut = max(c.maxOut, c.flight())
}

// used says whether the process has made use of the congestion window. One that
// is never filled tells nothing about the network, and must not grow for it
// (RFC 9438 §5.8).
func (c *Conn) used(flight int) bool {
	most := max(c.maxOut, flight)
	if c.cwndFull || c.Cwnd < c.Ssthresh && c.Cwnd < 2*most || c.Cwnd < most+c.SMSS {
		return true
	}
	c.env.Note(&CwndUnused)
	return false
}

// recovering goes on with, or ends, fast recovery (RFC 6582 §3.2, RFC 6675 §5).
func (c *Conn) recovering(acked int) {
	switch {
	case c.Recover.Upto(c.SndUna):
		c.env.Note(&Recovered)
		c.Cwnd = c.Ssthresh
		if !c.SACK {
			c.Cwnd = min(c.Ssthresh, max(c.flight(), c.SMSS)+c.SMSS)
		}
	case c.SACK:
		return // what to send again, the scoreboard says
	case c.control.mends() == untilAck:
		c.Cwnd = c.Ssthresh
	default:
		c.env.Note(&PartialAck)
		c.rtx = c.resend(c.SndUna, c.SndNxt)
		c.Cwnd = max(c.Cwnd-acked, c.SMSS)
		if acked >= c.SMSS {
			c.Cwnd += c.SMSS
		}
		return
	}
	c.Phase, c.DupAcks, c.grown = Open, 0, 0
}

// duplicateAck counts an acknowledgment that tells that something behind a
// hole has arrived (RFC 5681 §3.2).
func (c *Conn) duplicateAck() {
	c.env.Note(&DuplicateAck)
	c.DupAcks++
	switch {
	case c.Phase == FastRecovery && !c.SACK:
		c.env.Note(&Inflate)
		c.Cwnd += c.SMSS
	case c.Phase != Open:
		return
	case c.profile.FastRetransmit && c.isLoss():
		c.fastRetransmit()
	case c.DupAcks < dupThresh && c.profile.LimitedTransmit:
		c.env.Note(&LimitedTransmit)
	}
}

// isLoss says whether the duplicates so far mean that SndUna is lost, and not
// one that an earlier recovery has dealt with (RFC 6582 §3.2).
func (c *Conn) isLoss() bool {
	if !c.SACK && !c.Recover.Before(c.SndUna) {
		return false
	}
	if c.tailReported() {
		c.env.Note(&SackLost)
		c.lostTo = c.tailFrom
		return true
	}
	if c.lostTo = c.SndUna; c.SACK && c.SndUna.Before(c.sacked.lostBelow(c.SndUna, c.SMSS)) {
		c.env.Note(&SackLost)
		return true
	}
	return c.DupAcks >= dupThresh
}

// fastRetransmit sends the lost segment again without waiting for the timer.
func (c *Conn) fastRetransmit() {
	c.env.Note(&FastRetransmit)
	if !c.reducing {
		c.env.Note(&Halve)
		c.control.loss(c)
		c.reduced()
	}
	c.grown, c.limitedOut, c.tailOut = 0, 0, false
	c.Recover = c.SndNxt
	if c.control.mends() == startsOver {
		c.Phase, c.Cwnd = Loss, c.SMSS
		c.rtx = c.resend(c.SndUna, c.SndNxt)
		c.startRetransmit()
		return
	}
	c.Phase = FastRecovery
	c.Cwnd = c.Ssthresh
	if !c.SACK {
		c.Cwnd += dupThresh * c.SMSS
	}
	if c.rtx = c.SndUna; c.paces() {
		c.beginPacing()
		c.pace(c.arrived, false)
	}
	c.rtx = c.resend(c.SndUna, c.SndNxt)
	c.startRetransmit()
}

// limited gives what limited transmit allows beyond the window (RFC 3042 §2).
func (c *Conn) limited() int {
	if c.SACK || c.Phase != Open || !c.profile.LimitedTransmit {
		return 0 // with SACK, the pipe has become emptier by as much
	}
	return min(c.DupAcks, dupThresh-1) * c.SMSS
}

// pipe estimates what is in the network, in bytes: SetPipe of RFC 6675 §4. What
// has arrived is not there any more, nor what is lost; what was sent again is.
// Without a report it is what is in flight.
func (c *Conn) pipe() int {
	lost := c.lostBelow()
	n := c.SndNxt.Minus(lost) - c.sacked.bytes(lost, c.SndNxt)
	if c.Phase == Loss || c.Phase == FastRecovery && c.SACK {
		again := maxSeq(minSeq(c.rtx, c.SndNxt), c.SndUna)
		n += again.Minus(c.SndUna) - c.sacked.bytes(c.SndUna, again)
	}
	return n
}

// lostBelow gives the number below which what has not arrived counts as lost.
func (c *Conn) lostBelow() Seq {
	switch {
	case c.Phase == Loss:
		return maxSeq(c.Recover, c.SndUna)
	case c.Phase == FastRecovery && c.SACK:
		return maxSeq(c.sacked.lostBelow(c.SndUna, c.SMSS), maxSeq(c.lostTo, c.SndUna))
	}
	return c.SndUna
}

// resendLost sends the next lost segment again, if there is one and the
// network may carry it; it says whether it did (NextSeg of RFC 6675 §4, rule 1).
func (c *Conn) resendLost() bool {
	if c.Phase == Open || c.Phase == FastRecovery && !c.SACK {
		return false
	}
	return c.resendHole(c.lostBelow())
}

// resendDoubtful sends again what lies below something that has arrived, and
// may be lost or late, when there is nothing better to do with the room in the
// network (NextSeg, rule 3).
func (c *Conn) resendDoubtful() bool {
	if c.Phase != FastRecovery || !c.SACK || c.sacked.empty() || c.unsent() > 0 {
		return false
	}
	return c.resendHole(c.sacked.highest())
}

// resendHole sends the next segment again that has not arrived, was not sent
// again, and lies below an end.
func (c *Conn) resendHole(below Seq) bool {
	h, ok := c.sacked.hole(maxSeq(c.rtx, c.SndUna), below)
	if !ok {
		return false
	}
	if h.Left.Minus(c.SndUna) >= max(c.SndWnd, 1) {
		c.env.Note(&WindowFull) // the peer has taken its window back
		return false
	}
	if c.pipe()+min(h.Right.Minus(h.Left), c.SMSS) > c.Cwnd {
		c.env.Note(&CwndFull)
		return false
	}
	c.rtx = c.resend(h.Left, h.Right)
	return true
}
