package quiz

import (
	"fmt"

	"encap/sim/dissect"
	"encap/sim/trace"
)

// telling are the fields whose values can be foretold by who knows the
// protocols and the story so far.
var telling = []string{"ip.ttl", "eth.dst", "tcp.ack_raw", "tcp.seq_raw", "ip.dst", "arp.opcode", "icmp.type",
	"udp.length", "ip.len", "eth.src", "tcp.dstport", "udp.dstport", "ip.src", "ip.proto", "eth.type"}

// twins are fields that are easily taken for each other.
var twins = map[string]string{"eth.src": "eth.dst", "eth.dst": "eth.src", "ip.src": "ip.dst", "ip.dst": "ip.src",
	"udp.srcport": "udp.dstport", "udp.dstport": "udp.srcport", "tcp.srcport": "tcp.dstport", "tcp.dstport": "tcp.srcport",
	"tcp.seq_raw": "tcp.ack_raw", "tcp.ack_raw": "tcp.seq_raw", "ip.len": "udp.length", "udp.length": "ip.len"}

// value asks what will stand in a field of what is sent; "" lets chance choose
// the field.
func (a *asker) value(field string) *Question {
	if a.e.Kind != trace.TxStart && a.e.Kind != trace.Send || len(a.e.PDU) == 0 {
		return nil
	}
	pdus := dissect.Dissect(a.e.Proto, a.e.PDU)
	names := []string{field}
	if field == "" {
		names = nil
		for _, i := range a.rng.Perm(len(telling)) {
			names = append(names, telling[i])
		}
	}
	for _, name := range names {
		f, single := onlyField(pdus, name)
		if f == nil || !single || f.Bad {
			continue
		}
		right := Choice{f.Text, fmt.Sprintf(txtValueIs, label(pdus, name), f.Text, a.reason())}
		hint := fmt.Sprintf(txtHintHeader, headerOf(pdus, name))
		q := a.make(Value, fmt.Sprintf(txtValue, a.subject(), label(pdus, name), name), right, a.otherValues(pdus, f), hint, a.cause())
		if q != nil {
			q.Fields = []string{name}
			return q
		}
	}
	return nil
}

// reason gives the rule of the event or what caused it.
func (a *asker) reason() string {
	if r := a.e.Why(); r != nil {
		return r.Why
	}
	return a.cause()
}

// otherValues gives what stood there before, what stands in a field like it,
// and what stands in the same field of other PDUs.
func (a *asker) otherValues(pdus []dissect.PDU, f *dissect.Field) []Choice {
	var old, near, far []Choice
	if was, _, ok := a.former(); ok {
		if text := textOf(was, f.Name); text != "" {
			old = append(old, Choice{text, fmt.Sprintf(txtOldValue, a.e.Node)})
		}
	}
	if t := fieldOf(pdus, twins[f.Name]); t != nil {
		near = append(near, Choice{t.Text, fmt.Sprintf(txtTwinValue, label(pdus, t.Name))})
	}
	seen := map[string]bool{}
	for d := trace.ID(1); d < lookOn && len(seen) < 6; d++ {
		for _, id := range []trace.ID{a.e.ID - d, a.e.ID + d} {
			e := a.src.Event(id)
			if e == nil || e.Kind != trace.TxStart && e.Kind != trace.Send || len(e.PDU) == 0 {
				continue
			}
			if text := textOf(dissect.Dissect(e.Proto, e.PDU), f.Name); text != "" && !seen[text] {
				seen[text] = true
				far = append(far, Choice{text, fmt.Sprintf(txtOtherValue, id, e.At, e.Node)})
			}
		}
	}
	return append(append(old, near...), far...)
}

// onlyField gives the field of a name and whether it is the only one: a packet
// quoted in an ICMP message has the same fields as the one around it.
func onlyField(pdus []dissect.PDU, name string) (only *dissect.Field, single bool) {
	n := 0
	for i := range pdus {
		for j := range pdus[i].Fields {
			if f := &pdus[i].Fields[j]; f.Name == name {
				only = f
				n++
			}
		}
	}
	return only, n == 1
}
