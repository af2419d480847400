package tcp

import (
	"testing"
	"time"

	"encap/layers/osi"
)

const withTime = "<mss 1000,sackOK,TS val 1000 ecr 0,nop,wscale 7>"

func TestOldTimestampIsDropped(t *testing.T) {
	h := served(t, &Linux, 257, withTime)
	h.gets("P. 1:11(10) ack 1 <TS val 2020 ecr 1>")
	h.after(Linux.DelayAck)
	h.sends(". 1:1(0) ack 11 <TS val 51 ecr 2020>")
	h.gets("P. 11:21(10) ack 1 <TS val 1000 ecr 1>")
	h.sends(". 1:1(0) ack 11 <TS val 51 ecr 2020>")
	h.obeyed("drop:OldTimestamp")
	h.reads(1, 10)
	// A reset passes (RFC 7323 §5.3).
	h.gets("R. 11:11(0) ack 1 <TS val 1000 ecr 1>")
	h.failed(ErrReset)
}

func TestOutdatedTimestampSaysNothing(t *testing.T) {
	h := served(t, &Linux, 257, withTime)
	h.gets("P. 1:11(10) ack 1 <TS val 2000000000 ecr 1>")
	h.after(Linux.DelayAck)
	h.sends(". 1:1(0) ack 11")
	h.after(outdated + time.Second)
	h.gets("P. 11:21(10) ack 1 <TS val 5 ecr 1>")
	h.reads(1, 20)
}

func TestTimestampOfWhatIsNotTakenIsNotKept(t *testing.T) {
	h := served(t, &Linux, 257, withTime)
	recent := h.TSRecent
	for _, s := range []string{
		"P. 900001:900011(10) ack 1 <TS val 5000 ecr 1>", // outside the window
		"P. 1:11(10) ack 9000 <TS val 5000 ecr 1>",       // a stranger's
		"P. 1001:1011(10) ack 1 <TS val 5000 ecr 1>",     // behind a hole
		"S 1:1(0) win 100 <TS val 5000 ecr 1>",           // challenged
	} {
		h.gets(s)
		h.sent = nil
		if h.TSRecent != recent {
			t.Errorf("%s sets TS.Recent to %d", s, h.TSRecent)
		}
	}
	h.gets("P. 1:11(10) ack 1 <TS val 5000 ecr 1>")
	if h.TSRecent != 5000 {
		t.Errorf("TS.Recent is %d", h.TSRecent)
	}
}

// The answer to a segment was lost. The next answer echoes when it was sent
// the second time, not the first.
func TestRepeatedSegmentIsTimedAnew(t *testing.T) {
	h := served(t, &Linux, 257, withTime)
	h.gets("P. 1:11(10) ack 1 <TS val 2000 ecr 1>")
	h.after(Linux.DelayAck)
	h.sends(". 1:1(0) ack 11 <TS val 51 ecr 2000>")
	h.gets("P. 1:11(10) ack 1 <TS val 3000 ecr 1>")
	h.sends(". 1:1(0) ack 11 <TS val 51 ecr 3000,sack 1:11>")
	h.gets("P. 1:6(5) ack 1 <TS val 4000 ecr 1>") // an older one says nothing
	h.sends(". 1:1(0) ack 11 <TS val 51 ecr 3000,sack 1:6>")
}

func TestMissingTimestamp(t *testing.T) {
	h := served(t, &RFC, 257, withTime)
	h.gets("P. 1:11(10) ack 1")
	h.nothing()
	h.obeyed("drop:NoTimestamp")
	h.reads(1, 0)
	h = served(t, &Linux, 257, withTime)
	h.gets("P. 1:11(10) ack 1")
	h.reads(1, 10)
}

func TestForgedEchoMeasuresNothing(t *testing.T) {
	h := served(t, &Linux, 257, withTime)
	srtt := h.SRTT
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
	h.after(Linux.MinRTO + 20*ms) // sent twice: only the echo can tell
	h.sends("P. 1:11(10) ack 1")
	h.gets(". 1:1(0) ack 11 <TS val 2000 ecr 4000000000>")
	if h.SRTT != srtt {
		t.Errorf("SRTT is %v, was %v", h.SRTT, srtt)
	}
	h.obeyed("Karn")
}

