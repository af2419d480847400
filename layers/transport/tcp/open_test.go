package tcp

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

func TestHandshakeOptionsOfEachProfile(t *testing.T) {
	for _, row := range []struct {
		p         *Profile
		syn, back string
	}{
		{&RFC, "<mss 1460,sackOK,TS val 1 ecr 0,wscale 3>", "<mss 1460,sackOK,TS val 1 ecr 100,wscale 3>"},
		{&Linux, "<mss 1460,sackOK,TS val 1 ecr 0,wscale 7>", "<mss 1460,sackOK,TS val 1 ecr 100,wscale 7>"},
		{&FreeBSD, "<mss 1460,sackOK,TS val 1 ecr 0,wscale 6>", "<mss 1460,sackOK,TS val 1 ecr 100,wscale 6>"},
		{&Classic, "<mss 1460>", "<mss 1460>"},
	} {
		h := newHost(t, row.p)
		h.connect(Settings{})
		h.sends("S 0:0(0) " + row.syn)
		h = newHost(t, row.p).listen(Settings{})
		h.gets("S 0:0(0) win 1000 <mss 1460,sackOK,TS val 100 ecr 0,wscale 7>")
		h.sends("S. 0:0(0) ack 1 " + row.back)
		h = newHost(t, row.p).listen(Settings{})
		h.gets("S 0:0(0) win 1000")
		h.sends("S. 0:0(0) ack 1 <mss 1460>")
	}
}

func TestConnect(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0) win 65535 <mss 1460,sackOK,TS val 1 ecr 0,wscale 3>")
	h.obeyed("ActiveOpen")
	h.after(10 * ms)
	h.gets("S. 0:0(0) ack 1 win 5000 <mss 1000,wscale 7>")
	h.sends(". 1:1(0) ack 1 <>")
	h.is(Established)
	if h.SRTT != 10*ms || h.SMSS != 1000 || h.SndWnd != 5000 || h.Cwnd != 10000 {
		t.Errorf("%+v", h.TCB)
	}
	// The window of a SYN is not scaled, all others are (RFC 7323 §2.2).
	h.gets(". 1:1(0) ack 1 win 50")
	if h.SndWnd != 50<<7 {
		t.Errorf("window %d", h.SndWnd)
	}
	if _, err := h.Connect(&Binding{Local: own}, peer, h); err != ErrInUse {
		t.Errorf("a second connection of the same ends: %v", err)
	}
}

// RFC 6928 §2: ten segments, but no more than 14600 bytes or two segments.
func TestInitialWindowOfLongSegments(t *testing.T) {
	for mss, want := range map[int]int{536: 5360, 1460: 14600, 4000: 14600, 8960: 17920} {
		h := newHost(t, &RFC)
		h.mtu = 9000
		h.connect(Settings{})
		h.sends("S 0:0(0)")
		h.gets(fmt.Sprintf("S. 0:0(0) ack 1 win 5000 <mss %d>", mss))
		h.sent = nil
		if h.Cwnd != want {
			t.Errorf("segments of %d bytes: %d, want %d", mss, h.Cwnd, want)
		}
	}
}

func TestConnectTakesTextWithTheAnswer(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.gets("S. 0:5(5) ack 1 win 5000")
	h.sends(". 1:1(0) ack 6")
	if got := string(h.Conn.Receive(10, true)); got != string(text(0, 5)) {
		t.Errorf("read %q", got)
	}
}

func TestConnectWithoutAWay(t *testing.T) {
	h := newHost(t, &RFC)
	h.noWay = true
	for _, local := range []netip.AddrPort{own, netip.AddrPortFrom(netip.Addr{}, 1)} {
		if _, err := h.Connect(&Binding{Local: local}, peer, h); err != ErrNoRoute {
			t.Errorf("%v", err)
		}
	}
	h.noWay = false
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.noWay = true // the way is lost, and found again
	h.after(time.Second)
	h.noWay = false
	h.after(2 * time.Second)
	h.sends("S 0:0(0)")
}

func TestClosedWhileConnecting(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.Conn.Close()
	h.is(Closed)
	h.silence(time.Minute)
	h.gets("S. 0:0(0) ack 1 win 5000")
	h.sends("R 1:1(0)")
}

func TestFinWaitsForTheHandshake(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.writes(5)
	h.Shutdown(false, true)
	h.gets("S. 0:0(0) ack 1 win 5000")
	h.sends("FP. 1:6(5) ack 1")
	h.is(FinWait1)
	h.gets(". 1:1(0) ack 7")
	h.is(FinWait2)

	h = newHost(t, &RFC).listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1")
	h.accept()
	h.Shutdown(false, true)
	h.sends("F. 1:1(0) ack 1")
}

func TestSynAgainGetsTheSameAnswer(t *testing.T) {
	h := newHost(t, &Linux).listen(Settings{})
	h.gets("S 0:0(0) win 1000 <mss 1000>")
	h.sends("S. 0:0(0) ack 1")
	h.after(500 * ms)
	h.gets("S 0:0(0) win 1000 <mss 1000>")
	h.sends("S. 0:0(0) ack 1")
	h.obeyed("SynAgain")
	h.after(500 * ms) // the timer was not put off
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1")
	h.accept()
	if h.listener.Ready() {
		t.Error("two connections of one SYN")
	}
}

func TestLostSynMakesTheFirstWindowSmall(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.after(time.Second)
	h.sends("S 0:0(0)")
	h.gets("S. 0:0(0) ack 1 win 50000 <mss 1000>")
	h.sends(". 1:1(0) ack 1")
	h.obeyed("LostSyn")
	if h.Cwnd != 1000 || h.RTO != 3*time.Second || h.SRTT != 0 {
		t.Errorf("cwnd %d, RTO %v, SRTT %v", h.Cwnd, h.RTO, h.SRTT)
	}
}

func TestServerGivesUpOnAHandshake(t *testing.T) {
	h := newHost(t, &Linux).listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	for range Linux.SynRetries + 1 {
		h.sends("S. 0:0(0) ack 1")
		h.after(64 * time.Second)
		if len(h.sent) == 0 {
			break
		}
		h.sent = h.sent[:1]
	}
	if v := h.listener.Vars().(ListenerVars); v.SynQ != 0 {
		t.Errorf("%+v", v)
	}
}

func TestResetInAHandshake(t *testing.T) {
	h := newHost(t, &Linux).listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets("R 5:5(0) win 0")
	h.sends(". 1:1(0) ack 1")
	h.gets("R 1:1(0) win 0")
	h.gets("S 0:0(0) win 1000") // the server listens still
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 5001")
	h.sends("R 5001:5001(0)")
	h.gets(". 1:1(0) ack 0") // not even our SYN
	h.sends("R 0:0(0)")
	h.gets(". 1:1(0) ack 1")
	h.accept()
}

func TestOtherSynInAHandshake(t *testing.T) {
	h := newHost(t, &RFC).listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets("S 100:100(0) win 1000")
	h.nothing()
	h.obeyed("SynChanged")
	h.gets("S 100:100(0) win 1000")
	h.sends("S. 0:0(0) ack 101")
}

func TestResetWhileBothOpen(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets("S 5:5(0) win 1000")
	h.sends(". 1:1(0) ack 1")
	h.gets("R. 1:1(0) ack 1 win 0")
	h.failed(ErrRefused)
}

func TestBothOpenWithAnswers(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets("S. 0:0(0) ack 1 win 1000")
	h.is(Established)
	h.nothing()
	h.gets("S. 0:0(0) ack 1 win 1000") // ours was lost
	h.sends(". 1:1(0) ack 1")
}
