package tcp

import "encap/layers/osi"

// Send takes what fits into the send buffer and gives how much that was; more
// says that the process will write on at once. What may be sent now is sent.
func (c *Conn) Send(text []byte, more bool) int {
	n := min(len(text), c.Room())
	if n == 0 {
		return 0
	}
	c.env.Enter(c)
	c.out = append(c.out, text[:n]...)
	c.more = more && n == len(text)
	c.restartIdle()
	c.output()
	return n
}

// Room gives how much the send buffer would take, in bytes.
func (c *Conn) Room() int {
	if c.noMore || c.finished {
		return 0
	}
	return max(c.sndBuf-len(c.out), 0)
}

// output sends everything that may be sent now, then the acknowledgment that
// is due if nothing bore it.
func (c *Conn) output() {
	if c.State < Established {
		return
	}
	for !c.finished && (c.resendLost() || c.sendNew()) {
	}
	if c.ackNow && !c.finished {
		c.ack()
	}
	c.startPersist()
}

// sendNew sends the next segment of text that was never sent, if window,
// network and good manners allow; it says whether it did.
func (c *Conn) sendNew() bool {
	if c.finSent || c.State == TimeWait {
		return false
	}
	unsent := len(c.out) - c.SndNxt.Minus(c.SndUna)
	n, why := c.allowed(unsent)
	fin := c.noMore && n == unsent
	if n == 0 && !fin || why != nil {
		if why != nil && unsent > 0 {
			c.env.Note(why)
		}
		return false
	}
	s := Segment{Flags: ACK, Seq: c.SndNxt}
	at := c.SndNxt.Minus(c.SndUna)
	text := c.out[at : at+n]
	if n > 0 && n == unsent {
		s.Flags |= PSH
	}
	if fin {
		c.env.Note(&SendFin)
		s.Flags |= FIN
		c.finSent = true
	}
	c.SndNxt = c.SndNxt.Add(n)
	if n > 0 && n < c.SMSS {
		c.lastSmall, c.hasSmall = c.SndNxt, true
	}
	if fin {
		c.SndNxt++
	}
	c.time(s.Seq)
	c.sentAt = c.env.Now()
	c.transmit(&s, text)
	c.startRetransmitIfStopped()
	return true
}

// allowed says how much of the unsent text may go into a segment now, or which
// rule holds it back.
func (c *Conn) allowed(unsent int) (n int, why *osi.Rule) {
	n = min(unsent, c.SMSS)
	if n == 0 {
		return 0, nil
	}
	// The peer's window.
	if room := c.SndWnd - c.flight(); n > room {
		switch {
		case room <= 0:
			return 0, &WindowFull
		case room < c.SMSS && room < c.maxSndWnd/2:
			return 0, &SillyWindow // RFC 9293 §3.8.6.2.1
		}
		n = room
	}
	// The network.
	if c.pipe()+n > c.Cwnd+c.limited() {
		return 0, &CwndFull
	}
	// Good manners: a small segment may have to wait for more.
	if n < c.SMSS && n == unsent && !c.noMore {
		if c.settings.Cork || c.more {
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
	at := seq.Minus(c.SndUna)
	n := min(end.Minus(seq), c.SMSS, len(c.out)-at)
	s := Segment{Flags: ACK, Seq: seq}
	var text []byte
	if n > 0 {
		text = c.out[at : at+n]
	}
	if end = seq.Add(max(n, 0)); at+len(text) == len(c.out) {
		s.Flags |= PSH
		if c.finSent {
			s.Flags |= FIN
			end++
		}
		if len(text) == 0 {
			s.Flags &^= PSH
		}
	}
	if c.timed.Upto(seq) || seq.Before(c.timed) && c.timed.Before(end) {
		c.isTimed = false // Karn
	}
	c.transmit(&s, text)
	return end
}

// transmit completes a segment of this connection and sends it.
func (c *Conn) transmit(s *Segment, text []byte) {
	s.Src, s.Dst = c.Local, c.Remote
	syn := s.Has(SYN)
	if s.Has(ACK) {
		s.Ack = c.RcvNxt
	}
	s.Window = c.window(syn)
	if c.Timestamps {
		s.Options.HasTimestamps, s.Options.TSVal, s.Options.TSEcr = true, c.layer.clock(), c.TSRecent
		if !s.Has(ACK) {
			s.Options.TSEcr = 0
		}
	}
	if c.SACK && !syn && s.Has(ACK) {
		c.report(&s.Options)
	}
	if s.Has(ACK) {
		c.acknowledged()
	}
	c.layer.send(s, text, c.settings)
}

// report tells what has come behind a hole, and what has come twice.
func (c *Conn) report(o *Options) {
	most := 4
	if o.HasTimestamps {
		most = 3 // RFC 2018 §3
	}
	n := 0
	if c.hasDsack {
		o.SACK[0], n = c.dsack, 1
		c.hasDsack = false
	}
	o.Blocks = n + c.holes.blocks(o.SACK[n:most])
}
