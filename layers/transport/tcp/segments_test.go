package tcp

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What an arriving segment may be, and what becomes of it.

func TestBrokenSegments(t *testing.T) {
	h := served(t, &RFC, 1000, oneK)
	s := parse(t, "P. 1:11(10) ack 1")
	s.Src, s.Dst, s.Seq, s.Ack = peer, own, h.irs+1, h.iss+1
	good := func() []byte {
		b := h.pool.Get(s.Text)
		h.peer.encode(b, &s, nil)
		return b.Bytes()
	}
	for bit := range len(good()) * 8 {
		d := good()
		d[bit/8] ^= 1 << (bit % 8)
		h.hears(d)
		h.nothing()
		h.obeyed("drop:BadChecksum")
	}
	for n := range len(good()) {
		h.hears(good()[:n])
		h.nothing()
		h.Obeyed()
	}
	// With a good checksum, but a header of more than there is, or of less than
	// a header.
	for _, offset := range []byte{0, 1, 4, 15} {
		d := good()
		old := d[12]
		d[12] = offset << 4
		sum := uint32(d[16])<<8 | uint32(d[17])
		sum += uint32(old) << 8
		sum += 0xffff - uint32(d[12])<<8
		sum = sum>>16 + sum&0xffff
		sum += sum >> 16
		d[16], d[17] = byte(sum>>8), byte(sum)
		h.hears(d)
		h.nothing()
		h.obeyed("drop:Malformed")
	}
	h.hears(good())
	h.reads(1, 10)
}

func TestSegmentWithoutAck(t *testing.T) {
	h := served(t, &RFC, 1000, oneK)
	h.gets("P 1:11(10)")
	h.nothing()
	h.obeyed("drop:NoAck")
	h.reads(1, 0)
}

func TestOutsideTheWindow(t *testing.T) {
	h := served(t, &RFC, 1000, oneK)
	h.gets("P. 900001:900011(10) ack 1")
	h.sends(". 1:1(0) ack 1")
	h.obeyed("drop:OutOfWindow")
	h.gets(". 0:0(0) ack 1") // the peer asks whether we are there
	h.sends(". 1:1(0) ack 1")
}

func TestWindowIsCutAtItsEdge(t *testing.T) {
	h := servedWith(t, &RFC, Settings{RcvBuf: 2000}, 1000, "")
	h.gets("P. 1:1461(1460) ack 1")
	h.after(RFC.DelayAck)
	h.sends(". 1:1(0) ack 1461 win 540")
	h.gets("P. 1461:2461(1000) ack 1") // more than the window
	h.after(RFC.DelayAck)
	h.sends(". 1:1(0) ack 2001 win 0")
	h.gets("P. 2001:2002(1) ack 1")
	h.sends(". 1:1(0) ack 2001 win 0")
	h.obeyed("WindowShut")
	h.writes(3)
	h.sends("P. 1:4(3) ack 2001 win 0")
	h.gets("P. 2001:2002(1) ack 4") // its acknowledgment counts, its text does not
	h.sends(". 4:4(0) ack 2001 win 0")
	if h.flight() != 0 {
		t.Error("the acknowledgment was lost")
	}
	h.reads(1, 2000)
	h.sends(". 4:4(0) ack 2001 win 2000")
	h.obeyed("WindowUpdate")
}

// A segment counts if any of its numbers lies in the window (RFC 9293 §3.4).
func TestEdgesOfTheWindow(t *testing.T) {
	for _, row := range []struct {
		segment string
		taken   bool
	}{
		{"P. 2000:2001(1) ack 1", true}, {"P. 2001:2002(1) ack 1", false}, {"P. 2000:2010(10) ack 1", true},
		{"P. -9:1(10) ack 1", false}, {"P. -8:2(10) ack 1", true}, {"F. 2001:2001(0) ack 1", false},
		{". 2001:2001(0) ack 1", false}, {". 2000:2000(0) ack 1", true},
	} {
		h := servedWith(t, &RFC, Settings{RcvBuf: 2000}, 1000, "")
		h.Obeyed()
		h.gets(row.segment)
		all := h.Obeyed()
		if out := strings.Contains(all, "OutOfWindow") || strings.Contains(all, "drop:Duplicate"); out == row.taken {
			t.Errorf("%s: %s", row.segment, all)
		}
	}
}

