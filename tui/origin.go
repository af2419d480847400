package tui

import (
	"fmt"
	"strings"

	"encap/sim"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// origin follows a byte: from a place on a cable to the layer, the header and
// the field it is in, to the call and the character it was; and from a
// character to every frame that carried it. Whoever moves along the list goes
// there.
type origin struct {
	at    int // the byte of the frame, while no letter is followed
	begun bool
	drawn canvas.Rect // the list
	top   int
}

const actOrigin action = "origin"

var originKeys = []binding{
	{paneOrigin, actLeft, []string{"left", "h"}, txtKeyByteBefore},
	{paneOrigin, actRight, []string{"right", "l"}, txtKeyByteNext},
	{paneOrigin, actLeapBack, []string{"shift+left"}, txtKeyBytesBack},
	{paneOrigin, actLeapOn, []string{"shift+right"}, txtKeyBytesOn},
	{paneOrigin, actUp, []string{"up", "k"}, txtKeyCarrierPrev},
	{paneOrigin, actDown, []string{"down", "j"}, txtKeyCarrierNext},
	{paneOrigin, actEnter, []string{"enter"}, txtKeyThere},
}

var originHints = []hint{
	{paneOrigin, []action{actLeft, actRight}, txtKeyByte},
	{paneOrigin, []action{actUp, actDown}, txtKeyCarrier},
	{paneOrigin, []action{actEnter}, txtKeyThere},
}

func (*origin) id() paneID  { return paneOrigin }
func (*origin) large() bool { return false }

// traced is the byte that is looked at, and where it comes from.
type traced struct {
	event *trace.Event // whose PDU, or whose Data, it is in
	start *trace.Event // its frame's TxStart; nil: it is in a process's hand
	data  []byte       // all that the process handed over
	base  int          // where the PDU begins in the frame
	at    int          // which byte of the frame, or of the call's Data
	from  sim.Origin
	list  []station
}

// look finds the byte; false says that nothing here is or was in a frame.
func (p *origin) look(s *stage) (t traced, ok bool) {
	e := s.seen()
	if e == nil {
		return t, false
	}
	t.event = e
	if l, held := s.inHand(e); held {
		s.follows, t.at = l, l.at
		t.data = s.film.event(l.call).Data
		t.from.Call, t.from.At = l.call, l.at
		t.list = s.stations(&t)
		return t, true
	}
	if t.start, t.base, ok = s.film.inFrame(e); !ok {
		return t, false
	}
	if !p.begun {
		p.begun, p.at = true, t.base+s.byteOf(e)
	}
	t.at = max(t.base, min(p.at, t.base+len(e.PDU)-1, len(t.start.PDU)-1))
	for _, c := range s.film.carriers(s.follows) {
		if c.Frame == t.start.Frame {
			t.at = c.Offset
		}
	}
	t.from, ok = s.film.origin(t.start.Frame, t.at)
	t.list = s.stations(&t)
	return t, ok
}

// byteOf gives the byte of a PDU that the chosen field begins with, or the
// header that is looked at.
func (s *stage) byteOf(e *trace.Event) int {
	if n := s.dyed(e); n >= 0 {
		return n
	}
	pdus := s.film.dissected(e.ID)
	if at, _, _, ok := s.field.find(pdus); ok {
		return at.start / 8
	}
	return pdus[s.header(e, pdus)].Start
}

func (p *origin) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	in := s.sheetFrame(c, r, s.say(txtOrigin))
	t, ok := p.look(s)
	if !ok {
		text := txtNoFrame
		if _, can := s.film.src.(Provenance); !can {
			text = txtNoOrigin
		}
		for i, l := range c.Wrap(s.say(text), in.W-2) {
			c.TextIn(in.X+1, in.Y+i, in.W-2, l, s.theme.Dim)
		}
		return
	}
	line := func() canvas.Rect {
		var l canvas.Rect
		l, in = in.Top(1)
		return canvas.Rect{X: l.X + 1, Y: l.Y, W: l.W - 2, H: l.H}
	}
	p.place(s, c, line(), &t)
	p.meaning(s, c, line(), &t)
	p.message(s, c, line(), &t)
	if r.H >= 12 {
		line()
	}
	c.TextIn(in.X+1, in.Y, in.W-2, p.caption(s, &t), s.theme.Dim)
	line()
	p.list(s, c, in, &t)
}

