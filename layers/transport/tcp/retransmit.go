package tcp

import "time"

// startRetransmit lets the timer run for RTO from now (RFC 6298 §5.3).
func (c *Conn) startRetransmit() {
	if c.stalled < 0 {
		c.stalled = c.env.Now()
	}
	c.set(&c.timers.retransmit, "retransmit", c.RTO, c.timedOut)
}

// startRetransmitIfStopped lets the timer run unless it does (RFC 6298 §5.1).
func (c *Conn) startRetransmitIfStopped() {
	if c.stalled < 0 {
		c.startRetransmit()
	}
}

// timedOut is what happens when nothing has been acknowledged for RTO
// (RFC 6298 §5.4 to §5.7).
func (c *Conn) timedOut() {
	c.env.Enter(c)
	c.env.Note(&Timeout)
	c.Timeouts++
	if c.hopeless() {
		c.env.Note(&GiveUp)
		if c.synchronized() {
			c.reset()
		}
		c.fail(c.lastError(ErrTimeout))
		return
	}
	c.env.Note(&BackOff)
	c.RTO = min(2*c.RTO, c.profile.MaxRTO)
	c.isTimed = false
	if c.State < Established {
		c.sendSyn()
		return
	}
	c.collapse()
	c.rtx = c.resend(c.SndUna, c.SndNxt)
	c.startRetransmit()
}

// hopeless says whether the peer has been silent for too long.
func (c *Conn) hopeless() bool {
	if t := c.settings.UserTimeout; t > 0 && c.stalled >= 0 {
		return c.env.Now().Sub(c.stalled) >= t
	}
	if c.State < Established {
		return c.Timeouts > first(c.settings.SynRetries, c.profile.SynRetries)
	}
	return c.Timeouts > c.profile.Retries
}

// collapse begins slow start anew after a timeout (RFC 5681 §3.1): everything
// in flight counts as lost.
func (c *Conn) collapse() {
	if c.Timeouts == 1 {
		c.env.Note(&Halve)
		c.control.loss(c)
	}
	if !c.sacked.empty() {
		c.env.Note(&SackReneged)
		c.sacked = scoreboard{}
	}
	c.Cwnd, c.grown, c.DupAcks = c.SMSS, 0, 0
	c.Phase, c.Recover, c.rtx = Loss, c.SndNxt, c.SndUna
	c.control.collapsed(c)
}

// restartIdle begins slow start anew after a silence: the network may have
// changed (RFC 5681 §4.1).
func (c *Conn) restartIdle() {
	if c.flight() > 0 || c.sentAt == 0 || c.env.Now().Sub(c.sentAt) <= c.RTO {
		return
	}
	if restart := min(c.profile.InitialWindow*c.SMSS, c.Cwnd); restart < c.Cwnd {
		c.env.Note(&IdleRestart)
		c.Cwnd = restart
	}
}

// persistence is how long the sender waits before its n-th question about a
// shut window.
func (c *Conn) persistence() time.Duration {
	d := c.timeoutFor()
	for range min(c.probes, 16) {
		d = min(2*d, c.profile.MaxRTO)
	}
	return d
}
