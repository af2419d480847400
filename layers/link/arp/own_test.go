package arp

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/link/ethernet"
)

// A station that probes asks three times from no address, then announces twice;
// until then it neither sends nor answers.
func TestProbe(t *testing.T) {
	s := newStation(t)
	told := ""
	s.Probe(func(by ethernet.Addr, ok bool) { told += fmt.Sprint(by == ownMAC, ok) })
	s.packet("too early", bob)
	s.hears(packet{op: request, sha: bobMAC, spa: bob, tpa: own})
	s.obeys("drop:NotOurs drop:NotOurs")
	s.sends()
	s.Advance(time.Second)
	s.sends("0.0.0.0 at 02:00:00:00:00:01 asks for 10.0.0.1 > all")
	s.Advance(4 * time.Second)
	s.sends("0.0.0.0 at 02:00:00:00:00:01 asks for 10.0.0.1 > all", "0.0.0.0 at 02:00:00:00:00:01 asks for 10.0.0.1 > all")
	if told != "" {
		t.Error("told too early")
	}
	s.Advance(2 * time.Second)
	s.sends(announcement)
	s.Advance(time.Hour)
	s.sends(announcement)
	s.obeys("Probe Probe Probe Free Announce")
	if told != "true true" {
		t.Errorf("told %q", told)
	}
	s.hears(packet{op: request, sha: bobMAC, spa: bob, tpa: own})
	s.obeys("Learn Answer")
}

// Whoever answers a probe has the address, and so has who probes at the same time.
func TestTaken(t *testing.T) {
	for _, c := range []struct {
		p     packet
		obeys string
	}{
		{packet{op: reply, sha: bobMAC, spa: own, tha: ownMAC, tpa: zero}, "drop:Conflict Taken"},
		{packet{op: request, sha: bobMAC, spa: zero, tpa: own}, "drop:ProbedToo Taken"},
	} {
		s := newStation(t)
		told := ""
		s.Probe(func(by ethernet.Addr, ok bool) { told += fmt.Sprint(by, ok) })
		s.Advance(time.Second)
		s.obeys("Probe")
		s.hears(c.p)
		s.obeys(c.obeys)
		s.hears(c.p)
		s.Obeyed()
		s.out = nil
		s.Advance(time.Hour)
		s.packet("never", bob)
		s.obeys("drop:NotOurs")
		s.sends()
		if told != bobMAC.String()+"false" && told != bobMAC.String()+" false" {
			t.Errorf("told %q", told)
		}
	}
}

// An address is defended, but not more often than once in ten seconds; our own
// packet that comes back is no conflict.
func TestDefence(t *testing.T) {
	s := newStation(t)
	claim := packet{op: request, sha: bobMAC, spa: own, tpa: carol}
	s.hears(claim)
	s.obeys("drop:Conflict Defend")
	s.sends(announcement)
	s.Advance(9 * time.Second)
	s.hears(claim)
	s.obeys("drop:Conflict NoDefence")
	s.Advance(time.Second)
	s.hears(claim)
	s.obeys("drop:Conflict Defend")
	s.sends(announcement)
	s.hears(packet{op: request, sha: ownMAC, spa: own, tpa: carol})
	s.obeys("drop:CameBack")
	s.hears(packet{op: request, sha: bobMAC, spa: zero, tpa: own}) // a probe for what we have
	s.obeys("Answer")
	if n := s.own.Conflicts; n != 3 {
		t.Errorf("%d conflicts, want 3", n)
	}
}

// A proxy answers for those to whom it knows the way.
func TestProxy(t *testing.T) {
	s := newStation(t)
	far := netip.MustParseAddr("10.9.9.9")
	s.Proxy = func(a netip.Addr) bool { return a == far }
	s.hears(packet{op: request, sha: bobMAC, spa: bob, tpa: far})
	s.obeys("Learn AnswerFor")
	s.sends("10.9.9.9 is at 02:00:00:00:00:01, 10.0.0.2 at 02:00:00:00:00:02" + toBob)
	s.hears(packet{op: request, sha: carolMAC, spa: carol, tpa: bob})
	s.obeys("drop:NotAsked")
	s.hears(packet{op: reply, sha: carolMAC, spa: carol, tpa: far})
	s.obeys("")
}

// A lie goes to one station if its address is known, and else to all; who has a
// row believes it.
func TestSpoof(t *testing.T) {
	s := newStation(t)
	s.Spoof(bob, ownMAC, carol)
	s.sends("10.0.0.2 is at 02:00:00:00:00:01, 10.0.0.3 at 00:00:00:00:00:00 > all")
	s.hears(packet{op: request, sha: carolMAC, spa: carol, tpa: own})
	s.Obeyed()
	s.out = nil
	s.Spoof(bob, ownMAC, carol)
	s.sends("10.0.0.2 is at 02:00:00:00:00:01, 10.0.0.3 at 02:00:00:00:00:03" + toCarol)
	s.obeys("Spoofed")
	s.hears(packet{op: reply, sha: bobMAC, spa: carol, tha: ownMAC, tpa: own})
	if got := strings.Join(s.rows(), " "); got != "10.0.0.3 at 02:00:00:00:00:02: reachable" {
		t.Errorf("the cache is %s", got)
	}
}
