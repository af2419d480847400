package tui

import (
	"bytes"

	"encap/sim/dissect"
	"encap/sim/quiz"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// changedBytes gives the bytes that are not what they were before: what came in
// is compared with what leaves.
func (s *stage) changedBytes(e *trace.Event, pdus []dissect.PDU) map[int]bool {
	names := s.changes(e, pdus)
	if len(names) == 0 {
		return nil
	}
	out := map[int]bool{}
	for i := range pdus {
		for _, f := range pdus[i].Fields {
			if _, changed := names[f.Name]; changed {
				for n := f.Start / 8; n*8 < f.End; n++ {
					out[n] = true
				}
			}
		}
	}
	return out
}

// changes gives the fields that are not what they were before, by name, with
// what they were: what the cable damaged, or else what the node that sent the
// PDU had changed on its way through.
func (s *stage) changes(e *trace.Event, pdus []dissect.PDU) map[string]string {
	was := s.before(e)
	if was == nil {
		return nil
	}
	old := s.film.dissected(was.ID)
	names := map[string]string{}
	for _, n := range dissect.Changed(old, pdus) {
		names[n] = "-"
		for i := range old {
			for _, f := range old[i].Fields {
				if f.Name == n && names[n] == "-" {
					names[n] = f.Text
				}
			}
		}
	}
	return names
}

// before gives the event with which an event's PDU was last seen before
// something could change it.
func (s *stage) before(e *trace.Event) *trace.Event {
	sent := e
	if e.Proto == "eth" && (e.Kind == trace.Arrival || e.Kind == trace.Receive) {
		for sent != nil && sent.Kind != trace.TxStart {
			next := sent.Cause
			if sent.Kind == trace.Arrival {
				next = sent.Of
			}
			if sent = s.film.event(next); sent != nil && sent.Frame != e.Frame {
				return nil
			}
		}
		if sent == nil || !bytes.Equal(sent.PDU, e.PDU) {
			return sent
		}
	}
	if n := s.film.nodes[sent.Node]; n == nil || n.kind == scenario.Host || sent.Kind != trace.Send && sent.Kind != trace.TxStart {
		return nil // a host makes its packets itself
	}
	return s.cameIn(sent)
}

// cameIn gives the event with which the packet that an event sends came to its
// node: nil when it was made there.
func (s *stage) cameIn(e *trace.Event) *trace.Event {
	if came := s.causedBy(e); came != nil || e.Kind != trace.TxStart {
		return came
	}
	// It may have waited for an address: then it is not the cause that tells.
	if s.waited.of != s.film || s.waited.tx != e.ID {
		s.waited.of, s.waited.tx = s.film, e.ID
		s.waited.came, _ = quiz.CameIn(s.film, e.ID)
	}
	return s.film.event(s.waited.came)
}

// waited is where a packet came in that waited for an address, kept since it
// takes a while to find.
type waited struct {
	of       *film
	tx, came trace.ID
}

// causedBy gives the event with which a packet came in, as the causes tell it.
func (s *stage) causedBy(e *trace.Event) *trace.Event {
	for n, up := 0, s.film.event(e.Cause); up != nil && up.Node == e.Node && n < 16; n, up = n+1, s.film.event(up.Cause) {
		switch {
		case up.Kind == trace.Receive && up.Proto == e.Proto:
			if s.header(up, s.film.dissected(up.ID)) == 0 && sameInside(s.film.dissected(up.ID), s.film.dissected(e.ID)) {
				return up
			}
			return nil
		case up.Kind != trace.Send && up.Kind != trace.Receive && up.Kind != trace.Queued && up.Kind != trace.Arrival:
			return nil
		}
	}
	return nil
}

// sameInside says whether two PDUs are made of the same protocols, so that one
// can be what became of the other. An ARP answer is no forwarded question.
func sameInside(a, b []dissect.PDU) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Proto != b[i].Proto {
			return false
		}
	}
	return len(a) > 1 && a[1].Proto != "arp"
}
