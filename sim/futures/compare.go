package futures

import (
	"bytes"
	"sort"
	"time"

	"encap/layers/osi"
	"encap/sim/narrate"
	"encap/sim/trace"
)

// Comparison is what Compare found.
type Comparison struct {
	// Same events at the beginning are the same in both runs; the next ones, if
	// there are any, differ.
	Same trace.ID
	// Differences are what became otherwise in the story that is told, in the
	// order in which it is seen.
	Differences []Difference

	a, b Source
}

// Difference is one thing that is not as it was.
type Difference struct {
	A, B  trace.ID // its events in the two runs; 0: there is none
	Later time.Duration
}

// Compare compares a run with another one of the same scenario.
func Compare(a, b Source) *Comparison {
	c := &Comparison{a: a, b: b}
	n := trace.ID(min(a.Len(), b.Len()))
	for c.Same < n && same(a.Event(c.Same+1), b.Event(c.Same+1)) {
		c.Same++
	}
	c.Differences = c.story()
	return c
}

// same says whether two events are the same in all that can be seen.
func same(x, y *trace.Event) bool {
	return x.At == y.At && x.Node == y.Node && x.Port == y.Port && x.Layer == y.Layer && x.Kind == y.Kind &&
		x.Name == y.Name && x.Text == y.Text && x.Cause == y.Cause && bytes.Equal(x.PDU, y.PDU)
}

// First tells the events at which the runs part, and "" where one has ended.
func (c *Comparison) First() (a, b string) {
	return narrate.Sentence(c.a, c.Same+1), narrate.Sentence(c.b, c.Same+1)
}

// Beside gives the event of the first run that belongs beside one of the
// second: the same one before they part, afterwards the last that had happened
// by then.
func (c *Comparison) Beside(b trace.ID) trace.ID {
	if b <= c.Same {
		return b
	}
	e := c.b.Event(b)
	if e == nil {
		return trace.ID(c.a.Len())
	}
	beside := c.lastBy(e.At)
	if first := c.a.Event(c.Same + 1); first != nil && first.At == e.At {
		beside = min(beside, b) // within the instant at which they part, one by one
	}
	return beside
}

// lastBy gives the last event of the first run that has happened at an instant.
func (c *Comparison) lastBy(at osi.Instant) trace.ID {
	n := sort.Search(c.a.Len(), func(i int) bool { return c.a.Event(trace.ID(i+1)).At > at })
	return max(trace.ID(n), min(c.Same, trace.ID(c.a.Len())))
}
