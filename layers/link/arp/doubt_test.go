package arp

import (
	"strings"
	"testing"
	"time"
)

// A row that was not confirmed lately is used and then checked, as on Linux.
func TestDoubt(t *testing.T) {
	s := newStation(t)
	s.Doubt = true
	s.packet("one", bob)
	s.hears(fromBob(reply))
	s.Obeyed()
	s.out = nil
	s.Advance(lifetime)
	s.packet("two", bob)
	s.obeys("Stale")
	s.sends("two" + toBob)
	s.packet("three", bob)
	s.obeys("Doubted")
	s.sends("three" + toBob)
	s.Advance(delayProbe)
	s.obeys("Verify")
	s.sends("10.0.0.1 at 02:00:00:00:00:01 asks for 10.0.0.2" + toBob)
	s.packet("four", bob)
	s.obeys("Doubted")
	s.sends("four" + toBob)
	s.hears(fromBob(reply))
	s.obeys("Merge")
	s.Advance(time.Hour / 2)
	s.sends() // nothing is checked that nobody uses
	if got := strings.Join(s.rows(), " "); got != "10.0.0.2 at 02:00:00:00:00:02: reachable" {
		t.Errorf("the cache is %s", got)
	}
}

// Who does not answer three polls is forgotten, and then everybody is asked.
func TestDoubtIsRight(t *testing.T) {
	s := newStation(t)
	s.Doubt = true
	s.packet("one", bob)
	s.hears(fromBob(reply))
	s.Advance(lifetime)
	s.packet("two", bob)
	s.out = nil
	s.Obeyed()
	s.Advance(delayProbe + 3*time.Second)
	s.obeys("Verify Verify Verify NoAnswer")
	if len(s.out) != 3 {
		t.Errorf("sent %q", s.out)
	}
	s.out = nil
	s.packet("three", bob)
	s.obeys("Wait Ask")
	s.sends(asksForBob)
}

// A question tells who is there, but not that it hears us: the row is stale. A
// known row keeps its state when nothing new is told.
func TestQuestionsConfirmNothing(t *testing.T) {
	s := newStation(t)
	s.Doubt = true
	s.hears(fromBob(request))
	if got := strings.Join(s.rows(), " "); got != "10.0.0.2 at 02:00:00:00:00:02: stale" {
		t.Errorf("the cache is %s", got)
	}
	s.hears(fromBob(reply))
	s.hears(fromBob(request))
	if got := strings.Join(s.rows(), " "); got != "10.0.0.2 at 02:00:00:00:00:02: reachable" {
		t.Errorf("the cache is %s", got)
	}
	p := fromBob(request)
	p.sha = carolMAC
	s.hears(p)
	if got := strings.Join(s.rows(), " "); got != "10.0.0.2 at 02:00:00:00:00:03: stale" {
		t.Errorf("the cache is %s", got)
	}
}
