package tcp

// receiveSynSent takes a segment while our SYN waits for its answer, in the
// order of RFC 9293 §3.10.7.3.
func (c *Conn) receiveSynSent(s *Segment) {
	// First, check the ACK bit.
	if s.Has(ACK) && (s.Ack.Upto(c.ISS) || c.SndNxt.Before(s.Ack)) {
		c.drop(&BadSynAck, s)
		if !s.Has(RST) {
			c.layer.reset(s)
		}
		return
	}
	// Second, check the RST bit: only one that acknowledges our SYN counts.
	if s.Has(RST) {
		if !s.Has(ACK) {
			c.drop(&OldReset, s)
			return
		}
		c.env.Note(&Refused)
		c.fail(ErrRefused)
		return
	}
	// Third, check security: nobody uses it.
	// Fourth, check the SYN bit.
	if !s.Has(SYN) {
		c.drop(&NoSyn, s)
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
	c.sendSyn()
	c.keepEarly(s)
}

// keepEarly keeps the text that comes with a SYN until the connection is
// established. A FIN behind it is not looked at: its number proves nothing yet.
func (c *Conn) keepEarly(s *Segment) {
	if c.profile.EarlyText && len(s.Text) > 0 {
		c.env.Note(&EarlyText)
		c.holes.insert(c.RcvNxt, s.Text[:min(len(s.Text), c.RcvWnd)])
	}
}

// takeEarly gives the process what was kept.
func (c *Conn) takeEarly() {
	if !c.holes.empty() {
		c.deliver(c.holes.take(c.RcvNxt))
	}
}

// answered takes the SYN,ACK in that our SYN waited for.
func (c *Conn) answered(s *Segment) {
	c.idle = c.env.Now()
	c.SndWl2 = s.Ack
	c.establish(s)
	c.ackNow = true
	c.processUrgent(s)
	s.Flags &^= SYN // it has been counted; what is left is text
	s.Seq++
	c.text(s)
}

// synAgain takes the peer's SYN when it comes a second time. It says whether
// the segment is to be looked at any further.
func (c *Conn) synAgain(s *Segment) bool {
	if c.from == nil && s.Has(ACK) && s.Ack == c.SndNxt {
		// Both sides have opened, and this is the peer's answer to our SYN. Its
		// own SYN has been counted; what is left acknowledges ours.
		s.Flags &^= SYN
		s.Seq++
		return true
	}
	c.env.Note(&SynAgain)
	c.transmitSyn()
	return false
}
