package trace

// chunk is how many events stand together in memory: a full chunk never moves,
// so a pointer to an event stays good.
const chunk = 512

// Trace is a growing list of events. What was appended is not changed any more
// once the step of the engine that made it is over.
type Trace struct {
	chunks []*[chunk]Event
	n      int
	deltas int // folded into no keyframe yet
	frames []keyframe
	tip    State // all deltas folded
	bytes  int64
}

// Len gives the number of events; their IDs are 1 to Len.
func (t *Trace) Len() int { return t.n }

// Event gives an event by its ID, or nil. The caller does not change it.
func (t *Trace) Event(id ID) *Event {
	if id < 1 || int(id) > t.n {
		return nil
	}
	i := int(id) - 1
	return &t.chunks[i/chunk][i%chunk]
}

// Bytes gives about how much memory the trace holds, with the frames that it
// keeps alive.
func (t *Trace) Bytes() int64 { return int64(len(t.chunks)*chunk*eventSize) + t.bytes }

func (t *Trace) add(e Event) *Event {
	if t.n%chunk == 0 {
		t.chunks = append(t.chunks, new([chunk]Event))
	}
	t.n++
	e.ID = ID(t.n)
	slot := &t.chunks[(t.n-1)/chunk][(t.n-1)%chunk]
	*slot = e
	t.bytes += int64(len(e.Data))
	if e.Kind == TxStart || e.Kind == Drop {
		t.bytes += int64(len(e.PDU) + frameRoom) // all layers' PDUs are parts of one frame
	}
	return slot
}

// change attaches deltas to an event, which must be the last one, so that
// folding in order gives every state that ever was.
func (t *Trace) change(e *Event, deltas []Delta) {
	if int(e.ID) != t.n {
		panic("trace: a change to an event that is not the last")
	}
	e.Deltas = append(e.Deltas, deltas...)
	t.bytes += int64(len(deltas) * deltaSize)
	t.tip.fold(deltas)
	t.deltas += len(deltas)
	if t.deltas > 256+2*t.tip.size {
		t.frames = append(t.frames, keyframe{after: e.ID, deltas: len(e.Deltas), state: t.tip.clone()})
		t.deltas = 0
		t.bytes += int64(t.tip.size * varSize)
	}
}
