package quiz

import (
	"fmt"

	"encap/layers/osi"
	"encap/sim/dissect"
)

// place is a field that fills whole bytes.
type place struct {
	pdu   *dissect.PDU
	field *dissect.Field
}

// where asks in which bytes of the event's PDU a field stands; "" lets chance
// choose the field.
func (a *asker) where(field string) *Question {
	if len(a.e.PDU) == 0 {
		return nil
	}
	pdus := dissect.Dissect(a.e.Proto, a.e.PDU)
	places := wholeBytes(pdus)
	var fit []int
	for i, p := range places {
		if _, single := onlyField(pdus, p.field.Name); single && (field == "" && !dull[p.field.Name] || p.field.Name == field) {
			fit = append(fit, i)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	i := fit[a.rng.IntN(len(fit))]
	p := places[i]
	right := Choice{p.text(), fmt.Sprintf(txtPlaceIs, p.field.Label, p.field.Name, p.field.Text) + cited(p.field.Cite) + "."}
	var wrong []Choice
	for d := 1; d < len(places); d++ {
		for _, j := range []int{i - d, i + d} {
			if j >= 0 && j < len(places) {
				o := places[j]
				wrong = append(wrong, Choice{o.text(), fmt.Sprintf(txtPlaceOf, o.text(), o.field.Label, o.field.Name, o.field.Text)})
			}
		}
	}
	if n := min(6, len(wrong)); n > 0 {
		wrong = a.shuffled(wrong[:n])
	}
	header := fmt.Sprintf(txtHintHeaderAt, p.pdu.Title, p.pdu.Start)
	from := fmt.Sprintf(txtHintOffset, p.field.Start/8-p.pdu.Start, p.pdu.Title)
	text := fmt.Sprintf(txtWhere, a.subject(), p.pdu.Proto, p.field.Label, p.field.Name)
	q := a.make(Where, text, right, wrong, header, from)
	if q != nil {
		q.Fields = []string{p.field.Name}
	}
	return q
}

// dull are fields that nobody needs to find.
var dull = map[string]bool{"arp.hw.size": true, "arp.proto.size": true, "tcp.urgent_pointer": true, "eth.padding": true}

// wholeBytes gives the fields that stand in bytes of their own.
func wholeBytes(pdus []dissect.PDU) (all []place) {
	for i := range pdus {
		if pdus[i].Malformed != "" {
			return nil
		}
		if pdus[i].Layer > osi.Transport || pdus[i].Proto == "data" {
			continue // no header with fixed places
		}
		for j := range pdus[i].Fields {
			f := &pdus[i].Fields[j]
			if f.Start%8 == 0 && f.End%8 == 0 && f.End > f.Start && f.End-f.Start <= 64 {
				all = append(all, place{&pdus[i], f})
			}
		}
	}
	return all
}

// text says where: "bytes 26 to 29".
func (p place) text() string {
	first, last := p.field.Start/8, p.field.End/8-1
	if first == last {
		return fmt.Sprintf(txtByte, first)
	}
	return fmt.Sprintf(txtBytes, first, last)
}

func cited(cite string) string {
	if cite == "" {
		return ""
	}
	return " (" + cite + ")"
}
