package tcp

import (
	"testing"
	"time"

	"encap/layers/network/icmp"
)

// The situations of the public drills, as conversations.

const oneK = "<mss 1000,nop,wscale 7>"

func TestResetMustFitExactly(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("R 100:100(0) win 0")
	h.sends(". 1:1(0) ack 1")
	h.obeyed("ChallengeReset")
	h.gets("R 1:1(0) win 0")
	h.nothing()
	h.is(Closed)
	h.failed(ErrReset)
}

func TestOldResetIsIgnored(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("P. 1:1001(1000) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 1001")
	h.reads(1, 1000)
	h.gets("R 500:500(0) win 0")
	h.nothing()
	h.obeyed("OldReset")
	h.gets("P. 1001:2001(1000) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 2001")
	h.reads(1001, 1000)
}

func TestSynInConnectionIsChallenged(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("S 1:1(0) win 32792 <mss 1000>")
	h.sends(". 1:1(0) ack 1")
	h.obeyed("ChallengeSyn")
	h.gets("S 900000:900000(0) win 32792 <mss 1000>")
	h.sends(". 1:1(0) ack 1")
	h.obeyed("ChallengeSyn")
	h.gets("P. 1:11(10) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 11")
}

func TestAckOfUnsentIsRefused(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("P. 1:11(10) ack 5001")
	h.sends(". 1:1(0) ack 1")
	h.obeyed("BlindAck")
	h.reads(1, 0)
}

func TestHalfClose(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.Shutdown(false, true)
	h.sends("F. 1:1(0) ack 1")
	h.gets(". 1:1(0) ack 2")
	h.is(FinWait2)
	h.gets("P. 1:1001(1000) ack 2")
	h.after(50 * ms)
	h.sends(". 2:2(0) ack 1001")
	h.reads(1, 1000)
	h.gets("F. 1001:1001(0) ack 2")
	h.sends(". 2:2(0) ack 1002")
	h.is(TimeWait)
	if !h.EOF() {
		t.Error("no end of the stream")
	}
}

func TestFinWithText(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("FP. 1:1001(1000) ack 1")
	h.sends(". 1:1(0) ack 1002")
	h.reads(1, 1000)
	h.is(CloseWait)
	if !h.EOF() {
		t.Error("no end of the stream")
	}
}

func TestFinAheadOfAHole(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("F. 1001:1001(0) ack 1")
	h.sends(". 1:1(0) ack 1")
	h.is(Established)
	h.gets("P. 1:1001(1000) ack 1")
	h.sends(". 1:1(0) ack 1002")
	h.is(CloseWait)
}

func TestFinOnARepeatedSegment(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("P. 1:1001(1000) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 1001")
	h.gets("FP. 1:1001(1000) ack 1")
	h.sends(". 1:1(0) ack 1002")
	h.reads(1, 1000)
}

func TestBothOpenAtOnce(t *testing.T) {
	h := newHost(t, &Linux)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.after(10 * ms)
	h.gets("S 0:0(0) win 32792 <mss 1000,nop,wscale 7>")
	h.sends("S. 0:0(0) ack 1")
	h.is(SynReceived)
	h.gets(". 1:1(0) ack 1 win 257")
	h.is(Established)
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
}

func TestBothCloseAtOnce(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.Conn.Close()
	h.sends("F. 1:1(0) ack 1")
	h.gets("F. 1:1(0) ack 1")
	h.sends(". 2:2(0) ack 2")
	h.is(Closing)
	h.gets(". 2:2(0) ack 2")
	h.is(TimeWait)
	h.after(600 * ms)
	h.gets("F. 1:1(0) ack 2")
	h.sends(". 2:2(0) ack 2")
	h.after(Linux.TimeWait - 1)
	h.is(TimeWait)
	h.after(1)
	h.is(Closed)
}

func TestOverlapIsDeliveredOnce(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("P. 1:1001(1000) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 1001")
	h.gets("P. 501:1501(1000) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 1501")
	h.reads(1, 1500)
}

func TestHoleIsFilledOverKeptText(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("P. 501:1001(500) ack 1")
	h.sends(". 1:1(0) ack 1")
	h.gets("P. 1501:2001(500) ack 1")
	h.sends(". 1:1(0) ack 1")
	h.gets("P. 1:1751(1750) ack 1")
	h.sends(". 1:1(0) ack 2001")
	h.reads(1, 2000)
}

func TestDuplicateIsAcknowledgedAtOnce(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("P. 1:1001(1000) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 1001")
	h.after(600 * ms)
	h.gets("P. 1:1001(1000) ack 1")
	h.sends(". 1:1(0) ack 1001")
}

func TestNoMSSOptionMeans536(t *testing.T) {
	h := served(t, &Linux, 32792, "")
	h.writes(1600)
	h.sends(". 1:537(536) ack 1", ". 537:1073(536) ack 1", "P. 1073:1601(528) ack 1")
}

func TestListenerResetsAnAck(t *testing.T) {
	h := newHost(t, &Linux).listen(Settings{})
	h.iss, h.irs = 0, 0
	h.gets(". 17:17(0) ack 34")
	h.sends("R 34:34(0)")
}

func TestClosedPort(t *testing.T) {
	h := newHost(t, &Linux)
	h.iss, h.irs = 0, 0
	h.gets("S 0:0(0) win 1000")
	h.sends("R. 0:0(0) ack 1")
	h.gets("F. 5:5(0) ack 34")
	h.sends("R 34:34(0)")
	h.gets("P 5:15(10)")
	h.sends("R. 0:0(0) ack 15")
	h.gets("R 5:5(0)")
	h.nothing()
}

func TestSynSentBelievesOnlyWhoHasHeardIt(t *testing.T) {
	h := newHost(t, &Linux)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.gets("S. 0:0(0) ack 1001")
	h.sends("R 1001:1001(0)")
	h.gets("R. 0:0(0) ack 1001 win 0")
	h.gets("R 0:0(0) win 0")
	h.gets("F 0:0(0) win 0")
	h.is(SynSent)
	h.gets("R. 0:0(0) ack 1 win 0")
	h.is(Closed)
	h.failed(ErrRefused)
}

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
