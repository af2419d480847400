package tcp

import (
	"testing"
	"time"
)

// What is sent when: windows, manners, timers.

// all takes n segments of a full length that the host has sent, in order from
// number from on.
func (h *host) all(from, n, length int) {
	h.t.Helper()
	for i := range n {
		if len(h.sent) == 0 {
			h.t.Fatalf("%d segments were sent, want %d", i, n)
		}
		if s := h.sent[0]; len(s.Text) != length || s.Seq != h.iss.Add(from+i*length) {
			h.t.Fatalf("segment %d is %s", i, h.show(s, ""))
		}
		h.sent = h.sent[1:]
	}
	h.nothing()
}

func TestNoDelay(t *testing.T) {
	h := servedWith(t, &RFC, Settings{NoDelay: true}, 1000, "")
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
	h.writes(10)
	h.sends("P. 11:21(10) ack 1")
	s := h.Settings()
	s.NoDelay = false
	h.Set(s)
	h.writes(10)
	h.nothing()
	h.obeyed("Nagle")
	s.NoDelay = true
	h.Set(s)
	h.Push()
	h.sends("P. 21:31(10) ack 1")
	s.Cork = true
	h.Set(s)
	h.writes(10)
	h.nothing()
	h.Push() // once, even if corked
	h.sends("P. 31:41(10) ack 1")
	h.writes(10)
	h.nothing()
}

// Minshall: a small segment goes if none that was small is in flight. Without
// his change it waits for everything.
func TestMinshall(t *testing.T) {
	h := served(t, &RFC, 32000, "<mss 1000>")
	h.writes(1500)
	h.sends(". 1:1001(1000) ack 1", "P. 1001:1501(500) ack 1")
	h = served(t, &FreeBSD, 32000, "<mss 1000>")
	h.writes(1500)
	h.sends(". 1:1001(1000) ack 1")
	h.gets(". 1:1(0) ack 1001 win 32000")
	h.sends("P. 1001:1501(500) ack 1")
}

func TestCork(t *testing.T) {
	h := servedWith(t, &Linux, Settings{Cork: true}, 32000, "<mss 1000>")
	h.writes(1500)
	h.sends(". 1:1001(1000) ack 1")
	h.obeyed("Corked")
	h.gets(". 1:1(0) ack 1001 win 32000")
	h.writes(100)
	h.nothing()
	s := h.Settings()
	s.Cork = false
	h.Set(s)
	h.sends("P. 1001:1601(600) ack 1")
	h.gets(". 1:1(0) ack 1601 win 32000")
	h.Conn.Send(text(1600, 10), true) // MSG_MORE
	h.nothing()
	h.Conn.Send(text(1610, 10), false)
	h.sends("P. 1601:1621(20) ack 1")
	h.gets(". 1:1(0) ack 1621 win 32000")
	h.Conn.Send(text(1620, 10), true)
	h.silence(Linux.MinRTO)
	h.after(20 * ms)
	h.sends("P. 1621:1631(10) ack 1") // it was held long enough
	h.obeyed("Override")
}

func TestSillyWindow(t *testing.T) {
	h := served(t, &RFC, 2000, "<mss 1000>")
	h.writes(4000)
	h.all(1, 2, 1000)
	h.gets(". 1:1(0) ack 2001 win 300")
	h.nothing()
	h.obeyed("SillyWindow")
	h.silence(time.Second - 1)
	h.after(1)
	h.sends(". 2001:2301(300) ack 1")
	h.gets(". 1:1(0) ack 2301 win 1000")
	h.sends(". 2301:3301(1000) ack 1")
	h.gets(". 1:1(0) ack 3301 win 1000")
	h.sends("P. 3301:4001(700) ack 1")
}

func TestZeroWindowProbeOfOneByte(t *testing.T) {
	h := served(t, &RFC, 0, "<mss 1000>")
	h.writes(1000)
	for d := time.Second; d < 8*time.Second; d *= 2 {
		h.silence(d - 1)
		h.after(1)
		h.sends(". 1:2(1) ack 1")
		h.obeyed("Persist")
		h.gets(". 1:1(0) ack 1 win 0")
	}
	if h.Cwnd != 10000 {
		t.Errorf("cwnd %d: asking about a window is no loss", h.Cwnd)
	}
	h.gets(". 1:1(0) ack 2 win 500") // the byte was taken
	h.silence(0)
	h.gets(". 1:1(0) ack 2 win 2000")
	h.sends("P. 2:1001(999) ack 1")

	h = served(t, &RFC, 0, "<mss 1000>")
	h.writes(1000)
	h.after(time.Second)
	h.sends(". 1:2(1) ack 1")
	h.gets(". 1:1(0) ack 1 win 2000") // the byte was not
	h.sends(". 1:2(1) ack 1", "P. 2:1001(999) ack 1")
}

func TestByteThatAskedIsSentAgain(t *testing.T) {
	h := served(t, &RFC, 0, "<mss 1000>")
	h.writes(1)
	h.after(time.Second)
	h.sends(". 1:2(1) ack 1")
	h.gets(". 1:1(0) ack 1 win 2000")
	h.sends("P. 1:2(1) ack 1")
	h.after(time.Second)
	h.sends("P. 1:2(1) ack 1")
}

