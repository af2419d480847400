package tcp

// receiveClosed answers a segment for nobody (RFC 9293 §3.10.7.1).
func (l *Layer) receiveClosed(s *Segment) {
	if s.Has(RST) {
		l.env.Drop(&ResetNeverAnswered, s.pdu)
		return
	}
	l.env.Drop(&NoListener, s.pdu)
	l.reset(s)
}

// reset answers a segment by a reset that its sender will believe: with the
// number it expects, if the segment says which that is, or else with an
// acknowledgment of the segment.
func (l *Layer) reset(s *Segment) {
	r := Segment{Src: s.Dst, Dst: s.Src, Flags: RST}
	if s.Has(ACK) {
		r.Seq = s.Ack
	} else {
		r.Flags |= ACK
		r.Ack = s.End()
	}
	l.send(&r, nil, Settings{})
}

// reset tells the peer that the connection is gone (RFC 9293 §3.10.5).
func (c *Conn) reset() {
	r := Segment{Src: c.Local, Dst: c.Remote, Flags: RST | ACK, Seq: c.SndNxt, Ack: c.RcvNxt}
	c.stamp(&r)
	c.layer.send(&r, nil, c.settings)
}

// challenge sends a challenge ACK: it tells a stranger nothing, and lets the
// real peer end the connection if it must (RFC 5961 §3.2, §4.2, §5.2).
func (c *Conn) challenge() {
	l := c.layer
	if now := c.env.Now(); now.Sub(l.challengeAt) >= challengePeriod {
		l.challengeAt, l.challenges = now, 0
	}
	if l.challenges >= c.profile.ChallengeLimit {
		c.env.Note(&ChallengeLimit)
		return
	}
	l.challenges++
	c.plainAck()
}