// place says which byte of which frame it is, and what is in it.
func (p *origin) place(s *stage, c *canvas.Canvas, r canvas.Rect, t *traced) {
	b := byte(0)
	text := s.say.f(txtInHand, t.at, t.event.Node)
	if t.start != nil {
		b = t.start.PDU[t.at]
		text = s.say.f(txtOfFrame, t.at, s.hop(t.start.ID))
	} else {
		b = t.data[t.at]
	}
	x := c.TextIn(r.X, r.Y, r.W, text+"  ", s.theme.Base)
	value := fmt.Sprintf("%02x  %08b  %q", b, b, string(rune(b)))
	if b < 0x20 || b >= 0x7f {
		value = fmt.Sprintf("%02x  %08b", b, b)
	}
	c.TextIn(x, r.Y, r.X+r.W-x, value, s.theme.Strong)
}

// meaning says which layer's header and field it is in.
func (p *origin) meaning(s *stage, c *canvas.Canvas, r canvas.Rect, t *traced) {
	if t.start == nil {
		c.TextIn(r.X, r.Y, r.W, s.film.sentence(t.event.ID), s.theme.Dim)
		return
	}
	o := &t.from
	l := shelf(o.PDU.Layer)
	x := drawChip(s, c, r.X, r.Y, l.Letter()+" "+protoName(o.PDU.Proto), s.theme.Chip[l]) + 1
	text := o.PDU.Title
	if len(o.Fields) > 0 {
		var all []string
		for _, f := range o.Fields {
			all = append(all, f.Label+" "+f.Text)
		}
		text = strings.Join(all, ", ")
		if f := o.Fields[len(o.Fields)-1]; f.Cite != "" {
			text += "   " + f.Cite
		}
	}
	c.TextIn(x, r.Y, r.X+r.W-x, text, s.theme.Base)
}

// message shows the message with the letter lit, or says that no call wrote
// the byte.
func (p *origin) message(s *stage, c *canvas.Canvas, r canvas.Rect, t *traced) {
	call := s.film.event(t.from.Call)
	if call == nil {
		c.TextIn(r.X, r.Y, r.W, s.say.f(txtNoCall, t.from.PDU.Layer), s.theme.Dim)
		return
	}
	x := c.TextIn(r.X, r.Y, r.W, s.say.f(txtLetterOf, t.from.At+1, len(call.Data), call.Node)+"  ", s.theme.Dim)
	room := max(4, r.X+r.W-x-1)
	first := max(0, min(t.from.At-room/2, len(call.Data)-room))
	for i := first; i < len(call.Data) && x < r.X+r.W; i++ {
		st := s.theme.Base
		if i == t.from.At {
			st = s.theme.Link
		}
		x = c.Text(x, r.Y, visible(s, call.Data[i]), st)
	}
}

// visible gives a byte's character, a dot for what has none.
func visible(s *stage, b byte) string {
	if b >= 0x20 && b < 0x7f {
		return string(rune(b))
	}
	return s.g.Dot
}

// caption says what the list is.
func (p *origin) caption(s *stage, t *traced) string {
	if t.from.Call == 0 {
		return s.say(txtBecauseOf)
	}
	again, sends := 0, map[trace.ID]bool{}
	by := s.film.carriers(letter{t.from.Call, t.from.At})
	for _, c := range by {
		if len(sends) > 0 && !sends[c.Send] {
			again++
		}
		sends[c.Send] = true
	}
	text := s.say.f(txtCarriedBy, len(by))
	if again > 0 {
		text += s.say.f(txtSentAgain, again)
	}
	return text
}
