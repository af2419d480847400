package tcp

import (
	"errors"
	"fmt"
	"time"

	"encap/layers/osi"
)

// What must hold after every event.

// check holds both ends to what must always be true.
func (n *network) check() {
	for _, e := range n.ends {
		if e.conn == nil || e.conn.State < Established || e.conn.finished {
			continue
		}
		if err := e.wrong(); err != nil {
			c := e.conn
			n.t.Fatalf("%v: end %d: %v\n%+v\nrunning: %v", n.Now(), e.index, err, c.TCB, n.Running())
		}
	}
}

func (e *end) wrong() error {
	c, s := e.conn, &e.seen
	if s.conn != c {
		*s = seen{c, c.RcvNxt, c.SndUna, c.rcvEdge, c.SndUna.Add(c.SndWnd), e.net.Now(), c.SndWnd}
	}
	s.allowed = maxSeq(s.allowed, c.SndUna.Add(c.SndWnd))
	moved := c.RcvNxt != s.rcvNxt || c.SndUna != s.sndUna || c.SndWnd != s.window || c.flight() == 0 && c.unsent() == 0
	switch {
	case c.RcvNxt.Before(s.rcvNxt):
		return errors.New("RCV.NXT went back")
	case c.SndUna.Before(s.sndUna):
		return errors.New("SND.UNA went back")
	case c.SndNxt.Before(c.SndUna):
		return errors.New("SND.NXT is before SND.UNA")
	case c.rcvEdge.Before(s.edge):
		return errors.New("our window shrank")
	case c.rcvEdge.Before(c.RcvNxt):
		return errors.New("more was received than the window allowed")
	case c.in.len() > c.rcvBuf+1<<c.RcvScale:
		return fmt.Errorf("%d bytes wait in a buffer of %d", c.in.len(), c.rcvBuf)
	case s.allowed.Add(1).Before(c.SndNxt) && !c.probed: // FIN may go beyond
		return fmt.Errorf("sent up to %d, the window ends at %d", c.SndNxt, s.allowed)
	case c.Cwnd < c.SMSS || c.Ssthresh < c.SMSS:
		return errors.New("a window of less than a segment")
	case c.flight() > c.out.len()+1:
		return errors.New("more in flight than there is")
	case c.pipe() < 0:
		return fmt.Errorf("a pipe of %d", c.pipe())
	case !moved && e.net.Now().Sub(s.quiet) > e.net.patience(c):
		return fmt.Errorf("stalled since %v", s.quiet)
	case !e.owed():
		return errors.New("nobody owes the next move")
	}
	s.rcvNxt, s.sndUna, s.edge, s.window = c.RcvNxt, c.SndUna, c.rcvEdge, c.SndWnd
	if moved {
		s.quiet = e.net.Now()
	}
	return nil
}

// patience is how long nothing may move: three timeouts, or more if a network
// loses so much that several in a row are lost.
func (n *network) patience(c *Conn) time.Duration {
	d := 3*max(c.RTO, c.persistence()) + time.Second
	if n.lost > 50 {
		d += 20 * c.profile.MaxRTO
	}
	return d
}

// owed says whether a timer will go on, or else nothing waits.
func (e *end) owed() bool {
	c := e.conn
	switch {
	case c.State == TimeWait:
		return running(c.timers.timeWait)
	case c.flight() > 0 && !c.probed:
		return c.timing && running(c.timers.retransmit)
	case c.unsent() > 0 || c.noMore && !c.finSent:
		return c.persisting && running(c.timers.persist)
	}
	return !c.ackWaits || running(c.timers.delayedAck)
}

// running says whether a timer runs.
func running(t osi.Timer) bool {
	return t != nil && t.(interface{ Running() bool }).Running()
}
