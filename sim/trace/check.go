package trace

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"encap/layers/osi"
)

// Check tells what is wrong with the trace so far: an event whose causes do
// not end at an act, a frame that vanished, a timer that was forgotten, a call
// that neither returned nor waits, a state that is not what the deltas say.
// Without it, stepping back could lie.
func (t *Tracer) Check() error {
	if t.level != All {
		return errors.New("trace: only a trace of level all can be checked")
	}
	if len(t.open) > 0 {
		return fmt.Errorf("trace: event %d is still open", t.top().event.ID)
	}
	c := checker{t: t, ends: map[ID]int{}, current: map[Entity]ID{}, waiting: t.Waiting(), rooted: make([]bool, t.Trace.Len()+1)}
	for id := ID(1); int(id) <= t.Trace.Len(); id++ {
		c.event(t.Trace.Event(id))
	}
	for id := ID(1); int(id) <= t.Trace.Len(); id++ {
		c.ending(t.Trace.Event(id))
	}
	return errors.Join(append(c.wrong, t.Audit())...)
}

// checker goes over a trace once to see what answers what, and once more to
// see what is unanswered.
type checker struct {
	t       *Tracer
	wrong   []error
	ends    map[ID]int    // how many events answer this one
	current map[Entity]ID // the latest setting of each timer
	rooted  []bool        // by ID: its causes end at an act
	waiting []ID          // calls that have not returned
	last    osi.Instant
}

func (c *checker) complain(e *Event, format string, args ...any) {
	if len(c.wrong) < 20 {
		c.wrong = append(c.wrong, fmt.Errorf("trace: event %d (%v %s at %v): %s", e.ID, e.Kind, e.Node, e.At, fmt.Sprintf(format, args...)))
	}
}

// event checks one event against those before it.
func (c *checker) event(e *Event) {
	if e.At < c.last {
		c.complain(e, "it is earlier than the one before")
	}
	c.last = e.At
	switch {
	case e.Kind == Act:
		c.rooted[e.ID] = e.Cause == 0
	case e.Cause < e.ID:
		c.rooted[e.ID] = c.rooted[e.Cause]
	}
	if !c.rooted[e.ID] {
		c.complain(e, "its causes do not end at an act (cause %d)", e.Cause)
	}
	if e.Of >= e.ID {
		c.complain(e, "it answers event %d, which is not before it", e.Of)
		return
	}
	c.ends[e.Of]++
	switch e.Kind {
	case TimerSet:
		c.ends[c.current[e.Entity]]++ // set anew before it ran out
		c.current[e.Entity] = e.ID
	case TimerFired, TimerStopped:
		delete(c.current, e.Entity)
	}
}

// ending checks that what an event began has come to an end, or will.
func (c *checker) ending(e *Event) {
	now, n := c.t.now(), c.ends[e.ID]
	switch e.Kind {
	case Queued:
		if n > 1 {
			c.complain(e, "the frame left the queue %d times", n)
		}
	case TxStart:
		if n == 0 && e.Arrives < now {
			c.complain(e, "frame %d neither arrived nor was dropped, nor has it collided", e.Frame)
		}
	case Mark:
		if n > 1 {
			c.complain(e, "the frame left the queue %d times", n)
		}
	case Collision:
		if n > 1 {
			c.complain(e, "what has collided has ended %d times", n)
		}
	case TimerSet:
		if n == 0 && e.Until < now || n > 1 {
			c.complain(e, "the timer %s has ended %d times", e.Name, n)
		}
	case Call:
		if waits := slices.Contains(c.waiting, e.ID); n == 0 && !waits || n > 0 && waits || n > 1 {
			c.complain(e, "%s has returned %d times", e.Name, n)
		}
	}
}

// Waiting gives the calls that have not returned, in their order; those of
// killed processes never will.
func (t *Tracer) Waiting() []ID {
	all := slices.AppendSeq(slices.Clone(t.broken), maps.Values(t.calls))
	slices.Sort(all)
	return all
}

// Audit compares what the deltas add up to with what every entity is now.
func (t *Tracer) Audit() error {
	var wrong []error
	live := 0
	for _, w := range t.watched {
		live++
		row := t.Trace.tip.Find(w.key)
		if row == nil {
			wrong = append(wrong, fmt.Errorf("trace: %v is in no delta", w.key))
			continue
		}
		now := w.entity.Vars()
		if now == nil {
			wrong = append(wrong, fmt.Errorf("trace: %v went without a delta", w.key))
			continue
		}
		v := reflect.ValueOf(now)
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; row.Get(name) != show(v.Field(i)) {
				wrong = append(wrong, fmt.Errorf("trace: %v.%s is %s, but the deltas say %s", w.key, name, show(v.Field(i)), row.Get(name)))
			}
		}
	}
	if live != len(t.Trace.tip.Rows) {
		wrong = append(wrong, fmt.Errorf("trace: %d entities live, the deltas know %d", live, len(t.Trace.tip.Rows)))
	}
	return errors.Join(wrong...)
}
