package tcp

import "time"

// startKeepAlive lets the timer run that asks a silent peer whether it is
// still there (RFC 9293 §3.8.4), if the process wants it.
func (c *Conn) startKeepAlive() {
	if c.settings.KeepAlive && c.State >= Established && c.State < TimeWait {
		c.setBackground(&c.timers.keepAlive, "keepalive", c.keepIdle(), (*Conn).keepAlive)
	}
}

// keepAlive asks, unless something was heard meanwhile, and gives up after
// enough questions.
func (c *Conn) keepAlive() {
	c.env.Enter(c)
	silent := c.env.Now().Sub(c.idle)
	switch {
	case c.asked > 0 && silent < c.keepInterval() || c.asked == 0 && silent < c.keepIdle():
		c.asked = 0
		c.timers.keepAlive.Reset(max(c.keepIdle()-silent, 1))
		return
	case c.flight() > 0:
		c.timers.keepAlive.Reset(c.keepIdle()) // the retransmission timer asks already
		return
	case c.asked >= c.keepCount():
		c.env.Note(&Dead)
		c.reset()
		c.fail(c.lastError(ErrTimeout))
		return
	}
	c.env.Note(&KeepAlive)
	c.asked++
	s := Segment{Flags: ACK, Seq: c.SndNxt - 1}
	c.transmit(&s, nil)
	c.timers.keepAlive.Reset(c.keepInterval())
}

func (c *Conn) keepIdle() time.Duration { return first(c.settings.KeepIdle, c.profile.KeepIdle) }
func (c *Conn) keepInterval() time.Duration {
	return first(c.settings.KeepInterval, c.profile.KeepInterval)
}
func (c *Conn) keepCount() int { return first(c.settings.KeepCount, c.profile.KeepCount) }

// first gives a unless it is zero, and else b.
func first[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}
