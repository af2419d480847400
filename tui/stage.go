package tui

import (
	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// stage is what all panes look at, and what a key in one of them may change
// for the others.
type stage struct {
	film    *film
	at      moment
	focus   paneID
	node    string    // the node that was chosen in the topology; "" none
	layer   osi.Layer // the layer that was chosen in the stacks; 0: the event's own
	field   fieldKey  // the field that was chosen; zero: none
	follows letter    // the character that is followed; zero: none
	motion  bool      // what moves is drawn between its events too

	sieve   sieve      // the filter
	heat    heat       // what becomes of each loss
	marks   []trace.ID // bookmarks
	waited  waited
	boxed   canvas.Rect // where the box over the screen is
	asking  bool        // a question is open: nothing of what comes is shown
	notice  string      // what the footer says until the next key
	sheet   sheet       // what lies over the panes; nil: nothing does
	dialogs []dialog    // drawn last; the last one has the keys

	theme *canvas.Theme
	g     *canvas.Glyphs
	say   locale
}

// fieldKey names a field wherever its header is seen: as it leaves one layer
// and inside the headers of the layers below.
type fieldKey struct {
	name string // "ip.ttl"; a whole header by its protocol's name: "ip"
	nth  int    // of that name: options and quoted packets repeat
}

// pane is one part of the screen.
type pane interface {
	// draw draws into r; the canvas takes nothing else.
	draw(s *stage, c *canvas.Canvas, r canvas.Rect)
	// handle does what a key means and says whether it meant anything.
	handle(s *stage, a action) bool
	// click is a mouse button at a place within the rectangle drawn last.
	click(s *stage, x, y int)
}

// goTo puts the cursor on an event.
func (s *stage) goTo(id trace.ID) {
	s.at = s.film.reel.begin(max(1, min(id, s.film.last)))
}

// chooseNode chooses another node; before the first and after the last none is.
func (s *stage) chooseNode(by int) {
	n := len(s.film.sc.Nodes) + 1
	i := 0
	if track := s.film.nodes[s.node]; track != nil {
		i = track.index + 1
	}
	i = (i + by + n) % n
	s.node = ""
	if i > 0 {
		s.node = s.film.sc.Nodes[i-1].Name
	}
}

// event gives the event under the cursor; nil when the trace is empty.
func (s *stage) event() *trace.Event { return s.film.event(s.at.id) }

// seen gives the event whose bytes are shown: that of the chosen layer, if the
// node's stack has one there; the cursor's own; else the last one before on
// the same node that has any.
func (s *stage) seen() *trace.Event {
	e := s.event()
	if e == nil {
		return nil
	}
	n := s.film.nodes[e.Node]
	if s.layer != 0 && n != nil {
		if c := s.film.event(before(n.at[s.layer], s.at.id)); c != nil && len(c.PDU) > 0 {
			return c
		}
	}
	return e
}

// header says which PDU of an event is the one of the layer that is looked at.
func (s *stage) header(e *trace.Event, pdus []dissect.PDU) int {
	want := s.layer
	if want == 0 {
		want = shelf(e.Layer)
	}
	for i := range pdus {
		if pdus[i].Layer == want {
			return i
		}
	}
	return 0
}

// span is a range of bits.
type span struct{ start, end int }

// find gives where the chosen field is in some PDUs.
func (k fieldKey) find(pdus []dissect.PDU) (at span, pdu, field int, ok bool) {
	nth := 0
	for i := range pdus {
		p := &pdus[i]
		if p.Proto == k.name {
			if nth == k.nth {
				return span{p.Start * 8, p.Body * 8}, i, -1, true
			}
			nth++
		}
		for j := range p.Fields {
			if f := &p.Fields[j]; f.Name == k.name {
				if nth == k.nth {
					return span{f.Start, f.End}, i, j, true
				}
				nth++
			}
		}
	}
	return span{}, 0, 0, false
}

// keyFor gives the key of a field, or of a header when field is -1.
func keyFor(pdus []dissect.PDU, pdu, field int) fieldKey {
	name := pdus[pdu].Proto
	if field >= 0 {
		name = pdus[pdu].Fields[field].Name
	}
	k := fieldKey{name: name}
	for i := range pdus {
		if i == pdu && field < 0 {
			return k
		}
		if pdus[i].Proto == name {
			k.nth++
		}
		for j := range pdus[i].Fields {
			if i == pdu && j == field {
				return k
			}
			if pdus[i].Fields[j].Name == name {
				k.nth++
			}
		}
	}
	return k
}

// frame draws a pane's border with its number and title and gives the
// rectangle within.
func (s *stage) frame(c *canvas.Canvas, r canvas.Rect, id paneID, title string) canvas.Rect {
	border, style, name := s.g.Thin, s.theme.Border, s.theme.Title
	if s.focus == id {
		border, style, name = s.g.Thick, s.theme.Focus, s.theme.Focus
	}
	in := c.Box(r, border, style)
	s.title(c, r, id, title, name)
	return in
}

// title writes a title into a pane's upper line.
func (s *stage) title(c *canvas.Canvas, r canvas.Rect, id paneID, title string, name canvas.Style) {
	x, right := r.X+2, r.X+r.W-2
	if s.focus == id {
		x = c.TextIn(x-1, r.Y, right-x+1, s.g.Cursor, name)
	}
	c.TextIn(x, r.Y, right-x, " "+title+" ", name)
}

// note writes a text into the right end of a pane's upper or lower line.
func (s *stage) note(c *canvas.Canvas, r canvas.Rect, y int, text string, st canvas.Style) {
	if text = c.Clip(text, r.W-6); text != "" {
		text = " " + text + " "
		c.Text(r.X+r.W-2-c.Width(text), y, text, st)
	}
}

// paneTitle gives a pane's number and name.
func (s *stage) paneTitle(id paneID) string {
	return string('0'+rune(id)) + " " + s.say(id.title())
}
