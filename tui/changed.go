package tui

import (
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// changedBytes gives the bytes that this node changed on the packet's way
// through: what came in is compared with what leaves.
func (s *stage) changedBytes(e *trace.Event, pdus []dissect.PDU) map[int]bool {
	names := s.changedFields(e, pdus)
	if len(names) == 0 {
		return nil
	}
	out := map[int]bool{}
	for i := range pdus {
		for _, f := range pdus[i].Fields {
			if names[f.Name] {
				for n := f.Start / 8; n*8 < f.End; n++ {
					out[n] = true
				}
			}
		}
	}
	return out
}

// changedFields gives the names of the fields that this node changed.
func (s *stage) changedFields(e *trace.Event, pdus []dissect.PDU) map[string]bool {
	if n := s.film.nodes[e.Node]; n == nil || n.kind == scenario.Host || e.Kind != trace.Send && e.Kind != trace.TxStart {
		return nil // a host makes its packets itself
	}
	was := s.cameIn(e)
	if was == nil {
		return nil
	}
	names := map[string]bool{}
	for _, n := range dissect.Changed(s.film.dissected(was.ID), pdus) {
		names[n] = true
	}
	return names
}

// cameIn gives the event with which the packet that an event sends came to its
// node: nil when it was made there.
func (s *stage) cameIn(e *trace.Event) *trace.Event {
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
