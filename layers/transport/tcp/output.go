package tcp

import "encap/layers/osi"

// Send takes what fits into the send buffer and gives how much that was; more
// says that the process will write on at once. What may be sent now is sent.
func (c *Conn) Send(text []byte, more bool) int {
	n := min(len(text), c.Room())
	c.noRoom = n < len(text)
	if n == 0 {
		return 0
	}
	c.env.Enter(c)
	c.retryLength()
	c.out.push(text[:n])
	c.more = more && n == len(text)
	c.held = c.more
	c.restartIdle()
	c.output()
	return n
}

// Room gives how much the send buffer would take, in bytes.
func (c *Conn) Room() int {
	if c.noMore || c.finished {
		return 0
	}
	return max(c.sndBuf-c.out.len(), 0)
}

// output sends everything that may be sent now, then the acknowledgment that
// is due if nothing bore it.
func (c *Conn) output() {
	if c.State < Established {
		return
	}
	for !c.finished && (c.resendLost() || c.sendNew() || c.resendDoubtful()) {
	}
	if c.ackNow && !c.finished {
		c.ack()
	}
	c.startPersist()
	c.account()
}

// sendNew sends the next segment of text that was never sent, if window,
// network and good manners allow; it says whether it did.
func (c *Conn) sendNew() bool {
	if c.finSent || c.State == TimeWait {
		return false
	}
	unsent := c.unsent()
	n, why := c.allowed(unsent)
	if why != nil {
		c.env.Note(why)
		c.cwndFull = c.cwndFull || why == &CwndFull
		return false
	}
	fin := c.noMore && n == unsent
	if n == 0 && !fin {
		return false
	}
	c.sendText(n, fin)
	return true
}

// sendText sends n bytes of text that were never sent, and FIN behind them if
// there is nothing more.
func (c *Conn) sendText(n int, fin bool) {
	s := Segment{Flags: ACK, Seq: c.SndNxt, fresh: true}
	at := c.flight()
	text := c.out.bytes()[at : at+n]
	_, ends := c.within(s.Seq, n)
	if n > 0 && (n == c.unsent() && !c.more || ends) {
		s.Flags |= PSH
	}
	if n > 0 && n < c.full() {
		c.lastSmall, c.hasSmall = c.SndNxt.Add(n), true
	}
	c.lastSent, c.SndNxt = c.SndNxt, c.SndNxt.Add(n)
	if fin {
		c.env.Note(&SendFin)
		s.Flags |= FIN
		c.finSent = true
		c.SndNxt++
	}
	if c.Phase == Open && c.DupAcks > 0 {
		c.limitedOut += n
	}
	c.probed = false
	c.stopPersist()
	c.time(s.Seq)
	c.sentAt = c.env.Now()
	c.sentMost()
	c.startRetransmitIfStopped()
	c.transmit(&s, text)
}

// full gives how much text makes a full segment now: what the peer takes, less
// the options that the segment will bear (RFC 9293 §3.7.1).
func (c *Conn) full() int { return c.SMSS - c.reportLen() }

// allowed says how much of the unsent text may go into a segment now, or which
// rule holds it back.
func (c *Conn) allowed(unsent int) (n int, why *osi.Rule) {
	full := c.full()
	n = min(unsent, full)
	if n <= 0 {
		return 0, nil
	}
	n, _ = c.within(c.SndNxt, n)
	// The peer's window.
	if room := c.SndWnd - c.flight(); n > room {
		switch {
		case room <= 0:
			return 0, &WindowFull
		case room < full && room < c.maxSndWnd/2:
			return 0, &SillyWindow // RFC 9293 §3.8.6.2.1
		}
		n = room
	}
	// The network.
	if c.pipe()+n > c.Cwnd+c.limited() {
		return 0, &CwndFull
	}
	// Good manners: a small segment may have to wait for more.
	if n < full && n == unsent && !c.noMore {
		if (c.settings.Cork || c.held) && !c.pushing {
			return 0, &Corked
		}
		if c.profile.Nagle && !c.settings.NoDelay && c.flight() > 0 && (!c.profile.Minshall || c.smallInFlight()) {
			return 0, &Nagle
		}
	}
	return n, nil
}

// smallInFlight says whether a segment that was not full is unacknowledged
// (Minshall's change to Nagle's rule).
func (c *Conn) smallInFlight() bool { return c.hasSmall && c.SndUna.Before(c.lastSmall) }

// resend sends again what begins at seq and ends before end, at most one
// segment, and gives where it ended.
func (c *Conn) resend(seq, end Seq) Seq {
	s := Segment{Flags: ACK, Seq: seq}
	at := seq.Minus(c.SndUna)
	n := max(min(end.Minus(seq), c.full(), c.out.len()-at), 0)
	n, ends := c.within(seq, n)
	text := c.out.bytes()[at : at+n]
	if end = seq.Add(n); at+n == c.out.len() {
		ends = ends || n > 0
		if c.finSent {
			s.Flags |= FIN
			end++
		}
	}
	if ends {
		s.Flags |= PSH
	}
	c.isTimed = false // Karn
	c.Resent++
	c.counts.BytesResent += n
	c.transmit(&s, text)
	return end
}

// transmit completes a segment of this connection and sends it.
func (c *Conn) transmit(s *Segment, text []byte) {
	s.Src, s.Dst = c.Local, c.Remote
	c.countOut(text)
	c.prr.out += len(text)
	c.stamp(s)
	if s.Has(ACK) {
		s.Ack = c.RcvNxt
		if c.SACK && !s.Has(SYN) {
			c.report(&s.Options)
		}
	}
	c.mark(s, text)
	s.Window = c.window(s.Has(SYN))
	if s.Has(ACK) {
		c.acknowledged()
	}
	c.layer.send(s, text, c.settings)
}

// stamp puts the time on a segment, and the peer's as last heard (RFC 7323
// §3.2).
func (c *Conn) stamp(s *Segment) {
	if !c.Timestamps {
		return
	}
	s.Options.HasTimestamps, s.Options.TSVal = true, c.layer.clock()
	if s.Has(ACK) {
		s.Options.TSEcr = c.TSRecent
	}
}
