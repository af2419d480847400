package tui

import (
	"encap/layers/osi"
	"encap/sim/trace"
)

// rung is one line of the ladder: an event that is worth one.
type rung struct {
	id   trace.ID
	kind rungKind
}

type rungKind uint8

const (
	noRung    rungKind = iota
	rungFrame          // a frame leaves for another node
	rungDrop           // a node throws something away, or a port does
	rungTimer          // a timer runs out
	rungCall           // a process calls
	rungBack           // a call that had to wait comes back
	rungState          // a connection has another state
	rungWord           // a process begins, prints, ends; a person acts
)

// rungOf says which line an event gets.
func rungOf(e *trace.Event) rungKind {
	switch e.Kind {
	case trace.TxStart:
		return rungFrame
	case trace.Drop:
		if e.Of != 0 {
			return noRung // it is seen on its cable
		}
		return rungDrop
	case trace.TimerFired:
		return rungTimer
	case trace.Call:
		return rungCall
	case trace.Return:
		if e.Cause == e.Of && stateOf(e) == "" {
			return noRung
		}
		return rungBack
	case trace.Output, trace.Exit:
		return rungWord
	case trace.Act:
		if e.Node != "" {
			return rungWord
		}
	}
	if stateOf(e) != "" {
		return rungState
	}
	return noRung
}

// stateOf gives the state that a connection gets at an event, or "".
func stateOf(e *trace.Event) (state string) {
	for i := range e.Deltas {
		if d := &e.Deltas[i]; d.Field == "State" && d.Entity.Kind == "tcp" {
			state = d.New
		}
	}
	return state
}

// chatter says whether a line tells what nodes say among themselves, of which
// no student has asked.
func (f *film) chatter(r rung) bool {
	e := f.event(r.id)
	switch r.kind {
	case rungFrame:
		fl := f.flightOf(r.id)
		return fl != nil && chatty[fl.name]
	case rungDrop:
		if e.Layer != osi.Link {
			return false
		}
		up := f.flightThat(e)
		return up != nil && chatty[up.name]
	case rungTimer:
		return e.Layer == osi.Link
	}
	return false
}

// chatty are the protocols by which nodes find one another.
var chatty = map[string]bool{"ARP": true, "STP": true, "BPDU": true, "RSTP": true, "LLC": true, "RIP": true, "OSPF": true,
	"IGMP": true, "LLDP": true, "CDP": true}
