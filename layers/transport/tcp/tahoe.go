package tcp

// tahoe is congestion control as of 1988 (Jacobson, "Congestion Avoidance and
// Control"): slow start, congestion avoidance, fast retransmit; after any loss
// the window begins at one segment again.
type tahoe struct{}

func (tahoe) grow(c *Conn, acked int) {
	if left := c.slowStart(acked); left > 0 {
		c.avoid(left)
	}
}

func (tahoe) loss(c *Conn) { c.Ssthresh = c.halfFlight() }

func (tahoe) collapsed(*Conn) {}

func (tahoe) mends() mending { return startsOver }