func TestFinIntoAShutWindow(t *testing.T) {
	h := servedWith(t, &RFC, Settings{RcvBuf: 2000}, 1000, "")
	h.gets("P. 1:2001(2000) ack 1")
	h.after(RFC.DelayAck)
	h.sends(". 1:1(0) ack 2001 win 0")
	h.gets("F. 2001:2001(0) ack 1")
	h.sends(". 1:1(0) ack 2002 win 0")
	h.is(CloseWait)
}

func TestWindowOpensInStepsThatAreWorthIt(t *testing.T) {
	h := servedWith(t, &RFC, Settings{RcvBuf: 4000}, 1000, "")
	h.gets("P. 1:4001(4000) ack 1")
	h.after(RFC.DelayAck)
	h.sends(". 1:1(0) ack 4001 win 0")
	if got := h.Conn.Receive(1000, false); len(got) != 1000 {
		t.Fatal(len(got))
	}
	h.nothing() // a silly window
	h.gets("P. 4001:4002(1) ack 1")
	h.sends(". 1:1(0) ack 4001 win 0")
	h.Conn.Receive(1000, false)
	h.sends(". 1:1(0) ack 4001 win 2000")
}

func TestOurWindowNeverShrinks(t *testing.T) {
	h := served(t, &Linux, 1000, oneK)
	edge := h.rcvEdge
	for at := 1; at < 5000; at += 7 {
		h.gets(fmt.Sprintf("P. %d:%d(7) ack 1", at, at+7))
		h.after(Linux.DelayAck)
		for _, s := range h.sent {
			right := s.Ack.Add(int(s.Window) << h.RcvScale)
			if right.Before(edge) {
				t.Fatalf("the edge moves from %d to %d", edge, right)
			}
			edge = right
		}
		h.sent = nil
	}
	if h.in.len() != 5005-1+3 && h.in.len() > h.rcvBuf+1<<h.RcvScale {
		t.Errorf("%d bytes wait", h.in.len())
	}
}

func TestUrgentTextStaysInTheStream(t *testing.T) {
	h := served(t, &RFC, 1000, oneK)
	h.gets("PU. 1:11(10) ack 1 urg 5")
	h.obeyed("Urgent")
	h.reads(1, 10)
	if h.RcvUp != h.irs+6 {
		t.Errorf("urgent pointer %d", h.RcvUp-h.irs)
	}
}

func TestNumbersWrap(t *testing.T) {
	h := newHost(t, &RFC)
	h.irs = 4294966795
	h.listen(Settings{})
	h.gets("S 0:0(0) win 50000 <mss 1000>")
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1")
	h.accept()
	// Our own numbers wrap as well.
	c := h.Conn
	h.iss = 0xfffffff0
	c.ISS, c.SndUna, c.SndNxt, c.Recover, c.rtx, c.maxOutEnd, c.SndWl2 = h.iss, h.iss+1, h.iss+1, h.iss, h.iss, h.iss, h.iss+1
	h.gets("P. 1001:2001(1000) ack 1")
	h.sends(". 1:1(0) ack 1")
	h.gets("P. 1:1001(1000) ack 1 win 50000")
	h.sends(". 1:1(0) ack 2001")
	h.reads(1, 2000)
	h.writes(100)
	h.sends("P. 1:101(100) ack 2001")
	h.gets(". 2001:2001(0) ack 101 win 50000")
	if h.flight() != 0 || h.SndUna >= h.ISS {
		t.Errorf("%+v", h.TCB)
	}
}

func TestChallengesAreFew(t *testing.T) {
	h := served(t, &RFC, 1000, oneK)
	for range RFC.ChallengeLimit {
		h.gets("R 100:100(0) win 0")
		h.sends(". 1:1(0) ack 1")
	}
	h.gets("R 100:100(0) win 0")
	h.nothing()
	h.obeyed("ChallengeLimit")
	h.after(time.Second)
	h.gets("S 100:100(0) win 0")
	h.sends(". 1:1(0) ack 1")
}

func TestVeryOldAckIsChallenged(t *testing.T) {
	h := served(t, &RFC, 1000, "")
	h.gets("P. 1:11(10) ack -33000")
	h.sends(". 1:1(0) ack 1")
	h.obeyed("drop:BlindAck")
	h.gets("P. 1:11(10) ack 0") // old, but not too old
	h.reads(1, 10)
}
