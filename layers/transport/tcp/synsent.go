package tcp

// receiveSynSent takes a segment while our SYN waits for its answer, in the
// order of RFC 9293 §3.10.7.3.
func (c *Conn) receiveSynSent(s *Segment) {
	// First, check the ACK bit.
	if s.Has(ACK) && (s.Ack.Upto(c.ISS) || c.SndNxt.Before(s.Ack)) {
		c.env.Note(&BadSynAck)
		if !s.Has(RST) {
			c.layer.reset(s)
		}
		return
	}
	// Second, check the RST bit: only one that acknowledges our SYN counts.
	if s.Has(RST) {
		if !s.Has(ACK) {
			c.env.Note(&OldReset)
			return
		}
		c.env.Note(&Refused)
		c.fail(ErrRefused)
		return
	}
	// Third, check security: nobody uses it.
	// Fourth, check the SYN bit.
	if !s.Has(SYN) {
		c.env.Note(&NoAck)
		return
	}
	c.agree(s)
	if s.Has(ACK) {
		c.answered(s)
		return
	}
	// The peer opens, too: both acknowledge the other's SYN.
	c.env.Note(&BothOpen)
	c.State = SynReceived
	c.SndWnd, c.SndWl1 = int(s.Window), s.Seq
	c.sendSyn()
}

// answered takes the SYN,ACK in that our SYN waited for.
func (c *Conn) answered(s *Segment) {
	stop(c.timers.retransmit)
	c.Timeouts = 0
	c.measure(s)
	c.SndUna = s.Ack
	c.SndWnd, c.SndWl1, c.SndWl2 = int(s.Window), s.Seq, s.Ack // never scaled in a SYN (RFC 7323 §2.2)
	c.maxSndWnd = max(c.maxSndWnd, c.SndWnd)
	c.stalled = -1
	c.establish()
	c.ackNow = true
	c.text(s)
	c.output()
}
