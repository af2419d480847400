package ethernet

import (
	"bytes"
	"encoding/hex"
	"testing"
)

func TestSend(t *testing.T) {
	s := newStation(t)
	s.Send(s.pool.Get([]byte("hello")), other, IPv4)
	s.obeys("Framed Padded")
	want := "020000000200" + "020000000100" + "0800" + hex.EncodeToString([]byte("hello")) + hex.EncodeToString(make([]byte, 41))
	if got := hex.EncodeToString(s.sent[0][:60]); got != want {
		t.Errorf("sent %s\nwant %s", got, want)
	}
	if len(s.sent[0]) != 64 || !CheckFCS(s.sent[0]) {
		t.Errorf("%d bytes, FCS right: %v", len(s.sent[0]), CheckFCS(s.sent[0]))
	}
}

// A frame is padded up to 60 bytes and not beyond; the MTU bounds it above.
func TestLengths(t *testing.T) {
	for _, c := range []struct {
		payload, frame int // 0: none
		obeys          string
	}{
		{0, 64, "Framed Padded"},
		{45, 64, "Framed Padded"},
		{46, 64, "Framed"},
		{47, 65, "Framed"},
		{1500, 1518, "Framed"},
		{1501, 0, "drop:FrameTooLong"},
		{3000, 0, "drop:FrameTooLong"},
	} {
		s := newStation(t)
		s.Send(s.pool.Get(make([]byte, c.payload)), other, IPv4)
		s.obeys(c.obeys)
		length := 0
		if len(s.sent) > 0 {
			length = len(s.sent[0])
		}
		if length != c.frame {
			t.Errorf("%d bytes made a frame of %d, want %d", c.payload, length, c.frame)
		}
	}
}

// The tag of a VLAN does not count against the MTU.
func TestTaggedLength(t *testing.T) {
	for payload, frame := range map[int]int{1500: 1518, 1504: 1522, 1505: 0} {
		s := newStation(t)
		s.Send(s.pool.Get(make([]byte, payload)), other, VLAN)
		length := 0
		if len(s.sent) > 0 {
			length = len(s.sent[0])
		}
		if length != frame {
			t.Errorf("%d bytes made a frame of %d, want %d", payload, length, frame)
		}
	}
}

// Old bytes of a recycled buffer never leave as padding.
func TestPaddingIsZero(t *testing.T) {
	s := newStation(t)
	s.pool.Put(s.pool.Get(bytes.Repeat([]byte{0xff}, 1500)))
	s.Send(s.pool.Get([]byte{1}), other, ARP)
	if tail := s.sent[0][15:60]; !bytes.Equal(tail, make([]byte, 45)) {
		t.Errorf("padding is %x", tail)
	}
}

// A forged frame names another sender; the next one is honest again.
func TestForge(t *testing.T) {
	s := newStation(t)
	s.Forge(s.pool.Get(nil), Addr{6, 1}, other, Experiment)
	s.obeys("Forged")
	s.Send(s.pool.Get(nil), other, IPv4)
	s.obeys("Framed Padded")
	for i, want := range []Addr{{6, 1}, own} {
		if f := s.sent[i]; Addr(f[6:12]) != want || !CheckFCS(f) || len(f) != 64 {
			t.Errorf("frame %d is %x", i, f)
		}
	}
}

// What is too long is taken back into the pool.
func TestTooLongIsRecycled(t *testing.T) {
	s := newStation(t)
	b := s.pool.Get(make([]byte, 1501))
	s.Send(b, other, IPv4)
	if s.pool.Get(nil) != b {
		t.Error("the buffer was lost")
	}
}
