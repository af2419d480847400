package tcp

import (
	"fmt"
	"testing"
	"time"

	"encap/layers/osi"
)

func TestSlowStartAndAvoidance(t *testing.T) {
	h := full(t, &RFC, "newreno", 4, 40, "<mss 1000>")
	h.gets(". 1:1(0) ack 2001 win 60000") // two, but one segment's growth for one acknowledgment
	h.obeyed("SlowStart")
	h.all(4001, 3, 1000)
	h.Ssthresh = h.Cwnd
	h.gets(". 1:1(0) ack 4001 win 60000")
	h.obeyed("Avoidance")
	h.all(7001, 2, 1000)
	h.gets(". 1:1(0) ack 7001 win 60000")
	h.all(9001, 4, 1000) // five were acknowledged, a window: one more
	if h.Cwnd != 6000 {
		t.Errorf("cwnd %d", h.Cwnd)
	}
}

func TestUnusedWindowDoesNotGrow(t *testing.T) {
	h := served(t, &RFC, 60000, "<mss 1000>")
	for at := 1; at < 20000; at += 1000 {
		h.writes(1000)
		h.sent = nil
		h.gets(fmt.Sprintf(". 1:1(0) ack %d win 60000", at+1000))
	}
	h.obeyed("CwndUnused")
	if h.Cwnd != 10000 {
		t.Errorf("cwnd %d", h.Cwnd)
	}
}

func TestIdleRestart(t *testing.T) {
	h := full(t, &RFC, "newreno", 20, 0, "<mss 1000>")
	h.gets(". 1:1(0) ack 20001 win 60000")
	h.after(h.RTO + 1)
	h.writes(20000)
	h.obeyed("IdleRestart")
	h.all(20001, 10, 1000)
}

func TestRTOFollowsRoundTrips(t *testing.T) {
	h := newHost(t, &RFC)
	c := h.newConn(own, peer, Settings{})
	c.profile = &Profile{MaxRTO: time.Minute, InitialRTO: time.Second}
	for _, row := range []struct{ r, srtt, rttvar, rto time.Duration }{
		// RFC 6298 §2.2, §2.3, reckoned by hand.
		{100 * ms, 100 * ms, 50 * ms, 300 * ms},
		{200 * ms, 112500 * time.Microsecond, 62500 * time.Microsecond, 362500 * time.Microsecond},
		{112500 * time.Microsecond, 112500 * time.Microsecond, 46875 * time.Microsecond, 300 * ms},
	} {
		c.sample(row.r)
		if c.SRTT != row.srtt || c.RTTVAR != row.rttvar || c.RTO != row.rto {
			t.Errorf("after %v: SRTT %v RTTVAR %v RTO %v", row.r, c.SRTT, c.RTTVAR, c.RTO)
		}
	}
	c.profile = &RFC
	c.sample(100 * ms)
	if c.RTO != time.Second {
		t.Errorf("RTO %v, at least a second (RFC 6298 §2.4)", c.RTO)
	}
}

func TestCubicCurve(t *testing.T) {
	h := newHost(t, &Linux)
	c := h.newConn(own, peer, Settings{})
	c.SMSS = 1000
	c.Cwnd, c.Ssthresh = 100_000, 50_000
	q := &cubic{}
	c.SndNxt = c.SndUna.Add(100_000)
	q.loss(c)
	if c.Ssthresh != 70_000 || q.wMax != 100_000 {
		t.Fatalf("ssthresh %d, wMax %d", c.Ssthresh, q.wMax)
	}
	c.Cwnd = c.Ssthresh
	q.start(c, osi.Instant(time.Second))
	// K is the cubic root of 30/0.4: 4.217 s.
	if q.k != 4217 {
		t.Errorf("K is %d ms", q.k)
	}
	for _, row := range []struct {
		t    time.Duration
		want int
	}{{0, 70_000}, {4217 * ms, 100_000}, {8434 * ms, 129_900}, {2 * time.Second, 95_600}} {
		if got := q.window(c, row.t); got < row.want-200 || got > row.want+200 {
			t.Errorf("after %v: %d, want %d", row.t, got, row.want)
		}
	}
	// A loss before the last peak: somebody new wants room (RFC 9438 §4.7).
	c.Cwnd = 80_000
	q.loss(c)
	if q.wMax != 68_000 {
		t.Errorf("wMax %d", q.wMax)
	}
}

// Time in which nothing fills the window is no time to grow for.
func TestCubicDoesNotGrowForSilence(t *testing.T) {
	h := full(t, &Linux, "cubic", 10, 0, "<mss 1000>")
	q := h.control.(*cubic)
	h.Ssthresh, q.wMax = 5000, 20000
	h.gets(". 1:1(0) ack 1001 win 60000")
	begun := q.epoch
	h.after(100 * ms)
	h.gets(". 1:1(0) ack 10001 win 60000")
	if q.epoch != begun || begun == 0 {
		t.Fatalf("began anew at %v", q.epoch)
	}
	h.silence(5 * time.Second)
	h.writes(10000)
	h.sent = nil
	h.gets(". 1:1(0) ack 20001 win 60000")
	if got := q.epoch.Sub(begun); got != 5*time.Second {
		t.Errorf("the epoch began %v later", got)
	}
}

// CUBIC grows as Reno would where that is more (RFC 9438 §4.3).
func TestCubicIsNoSlowerThanReno(t *testing.T) {
	h := full(t, &Linux, "cubic", 10, 40, "<mss 1000>")
	h.Ssthresh = 5000
	h.Cwnd = 10000
	before := h.Cwnd
	for at := 1001; at <= 20001; at += 1000 {
		h.gets(fmt.Sprintf(". 1:1(0) ack %d win 60000", at))
		h.sent = nil
	}
	h.obeyed("CubicGrowth")
	if h.Cwnd < before+1000 {
		t.Errorf("cwnd %d, was %d", h.Cwnd, before)
	}
}

func TestCubeRoot(t *testing.T) {
	for _, n := range []int64{0, 1, 7, 8, 26, 27, 28, 1_000_000, 75_000_000_000, 1<<60 - 1} {
		r := cubeRoot(n)
		if r*r*r > n || (r+1)*(r+1)*(r+1) <= n {
			t.Errorf("the root of %d is not %d", n, r)
		}
	}
}
