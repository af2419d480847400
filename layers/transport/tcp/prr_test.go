package tcp

import (
	"fmt"
	"testing"
)

// RFC 6937 §3.1: a window that is to be seven of ten falls by three segments for
// ten that arrive, so that seven leave for them.
func TestWindowFallsInProportion(t *testing.T) {
	h := served(t, &Linux, 400, withSACK)
	h.writes(30000)
	h.sent = nil // ten segments
	h.answersAside(". 1:1(0) ack 1 win 400 <sack 1001:2001>")
	h.answersAside(". 1:1(0) ack 1 win 400 <sack 1001:3001>")
	h.answersAside(". 1:1(0) ack 1 win 400 <sack 1001:4001>")
	h.obeyed("Proportional")
	if h.Phase != FastRecovery || h.Ssthresh != 7000 {
		t.Fatalf("%+v", h.TCB)
	}
	for end := 5001; end <= 10001; end += 1000 {
		h.answersAside(". 1:1(0) ack 1 win 400 <sack 1001:" + fmt.Sprint(end) + ">")
		if h.pipe() > 12000 || h.Cwnd > h.pipe()+1000 {
			t.Errorf("up to %d: cwnd %d, pipe %d", end, h.Cwnd, h.pipe())
		}
	}
	h.answersAside(". 1:1(0) ack 12001 win 400")
	if h.Cwnd != 7000 || h.Phase != Open {
		t.Errorf("in the end cwnd %d, %v", h.Cwnd, h.Phase)
	}
}

// Where much is lost, the window grows to the threshold as text arrives, and
// does not leap there.
func TestWindowGrowsToTheThreshold(t *testing.T) {
	h := served(t, &Linux, 400, withSACK)
	h.writes(10000)
	h.sent = nil
	for end := 5001; end <= 7001; end += 1000 {
		h.answersAside(". 1:1(0) ack 1 win 400 <sack 4001:" + fmt.Sprint(end) + ">")
	}
	if h.Cwnd != h.pipe() || h.Cwnd > 5000 {
		t.Errorf("cwnd %d, pipe %d", h.Cwnd, h.pipe())
	}
	h.answersAside(". 1:1(0) ack 1001 win 400 <sack 4001:7001>")
	if h.Cwnd > h.Ssthresh {
		t.Errorf("cwnd %d, ssthresh %d", h.Cwnd, h.Ssthresh)
	}
}

// An echo of congestion, too, lets it fall in proportion.
func TestEchoLetsTheWindowFallInProportion(t *testing.T) {
	h := marked(t, Linux)
	h.writes(30000)
	h.sent = nil
	h.answersAside("E. 1:1(0) ack 1001 win 40000")
	if h.Cwnd <= 7000 || h.Ssthresh != 7000 {
		t.Errorf("at once cwnd %d, ssthresh %d", h.Cwnd, h.Ssthresh)
	}
	for ack := 2001; ack < 10001; ack += 1000 {
		h.answersAside("E. 1:1(0) ack " + fmt.Sprint(ack) + " win 40000")
	}
	h.answersAside(". 1:1(0) ack 10001 win 40000") // the peer has heard of it
	if h.Cwnd < 7000 || h.Cwnd > 7100 {
		t.Errorf("a round trip later cwnd %d", h.Cwnd)
	}
}

// answersAside is gets of which the answer does not matter.
func (h *host) answersAside(segment string) {
	h.t.Helper()
	h.sent = nil
	h.gets(segment)
	h.sent = nil
}
