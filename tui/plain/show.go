package plain

import (
	"fmt"
	"io"
	"strings"

	"encap/sim/dissect"
	"encap/sim/trace"
)

// dump writes bytes in rows of sixteen: address, numbers, characters.
func dump(w io.Writer, data []byte) {
	for at := 0; at < len(data); at += 16 {
		row := data[at:min(at+16, len(data))]
		var hex, text strings.Builder
		for _, b := range row {
			fmt.Fprintf(&hex, "%02x ", b)
			if b < 0x20 || b >= 0x7f {
				b = '.'
			}
			text.WriteByte(b)
		}
		fmt.Fprintf(w, "%04x  %-48s %s\n", at, hex.String(), text.String())
	}
}

// fields writes the headers of a PDU and what stands in them.
func fields(w io.Writer, e *trace.Event) {
	for _, p := range dissect.Dissect(e.Proto, e.PDU) {
		text := fmt.Sprintf(txtHeader, p.Layer, p.Title, p.Start, max(p.Start, p.End-1), p.Summary)
		if p.Malformed != "" {
			text += ", " + fmt.Sprintf(txtMalformed, p.Malformed)
		}
		fmt.Fprintln(w, text)
		for _, f := range p.Fields {
			said := f.Text
			if f.Bad {
				said += ", " + txtWrong
			}
			fmt.Fprintf(w, txtField+"\n", f.Label, said, place(&f))
		}
	}
}

// place says where a field stands, and where it is defined.
func place(f *dissect.Field) string {
	text := txtComputed
	if f.End > f.Start {
		first, last := f.Start/8, (f.End-1)/8
		text = fmt.Sprintf(txtByteRange, first, last)
		if first == last {
			text = fmt.Sprintf(txtByte, first)
		}
	}
	if f.Cite != "" {
		text += ", " + f.Cite
	}
	return text
}

// state writes what the nodes, or one of them, know: an entity a line. What is
// empty or zero is left out.
func state(w io.Writer, s trace.State, node string) {
	rows := s.Of(node, "")
	if len(rows) == 0 {
		fmt.Fprintln(w, txtNoState)
	}
	for _, row := range rows {
		text := row.Entity.Node + " " + row.Entity.Kind + " " + row.Entity.Name
		sep := ": "
		for _, v := range row.Vars {
			switch v.Value {
			case "", "0", "-", "false", "0s":
				continue
			}
			text += sep + v.Name + " " + v.Value
			sep = ", "
		}
		fmt.Fprintln(w, text)
	}
}
