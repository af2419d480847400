package tcp

import (
	"fmt"
	"testing"
)

// What is done when something is lost.

// full makes a host with n segments of 1000 bytes in flight and more to send.
func full(t *testing.T, p *Profile, control string, n, waiting int, options string) *host {
	t.Helper()
	h := servedWith(t, p, Settings{Control: control}, 60000, options)
	h.Cwnd = n * h.SMSS
	h.writes((n + waiting) * 1000)
	h.all(1, n, h.SMSS)
	h.Obeyed()
	return h
}

func (h *host) duplicates(n, ack int) {
	h.t.Helper()
	for range n {
		h.gets(fmt.Sprintf(". 1:1(0) ack %d win 60000", ack))
	}
}

func TestFastRetransmit(t *testing.T) {
	h := full(t, &RFC, "newreno", 8, 8, "<mss 1000>")
	h.duplicates(1, 1)
	h.sends(". 8001:9001(1000) ack 1")
	h.obeyed("LimitedTransmit")
	h.duplicates(1, 1)
	h.sends(". 9001:10001(1000) ack 1")
	h.duplicates(1, 1)
	h.sends(". 1:1001(1000) ack 1")
	h.obeyed("FastRetransmit")
	// Half of what was in flight, but for what limited transmit has added.
	if h.Ssthresh != 4000 || h.Cwnd != 7000 || h.Phase != FastRecovery {
		t.Errorf("%+v", h.TCB)
	}
	h.duplicates(3, 1)
	h.obeyed("Inflate")
	h.nothing()
	h.duplicates(1, 1)
	h.sends(". 10001:11001(1000) ack 1")
	h.gets(". 1:1(0) ack 3001 win 60000") // the second loss
	h.sends(". 3001:4001(1000) ack 1", ". 11001:12001(1000) ack 1")
	h.obeyed("PartialAck")
	if h.Cwnd != 9000 || h.Phase != FastRecovery {
		t.Errorf("cwnd %d", h.Cwnd)
	}
	h.gets(". 1:1(0) ack 12001 win 60000")
	h.obeyed("Recovered")
	if h.Phase != Open || h.Cwnd != 2000 {
		t.Errorf("%+v", h.TCB)
	}
	h.sends(". 12001:13001(1000) ack 1", ". 13001:14001(1000) ack 1")
}

// Duplicates for what an earlier recovery has dealt with begin no other (RFC
// 6582 §3.2).
func TestNoSecondRecoveryForOneLoss(t *testing.T) {
	h := full(t, &RFC, "newreno", 8, 20, "<mss 1000>")
	p := RFC
	p.LimitedTransmit = false
	h.Conn.profile = &p
	h.duplicates(3, 1)
	h.sends(". 1:1001(1000) ack 1")
	h.gets(". 1:1(0) ack 8001 win 60000")
	h.sends(". 8001:9001(1000) ack 1", ". 9001:10001(1000) ack 1")
	h.duplicates(3, 8001)
	h.nothing()
}

func TestWhatIsNoDuplicate(t *testing.T) {
	h := full(t, &RFC, "newreno", 8, 0, "<mss 1000>")
	for i := range 6 { // text, and other windows
		h.gets(fmt.Sprintf("P. %d:%d(10) ack 1 win 60000", 1+10*i, 11+10*i))
		h.sent = nil
		h.gets(fmt.Sprintf(". %d:%d(0) ack 1 win %d", 11+10*i, 11+10*i, 50000+i))
	}
	if h.DupAcks != 0 {
		t.Errorf("%d duplicates", h.DupAcks)
	}
}

func TestReno(t *testing.T) {
	h := full(t, &RFC, "reno", 8, 0, "<mss 1000>")
	h.duplicates(3, 1)
	h.sends(". 1:1001(1000) ack 1")
	h.gets(". 1:1(0) ack 3001 win 60000")
	h.nothing() // the next loss has to wait for three more duplicates or the timer
	if h.Phase != Open || h.Cwnd != 4000 {
		t.Errorf("%+v", h.TCB)
	}
}

func TestTahoe(t *testing.T) {
	h := full(t, &Classic, "", 8, 8, "<mss 1000>")
	h.duplicates(2, 1)
	h.nothing()
	h.duplicates(1, 1)
	h.sends(". 1:1001(1000) ack 1")
	if h.Cwnd != 1000 || h.Ssthresh != 4000 {
		t.Errorf("%+v", h.TCB)
	}
	h.gets(". 1:1(0) ack 3001 win 60000")
	h.sends(". 3001:4001(1000) ack 1", ". 4001:5001(1000) ack 1")
}

