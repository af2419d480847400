package arp

import (
	"testing"
	"time"
)

// A row that was written by hand neither ages nor believes anybody.
func TestPin(t *testing.T) {
	s := newStation(t)
	s.packet("first", bob)
	s.sends("10.0.0.1 at 02:00:00:00:00:01 asks for 10.0.0.2 > all")
	if !s.Pin(bob, carolMAC) {
		t.Fatal("there is room")
	}
	s.sends("first > 02:00:00:00:00:03") // what had waited
	s.Advance(time.Hour)
	s.hears(packet{op: request, sha: bobMAC, spa: bob, tpa: own})
	s.sends("10.0.0.1 is at 02:00:00:00:00:01, 10.0.0.2 at 02:00:00:00:00:02 > 02:00:00:00:00:02")
	s.packet("second", bob)
	s.sends("second > 02:00:00:00:00:03")
	s.Flush()
	if rows := s.Rows(); len(rows) != 1 || rows[0] != (Row{bob, carolMAC, "permanent"}) {
		t.Errorf("the cache knows %v", rows)
	}
}

func TestForget(t *testing.T) {
	s := newStation(t)
	s.packet("lost", bob)
	s.Obeyed()
	if !s.Forget(bob) || s.Forget(bob) {
		t.Error("a row is forgotten once")
	}
	s.obeys("drop:Forgotten")
	s.Advance(time.Minute)
	s.sends("10.0.0.1 at 02:00:00:00:00:01 asks for 10.0.0.2 > all") // and never again
	s.Pin(carol, carolMAC)
	s.packet("lost, too", bob)
	s.Flush()
	if rows := s.Rows(); len(rows) != 1 || rows[0].Addr != carol {
		t.Errorf("what was written by hand stays, the rest goes: %v", rows)
	}
}

// A station may have several addresses, and answers for each.
func TestAddresses(t *testing.T) {
	s := newStation(t)
	ask := func(want ...string) {
		t.Helper()
		s.hears(packet{op: request, sha: bobMAC, spa: bob, tpa: carol})
		s.sends(want...)
	}
	ask()
	s.AddAddr(carol)
	ask("10.0.0.3 is at 02:00:00:00:00:01, 10.0.0.2 at 02:00:00:00:00:02 > 02:00:00:00:00:02")
	s.RemoveAddr(own)
	s.Pin(bob, bobMAC)
	s.Forget(bob)
	s.packet("from the other address", bob)
	s.sends("10.0.0.3 at 02:00:00:00:00:01 asks for 10.0.0.2 > all")
	s.RemoveAddr(carol)
	ask("from the other address > 02:00:00:00:00:02") // it has told where it is
	s.AddAddr(own)
	s.AddAddr(carol)
	s.RemoveAddr(carol)
	ask()
	if s.owns(carol) || !s.owns(own) {
		t.Error("the station's addresses are not what they should be")
	}
}
