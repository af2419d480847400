package tcp

import (
	"fmt"
	"testing"
	"time"
)

// What systems do differently while a connection opens and ends.

func TestManySynsLostNoOptions(t *testing.T) {
	p := FreeBSD
	p.PlainSyns = 2
	h := newHost(t, &p)
	h.connect(Settings{})
	h.sends("S 0:0(0) <mss 1460,sackOK,TS val 1 ecr 0,wscale 6>")
	h.after(h.RTO)
	h.sends("S 0:0(0) <mss 1460,sackOK,TS val 1001 ecr 0,wscale 6>")
	h.after(h.RTO) // 2 s, and the slop
	h.sends("S 0:0(0) <mss 1460,sackOK,TS val 3201 ecr 0,wscale 6>")
	h.after(h.RTO)
	h.sends("S 0:0(0) win 65535 <mss 1460>")
	h.obeyed("PlainSyn")
	h.gets("S. 0:0(0) ack 1 win 5000 <mss 1000,sackOK,TS val 5 ecr 6,wscale 7>")
	h.sends(". 1:1(0) ack 1 <>")
}

func TestNoOptionsAtAll(t *testing.T) {
	h := newHost(t, &FreeBSD)
	h.connect(Settings{NoOptions: true})
	h.sends("S 0:0(0) win 65535 <>")
	h = newHost(t, &FreeBSD).listen(Settings{NoOptions: true})
	h.gets("S 0:0(0) win 5000 <mss 1000,sackOK,TS val 5 ecr 6,wscale 7>")
	h.sends("S. 0:0(0) ack 1 win 65535 <>")
}

func TestBeginningAndEndAtOnce(t *testing.T) {
	p := FreeBSD
	h := newHost(t, &p).listen(Settings{})
	h.gets("SF 0:0(0) win 5000 <mss 1000>")
	h.sends("S. 0:0(0) ack 1")
	p.DropSynFin = true
	h = newHost(t, &p).listen(Settings{})
	h.gets("SF 0:0(0) win 5000 <mss 1000>")
	h.nothing()
	h.obeyed("drop:SynFin")
}

// RFC 9293 §3.10.7.2 and §3.10.7.3: text that comes with a SYN is kept.
func TestTextWithASyn(t *testing.T) {
	h := newHost(t, &RFC).listen(Settings{})
	h.gets("S 0:5(5) win 5000")
	h.sends("S. 0:0(0) ack 1")
	h.obeyed("EarlyText")
	h.gets(". 6:6(0) ack 1")
	h.accept()
	if got := string(h.Conn.Receive(10, false)); got != string(text(0, 5)) {
		t.Errorf("read %q", got)
	}
	h.after(RFC.DelayAck)
	h.sends(". 1:1(0) ack 6")

	h = newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.gets("SF 0:5(5) win 5000") // such a FIN is not looked at
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 6:6(0) ack 1")
	if got := string(h.Conn.Receive(10, false)); got != string(text(0, 5)) {
		t.Errorf("read %q", got)
	}
	h.is(Established)

	h = newHost(t, &Linux).listen(Settings{})
	h.gets("S 0:5(5) win 5000")
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1")
	h.accept()
	if h.Available() > 0 {
		t.Error("Linux keeps text that comes with a SYN")
	}
}

// Before RFC 5961 any reset within the window counted, and any SYN.
func TestGuessesKilledOnce(t *testing.T) {
	h := served(t, &Classic, 257, "<mss 1000>")
	h.gets("R 100:100(0) win 0")
	h.nothing()
	h.failed(ErrReset)
	h = served(t, &Classic, 257, "<mss 1000>")
	h.gets("S 100:100(0) win 0")
	h.sends("R. 1:1(0) ack 1")
	h.obeyed("drop:SynKills")
	h.failed(ErrReset)
	h = served(t, &Classic, 257, "<mss 1000>")
	h.gets("S 20000:20000(0) win 0") // outside
	h.sends(". 1:1(0) ack 1")
	h.is(Established)
}

// What FreeBSD does not answer in TIME-WAIT, and others do.
func TestQuietTimeWait(t *testing.T) {
	for _, p := range []*Profile{&FreeBSD, &RFC} {
		h := lingering(t, p, "", "")
		h.gets("F 1:1(0)")
		if p == &RFC {
			h.sends(". 2:2(0) ack 2")
		}
		h.nothing()
		h.gets(". 1:1(0) ack 2")
		if p == &RFC {
			h.sent = nil
			continue
		}
		h.sends(". 2:2(0) ack 2")
	}
}

// Linux calls it a broken pipe when a peer resets that has closed before.
func TestResetBehindFin(t *testing.T) {
	for p, want := range map[*Profile]error{&Linux: ErrPipe, &FreeBSD: ErrReset, &RFC: ErrReset} {
		h := served(t, p, 257, "<mss 1000>")
		h.gets("F. 1:1(0) ack 1")
		h.sends(". 1:1(0) ack 2")
		h.gets("R 2:2(0) win 0")
		h.failed(want)
	}
}

// FreeBSD says FIN again with each acknowledgment, and closes without a word
// about what was not read.
func TestFreeBSDCloses(t *testing.T) {
	h := served(t, &FreeBSD, 257, "<mss 1000>")
	h.gets("P. 1:11(10) ack 1")
	h.after(FreeBSD.DelayAck)
	h.sends(". 1:1(0) ack 11")
	h.Conn.Close()
	h.sends("F. 1:1(0) ack 11")
	h.gets("F. 11:11(0) ack 1")
	h.sends("F. 1:1(0) ack 12")
	h.is(Closing)
}

// When reading opens the window so much that it is told at once.
func TestWindowIsToldAgain(t *testing.T) {
	for p, n := range map[*Profile]int{&RFC: 2920, &FreeBSD: 16000, &Linux: 31000} {
		q := *p
		q.ReceiveBuffer, q.MaxReceiveBuffer, q.RoundBuffers = 64000, 0, false
		h := served(t, &q, 257, "<mss 1000,wscale 7>")
		for at := 1; at < 33001; at += 1000 {
			h.gets(fmt.Sprintf(". %d:%d(1000) ack 1", at, at+1000))
			h.sent = nil
		}
		h.Conn.Receive(n-1, false)
		if len(h.sent) > 0 {
			t.Fatalf("%s tells the window after %d bytes", p.Name, n-1)
		}
		h.Conn.Receive(1, false)
		h.sends(". 1:1(0) ack 33001")
		h.obeyed("WindowUpdate")
	}
}

// RFC 9293 §3.8.3: a SYN is repeated for three minutes at least, text for 100
// seconds, before the process is told.
func TestPatience(t *testing.T) {
	for _, p := range []*Profile{&RFC, &FreeBSD, &Classic} {
		h := newHost(t, p)
		h.connect(Settings{})
		for h.Conn.State != Closed {
			h.sent = nil
			h.Advance(time.Second)
		}
		least := 3 * time.Minute
		if p.OpenTimeout > 0 {
			least = p.OpenTimeout // FreeBSD has less patience than the RFC asks for
		}
		if d := time.Duration(h.Now()); d < least || p.OpenTimeout > 0 && d > least+time.Second {
			t.Errorf("%s gives up connecting after %v", p.Name, d)
		}
		h = served(t, p, 1000, "")
		h.writes(10)
		for h.Conn.State != Closed {
			h.sent = nil
			h.Advance(time.Second)
		}
		if d := time.Duration(h.Now()); d < 100*time.Second {
			t.Errorf("%s gives up sending after %v", p.Name, d)
		}
	}
}
