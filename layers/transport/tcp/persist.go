package tcp

import "time"

// starved says whether something waits to be sent, and no acknowledgment is
// due that would let it go: the window is shut or small, or the process has
// held the end back. A byte that was sent into a shut window counts as waiting.
func (c *Conn) starved() bool {
	if c.finished || c.State < Established || c.finSent {
		return false
	}
	return c.flight() == 0 && c.unsent() > 0 || c.probed && c.flight() == 1
}

// unsent gives how much of the send buffer has not been sent.
func (c *Conn) unsent() int { return c.out.len() - c.flight() }

// startPersist lets the sender ask about a shut window from time to time
// (RFC 9293 §3.8.6.1): the segment that opens it may get lost.
func (c *Conn) startPersist() {
	if c.persisting || !c.starved() {
		return
	}
	c.begins()
	c.persisting = true
	c.set(&c.timers.persist, "persist", c.patience(c.persistence()), (*Conn).probe)
}

func (c *Conn) stopPersist() {
	c.persisting = false
	stop(c.timers.persist)
}

// persistence is how long the sender waits before its next question: as long
// as for a retransmission, and twice as long each time.
func (c *Conn) persistence() time.Duration {
	d := c.timeoutFor()
	for range min(c.probes, 16) {
		d = min(2*d, c.profile.MaxRTO)
	}
	return d
}

// probe asks for the window: with an old number that must be answered, or with
// one byte beyond the window.
func (c *Conn) probe() {
	c.env.Enter(c)
	c.persisting = false
	if !c.starved() {
		return
	}
	if n := min(c.SndWnd-c.flight(), c.unsent(), c.full()); n > 0 {
		c.env.Note(&Override)
		c.more, c.held = false, false
		c.sendText(n, false)
		c.output()
		return
	}
	// RFC 9293 §3.8.6.1: as long as the peer answers, the connection lives.
	if c.impatient(c.asked > c.profile.Retries) {
		c.env.Note(&GiveUp)
		c.fail(c.lastError(ErrTimeout))
		return
	}
	c.env.Note(&Persist)
	c.probes++
	c.asked++
	s := Segment{Flags: ACK, Seq: c.SndUna - 1}
	var text []byte
	if c.profile.ProbeBytes > 0 {
		s.Seq, text = c.SndUna, c.out.bytes()[:1]
		c.probed = true
		c.SndNxt = maxSeq(c.SndNxt, c.SndUna+1)
	}
	c.transmit(&s, text)
	c.startPersist()
}

// windowChanged is told when the peer tells another window than before.
func (c *Conn) windowChanged(was int) {
	if c.SndWnd == 0 {
		return
	}
	c.probes = 0
	c.stopPersist()
	if was > 0 || c.flight() == 0 {
		return
	}
	// What is in flight came to a shut window, and was thrown away: the byte
	// that asked, or all that was on its way to a peer that took its window
	// back. That is neither a loss nor silence.
	c.probed = false
	c.Timeouts = 0
	c.RTO = c.timeoutFor()
	c.startRetransmit()
	c.rtx = maxSeq(c.rtx, c.resend(c.SndUna, c.SndNxt))
}
