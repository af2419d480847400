package futures

import (
	"sort"

	"encap/sim/trace"
)

// thing is something of the story that happens in a run: what a process gets
// or prints, a frame that is lost, a timer that runs out, a process that ends.
type thing struct {
	node, process string
	kind          trace.Kind
	text          string
}

// told says what an event is in the story, and whether it is anything.
func told(e *trace.Event) (thing, bool) {
	t := thing{node: e.Node, kind: e.Kind}
	switch e.Kind {
	case trace.Output, trace.Exit:
		t.process, t.text = e.Process, e.Text
	case trace.Return:
		if len(e.Data) == 0 {
			return t, false
		}
		t.process, t.text = e.Process, string(e.Data)
	case trace.Drop:
		if r := e.Why(); r != nil {
			t.text = r.Name
		}
	case trace.TimerFired:
		t.text = e.Name
	case trace.Act:
		t.text = e.Text
	default:
		return t, false
	}
	return t, true
}

// story gives what one run has and the other has not, and what comes at another
// time. The n-th time that something happens belongs to the n-th time in the
// other run.
func (c *Comparison) story() (all []Difference) {
	was, is := c.things(c.a), c.things(c.b)
	for t, a := range was {
		b := is[t]
		for i, id := range a {
			if i >= len(b) {
				all = append(all, Difference{A: id})
				continue
			}
			if later := c.b.Event(b[i]).At.Sub(c.a.Event(id).At); later != 0 {
				all = append(all, Difference{A: id, B: b[i], Later: later})
			}
		}
	}
	for t, b := range is {
		for _, id := range b[min(len(was[t]), len(b)):] {
			all = append(all, Difference{B: id})
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if x, y := c.when(all[i]), c.when(all[j]); x != y {
			return x < y
		}
		if all[i].B != all[j].B {
			return all[i].B < all[j].B
		}
		return all[i].A < all[j].A
	})
	return all
}

// things gives where each thing happens after the runs have parted.
func (c *Comparison) things(src Source) map[thing][]trace.ID {
	all := map[thing][]trace.ID{}
	for id := c.Same + 1; int(id) <= src.Len(); id++ {
		if t, ok := told(src.Event(id)); ok {
			all[t] = append(all[t], id)
		}
	}
	return all
}

// when gives the first instant at which a difference can be seen.
func (c *Comparison) when(d Difference) int64 {
	switch {
	case d.A == 0:
		return int64(c.b.Event(d.B).At)
	case d.B == 0:
		return int64(c.a.Event(d.A).At)
	}
	return int64(min(c.a.Event(d.A).At, c.b.Event(d.B).At))
}
