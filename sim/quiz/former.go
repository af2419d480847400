package quiz

import (
	"bytes"
	"slices"

	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// howLong a device may hold a packet, in events.
const howLong = 3000

// CameIn gives the arrival of the frame that a device sends on in an event:
// also when the packet has waited there for an address. ok is false where the
// event sends on nothing.
func CameIn(src Source, id trace.ID) (arrival trace.ID, ok bool) {
	if src.Event(id) == nil {
		return 0, false
	}
	return newAsker(src, id, Changed).cameIn()
}

func (a *asker) cameIn() (arrival trace.ID, ok bool) {
	if a.e.Kind != trace.TxStart || !forwards(a.src.Scenario(), a.e.Node) {
		return 0, false
	}
	is := dissect.Dissect(a.e.Proto, a.e.PDU)
	for id := a.e.ID - 1; id > 0 && id+howLong > a.e.ID; id-- {
		e := a.src.Event(id)
		if e.Kind == trace.Arrival && e.Node == a.e.Node && !(e.Port == a.e.Port && bytes.Equal(e.PDU, a.e.PDU)) &&
			samePacket(dissect.Dissect(e.Proto, e.PDU), e.PDU, is, a.e.PDU) {
			return id, true
		}
	}
	return 0, false
}

// former gives the PDUs of a frame as it came to the device that now sends it
// on, and of the frame as it leaves. ok is false where the event is no such
// frame.
func (a *asker) former() (was, is []dissect.PDU, ok bool) {
	id, ok := a.cameIn()
	if !ok {
		return nil, nil, false
	}
	e := a.src.Event(id)
	return dissect.Dissect(e.Proto, e.PDU), dissect.Dissect(a.e.Proto, a.e.PDU), true
}

// answered gives the PDUs of what came to a node and of the answer that it
// sends. ok is false where the event is no answer of the same protocol.
func (a *asker) answered() (was, is []dissect.PDU, ok bool) {
	if a.e.Kind != trace.TxStart && a.e.Kind != trace.Send || forwards(a.src.Scenario(), a.e.Node) {
		return nil, nil, false
	}
	is = dissect.Dissect(a.e.Proto, a.e.PDU)
	for e := a.src.Event(a.e.Cause); e != nil && e.Node == a.e.Node; e = a.src.Event(e.Cause) {
		if e.Kind != trace.Arrival && e.Kind != trace.Receive || e.Proto != a.e.Proto {
			continue
		}
		was = dissect.Dissect(e.Proto, e.PDU)
		if len(was) != len(is) {
			return nil, nil, false
		}
		for i := range was {
			if was[i].Proto != is[i].Proto {
				return nil, nil, false
			}
		}
		return was, is, true
	}
	return nil, nil, false
}

// forwards says whether a node sends on what others have made.
func forwards(s *scenario.Scenario, node string) bool {
	for i := range s.Nodes {
		if s.Nodes[i].Name == node {
			return s.Nodes[i].Kind.Routes() || s.Nodes[i].Kind.ByCables()
		}
	}
	return false
}

// samePacket says whether two frames carry the same thing: the same frame, or
// the same packet in another frame, be it that a tag was put on or taken off.
func samePacket(a []dissect.PDU, x []byte, b []dissect.PDU, y []byte) bool {
	retagged := len(a) != len(b)
	a, b = untagged(a), untagged(b)
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	for i := range a {
		if a[i].Proto != b[i].Proto || a[i].Malformed != "" || b[i].Malformed != "" {
			return false
		}
	}
	if bytes.Equal(x, y) {
		return true
	}
	for i := range a {
		if a[i].Proto == "ip" {
			in := min(i+1, len(a)-1) // what a translator changes stands in front of it
			return textOf(a[i:], "ip.id") == textOf(b[i:], "ip.id") &&
				bytes.Equal(x[a[in].Body:a[in].Tail], y[b[in].Body:b[in].Tail])
		}
	}
	return retagged && len(a) > 1 && bytes.Equal(x[:12], y[:12]) && bytes.Equal(x[a[1].Start:a[1].End], y[b[1].Start:b[1].End])
}

// untagged gives the PDUs without the tags of VLANs.
func untagged(pdus []dissect.PDU) []dissect.PDU {
	return slices.DeleteFunc(slices.Clone(pdus), func(p dissect.PDU) bool { return p.Proto == "vlan" })
}

// textOf gives what stands in the first field of a name; "" if there is none.
func textOf(pdus []dissect.PDU, name string) string {
	if f := fieldOf(pdus, name); f != nil {
		return f.Text
	}
	return ""
}

func fieldOf(pdus []dissect.PDU, name string) *dissect.Field {
	for i := range pdus {
		for j := range pdus[i].Fields {
			if f := &pdus[i].Fields[j]; f.Name == name {
				return f
			}
		}
	}
	return nil
}
