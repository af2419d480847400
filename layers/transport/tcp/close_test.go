package tcp

import (
	"testing"
	"time"
)

// How connections end.

// lingering makes a host in TIME-WAIT: both have sent FIN, it first.
func lingering(t *testing.T, p *Profile, options, clock string) *host {
	t.Helper()
	h := served(t, p, 1000, options)
	h.Conn.Close()
	h.sends("F. 1:1(0) ack 1")
	h.gets(". 1:1(0) ack 2" + clock)
	h.is(FinWait2)
	h.gets("F. 1:1(0) ack 2" + clock)
	h.sends(". 2:2(0) ack 2")
	h.is(TimeWait)
	return h
}

func TestPassiveClose(t *testing.T) {
	h := served(t, &RFC, 1000, "")
	h.gets("F. 1:1(0) ack 1")
	h.sends(". 1:1(0) ack 2")
	h.is(CloseWait)
	h.writes(10)
	h.sends("P. 1:11(10) ack 2")
	h.gets("P. 2:12(10) ack 11") // behind its FIN: nothing
	h.reads(1, 0)
	h.Conn.Close()
	h.sends("F. 11:11(0) ack 2")
	h.is(LastAck)
	h.gets(". 2:2(0) ack 12")
	h.is(Closed)
	h.failed(nil)
	h.obeyed("FinAcked")
	if h.Conn.Vars() != nil {
		t.Error("a closed connection is still shown")
	}
}

func TestFinIsSentAgain(t *testing.T) {
	h := served(t, &RFC, 1000, "")
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
	h.Conn.Close()
	h.sends("F. 11:11(0) ack 1")
	h.after(h.RTO)
	h.sends("FP. 1:11(10) ack 1")
	h.gets(". 1:1(0) ack 11")
	h.is(FinWait1)
	h.after(h.RTO)
	h.sends("F. 11:11(0) ack 1")
	h.gets("F. 1:1(0) ack 12") // all at once
	h.sends(". 12:12(0) ack 2")
	h.is(TimeWait)
}

func TestFinWaitsForTextBeforeIt(t *testing.T) {
	h := served(t, &RFC, 1000, "<mss 1000>")
	h.writes(2500)
	h.sends(". 1:1001(1000) ack 1")
	h.Conn.Close()
	h.nothing()
	h.is(FinWait1)
	h.gets(". 1:1(0) ack 1001 win 1000")
	h.sends(". 1001:2001(1000) ack 1")
	h.gets(". 1:1(0) ack 2001 win 1000")
	h.sends("FP. 2001:2501(500) ack 1")
}

func TestResetWhileClosing(t *testing.T) {
	h := served(t, &RFC, 1000, "")
	h.gets("F. 1:1(0) ack 1")
	h.sends(". 1:1(0) ack 2")
	h.Conn.Close()
	h.sends("F. 1:1(0) ack 2")
	h.gets("R 2:2(0) win 0")
	h.is(Closed)
	h.failed(ErrReset) // what it sent last may not have arrived
}

func TestTimeWaitIgnoresResets(t *testing.T) {
	h := lingering(t, &RFC, "", "")
	h.gets("R 2:2(0) win 0")
	h.nothing()
	h.is(TimeWait)
	h.obeyed("drop:Assassin")
	h.gets(". 2:2(0) ack 2") // and others it does not mind
	h.nothing()
	h.after(RFC.TimeWait)
	h.is(Closed)
}

func TestTimeWaitAgainForAnotherFin(t *testing.T) {
	h := lingering(t, &RFC, "", "")
	h.after(RFC.TimeWait - time.Second)
	h.gets("F. 1:1(0) ack 2")
	h.sends(". 2:2(0) ack 2")
	h.obeyed("Linger")
	h.after(RFC.TimeWait - time.Second)
	h.is(TimeWait)
}

func TestTimeWaitGivesWayToANewerConnection(t *testing.T) {
	h := lingering(t, &RFC, "", "")
	h.gets("S 1:1(0) win 1000") // not newer: from before the end
	h.sends(". 2:2(0) ack 2")
	h.gets("S 5000:5000(0) win 1000")
	h.sends("S. 0:0(0) ack 5001")
	h.obeyed("Reuse")
	h.gets(". 5001:5001(0) ack 1")
	h.accept()
	h.after(2 * RFC.TimeWait) // the old one's wait does not end the new one
	h.gets("F. 5001:5001(0) ack 1")
	h.sends(". 1:1(0) ack 5002")
	// By timestamps, whatever the number (RFC 6191 §2).
	h = lingering(t, &RFC, withTime, " <TS val 2000 ecr 1>")
	h.gets("S 0:0(0) win 1000 <mss 1000,sackOK,TS val 1999 ecr 0>")
	h.sends(". 2:2(0) ack 2")
	h.gets("S -5000:-5000(0) win 1000 <mss 1000,sackOK,TS val 3000 ecr 0>")
	h.sends("S. 0:0(0) ack -4999")
	// The server is gone: the SYN is answered as any in a connection.
	h = lingering(t, &RFC, "", "")
	h.listener.Close()
	h.gets("S 5000:5000(0) win 1000")
	h.sends(". 2:2(0) ack 2")
}

func TestFinWait2OfNobodyEnds(t *testing.T) {
	h := served(t, &Linux, 1000, "")
	h.Conn.Close()
	h.sends("F. 1:1(0) ack 1")
	h.gets(". 1:1(0) ack 2")
	h.after(Linux.FinWait2 - 1)
	h.is(FinWait2)
	h.after(1)
	h.is(Closed)

	h = served(t, &Linux, 1000, "")
	h.Shutdown(false, true) // somebody still reads
	h.sends("F. 1:1(0) ack 1")
	h.gets(". 1:1(0) ack 2")
	h.after(time.Hour)
	h.is(FinWait2)
	h.Conn.Close()
	h.after(Linux.FinWait2)
	h.is(Closed)
}

func TestAbort(t *testing.T) {
	h := served(t, &RFC, 1000, "")
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
	h.Abort()
	h.sends("R. 11:11(0) ack 1")
	h.obeyed("AbortReset")
	h.is(Closed)
	h.Abort()
	h.Conn.Close()
	h.silence(time.Hour)
	if r := h.Running(); len(r) != 0 {
		t.Errorf("still running: %v", r)
	}
	h = served(t, &RFC, 1000, withTime)
	h.Abort()
	h.sends("R. 1:1(0) ack 1 <TS val 11 ecr 1010>")
}

// A FIN whose number comes before text that came first cuts it off.
func TestTextBehindFin(t *testing.T) {
	h := served(t, &RFC, 1000, "")
	h.gets("F. 11:11(0) ack 1")
	h.sends(". 1:1(0) ack 1")
	h.gets("P. 12:31(19) ack 1")
	h.sends(". 1:1(0) ack 1")
	h.gets("P. 1:31(30) ack 1")
	h.sends(". 1:1(0) ack 12")
	h.reads(1, 10)
	h.is(CloseWait)
}

func TestReadingWhatWasLeftAfterAReset(t *testing.T) {
	h := served(t, &RFC, 1000, "")
	h.gets("P. 1:11(10) ack 1")
	h.gets("R. 11:11(0) ack 1 win 0")
	h.failed(ErrReset)
	h.reads(1, 10)
	if !h.EOF() {
		t.Error("no end")
	}
}
