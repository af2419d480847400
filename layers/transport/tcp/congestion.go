package tcp

// Phase says what congestion control is doing.
type Phase uint8

// The phases.
const (
	Open         Phase = iota // slow start below Ssthresh, avoidance above
	FastRecovery              // mending a loss that duplicate acknowledgments told
	Loss                      // mending what a timeout found
)

// String gives the phase's name.
func (p Phase) String() string { return [...]string{"open", "fast recovery", "loss"}[p] }

// Control is an algorithm of congestion control: how the window grows, and how
// far it falls. How lost segments are sent again is common to all
// (recover.go).
type Control interface {
	// grow lets Cwnd grow for acked bytes outside any recovery.
	grow(c *Conn, acked int)
	// loss sets Ssthresh when a loss is found.
	loss(c *Conn)
	// collapsed is told when a timeout has set Cwnd to one segment.
	collapsed(c *Conn)
	// mends says how it goes on after the third duplicate acknowledgment.
	mends() mending
}

// mending is how a loss is mended that duplicate acknowledgments told.
type mending uint8

const (
	startsOver  mending = iota // Tahoe: as after a timeout
	untilAck                   // Reno: until anything new is acknowledged
	untilRecord                // NewReno: until all that was in flight is
)

// Controls lists the algorithms by their names.
var Controls = []struct {
	Name string
	make func() Control
}{
	{"tahoe", func() Control { return tahoe{} }},
	{"reno", func() Control { return reno{} }},
	{"newreno", func() Control { return newReno{} }},
	{"cubic", func() Control { return &cubic{} }},
}

// newControl gives an algorithm by its name; NewReno for a name nobody knows.
func newControl(name string) Control {
	for _, a := range Controls {
		if a.Name == name {
			return a.make()
		}
	}
	return newReno{}
}

// slowStart grows the window by what is acknowledged, at most as much for each
// acknowledgment as the profile says (RFC 5681 §3.1: one segment), and gives
// what is left over at Ssthresh.
func (c *Conn) slowStart(acked int) (left int) {
	if c.Cwnd >= c.Ssthresh {
		return acked
	}
	c.env.Note(&SlowStart)
	n := acked
	if limit := c.profile.GrowthLimit; limit > 0 {
		n = min(n, limit*c.SMSS)
	}
	if c.Cwnd += n; c.Cwnd > c.Ssthresh && n == acked {
		left, c.Cwnd = c.Cwnd-c.Ssthresh, c.Ssthresh
	}
	return left
}

// avoid grows the window by one segment for each window that is acknowledged
// (RFC 5681 §3.1).
func (c *Conn) avoid(acked int) {
	c.env.Note(&Avoidance)
	c.grown += acked
	if c.grown >= c.Cwnd {
		c.grown -= c.Cwnd
		c.Cwnd += c.SMSS
	}
}

// lossFlight is what was in flight when a loss was found, but for what limited
// transmit has added (RFC 5681 §3.2); or the window, filled or not (RFC 9438
// §4.6 tells of systems that do so).
func (c *Conn) lossFlight() int {
	if c.profile.LossByCwnd {
		return c.Cwnd
	}
	return c.flight() - c.limitedOut
}

// halfFlight is the threshold after a loss (RFC 5681 §3.1, equation 4).
func (c *Conn) halfFlight() int { return max(c.lossFlight()/2, 2*c.SMSS) }
