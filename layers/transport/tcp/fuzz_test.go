package tcp

import (
	"encoding/binary"
	"errors"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
)

// Whatever comes as a header, reading it ends, stays within the bytes, and
// gives what writing it again gives.
func FuzzDecode(f *testing.F) {
	for _, options := range [][]byte{
		{}, {2, 4, 5, 180}, {2, 0, 5, 180}, {2, 1}, {2, 40}, {5, 10, 0, 0, 0, 1, 0, 0, 0, 9}, {5, 3, 0}, {1, 1, 1, 0, 2, 4}, {8},
		{8, 10, 0, 0, 0, 1, 0, 0, 0, 2}, {3, 3, 200}, {4, 2, 4, 2}, {254, 4, 1, 2}, {5, 34, 31: 0, 32: 0},
	} {
		b := make([]byte, 20, 60)
		b = append(b, options...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
		b[12] = byte(len(b)/4) << 4
		f.Add(append(b, "text"...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var w wire
		var s, again Segment
		if err := w.decode(osi.Path{Src: peer.Addr(), Dst: own.Addr()}, data, &s); err != nil {
			return
		}
		if n := int(data[12]>>4) * 4; len(s.Text) != len(data)-n || s.Options.Blocks > 4 || s.Options.WindowScale > maxScale {
			t.Fatalf("%+v", s)
		}
		b := codec.NewBuffer(s.Text)
		order := []byte{mss, sackPermitted, timestamps, windowScale, sack}
		if 4+2+10+3+2+8*s.Options.Blocks > 40 {
			return // nobody sends so many together
		}
		w.encode(b, &s, order)
		if err := w.decode(osi.Path{Src: peer.Addr(), Dst: own.Addr()}, b.Bytes(), &again); err != nil {
			t.Fatal(err)
		}
		if s.Options != again.Options || s.Seq != again.Seq || s.Ack != again.Ack || s.Flags != again.Flags || string(s.Text) != string(again.Text) {
			t.Fatalf("%+v became %+v", s, again)
		}
	})
}

// fuzzed is a host that takes what a fuzzer gives.
type fuzzed struct {
	*host
	last seen
	got  int
}

// FuzzArrival gives a connection any segments, calls and silences; what must
// always hold does.
func FuzzArrival(f *testing.F) {
	f.Add([]byte{0, 0x10, 0, 0, 0, 0, 1, 1, 10})
	f.Add([]byte{3, 0x18, 0, 0, 0, 0, 1, 1, 200, 1, 0x11, 0, 200, 0, 0, 9, 9, 0, 9, 9, 9})
	f.Add([]byte{2, 0x04, 0, 9, 0, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 7, 7, 7, 2, 0x04, 0, 0, 0, 0, 0, 0, 0})
	f.Add([]byte{4, 255, 255, 0, 0x10, 0, 0, 255, 0, 0, 0, 10, 5, 200, 5, 200, 0, 0x10, 0, 0, 1, 0, 255, 255, 0, 6, 7})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		profiles := []*Profile{&RFC, &Linux, &FreeBSD, &Classic}
		options := []string{"", oneK, withSack, "<mss 1000,sackOK,TS val 1000 ecr 0,nop,wscale 7>"}
		p := profiles[data[0]%4]
		x := &fuzzed{host: served(t, p, 1000, options[data[0]/4%4])}
		for data = data[1:]; len(data) >= 9 && !x.finished; data = data[9:] {
			x.does(data[:9])
			x.sent = nil
			if err := x.wrong(); err != nil {
				t.Fatalf("%v: %v\n%+v", x.Now(), err, x.TCB)
			}
		}
		x.sent = nil
		x.Abort()
		x.sent = nil
		x.listener.Close()
		x.sent = nil
		if r := x.Running(); len(r) > 0 {
			t.Fatalf("still running: %v", r)
		}
	})
}

// does lets one thing happen: nine bytes say which.
func (x *fuzzed) does(b []byte) {
	switch b[0] % 8 {
	case 0:
		x.Conn.Send(text(0, int(binary.BigEndian.Uint16(b[1:]))), b[3]%2 == 0)
	case 1:
		x.got += len(x.Conn.Receive(int(binary.BigEndian.Uint16(b[1:])), false))
	case 2:
		x.Advance(time.Duration(binary.BigEndian.Uint16(b[1:])) * time.Millisecond)
	case 3:
		if b[1]%8 == 0 {
			x.Shutdown(b[2]%2 == 0, b[2]%4 > 1)
		} else if b[1]%32 == 1 {
			x.Conn.Close()
		}
	default:
		x.take(x.segment(b))
	}
}

// segment makes a segment near where the connection is.
func (x *fuzzed) segment(b []byte) Segment {
	c := x.Conn
	near := func(at Seq, d byte) Seq { return at.Add(int(int8(d)) * 100 / (1 + int(b[0]>>5))) }
	s := Segment{
		Src: peer, Dst: own, Flags: Flags(b[1]), Seq: near(c.RcvNxt, b[2]), Ack: near(c.SndNxt, -b[3]&0x7f),
		Window: binary.BigEndian.Uint16(b[4:]), Urgent: uint16(b[6]), Text: text(0, int(b[6])*8),
	}
	if b[7]%4 == 0 {
		s.Options.Blocks = 1
		s.Options.SACK[0] = Block{near(c.SndUna, b[7]), near(c.SndUna, b[8])}
	}
	if c.Timestamps && b[7]%8 != 7 {
		s.Options.HasTimestamps = true
		s.Options.TSVal, s.Options.TSEcr = c.TSRecent+uint32(int8(b[8])), uint32(b[8])
	}
	return s
}

// wrong says what should not be.
func (x *fuzzed) wrong() error {
	c := x.Conn
	if c.finished || c.State < Established {
		return nil
	}
	if x.last.conn != c {
		x.last = seen{c, c.RcvNxt, c.SndUna, c.rcvEdge, 0, 0, 0}
	}
	e := &end{conn: c}
	switch {
	case c.RcvNxt.Before(x.last.rcvNxt), c.SndUna.Before(x.last.sndUna), c.rcvEdge.Before(x.last.edge):
		return errors.New("something went back")
	case c.SndNxt.Before(c.SndUna), c.flight() > c.out.len()+1:
		return errors.New("more in flight than there is")
	case c.rcvEdge.Before(c.RcvNxt) && !c.eof:
		return errors.New("more was received than the window allowed")
	case c.RcvNxt.Minus(c.IRS)-1 != x.got+c.in.len() && !(c.eof && c.RcvNxt.Minus(c.IRS)-2 == x.got+c.in.len()):
		return errors.New("a byte was lost, or came twice")
	case c.Cwnd < c.SMSS, c.Ssthresh < c.SMSS, c.pipe() < 0:
		return errors.New("a window of less than a segment")
	case !e.owed():
		return errors.New("nobody owes the next move")
	}
	x.last = seen{c, c.RcvNxt, c.SndUna, c.rcvEdge, 0, 0, 0}
	return nil
}
