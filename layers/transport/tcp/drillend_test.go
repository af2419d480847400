package tcp

import (
	"testing"
	"time"

	"encap/layers/network/icmp"
)

// The drills' situations, from closing on.

func TestCloseWithUnreadTextResets(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("P. 1:1001(1000) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 1001")
	h.Conn.Close()
	h.sends("R. 1:1(0) ack 1001")
	h.is(Closed)
}

func TestTextAfterCloseResets(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.Conn.Close()
	h.sends("F. 1:1(0) ack 1")
	h.gets(". 1:1(0) ack 2")
	h.gets("P. 1:1001(1000) ack 2")
	h.sends("R 2:2(0)")
	h.is(Closed)
}

func TestNagleHoldsTheSecond(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
	h.after(10 * ms)
	h.writes(10)
	h.after(20 * ms)
	h.writes(10)
	h.silence(50 * ms)
	h.gets(". 1:1(0) ack 11")
	h.sends("P. 11:31(20) ack 1")
}

func TestTimeoutDoubles(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.writes(1000)
	h.sends("P. 1:1001(1000) ack 1")
	for d := 210 * ms; d < 2*time.Second; d *= 2 {
		h.silence(d - 1)
		h.after(1)
		h.sends("P. 1:1001(1000) ack 1")
	}
	h.gets(". 1:1(0) ack 1001")
	h.nothing()
}

func TestSynIsRepeatedAt137(t *testing.T) {
	h := newHost(t, &Linux)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	for d := time.Second; d < 64*time.Second; d *= 2 {
		h.silence(d - 1)
		h.after(1)
		h.sends("S 0:0(0)")
	}
	h.silence(64 * time.Second)
	h.is(Closed)
	h.failed(ErrTimeout)
}

func TestPortUnreachableRefusesASyn(t *testing.T) {
	h := newHost(t, &Linux)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.complains(icmp.Unreachable, icmp.PortUnreachable, 0, 0)
	h.failed(ErrRefused)
}

func TestErrorInAConnectionIsSoft(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.writes(1000)
	h.sends("P. 1:1001(1000) ack 1")
	h.complains(icmp.Unreachable, icmp.PortUnreachable, 0, 1)
	h.gets(". 1:1(0) ack 1001")
	h.writes(10)
	h.sends("P. 1001:1011(10) ack 1")
}

func TestPathMTU(t *testing.T) {
	h := served(t, &Linux, 257, "<mss 1460,nop,wscale 7>")
	h.writes(1460)
	h.sends("P. 1:1461(1460) ack 1")
	cwnd := h.Cwnd
	h.complains(icmp.Unreachable, icmp.FragmentationNeeded, 1200, 4000)
	h.nothing()
	h.obeyed("ForeignError")
	h.complains(icmp.Unreachable, icmp.FragmentationNeeded, 1200, 1)
	h.sends(". 1:1161(1160) ack 1", "P. 1161:1461(300) ack 1")
	if h.Cwnd != cwnd {
		t.Errorf("cwnd is %d, was %d", h.Cwnd, cwnd)
	}
}

func TestKeepAlive(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.Set(Settings{KeepAlive: true, KeepIdle: time.Second, KeepInterval: time.Second, KeepCount: 2})
	h.silence(time.Second - 1)
	h.after(1)
	h.sends(". 0:0(0) ack 1")
	h.after(10 * ms)
	h.gets(". 1:1(0) ack 1")
	h.silence(time.Second - 1)
	h.after(1)
	h.sends(". 0:0(0) ack 1")
	h.after(time.Second)
	h.sends(". 0:0(0) ack 1")
	h.after(time.Second)
	h.sends("R. 1:1(0) ack 1")
	h.failed(ErrTimeout)
}

func TestZeroWindowIsProbed(t *testing.T) {
	h := served(t, &Linux, 0, oneK)
	h.writes(1000)
	h.silence(210*ms - 1)
	h.after(1)
	h.sends(". 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1 win 0")
	h.silence(420*ms - 1)
	h.after(1)
	h.sends(". 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1 win 257")
	h.sends("P. 1:1001(1000) ack 1")
}

func TestInitialWindowIsTen(t *testing.T) {
	h := served(t, &Linux, 4000, oneK)
	h.writes(20000)
	for i := range 10 {
		if i == 9 {
			h.sends(". 9001:10001(1000) ack 1")
			break
		}
		if got := h.show(h.sent[0], ""); len(h.sent[0].Text) != 1000 {
			t.Fatal(got)
		}
		h.sent = h.sent[1:]
	}
}
