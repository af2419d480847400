package trace

import (
	"cmp"
	"slices"

	"encap/layers/physical"
	"encap/layers/socket"
)

// Killed notes that a process has ended in the middle of a call, which will
// never return.
func (t *Tracer) Killed(p *socket.Process) {
	if id, ok := t.calls[p]; ok {
		t.broken = append(t.broken, id)
		delete(t.calls, p)
	}
}

// Forget records, within the event that is going on, that all entities of a
// node but its ports are gone: it has lost its power, and what it knew.
func (t *Tracer) Forget(node string) {
	top := t.top()
	if top == nil {
		return
	}
	t.settle()
	var gone []*watch
	for e, w := range t.watched {
		if _, isPort := e.(*physical.Port); w.key.Node == node && !isPort {
			gone = append(gone, w)
		}
	}
	slices.SortFunc(gone, func(a, b *watch) int {
		return cmp.Or(cmp.Compare(a.key.Kind, b.key.Kind), cmp.Compare(a.key.Name, b.key.Name))
	})
	var deltas []Delta
	for _, w := range gone {
		if w.last != nil {
			deltas = append(deltas, Delta{Entity: w.key, New: "gone"})
		}
		delete(t.watched, w.entity)
	}
	t.record(top.event, deltas)
}
