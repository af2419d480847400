package tcp

import (
	"strings"
	"testing"
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
	if all := h.Obeyed(); strings.Contains(all, "Overlap") {
		t.Errorf("obeyed %s", all)
	}
	h.gets("P. 501:1501(1000) ack 1")
	h.after(50 * ms)
	h.sends(". 1:1(0) ack 1501")
	h.obeyed("Overlap")
	h.reads(1, 1500)
}

func TestHoleIsFilledOverKeptText(t *testing.T) {
	h := served(t, &Linux, 257, oneK)
	h.gets("P. 501:1001(500) ack 1")
	h.sends(". 1:1(0) ack 1 <>") // no SACK without consent
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
	h.obeyed("drop:NoListener")
	h.gets("R 17:17(0)")
	h.nothing()
	h.obeyed("drop:ResetNeverAnswered")
	h.gets("F 17:17(0)")
	h.nothing()
	h.obeyed("drop:NoSyn")
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
