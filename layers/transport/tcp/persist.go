package tcp

// startPersist lets the sender ask about a window that is shut, or too small,
// while something waits and nothing is in flight (RFC 9293 §3.8.6.1).
func (c *Conn) startPersist() {
	unsent := len(c.out) - c.SndNxt.Minus(c.SndUna)
	waits := unsent > 0 && !c.finSent && c.flight() == 0 && c.SndWnd < min(unsent, c.SMSS)
	if !waits || c.persisting || c.finished {
		return
	}
	c.persisting = true
	c.set(&c.timers.persist, "persist", c.persistence(), c.probe)
}

// probe asks for the window: with an old number that must be answered, or with
// one byte beyond the window.
func (c *Conn) probe() {
	c.env.Enter(c)
	c.persisting = false
	c.probes++
	if c.probes > c.profile.Retries {
		c.env.Note(&GiveUp)
		c.reset()
		c.fail(c.lastError(ErrTimeout))
		return
	}
	c.env.Note(&Persist)
	switch {
	case c.SndWnd > 0: // too small for good manners, but something is allowed
		s := Segment{Flags: ACK, Seq: c.SndNxt}
		c.force(&s, min(c.SndWnd, c.SMSS))
	case c.profile.ProbeBytes > 0:
		s := Segment{Flags: ACK, Seq: c.SndUna}
		c.force(&s, 1)
	default:
		s := Segment{Flags: ACK, Seq: c.SndUna - 1}
		c.transmit(&s, nil)
	}
	c.startPersist()
}

// force sends n bytes from SndUna on, whatever the window says.
func (c *Conn) force(s *Segment, n int) {
	n = min(n, len(c.out))
	c.SndNxt = maxSeq(c.SndNxt, c.SndUna.Add(n))
	c.transmit(s, c.out[:n])
	c.startRetransmitIfStopped()
}

// windowChanged is told when the peer tells another window.
func (c *Conn) windowChanged() {
	if c.SndWnd > 0 {
		c.probes, c.persisting = 0, false
		stop(c.timers.persist)
	}
}
