package tcp

import (
	"testing"
	"time"
)

// What was sent, received and waited for adds up.
func TestCounts(t *testing.T) {
	p := Linux
	p.TailProbe = false
	h := served(t, &p, 2000, "<mss 1000,sackOK>")
	h.Conn.Send(text(0, 3000), false)
	h.sent = nil // two segments: the window takes no more
	h.after(100 * ms)
	h.gets(". 1:1(0) ack 1 win 2000 <sack 1001:2001>")
	h.sent = nil
	h.gets(". 1:1(0) ack 2001 win 0")
	h.after(150 * ms)
	h.gets(". 1:1(0) ack 2001 win 2000 <sack 1:1001>") // D-SACK
	h.sent = nil
	h.gets("P. 11:21(10) ack 3001 win 2000")
	h.sent = nil
	h.gets("P. 1:11(10) ack 3001 win 2000")
	h.sent = nil
	h.after(50 * ms)
	r := h.Report()
	if r.DataSegsOut != 3 || r.BytesOut != 3000 || r.BytesAcked != 3000 || r.BytesResent != 0 {
		t.Errorf("sent: %+v", r.Counts)
	}
	if r.DataSegsIn != 2 || r.BytesIn != 20 || r.Behind != 1 || r.DupsTold != 1 {
		t.Errorf("received: %+v", r.Counts)
	}
	if r.Busy() != 250*ms || r.ForWindow() != 250*ms {
		t.Errorf("busy for %v, %v of it for the window", r.Busy(), r.ForWindow())
	}
	if r.MinRTT == 0 || r.MinRTT > 10*ms || r.Now.Sub(r.LastDataIn) != 50*ms || r.RTOs != 0 {
		t.Errorf("times: %+v", r.Counts)
	}
	h.writes(10)
	h.sent = nil
	h.after(time.Second)
	h.sent = nil
	if r := h.Report(); r.RTOs == 0 || r.BytesResent != 10*r.RTOs {
		t.Errorf("after a timeout: %+v", r.Counts)
	}
}

// Linux grows its window only for what an acknowledgment tells anew.
func TestGrowthForWhatIsNew(t *testing.T) {
	for p, want := range map[*Profile]int{&Linux: 11000, &RFC: 11000, &FreeBSD: 12000} {
		h := served(t, p, 65000, "<mss 1000,sackOK>")
		h.writes(15000)
		h.sent = nil
		h.gets(". 1:1(0) ack 1 win 65000 <sack 1001:2001>")
		h.sent = nil
		h.gets(". 1:1(0) ack 1 win 65000 <sack 1001:3001>")
		h.sent = nil
		h.gets(". 1:1(0) ack 3001 win 65000")
		h.sent = nil
		if h.Cwnd != want {
			t.Errorf("%s: cwnd %d, want %d", p.Name, h.Cwnd, want)
		}
	}
}
