package narrate

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// teller tells of one event.
type teller struct {
	src  *Memory
	s    *scenario.Scenario // may be nil
	e    *trace.Event
	pdus []dissect.PDU
}

func newTeller(src *Memory, e *trace.Event) *teller {
	t := &teller{src: src, s: src.Scenario(), e: e}
	proto := e.Proto
	if proto == "" && e.Kind == trace.Drop && e.Layer == osi.Link {
		proto = "ip" // a packet that waited for a MAC address
	}
	if len(e.PDU) > 0 {
		t.pdus = dissect.Dissect(proto, e.PDU)
	}
	return t
}

// unknown stands for a value that the event should have and has not.
const unknown = "(missing)"

// say fills in a text. What {name} stands for is looked for among the pairs of
// name and value, then among what each event has, then among its header fields.
func (t *teller) say(text string, pairs ...any) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		b.WriteString(t.value(name, pairs))
		text = after
	}
}

func (t *teller) value(name string, pairs []any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return fmt.Sprint(pairs[i+1])
		}
	}
	switch name {
	case "node":
		return orUnknown(t.e.Node)
	case "port":
		return orUnknown(t.e.Port)
	case "process":
		return orUnknown(t.e.Process)
	case "call":
		return orUnknown(t.e.Name)
	case "frame":
		return bytesOf(len(t.e.PDU))
	}
	return t.text(name)
}

func orUnknown(s string) string {
	if s == "" {
		return unknown
	}
	return s
}

// field gives the outermost header field of that name, or nil.
func (t *teller) field(name string) *dissect.Field {
	for i := range t.pdus {
		for j := range t.pdus[i].Fields {
			if t.pdus[i].Fields[j].Name == name {
				return &t.pdus[i].Fields[j]
			}
		}
	}
	return nil
}

// text gives a field's value for a sentence: addresses with their owner.
func (t *teller) text(name string) string {
	f := t.field(name)
	if f == nil {
		return unknown
	}
	switch v := f.Value.(type) {
	case netip.Addr:
		return t.host(v)
	case ethernet.Addr:
		return t.station(v)
	}
	return f.Text
}

// number gives a field's value, 0 where it is absent.
func (t *teller) number(name string) uint64 {
	if f := t.field(name); f != nil {
		n, _ := f.Value.(uint64)
		return n
	}
	return 0
}

// addr gives an IP address field's value.
func (t *teller) addr(name string) netip.Addr {
	if f := t.field(name); f != nil {
		a, _ := f.Value.(netip.Addr)
		return a
	}
	return netip.Addr{}
}

// mac gives a MAC address field's value.
func (t *teller) mac(name string) ethernet.Addr {
	if f := t.field(name); f != nil {
		a, _ := f.Value.(ethernet.Addr)
		return a
	}
	return ethernet.Addr{}
}

// outer gives the first header of all if it is the protocol's, or nil: an ICMP
// message may have another packet's header inside.
func (t *teller) outer(proto string) *dissect.PDU {
	if len(t.pdus) > 0 && t.pdus[0].Proto == proto {
		return &t.pdus[0]
	}
	return nil
}

// pdu gives the outermost header of a protocol, or nil.
func (t *teller) pdu(proto string) *dissect.PDU {
	for i := range t.pdus {
		if t.pdus[i].Proto == proto {
			return &t.pdus[i]
		}
	}
	return nil
}

// inside gives what stands in the PDU behind the header of a protocol.
func (t *teller) inside(proto string) *dissect.PDU {
	for i := range t.pdus {
		if t.pdus[i].Proto == proto && i+1 < len(t.pdus) {
			return &t.pdus[i+1]
		}
	}
	return nil
}

// obeys says whether the event obeyed a rule.
func (t *teller) obeys(r *osi.Rule) bool {
	return slices.ContainsFunc(t.e.Rules, func(why trace.Reason) bool { return why.Rule == r })
}

// obeysNamed does the same for a rule that stands above this package.
func (t *teller) obeysNamed(name string) bool {
	return slices.ContainsFunc(t.e.Rules, func(why trace.Reason) bool { return why.Rule != nil && why.Rule.Name == name })
}

// dropped gives the rule by which what came in went no further, nil if it did:
// the event that follows is its drop.
func (t *teller) dropped() *osi.Rule {
	next := t.src.Event(t.e.ID + 1)
	if next == nil || next.Kind != trace.Drop || next.Cause != t.e.ID {
		return nil
	}
	return next.Why()
}

// cause gives the event because of which this one happened, or nil.
func (t *teller) cause() *trace.Event { return t.src.Event(t.e.Cause) }

// first says whether nothing of the kind has happened before: then everyday
// words are explained.
func (t *teller) first() bool { return t.src.first(t.e) }

// once gives the text that explains the first time, then the one that does
// not.
func (t *teller) once(explained, short string) string {
	if t.first() {
		return explained
	}
	return short
}

// delta gives what the event did to a variable of an entity of this kind, or
// nil.
func (t *teller) delta(kind, field string) *trace.Delta {
	for i := range t.e.Deltas {
		if d := &t.e.Deltas[i]; d.Entity.Kind == kind && d.Field == field {
			return d
		}
	}
	return nil
}

// variable gives the value that a variable of an entity has after the event,
// "" if it is not known.
func (t *teller) variable(entity trace.Entity, field string) string {
	if entity == (trace.Entity{}) {
		return ""
	}
	return t.src.variable(t.e, variable{entity, field})
}
