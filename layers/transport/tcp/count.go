package tcp

import (
	"time"

	"encap/layers/osi"
)

// Counts are what a connection has done since it began, and for what it has
// waited: more than a student needs, but what TCP_INFO tells (Linux tcp(7)).
type Counts struct {
	SegsIn, SegsOut         int
	DataSegsIn, DataSegsOut int // of them, those that bore text
	BytesIn, BytesOut       int // text that came in order; text that was sent
	BytesAcked, BytesResent int
	Behind                  int // segments that came behind a hole
	RTOs                    int // retransmission timeouts
	Probes                  int // questions about a shut window, in a row
	DupsTold                int // duplicates that the peer has told of (RFC 2883)
	MinRTT                  time.Duration
	LastDataOut             osi.Instant
	LastDataIn, LastAckIn   osi.Instant
	Waits                   [waitings]time.Duration
}

// Info is all that is known of a connection.
type Info struct {
	TCB
	Counts
	Now      osi.Instant
	Reducing bool // the window has become smaller, and nothing was lost
}

// waiting is what a sender waits for.
type waiting uint8

const (
	forProcess waiting = iota // to write more
	forNetwork                // to acknowledge, or to bear more
	forWindow                 // to open
	forBuffer                 // to have room: all that it holds is sent
	waitings
)

// Busy is how long something was to be sent or acknowledged; ForWindow and
// ForBuffer are parts of it.
func (n *Counts) Busy() time.Duration {
	return n.Waits[forNetwork] + n.Waits[forWindow] + n.Waits[forBuffer]
}

// ForWindow is how long the peer's window has held text back.
func (n *Counts) ForWindow() time.Duration { return n.Waits[forWindow] }

// ForBuffer is how long the send buffer was too small to keep the network busy.
func (n *Counts) ForBuffer() time.Duration { return n.Waits[forBuffer] }

// Report gives all that is known of the connection.
func (c *Conn) Report() Info {
	c.account()
	info := Info{TCB: c.Info(), Counts: c.counts, Now: c.env.Now()}
	info.Probes = c.probes
	info.Reducing = c.reducing && c.Phase == Open && c.SndUna.Before(c.reducedAt)
	return info
}

// account adds the time since it was called last to what was waited for in it.
func (c *Conn) account() {
	now := c.env.Now()
	c.counts.Waits[c.waits] += now.Sub(c.waitsSince)
	c.waitsSince = now
	switch unsent := c.unsent(); {
	case c.out.len() == 0:
		c.waits = forProcess
	case unsent > 0 && c.SndWnd < c.flight()+min(unsent, c.full()):
		c.waits = forWindow
	case unsent == 0 && c.noRoom && c.Room() == 0:
		c.waits = forBuffer
	default:
		c.waits = forNetwork
	}
}

// countIn counts a segment that came.
func (c *Conn) countIn(s *Segment) {
	n := &c.counts
	n.SegsIn++
	if s.Has(ACK) {
		n.LastAckIn = c.env.Now()
	}
	if len(s.Text) > 0 {
		n.DataSegsIn++
		n.LastDataIn = c.env.Now()
	}
	if o := &s.Options; o.Blocks > 0 && (o.SACK[0].Left.Before(s.Ack) || o.Blocks > 1 && o.SACK[1].Left.Upto(o.SACK[0].Left) && o.SACK[0].Right.Upto(o.SACK[1].Right)) {
		n.DupsTold++ // RFC 2883 §4
	}
}

// countOut counts a segment that is sent.
func (c *Conn) countOut(text []byte) {
	n := &c.counts
	n.SegsOut++
	if len(text) > 0 {
		n.DataSegsOut++
		n.BytesOut += len(text)
		n.LastDataOut = c.env.Now()
	}
}
