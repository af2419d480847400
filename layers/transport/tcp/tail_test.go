package tcp

import (
	"testing"
	"time"
)

const withSACK = "<mss 1000,sackOK,wscale 7>"

// RFC 8985 §7: the tail is probed long before the timeout, and the report of
// the probe shows what is lost.
func TestTailLossIsFound(t *testing.T) {
	h := served(t, &Linux, 257, withSACK) // the round trip takes 10 ms
	h.writes(4000)
	h.sends(". 1:1001(1000) ack 1", ". 1001:2001(1000) ack 1", ". 2001:3001(1000) ack 1", "P. 3001:4001(1000) ack 1")
	h.silence(20*ms - 1)
	h.after(1)
	h.sends("P. 3001:4001(1000) ack 1")
	h.obeyed("TailProbe")
	h.after(10 * ms)
	h.gets(". 1:1(0) ack 1 win 257 <sack 3001:4001>")
	h.sends(". 1:1001(1000) ack 1")
	h.obeyed("SackLost")
	h.after(10 * ms)
	h.gets(". 1:1(0) ack 1001 win 257 <sack 3001:4001>")
	h.sends(". 1001:2001(1000) ack 1", ". 2001:3001(1000) ack 1")
	h.after(10 * ms)
	h.gets(". 1:1(0) ack 4001 win 257")
	h.silence(time.Minute)
	if h.Phase != Open || h.Timeouts != 0 {
		t.Errorf("%+v", h.TCB)
	}
}

// A probe bears new text if there is any.
func TestTailProbeWithNewText(t *testing.T) {
	h := served(t, &Linux, 257, withSACK)
	h.writes(12000)
	h.sent = nil
	h.after(20 * ms)
	h.sends(". 10001:11001(1000) ack 1")
	h.obeyed("TailProbe")
	h.after(h.RTO - 1)
	h.nothing()
	h.after(1)
	h.sends(". 1:1001(1000) ack 1")
	h.obeyed("Timeout")
}

// RFC 8985 §7.4: a probe that mends a loss makes the window smaller, one that
// comes twice does not.
func TestWhatAProbeFound(t *testing.T) {
	for answer, cwnd := range map[string]int{
		". 1:1(0) ack 2001 win 257 <sack 1001:2001>": 10000,
		". 1:1(0) ack 2001 win 257":                  7000,
	} {
		h := served(t, &Linux, 257, withSACK)
		h.writes(2000)
		h.sent = nil
		h.after(20 * ms)
		h.sends("P. 1001:2001(1000) ack 1")
		h.gets(answer)
		h.writes(10)
		h.sends("P. 2001:2011(10) ack 1")
		h.gets(". 1:1(0) ack 2011 win 257")
		if h.Cwnd < cwnd || h.Cwnd > cwnd+1000 || h.tailOut {
			t.Errorf("%s: cwnd %d, want %d", answer, h.Cwnd, cwnd)
		}
	}
}

// A single segment's acknowledgment may be late; without SACK nothing is probed.
func TestWhenTheTailIsNotProbed(t *testing.T) {
	h := served(t, &Linux, 257, withSACK)
	h.writes(1000)
	h.sends("P. 1:1001(1000) ack 1")
	h.silence(209 * ms)
	h.after(ms) // as late as the timeout, but nothing becomes smaller
	h.sends("P. 1:1001(1000) ack 1")
	h.obeyed("TailProbe")
	if h.Cwnd != 10000 {
		t.Errorf("cwnd %d", h.Cwnd)
	}
	for _, p := range []*Profile{&Linux, &RFC} {
		h = served(t, p, 30000, map[bool]string{true: "<mss 1000>", false: withSACK}[p == &Linux])
		h.writes(2000)
		h.sent = nil
		h.after(h.RTO)
		h.sent = nil
		h.obeyed("Timeout")
	}
}
