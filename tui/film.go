package tui

import (
	"io"
	"sync"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// film is a finished run as the screen plays it: the source and all that is
// worked out from it once.
type film struct {
	src     Source
	sc      *scenario.Scenario
	last    trace.ID
	steps   map[trace.ID]string
	nodes   map[string]*nodeTrack
	plugs   [][2]int    // the port at each end of each cable
	flights []flight    // in the order in which they begin
	kinds   []frameKind // what frames carry, in the order in which it was first seen
	air     []int       // for each event the first flight that may still be under way
	reel    reel
	started map[trace.FrameID]trace.ID // each frame's TxStart

	pdus    map[trace.ID][]dissect.PDU
	says    map[trace.ID]string
	state   cachedState
	carried carried

	use sync.Mutex // held while the live run follows, and to close
}

// nodeTrack is where one node's events are.
type nodeTrack struct {
	index  int // in the scenario
	kind   scenario.Kind
	events []trace.ID                      // all of them
	at     [osi.Application + 1][]trace.ID // those at which a PDU or a word crosses the layer
}

type cachedState struct {
	at    trace.ID
	state trace.State
}

// newFilm works a run out.
func newFilm(src Source) *film {
	f := &film{
		src: src, sc: src.Scenario(), last: trace.ID(src.Len()), steps: src.Steps(),
		nodes: map[string]*nodeTrack{}, plugs: src.Scenario().Plugs(),
		pdus: map[trace.ID][]dissect.PDU{}, says: map[trace.ID]string{}, started: map[trace.FrameID]trace.ID{},
	}
	for i := range f.sc.Nodes {
		n := &f.sc.Nodes[i]
		f.nodes[n.Name] = &nodeTrack{index: i, kind: n.Kind}
	}
	for id := trace.ID(1); id <= f.last; id++ {
		f.index(f.event(id))
	}
	f.land()
	f.reel = cut(f)
	return f
}

// close ends the run when it is shown no longer.
func (f *film) close() {
	f.use.Lock()
	defer f.use.Unlock()
	if c, ok := f.src.(io.Closer); ok {
		_ = c.Close() // nothing is lost: all that was shown is a trace
	}
}

// follow lets a live run go on to an event.
func (f *film) follow(l Live, id trace.ID) error {
	f.use.Lock()
	defer f.use.Unlock()
	return l.Follow(id)
}

// event gives an event.
func (f *film) event(id trace.ID) *trace.Event { return f.src.Event(id) }

// index enters an event in its node's track.
func (f *film) index(e *trace.Event) {
	n := f.nodes[e.Node]
	if n == nil {
		return
	}
	n.events = append(n.events, e.ID)
	if crosses(e.Kind) {
		l := shelf(e.Layer)
		n.at[l] = append(n.at[l], e.ID)
	}
}

// crosses says whether something passes a layer in events of this kind.
func crosses(k trace.Kind) bool {
	switch k {
	case trace.Act, trace.Start, trace.Exit, trace.Call, trace.Return, trace.Output,
		trace.Send, trace.Receive, trace.Queued, trace.TxStart, trace.Arrival, trace.Drop, trace.TimerFired:
		return true
	}
	return false
}

// shelf gives the layer whose row in the stack an event belongs to: what is
// above transport is one row.
func shelf(l osi.Layer) osi.Layer {
	if l > osi.Transport || l == 0 {
		return osi.Application
	}
	return l
}

// before gives the last of ids that is not after at, and 0 if there is none.
func before(ids []trace.ID, at trace.ID) trace.ID {
	lo, hi := 0, len(ids)
	for lo < hi {
		if m := (lo + hi) / 2; ids[m] <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 {
		return 0
	}
	return ids[lo-1]
}

// after gives the first of ids that is after at, and 0 if there is none.
func after(ids []trace.ID, at trace.ID) trace.ID {
	lo, hi := 0, len(ids)
	for lo < hi {
		if m := (lo + hi) / 2; ids[m] <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(ids) {
		return 0
	}
	return ids[lo]
}

// memory is how many dissected PDUs and sentences are kept.
const memory = 4096

// dissected gives the headers in an event's PDU, outermost first.
func (f *film) dissected(id trace.ID) []dissect.PDU {
	if p, ok := f.pdus[id]; ok {
		return p
	}
	if len(f.pdus) > memory {
		clear(f.pdus)
	}
	var p []dissect.PDU
	if e := f.event(id); e != nil && len(e.PDU) > 0 {
		p = dissect.Dissect(e.Proto, e.PDU)
	}
	f.pdus[id] = p
	return p
}

// sentence gives an event in a sentence.
func (f *film) sentence(id trace.ID) string {
	if s, ok := f.says[id]; ok {
		return s
	}
	if len(f.says) > memory {
		clear(f.says)
	}
	s := f.src.Sentence(id)
	f.says[id] = s
	return s
}

// stateAt gives all entities as they were after an event.
func (f *film) stateAt(id trace.ID) *trace.State {
	if f.state.at != id {
		f.state = cachedState{id, f.src.State(id)}
	}
	return &f.state.state
}
