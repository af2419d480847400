package arp

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/osi"
)

func TestAskAndSend(t *testing.T) {
	s := newStation(t)
	s.packet("one", bob)
	s.sends(asksForBob)
	s.obeys("Wait Ask")
	s.packet("two", bob)
	s.sends() // it has been asked for
	s.obeys("Wait")
	s.hears(fromBob(reply))
	s.sends("one"+toBob, "two"+toBob)
	s.obeys("Merge")
	s.packet("three", bob)
	s.sends("three" + toBob)
	s.obeys("Known")
	if running := s.Running(); len(running) != 0 {
		t.Errorf("%v still run", running)
	}
}

func TestBroadcastIsNotAskedFor(t *testing.T) {
	s := newStation(t)
	s.Broadcast(s.pool.Get([]byte("all of you")))
	s.sends("all of you > all")
}

// A group has an address that is made of its own.
func TestGroupIsNotAskedFor(t *testing.T) {
	s := newStation(t)
	s.packet("all routers", netip.MustParseAddr("224.0.0.9"))
	s.sends("all routers > 01:00:5e:00:00:09")
	s.packet("whoever", netip.MustParseAddr("239.129.2.3"))
	s.sends("whoever > 01:00:5e:01:02:03")
}

// RFC 1122 §2.3.2.1: no more than one request a second; we ask three times.
func TestAskAgainAndGiveUp(t *testing.T) {
	s := newStation(t)
	s.packet("one", bob)
	s.packet("two", bob)
	s.sends(asksForBob)
	for range 2 {
		s.Advance(time.Second - 1)
		s.sends()
		s.Advance(1)
		s.sends(asksForBob)
	}
	s.obeys("Wait Ask Wait AskAgain AskAgain")
	s.Advance(time.Second - 1)
	if len(s.failed) != 0 {
		t.Fatal("given up before the third request had its second")
	}
	s.Advance(1)
	s.sends()
	s.obeys("NoAnswer drop:NoAnswer drop:NoAnswer")
	if got := strings.Join(s.failed, " "); got != "one two" {
		t.Errorf("reported %q as unreachable, want both", got)
	}
	if running := s.Running(); len(running) != 0 {
		t.Errorf("%v still run", running)
	}
	// The next packet asks anew, three times again.
	s.packet("three", bob)
	s.obeys("Wait Ask")
	s.Advance(3 * time.Second)
	s.sends(asksForBob, asksForBob, asksForBob)
	if got := strings.Join(s.failed, " "); got != "one two three" {
		t.Errorf("reported %q", got)
	}
}

func TestLateAnswerEndsTheAsking(t *testing.T) {
	s := newStation(t)
	s.packet("one", bob)
	s.Advance(2500 * time.Millisecond)
	s.hears(fromBob(reply))
	s.sends(asksForBob, asksForBob, asksForBob, "one"+toBob)
	s.Advance(time.Minute)
	s.sends()
	if len(s.failed) != 0 {
		t.Errorf("%q failed after all", s.failed)
	}
}

// RFC 1122 §2.3.2.2: of too many that wait, the latest are kept.
func TestWaitingIsBounded(t *testing.T) {
	s := newStation(t)
	for i := range maxWaiting + 2 {
		s.packet(fmt.Sprint(i), bob)
	}
	s.Obeyed()
	if dropped := s.Dropped(); len(dropped) != 2 || string(dropped[0]) != "0" || string(dropped[1]) != "1" {
		t.Errorf("dropped %q, want the two oldest", dropped)
	}
	s.sends(asksForBob)
	s.hears(fromBob(reply))
	if len(s.out) != maxWaiting || s.out[0] != "2"+toBob {
		t.Errorf("sent %d packets, the first %q", len(s.out), s.out[0])
	}
}

