package sim

import (
	"slices"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
)

// Origin is where a byte on a cable comes from.
type Origin struct {
	PDU    dissect.PDU     // the innermost one that the byte belongs to
	Fields []dissect.Field // those of its header, or trailer, that the byte is a part of
	Send   trace.ID        // the Send event of the segment, datagram or echo message in the frame; 0: none is known
	Call   trace.ID        // the call that handed the byte over; 0: none
	At     int             // which byte it is of the call's Data
}

// Origin says where a byte of a frame, from its first on, comes from. A frame
// is as it left: on its way a cable may have damaged it.
func (s *Session) Origin(id trace.FrameID, offset int) (Origin, bool) {
	t := s.follow()
	if int(id) >= len(t.frames) || t.frames[id].started == 0 {
		return Origin{}, false
	}
	frame := t.trace.Event(t.frames[id].started).PDU
	if offset < 0 || offset >= len(frame) {
		return Origin{}, false
	}
	o := Origin{}
	for _, p := range t.dissected(id) {
		if p.Start <= offset && offset < p.End {
			o.PDU = p
		}
	}
	for _, f := range o.PDU.Fields {
		if f.Start < 8*offset+8 && 8*offset < f.End {
			o.Fields = append(o.Fields, f)
		}
	}
	if about := t.frames[id].about; about > 0 {
		g := &t.segments[about]
		o.Send = g.send
		if from, to := t.text(id); offset >= from && offset < to {
			o.Call, o.At = t.writer(g, offset-from)
		}
	}
	return o, true
}

// Carrier is a frame that carried a byte of a message.
type Carrier struct {
	Frame  trace.FrameID
	Start  trace.ID // its TxStart event, which tells cable and time
	Offset int      // the byte's place in the frame
	// Send is the Send event of the segment or datagram in the frame. Each
	// one after the first is a retransmission; one Send has a frame for each
	// cable, and for each time that a cable doubled one before.
	Send trace.ID
}

// Carriers gives every frame that carried a byte of a call's Data, on every
// cable, in the order in which they left. ICMP messages that give the byte
// back or quote it are among them.
func (s *Session) Carriers(call trace.ID, at int) []Carrier {
	t := s.follow()
	if e := t.trace.Event(call); e == nil || e.Kind != trace.Call || at < 0 || at >= len(e.Data) {
		return nil
	}
	var carriers []Carrier
	for _, m := range t.messages[call] {
		carriers = t.carriers(carriers, &t.segments[m], at-t.segments[m].skip)
	}
	if w, ok := t.written[call]; ok && at < w.n {
		place := w.start + int64(at)
		for _, i := range w.flow.segments {
			carriers = t.carriers(carriers, &t.segments[i], int(place-t.segments[i].at))
		}
	}
	slices.SortFunc(carriers, func(a, b Carrier) int { return int(a.Start) - int(b.Start) })
	return carriers
}

// carriers appends the frames that carried byte at of a segment's text.
func (t *threads) carriers(list []Carrier, g *segment, at int) []Carrier {
	if at < 0 || at >= g.n {
		return list
	}
	for _, id := range g.frames {
		if from, to := t.text(id); from+at < to {
			list = append(list, Carrier{id, t.frames[id].started, from + at, g.send})
		}
	}
	return list
}

// dissected gives what is in a frame. One byte after the other is asked for.
func (t *threads) dissected(id trace.FrameID) []dissect.PDU {
	if t.opened != id {
		t.opened, t.pdus = id, dissect.Dissect("eth", t.trace.Event(t.frames[id].started).PDU)
	}
	return t.pdus
}

// text gives where the application's bytes are in a frame.
func (t *threads) text(id trace.FrameID) (from, to int) {
	f := &t.frames[id]
	if f.to == 0 {
		p := bearer(t.dissected(id))
		f.from, f.to = p.Body, p.Tail
	}
	return f.from, f.to
}

// bearer gives the PDU whose payload is the application's: the innermost that
// has a header of its own, since an ICMP error bears what it quotes.
func bearer(pdus []dissect.PDU) *dissect.PDU {
	for i := len(pdus) - 1; i >= 0; i-- {
		if p := &pdus[i]; p.Layer == osi.Transport || p.Proto == "icmp" {
			return p
		}
	}
	return &dissect.PDU{}
}
