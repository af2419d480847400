package narrate

import (
	"testing"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/trace"
)

// counted is a run that counts how often it is asked for an event.
type counted struct {
	*sim.Session
	asked int
}

func (c *counted) Event(id trace.ID) *trace.Event {
	c.asked++
	return c.Session.Event(id)
}

// TestTellingIsLinear: to tell a run that is twice as long takes twice as much.
func TestTellingIsLinear(t *testing.T) {
	src, _ := scenarios.Source("17-four-ways-to-be-careful")
	c := &counted{Session: play(t, "17.yaml", src)}
	m := Remember(c)
	asked := func(upto int) int {
		c.asked = 0
		for id := m.read + 1; int(id) <= upto; id++ {
			Line(m, id)
			Comment(m, id)
		}
		return c.asked
	}
	half := c.Len() / 2
	first := asked(half)
	if second := asked(c.Len()); second > first*3/2 {
		t.Errorf("the first half of %d events takes %d looks at events, the second %d", c.Len(), first, second)
	}
	if first > 30*half {
		t.Errorf("%d events take %d looks", half, first)
	}
}

// TestMemoryBegunAnywhere: who asks for one event gets the same as who has
// read all before.
func TestMemoryBegunAnywhere(t *testing.T) {
	src, _ := scenarios.Source("7-the-story-of-a-socket")
	s := play(t, "7.yaml", src)
	whole := Remember(s)
	if Remember(whole) != whole {
		t.Error("a memory is remembered anew")
	}
	last := Sentence(whole, trace.ID(s.Len())) // reads all
	for id := trace.ID(s.Len()); id > 7; id -= 7 {
		if a, b := Sentence(whole, id), Sentence(s, id); a != b {
			t.Errorf("event %d: %s, or %s", id, a, b)
		}
	}
	if last == "" {
		t.Error("the last event has no sentence")
	}
}
