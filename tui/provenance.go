package tui

import (
	"bytes"
	"slices"

	"encap/sim"
	"encap/sim/trace"
)

// Provenance is what a Source offers besides when it knows where each byte on a
// cable comes from.
type Provenance interface {
	// Origin says where a byte of a frame comes from.
	Origin(id trace.FrameID, offset int) (sim.Origin, bool)
	// Carriers gives every frame that carried a byte of a call's Data.
	Carriers(call trace.ID, at int) []sim.Carrier
	// Readers gives the Return events of the calls that got it.
	Readers(call trace.ID, at int) []trace.ID
	// Written says which byte of which call's Data a byte is that a call got.
	Written(returned trace.ID, at int) (call trace.ID, of int, ok bool)
}

// letter is one byte of what a call handed over. The zero letter is none.
type letter struct {
	call trace.ID
	at   int
}

// carried are the frames that carried the letter that was asked for last.
type carried struct {
	letter letter
	by     []sim.Carrier
}

// carriers gives the frames that carried a letter.
func (f *film) carriers(l letter) []sim.Carrier {
	p, ok := f.src.(Provenance)
	if !ok || l.call == 0 {
		return nil
	}
	if f.carried.letter != l {
		f.carried = carried{l, p.Carriers(l.call, l.at)}
	}
	return f.carried.by
}

// origin says where a byte of a frame comes from.
func (f *film) origin(frame trace.FrameID, offset int) (sim.Origin, bool) {
	if p, ok := f.src.(Provenance); ok {
		return p.Origin(frame, offset)
	}
	return sim.Origin{}, false
}

// readers gives the Return events of the calls that got a letter.
func (f *film) readers(l letter) []trace.ID {
	if p, ok := f.src.(Provenance); ok {
		return p.Readers(l.call, l.at)
	}
	return nil
}

// inHand gives the letter that is looked at in an event at which a process
// holds bytes: it hands them over, or has got them.
func (s *stage) inHand(e *trace.Event) (letter, bool) {
	switch {
	case len(e.Data) == 0:
	case e.Kind == trace.Call && s.follows.call == e.ID:
		return s.follows, true
	case e.Kind == trace.Call:
		return letter{call: e.ID}, true
	case e.Kind == trace.Return && slices.Contains(s.film.readers(s.follows), e.ID):
		return s.follows, true
	case e.Kind == trace.Return:
		if p, ok := s.film.src.(Provenance); ok {
			call, at, ok := p.Written(e.ID, 0)
			return letter{call, at}, ok
		}
	}
	return letter{}, false
}

// How far from an event its frame is looked for.
const (
	framesUp = 16
	framesOn = 400
)

// inFrame gives the event with which the frame of an event's PDU leaves, and
// the byte of it at which the PDU begins: what goes down is in the frame to
// come, what comes up in the one that brought it.
func (f *film) inFrame(e *trace.Event) (start *trace.Event, at int, ok bool) {
	if len(e.PDU) == 0 {
		return nil, 0, false
	}
	if e.Frame == 0 && e.Kind == trace.Send {
		for id, n := e.ID+1, 0; id <= f.last && n < framesOn; id, n = id+1, n+1 {
			if x := f.event(id); x.Kind == trace.TxStart && x.Node == e.Node {
				if at, ok := f.placeIn(x, e); ok {
					return x, at, true
				}
			}
		}
		return nil, 0, false
	}
	for x, n := e, 0; x != nil && x.Node == e.Node && n < framesUp; x, n = f.event(x.Cause), n+1 {
		if start := f.event(f.left(x.Frame)); start != nil {
			at, ok := f.placeIn(start, e)
			return start, at, ok
		}
	}
	return nil, 0, false
}

// placeIn gives the byte of a frame at which an event's PDU begins. A cable may
// have damaged the PDU: then its place among the headers tells.
func (f *film) placeIn(start, e *trace.Event) (int, bool) {
	if e.Proto == start.Proto {
		return 0, e.Frame == start.Frame || bytes.Equal(e.PDU, start.PDU)
	}
	for _, p := range f.dissected(start.ID) {
		if p.Proto != e.Proto {
			continue
		}
		if e.Frame == start.Frame || bytes.HasPrefix(start.PDU[p.Start:], e.PDU) {
			return p.Start, true
		}
	}
	if at := bytes.Index(start.PDU, e.PDU); at >= 0 {
		return at, true
	}
	return 0, false
}

// dyed gives the byte of an event's PDU that is the letter that is followed; -1:
// none is.
func (s *stage) dyed(e *trace.Event) int {
	if s.follows.call == 0 {
		return -1
	}
	start, at, ok := s.film.inFrame(e)
	if !ok {
		return -1
	}
	for _, c := range s.film.carriers(s.follows) {
		if n := c.Offset - at; c.Frame == start.Frame && n >= 0 && n < len(e.PDU) {
			return n
		}
	}
	return -1
}