func TestShutWindowForEver(t *testing.T) {
	h := served(t, &Linux, 0, "<mss 1000>")
	h.writes(1000)
	for range 40 { // as long as the peer answers
		h.after(2 * time.Minute)
		if len(h.sent) == 0 {
			t.Fatalf("gave up at %v: %v", h.Now(), h.err)
		}
		h.sent = nil
		h.gets(". 1:1(0) ack 1 win 0")
	}
	h.after(Linux.MaxRTO)
	for len(h.sent) > 0 {
		h.sent = nil
		h.after(Linux.MaxRTO)
	}
	h.failed(ErrTimeout)
}

func TestPeerTakesItsWindowBack(t *testing.T) {
	h := served(t, &RFC, 4000, "<mss 1000>")
	h.writes(8000)
	h.all(1, 4, 1000)
	h.gets(". 1:1(0) ack 1001 win 0")
	h.nothing()
	for range 30 {
		h.after(2 * time.Minute)
		for _, s := range h.sent {
			if s.Seq != h.iss.Add(1001) {
				t.Fatalf("sent %s into a shut window", h.show(s, ""))
			}
		}
		h.sent = nil
		h.gets(". 1:1(0) ack 1001 win 0")
	}
	h.is(Established)
	h.gets(". 1:1(0) ack 1001 win 4000")
	h.sends(". 1001:2001(1000) ack 1")
	h.gets(". 1:1(0) ack 2001 win 4000")
	h.sends(". 2001:3001(1000) ack 1", ". 3001:4001(1000) ack 1")
}

func TestUserTimeout(t *testing.T) {
	h := servedWith(t, &RFC, Settings{UserTimeout: 5 * time.Second}, 4000, "<mss 1000>")
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
	h.after(time.Second)
	h.sends("P. 1:11(10) ack 1")
	h.after(2 * time.Second)
	h.sends("P. 1:11(10) ack 1")
	h.silence(2*time.Second - 1)
	h.is(Established)
	h.after(1)
	h.nothing()
	h.failed(ErrTimeout)

	h = servedWith(t, &RFC, Settings{UserTimeout: 5 * time.Second}, 0, "<mss 1000>")
	h.writes(10)
	h.after(time.Second)
	h.sends(". 1:2(1) ack 1")
	h.after(2 * time.Second)
	h.sends(". 1:2(1) ack 1")
	h.after(2 * time.Second)
	h.failed(ErrTimeout)
}

func TestGivesUp(t *testing.T) {
	h := served(t, &RFC, 4000, "<mss 1000>")
	h.writes(10)
	n := 0
	for h.Conn.State != Closed {
		n += len(h.sent)
		h.sent = nil
		h.Advance(time.Second)
	}
	if n != RFC.Retries+1 {
		t.Errorf("sent %d times", n)
	}
	h.failed(ErrTimeout)
	if h.Conn.Room() != 0 || h.Conn.Send([]byte("x"), false) != 0 || !h.EOF() {
		t.Error("a dead connection takes text")
	}
}

func TestKeepAliveFindsTheDead(t *testing.T) {
	h := servedWith(t, &RFC, Settings{KeepAlive: true}, 4000, "<mss 1000>")
	h.silence(RFC.KeepIdle - 1)
	h.after(1)
	for range RFC.KeepCount {
		h.sends(". 0:0(0) ack 1")
		h.obeyed("KeepAlive")
		h.after(RFC.KeepInterval)
	}
	h.sends("R. 1:1(0) ack 1")
	h.obeyed("Dead")
	h.failed(ErrTimeout)
}

func TestKeepAliveLeavesRetransmissionAlone(t *testing.T) {
	h := servedWith(t, &RFC, Settings{KeepAlive: true, KeepIdle: 10 * ms}, 4000, "<mss 1000>")
	h.after(5 * ms)
	h.writes(10)
	h.sends("P. 1:11(10) ack 1")
	h.silence(time.Second - 1)
	h.after(1)
	h.sends("P. 1:11(10) ack 1")
}

func TestSettings(t *testing.T) {
	h := served(t, &RFC, 4000, "<mss 1000>")
	s := Settings{MaxSegment: 500, SndBuf: 3000, RcvBuf: 5000, Control: "reno", TTL: 9, TOS: 4}
	h.Set(s)
	if h.Settings() != s || h.SndBuf() != 3000 || h.RcvBuf() != 5000 || h.Room() != 3000 {
		t.Errorf("%+v", h.Settings())
	}
	h = servedWith(t, &RFC, Settings{MaxSegment: 500}, 4000, "<mss 1000>")
	h.writes(1000)
	h.all(1, 2, 500)
	h = newHost(t, &RFC)
	h.connect(Settings{MaxSegment: 700})
	h.sends("S 0:0(0) <mss 700,sackOK,TS val 1 ecr 0,wscale 3>")
}

func TestProfilesAreFound(t *testing.T) {
	for _, p := range Profiles {
		if q, ok := FindProfile(p.Name); !ok || q != p {
			t.Errorf("%s is not found", p.Name)
		}
	}
	if _, ok := FindProfile("amiga"); ok {
		t.Error("found what is not there")
	}
}
