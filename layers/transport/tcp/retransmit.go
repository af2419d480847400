package tcp

import "time"

// startRetransmit lets the timer run for RTO from now (RFC 6298 §5.3), or less
// if the process has no patience for that.
func (c *Conn) startRetransmit() {
	c.begins()
	c.timing = true
	c.rtoAt = c.env.Now().Add(c.RTO)
	c.schedule()
}

// schedule sets the timer for the end of RTO, or for a probe before it.
func (c *Conn) schedule() {
	d := c.rtoAt.Sub(c.env.Now())
	probe, ok := c.tailTimeout()
	if c.tail = ok; ok {
		d = min(d, probe)
	}
	c.set(&c.timers.retransmit, "retransmit", c.patience(max(d, 0)), (*Conn).timedOut)
}

// startRetransmitIfStopped lets the timer run unless it does (RFC 6298 §5.1).
func (c *Conn) startRetransmitIfStopped() {
	switch {
	case !c.timing:
		c.startRetransmit()
	case c.tail:
		c.schedule() // the tail is longer now
	}
}

func (c *Conn) stopRetransmit() {
	c.timing = false
	stop(c.timers.retransmit)
}

// begins notes since when something waits for an acknowledgment.
func (c *Conn) begins() {
	if c.stalled < 0 {
		c.stalled = c.env.Now()
	}
}

// patience cuts a wait short so that it ends when the user timeout does
// (RFC 9293 §3.10.8).
func (c *Conn) patience(d time.Duration) time.Duration {
	if t := c.limit(); t > 0 && c.stalled >= 0 {
		return min(d, max(c.stalled.Add(t).Sub(c.env.Now()), 0))
	}
	return d
}

// limit gives how long something may stay unacknowledged; 0: no limit.
func (c *Conn) limit() time.Duration {
	if c.State == SynSent || c.State == SynReceived && c.from == nil {
		return first(c.settings.UserTimeout, first(c.settings.OpenTimeout, c.profile.OpenTimeout))
	}
	return c.settings.UserTimeout
}

// impatient says whether the process would wait no longer; tries says whether
// we have tried often enough, if the process has not said for how long.
func (c *Conn) impatient(tries bool) bool {
	if t := c.limit(); t > 0 && c.stalled >= 0 {
		return c.env.Now().Sub(c.stalled) >= t
	}
	return tries
}

// timedOut is what happens when nothing has been acknowledged for RTO
// (RFC 6298 §5.4 to §5.7).
func (c *Conn) timedOut() {
	c.env.Enter(c)
	c.timing = false
	if c.tail && !c.impatient(false) {
		c.probeTail()
		return
	}
	c.env.Note(&Timeout)
	c.Timeouts++
	c.counts.RTOs++
	if c.impatient(c.hopeless()) {
		c.env.Note(&GiveUp)
		c.fail(c.lastError(ErrTimeout))
		return
	}
	c.env.Note(&BackOff)
	c.RTO = c.backedOff()
	c.isTimed = false
	if c.State < Established {
		c.sendSyn()
		return
	}
	c.suspectLength()
	c.collapse()
	c.rtx = c.resend(c.SndUna, c.SndNxt)
	c.startRetransmit()
}

// hopeless says whether the peer has been silent for too long. One that shuts
// its window behind what is in flight is not silent (RFC 9293 §3.8.6).
func (c *Conn) hopeless() bool {
	if c.State < Established {
		return c.Timeouts > first(c.settings.SynRetries, c.profile.SynRetries)
	}
	if c.SndWnd == 0 && c.env.Now().Sub(c.idle) <= 2*c.profile.MaxRTO {
		return false
	}
	return c.Timeouts > c.profile.Retries
}

// collapse begins slow start anew after a timeout (RFC 5681 §3.1): everything
// in flight counts as lost.
func (c *Conn) collapse() {
	if c.Timeouts == 1 {
		c.env.Note(&Halve)
		c.control.loss(c)
		c.reduced()
	}
	if !c.sacked.empty() {
		c.env.Note(&SackReneged)
		c.sacked = scoreboard{}
	}
	c.Cwnd, c.grown, c.DupAcks, c.limitedOut = c.SMSS, 0, 0, 0
	c.Phase, c.Recover, c.rtx, c.tailOut = Loss, c.SndNxt, c.SndUna, false
	c.control.collapsed(c)
}

// restartIdle begins slow start anew after a silence: the network may have
// changed (RFC 5681 §4.1).
func (c *Conn) restartIdle() {
	if c.profile.KeepCwnd || c.flight() > 0 || c.sentAt == 0 || c.env.Now().Sub(c.sentAt) <= c.RTO {
		return
	}
	if restart := min(c.initialWindow(), c.Cwnd); restart < c.Cwnd {
		c.env.Note(&IdleRestart)
		c.Cwnd = restart
	}
}
