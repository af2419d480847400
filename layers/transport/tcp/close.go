package tcp

import "encap/layers/osi"

// Shutdown ends the sending, the receiving, or both, while the process keeps
// the connection.
func (c *Conn) Shutdown(receiving, sending bool) {
	c.env.Enter(c)
	if receiving {
		c.noRead = true
	}
	if sending {
		c.closeSending()
	}
	c.changed()
}

// Close is CLOSE of RFC 9293 §3.10.4 by a process that neither sends nor
// receives any more.
func (c *Conn) Close() {
	if c.finished {
		return
	}
	c.env.Enter(c)
	c.orphaned, c.deaf = true, true
	switch {
	case c.State == SynSent:
		c.finish()
	case c.State == TimeWait:
	case c.in.len() > 0 && !c.profile.UnreadFin:
		c.env.Note(&UnreadReset)
		c.reset()
		c.finish()
	default:
		c.closeSending()
		c.startFinWait2()
	}
}

// closeSending lets FIN follow the last byte.
func (c *Conn) closeSending() {
	switch c.State {
	case Established:
		c.State = FinWait1
	case CloseWait:
		c.State = LastAck
	case SynReceived, SynSent:
	default:
		return
	}
	c.noMore = true
	c.output()
}

// Abort is ABORT of RFC 9293 §3.10.5: what waits is lost, and the peer is told.
func (c *Conn) Abort() {
	if c.finished {
		return
	}
	c.env.Enter(c)
	c.orphaned = true
	if c.State >= SynReceived && c.State < Closing {
		c.env.Note(&AbortReset)
		c.reset()
	}
	c.finish()
}

// fail ends the connection by an error that its process is told.
func (c *Conn) fail(err error) {
	c.err, c.Error = err, err.Error()
	c.finish()
}

// finish ends the connection: nobody knows it any more.
func (c *Conn) finish() {
	if c.finished {
		return
	}
	c.env.Enter(c)
	if c.from != nil {
		c.from.forget(c)
	}
	c.State, c.finished = Closed, true
	t := &c.timers
	for _, timer := range [...]osi.Timer{t.retransmit, t.persist, t.delayedAck, t.keepAlive, t.finWait2, t.timeWait} {
		stop(timer)
	}
	c.out, c.holes, c.sacked = stream{}, reassembly{}, scoreboard{}
	c.layer.remove(c)
	c.changed()
}

// startTimeWait begins the wait of 2 MSL, or begins it anew (RFC 9293 §3.6.1).
func (c *Conn) startTimeWait() {
	c.env.Note(&Linger)
	c.State = TimeWait
	stop(c.timers.keepAlive)
	stop(c.timers.finWait2)
	c.setBackground(&c.timers.timeWait, "2 MSL", c.profile.TimeWait, (*Conn).finish)
	c.changed()
}

// startFinWait2 bounds how long a connection that no process has waits for the
// peer's FIN.
func (c *Conn) startFinWait2() {
	if c.State == FinWait2 && c.orphaned && c.profile.FinWait2 > 0 {
		c.setBackground(&c.timers.finWait2, "FIN-WAIT-2", c.profile.FinWait2, (*Conn).finish)
	}
}

// reused lets a new connection take the place of one in TIME-WAIT, if the SYN
// is clearly newer (RFC 6191 §2, RFC 9293 §3.6.1).
func (c *Conn) reused(s *Segment) bool {
	if !s.Has(SYN) || s.Has(ACK|RST) {
		return false
	}
	newer := c.RcvNxt.Before(s.Seq)
	if c.Timestamps && s.Options.HasTimestamps && s.Options.TSVal != c.TSRecent {
		newer = int32(s.Options.TSVal-c.TSRecent) > 0
	}
	li := c.layer.listener(c.Local)
	if !newer || li == nil {
		return false
	}
	c.env.Note(&Reuse)
	c.finish()
	li.receive(s)
	return true
}

// beneathNotice drops what bears no acknowledgment and comes in TIME-WAIT, where
// a system does not answer such a thing.
func (c *Conn) beneathNotice(s *Segment) bool {
	if !c.profile.QuietTimeWait || s.Has(ACK|RST) {
		return false
	}
	c.drop(&NoAck, s)
	return true
}

// TakeError gives why the connection failed, once.
func (c *Conn) TakeError() error {
	err := c.err
	c.err = nil
	return err
}

// lastError gives what the network complained of, or else err.
func (c *Conn) lastError(err error) error {
	if c.soft != nil {
		return c.soft
	}
	return err
}
