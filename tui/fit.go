package tui

import (
	"bytes"

	"encap/layers/osi"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// fit is how the parts of a stack's rows are laid out, so that what a layer
// wraps stands right below what it was given.
type fit struct {
	form    form
	head    int // columns of the longest row of headers
	payload int
	tail    int
}

// enough is how much of a payload is worth showing, in columns.
const enough = 12

// measure chooses the longest form that has room.
func measure(c *canvas.Canvas, rows []row, room int) (f fit) {
	for f.form = range forms {
		f.head, f.payload, f.tail = 0, 0, 0
		for i := range rows {
			m := &rows[i].parts
			if rows[i].layer == osi.Physical {
				continue
			}
			f.head = max(f.head, width(c, m.headers, f.form))
			f.tail = max(f.tail, width(c, m.trailers, f.form))
			if m.payload.long != "" {
				f.payload = max(f.payload, c.Width(m.payload.long)+2)
			}
		}
		// A long message is cut before the headers lose their names.
		if f.head+min(f.payload, enough)+f.tail <= room {
			break
		}
	}
	f.form = min(f.form, forms-1)
	f.payload = min(f.payload, max(4, room-f.head-f.tail))
	return f
}

// lookAhead is how many of a node's events are searched for the frame to come.
const lookAhead = 40

// coming gives the frame that what goes down now will leave in, as a row to
// measure: so nothing moves aside when the next header is put in front.
func (k *stacks) coming(s *stage, node string) []row {
	e := s.event()
	if e == nil || e.Node != node || e.Kind != trace.Send && e.Kind != trace.Call {
		return nil
	}
	inner := e.PDU
	if len(inner) == 0 {
		inner = e.Data
	}
	events := s.film.nodes[node].at[osi.Link]
	id := s.at.id
	for n := 0; len(inner) > 0 && n < lookAhead; n++ {
		if id = after(events, id); id == 0 {
			break
		}
		if next := s.film.event(id); next.Kind == trace.Send && next.Proto == "eth" && bytes.Contains(next.PDU, inner) {
			return []row{{layer: osi.Link, parts: makeupOf(next, s.film.dissected(id))}}
		}
	}
	return nil
}

// width gives the columns that some chips take.
func width(c *canvas.Canvas, list []segment, form form) (w int) {
	for i := range list {
		w += c.Width(list[i].text(form)) + form.ends()
	}
	return w
}