// An old row is not believed; what is sent waits for a new answer.
func TestAgeing(t *testing.T) {
	s := newStation(t)
	s.hears(fromBob(request))
	s.sends(answersBob)
	s.obeys("Learn Answer")
	s.Advance(lifetime - 1)
	s.packet("in time", bob)
	s.sends("in time" + toBob)
	s.obeys("Known")
	s.Advance(1)
	s.packet("too late", bob)
	s.sends(asksForBob)
	s.obeys("Expired Wait Ask")
	// To be used does not make a row younger, but to hear from it does.
	s.hears(fromBob(reply))
	s.sends("too late" + toBob)
	s.Advance(lifetime - 1)
	s.hears(fromBob(request))
	s.Advance(lifetime - 1)
	s.Obeyed()
	s.packet("again", bob)
	s.obeys("Known")
}

func TestAnnounce(t *testing.T) {
	s := newStation(t)
	s.Announce()
	s.sends(announcement)
	s.obeys("Announce")
}

func TestNothingToAnnounce(t *testing.T) {
	s := newStation(t)
	s.Resolver = New(s.Env(), s.pool, ownMAC, netip.Addr{}, link{s})
	s.Announce()
	s.sends("")
	s.obeys("NoAddress")
}

func TestRows(t *testing.T) {
	s := newStation(t)
	s.packet("one", carol)
	s.hears(fromBob(request))
	s.Advance(3 * time.Second)
	want := "10.0.0.3 at 00:00:00:00:00:00: failed; 10.0.0.2 at 02:00:00:00:00:02: reachable"
	if got := strings.Join(s.rows(), "; "); got != want {
		t.Errorf("rows %v, want %v", got, want)
	}
	var row osi.Entity = s.cache[bob]
	kind, name := row.Entity()
	if text := fmt.Sprintf("%s %s %+v", kind, name, row.Vars()); text !=
		"arp 10.0.0.2 {MAC:02:00:00:00:00:02 State:reachable Updated:0.000 ms Tries:0 Waiting:0}" {
		t.Error(text)
	}
}

// stranger gives the n-th of many addresses.
func stranger(n int) netip.Addr {
	var a [4]byte
	binary.BigEndian.PutUint32(a[:], 11<<24|uint32(n))
	return netip.AddrFrom4(a)
}

// A flood of askers fills the cache and no more, and pushes out nobody who is
// still believed; once they are old, they give way.
func TestFloodOfAskers(t *testing.T) {
	s := newStation(t)
	s.hears(fromBob(request))
	for i := range 2 * maxRows {
		p := fromBob(request)
		p.spa = stranger(i)
		s.hears(p)
	}
	if n := len(s.rows()); n != maxRows {
		t.Errorf("%d rows, want %d", n, maxRows)
	}
	if rules := s.Obeyed(); !strings.HasSuffix(rules, "CacheFull Answer") {
		t.Errorf("the last asker was met by %q", rules[len(rules)-40:])
	}
	s.packet("hello", bob)
	s.obeys("Known")
	// What we need ourselves pushes out the oldest, which is bob here.
	s.out = nil
	s.packet("hello", carol)
	s.obeys("Wait Ask")
	s.packet("hello", bob)
	s.obeys("Wait Ask")
	s.Advance(lifetime)
	s.Obeyed()
	p := fromBob(request)
	p.spa = stranger(1 << 20)
	s.hears(p)
	s.obeys("Learn Answer")
	if n := len(s.rows()); n != maxRows {
		t.Errorf("%d rows, want %d", n, maxRows)
	}
}

// A row that has given way is gone for whoever watches it.
func TestGoneRowsHaveNoVariables(t *testing.T) {
	s := newStation(t)
	s.hears(fromBob(request))
	row := s.Entered()[0]
	if row.Vars() == nil {
		t.Fatal("a row without variables")
	}
	for i := range maxRows {
		s.packet("hello", stranger(i))
	}
	if row.Vars() != nil {
		t.Error("the oldest row is still there")
	}
	// While packets wait in every row there is no room at all.
	s.Obeyed()
	s.packet("hello", carol)
	s.obeys("drop:CacheFull")
}