func TestTimeoutBeginsAnew(t *testing.T) {
	h := full(t, &RFC, "newreno", 8, 8, "<mss 1000>")
	rto := h.RTO
	h.silence(rto - 1)
	h.after(1)
	h.sends(". 1:1001(1000) ack 1")
	h.obeyed("BackOff")
	if h.Cwnd != 1000 || h.Ssthresh != 4000 || h.RTO != 2*rto {
		t.Errorf("%+v", h.TCB)
	}
	h.silence(2*rto - 1)
	h.after(1)
	h.sends(". 1:1001(1000) ack 1")
	if h.Ssthresh != 4000 {
		t.Errorf("ssthresh is %d: it was cut twice for one loss", h.Ssthresh)
	}
	h.gets(". 1:1(0) ack 1001 win 60000")
	h.sends(". 1001:2001(1000) ack 1", ". 2001:3001(1000) ack 1")
	h.gets(". 1:1(0) ack 8001 win 60000")
	h.obeyed("Recovered")
	h.sends(". 8001:9001(1000) ack 1", ". 9001:10001(1000) ack 1", ". 10001:11001(1000) ack 1")
	if h.RTO != 4*rto {
		t.Errorf("RTO %v: Karn would not measure yet", h.RTO)
	}
	h.gets(". 1:1(0) ack 9001 win 60000")
	h.obeyed("MeasureRTT")
	if h.RTO != rto {
		t.Errorf("RTO %v", h.RTO)
	}
}

// What is timed is measured by its own acknowledgment, and not by that of what
// was sent before it.
func TestOnlyItsOwnAckTimesASegment(t *testing.T) {
	h := full(t, &RFC, "newreno", 1, 0, "<mss 1000>")
	srtt := h.SRTT
	h.after(h.RTO)
	h.sends("P. 1:1001(1000) ack 1") // not timed any more
	h.Conn.Cwnd = 5000
	h.writes(1000)
	h.sends("P. 1001:2001(1000) ack 1") // this one is
	h.after(50 * ms)
	h.gets(". 1:1(0) ack 1001 win 60000")
	if h.SRTT != srtt {
		t.Error("measured")
	}
	h.after(50 * ms)
	h.gets(". 1:1(0) ack 2001 win 60000")
	if want := srtt + (100*ms-srtt)/8; h.SRTT != want {
		t.Errorf("SRTT is %v, want %v", h.SRTT, want)
	}
}

const withSack = "<mss 1000,sackOK>"

func TestSackRecovery(t *testing.T) {
	h := full(t, &RFC, "newreno", 10, 10, withSack)
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:2001>")
	h.sends(". 10001:11001(1000) ack 1")
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:3001>")
	h.sends(". 11001:12001(1000) ack 1")
	// The third; and the hole from 3001 on is not known to be lost yet.
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:3001 4001:5001>")
	h.sends(". 1:1001(1000) ack 1")
	h.obeyed("SackLost")
	if h.Ssthresh != 5000 || h.Cwnd != 5000 {
		t.Errorf("%+v", h.TCB)
	}
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:3001 4001:6001>")
	h.nothing()
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:3001 4001:7001>")
	h.nothing() // 3001 is lost now: what is in the pipe is six
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:3001 4001:8001>")
	h.nothing()
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:3001 4001:9001>")
	h.sends(". 3001:4001(1000) ack 1")
	h.gets(". 1:1(0) ack 3001 win 60000 <sack 4001:9001>")
	h.obeyed("Acknowledged")
	h.sends(". 12001:13001(1000) ack 1")
	h.gets(". 1:1(0) ack 13001 win 60000")
	if h.Phase != Open || h.Cwnd != 5000 {
		t.Errorf("%+v", h.TCB)
	}
	h.sends(". 13001:14001(1000) ack 1", ". 14001:15001(1000) ack 1", ". 15001:16001(1000) ack 1", ". 16001:17001(1000) ack 1", ". 17001:18001(1000) ack 1")
}

// When nothing new is left to send, what may be lost goes again (RFC 6675 §4,
// NextSeg rule 3).
func TestDoubtfulIsSentAgainAtTheEnd(t *testing.T) {
	h := full(t, &RFC, "newreno", 8, 0, withSack)
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:2001>")
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:2001 3001:4001>")
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:2001 3001:4001 5001:6001>")
	h.sends(". 1:1001(1000) ack 1")
	h.Conn.Cwnd = 5000
	h.gets(". 1:1(0) ack 2001 win 60000 <sack 3001:4001 5001:6001>")
	h.sends(". 2001:3001(1000) ack 1") // below two runs only, not three
	h.gets(". 1:1(0) ack 4001 win 60000 <sack 5001:6001>")
	h.sends(". 4001:5001(1000) ack 1")
	h.gets(". 1:1(0) ack 8001 win 60000")
	h.nothing()
}

func TestSackOfNonsense(t *testing.T) {
	h := full(t, &RFC, "newreno", 10, 10, withSack)
	for _, s := range []string{
		"<sack -5000:-4000>", "<sack 1:1001>", "<sack 3001:2001>", "<sack 2001:2001>", "<sack 9001:10002>", "<sack 20001:30001>",
	} {
		h.gets(". 1:1(0) ack 1 win 60000 " + s)
		h.nothing()
		if !h.sacked.empty() || h.DupAcks != 0 {
			t.Errorf("%s was believed", s)
		}
	}
}

func TestReportsAreForgottenAfterATimeout(t *testing.T) {
	h := full(t, &RFC, "newreno", 5, 0, withSack)
	h.gets(". 1:1(0) ack 1 win 60000 <sack 1001:2001>")
	h.after(h.RTO)
	h.sends(". 1:1001(1000) ack 1")
	h.obeyed("SackReneged")
	h.gets(". 1:1(0) ack 1001 win 60000")
	h.sends(". 1001:2001(1000) ack 1", ". 2001:3001(1000) ack 1")
}