func TestSelectiveReport(t *testing.T) {
	h := served(t, &RFC, 257, "<mss 1000,sackOK>")
	h.gets("P. 1001:2001(1000) ack 1")
	h.sends(". 1:1(0) ack 1 <sack 1001:2001>")
	h.gets("P. 3001:4001(1000) ack 1")
	h.sends(". 1:1(0) ack 1 <sack 3001:4001 1001:2001>")
	h.gets("P. 5001:6001(1000) ack 1")
	h.sends(". 1:1(0) ack 1 <sack 5001:6001 3001:4001 1001:2001>")
	h.gets("P. 1001:2001(1000) ack 1") // a duplicate, told first (RFC 2883 §4)
	h.sends(". 1:1(0) ack 1 <sack 1001:2001 1001:2001 5001:6001 3001:4001>")
	h.gets("P. 1:1001(1000) ack 1")
	h.sends(". 1:1(0) ack 2001 <sack 5001:6001 3001:4001>")
	h.gets("P. 1:1001(1000) ack 1")
	h.sends(". 1:1(0) ack 2001 <sack 1:1001 5001:6001 3001:4001>")
	h.gets(". 6001:6001(0) ack 1 win 5000")
	// The report makes the text that goes with it shorter.
	h.writes(1200)
	h.sends(". 1:981(980) ack 2001 <sack 5001:6001 3001:4001>", "P. 981:1201(220) ack 2001 <sack 5001:6001 3001:4001>")
}

func TestWhatCameTwiceIsTold(t *testing.T) {
	h := served(t, &RFC, 257, "<mss 1000,sackOK>")
	h.gets("P. 1:1001(1000) ack 1")
	h.gets("P. 501:1501(1000) ack 1")
	h.after(RFC.DelayAck)
	h.sends(". 1:1(0) ack 1501 <sack 501:1001>")
	h.gets("F. 1501:1501(0) ack 1")
	h.sends(". 1:1(0) ack 1502 <>")
	h.gets("F. 1501:1501(0) ack 1") // a FIN is no text
	h.sends(". 1:1(0) ack 1502 <>")
}

func TestDelayedAck(t *testing.T) {
	h := served(t, &RFC, 257, "")
	h.gets("P. 1:101(100) ack 1")
	h.silence(RFC.DelayAck - 1)
	h.after(1)
	h.sends(". 1:1(0) ack 101")
	h.obeyed("DelayAck")
	h.gets(". 101:1101(1000) ack 1")
	h.gets(". 1101:2101(1000) ack 1")
	h.sends(". 1:1(0) ack 2101")
	h.obeyed("SecondSegment")
	h.gets("P. 2101:2201(100) ack 1")
	h.writes(5) // bears it
	h.sends("P. 1:6(5) ack 2201")
	h.gets(". 2201:2201(0) ack 6")
	h.silence(time.Second)

	h = served(t, &Linux, 257, "")
	h.quick = 1
	h.gets("P. 1:101(100) ack 1")
	h.sends(". 1:1(0) ack 101")
	h.obeyed("QuickAck")
}

func TestShutReadingSide(t *testing.T) {
	h := served(t, &RFC, 257, "")
	h.gets("P. 1:101(100) ack 1")
	h.Shutdown(true, false)
	h.reads(1, 100)
	if !h.EOF() {
		t.Error("no end after shutdown")
	}
}

// A drop tells of the segment as it came.
func TestDroppedSegmentsAreShown(t *testing.T) {
	h := served(t, &RFC, 257, "")
	h.Dropped()
	h.gets("P 1:11(10)")
	d := h.Dropped()
	if len(d) != 1 || len(d[0]) != HeaderLen+10 {
		t.Errorf("%d PDUs", len(d))
	}
	var e osi.Entity = h.Conn
	if kind, name := e.Entity(); kind != "tcp" || name != "10.0.1.1:8080 > 10.0.1.2:40000" {
		t.Errorf("%s %s", kind, name)
	}
}
