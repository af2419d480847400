package tui

import (
	"io"
	"net/netip"
	"sync"

	"encap/layers/osi"
	"encap/sim"
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
	jacks   map[jack]plug
	owners  map[netip.Addr]string // the node that has an address
	streams *streamIndex
	effect  []trace.ID // of each event the first that it caused; 0: none
	rungs   []rung     // of the ladder
	leaves  []trace.ID // of each frame its TxStart
	calls   map[trace.Entity][]*sim.Call
	leave   map[trace.ID]trace.ID // of a segment the TxStart of its frame
	flights []flight              // in the order in which they begin
	kinds   []frameKind           // what frames carry, in the order in which it was first seen
	air     []int                 // for each event the first flight that may still be under way
	reel    reel

	asked // what the lesson asks

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
		nodes: map[string]*nodeTrack{}, owners: map[netip.Addr]string{},
		pdus: map[trace.ID][]dissect.PDU{}, says: map[trace.ID]string{},
	}
	for i := range f.sc.Nodes {
		n := &f.sc.Nodes[i]
		f.nodes[n.Name] = &nodeTrack{index: i, kind: n.Kind}
		for _, p := range n.Ports {
			f.owners[p.Addr.Addr()] = n.Name
		}
	}
	f.plugIn()
	f.index()
	f.callsOf(trace.Entity{}) // here, and not when somebody looks
	f.land()
	f.reel = cut(f)
	f.ask()
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

// index goes through all events, once.
func (f *film) index() {
	f.streams, f.effect = newStreamIndex(f.last), make([]trace.ID, f.last+1)
	a := airport{sent: map[trace.ID]int{}, frame: map[trace.FrameID]int{}}
	for id := trace.ID(1); id <= f.last; id++ {
		e := f.event(id)
		f.track(e)
		if f.effect[e.Cause] == 0 {
			f.effect[e.Cause] = id
		}
		f.streams.track(e)
		f.control(&a, e)
		flying := noStream
		if e.Kind == trace.TxStart {
			flying = f.flights[a.sent[id]].stream
			for int(e.Frame) >= len(f.leaves) {
				f.leaves = append(f.leaves, 0)
			}
			f.leaves[e.Frame] = id
		}
		f.streams.enter(e, flying)
		if k := rungOf(e); k != noRung {
			f.rungs = append(f.rungs, rung{id: id, kind: k})
		}
	}
}

// track enters an event in its node's track.
func (f *film) track(e *trace.Event) {
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
		trace.Send, trace.Receive, trace.Queued, trace.TxStart, trace.Arrival, trace.Drop, trace.Collision, trace.Mark, trace.TimerFired:
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
