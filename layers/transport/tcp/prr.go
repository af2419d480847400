package tcp

// reduction lets a window become smaller little by little: for each segment
// that arrives so much may be sent that the window is at the threshold after one
// round trip, neither in bursts nor after a silence (proportional rate
// reduction, RFC 6937). All in bytes.
type reduction struct {
	flight    int // what was in flight when it began: RecoverFS
	delivered int // what has arrived since: prr_delivered
	out       int // what was sent since: prr_out
}

// paces says whether the window follows what arrives.
func (c *Conn) paces() bool {
	return c.profile.PRR && c.SACK && (c.Phase == FastRecovery || c.Phase == Open && c.reducing)
}

// pace sets the window so that as much may be sent as RFC 6937 §3.1 allows for
// bytes that have just arrived. That progress is made, which lets the window
// grow a little where too much was lost, only an acknowledgment shows.
func (c *Conn) pace(arrived int, progress bool) {
	c.env.Note(&Proportional)
	p, pipe, may := &c.prr, c.pipe(), 0
	p.delivered += arrived
	if pipe > c.Ssthresh {
		share := (int64(p.delivered)*int64(c.Ssthresh) + int64(p.flight) - 1) / int64(p.flight)
		may = int(share) - p.out
	} else {
		may = max(p.delivered-p.out, arrived)
		if progress {
			may += c.SMSS
		}
		may = min(may, c.Ssthresh-pipe)
	}
	c.Cwnd = max(pipe+max(may, 0), c.SMSS)
}

// beginPacing begins a reduction.
func (c *Conn) beginPacing() { c.prr = reduction{flight: max(c.flight(), 1)} }
