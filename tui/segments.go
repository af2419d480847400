package tui

import (
	"fmt"
	"strings"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
)

// segment is one part of a PDU as a stack shows it: a header, the payload, a
// trailer.
type segment struct {
	layer osi.Layer // whose it is: the colour
	long  string    // "IP 20"
	mid   string    // "IP"
	short string    // "I"
	pdu   int       // of the dissected ones; -1: a trailer's padding
	field string    // the field it is, for a trailer
}

// makeup is what a PDU is made of: headers, what they carry, trailers.
type makeup struct {
	headers, trailers []segment
	payload           segment
	size              int
}

// makeupOf takes a PDU apart for the stacks.
func makeupOf(e *trace.Event, pdus []dissect.PDU) (m makeup) {
	m.size = len(e.PDU)
	for i := range pdus {
		p := &pdus[i]
		if p.Proto == "data" {
			m.payload = segment{layer: osi.Application, long: p.Summary, mid: p.Summary, short: p.Summary, pdu: i}
			break
		}
		name := protoName(p.Proto)
		m.headers = append(m.headers, segment{layer: shelf(p.Layer), long: fmt.Sprintf("%s %d", name, p.Body-p.Start), mid: name, short: name[:1], pdu: i})
		m.addTrailer(p, i)
	}
	if len(pdus) > 0 && m.payload.long == "" {
		m.addRest(&pdus[len(pdus)-1])
	}
	return m
}

// addTrailer adds what follows a PDU's payload; inner trailers come first.
func (m *makeup) addTrailer(p *dissect.PDU, pdu int) {
	var own []segment
	for _, f := range p.Fields {
		if f.Start < p.Tail*8 || f.End == f.Start || f.End > p.End*8 {
			continue
		}
		name := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
		switch name {
		case "padding":
			name = txtPad
		case "fcs":
			name = "FCS"
		}
		own = append(own, segment{layer: shelf(p.Layer), long: fmt.Sprintf("%s %d", name, (f.End-f.Start)/8), mid: name, short: name[:1], pdu: pdu, field: f.Name})
	}
	m.trailers = append(own, m.trailers...)
}

// addRest makes a payload of what the innermost header carries, when that is
// no PDU of its own.
func (m *makeup) addRest(p *dissect.PDU) {
	if n := p.Tail - p.Body; n > 0 {
		text := fmt.Sprintf("%d B", n)
		m.payload = segment{layer: osi.Application, long: text, mid: text, short: text, pdu: -1}
	}
}

// form is how much of a segment is written: the longer forms where there is
// room.
type form int

const (
	longForm  form = iota // "IP 20", as a chip
	midForm               // "IP", as a chip
	tightForm             // "IP", one blank between
	shortForm             // "I"
	forms
)

// text gives a segment's text.
func (g *segment) text(f form) string {
	return [...]string{g.long, g.mid, g.mid, g.short}[f]
}

// ends gives how many columns a segment takes besides its text.
func (f form) ends() int {
	if f < tightForm {
		return 2
	}
	return 1
}
