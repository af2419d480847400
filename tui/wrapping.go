package tui

import (
	"time"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// wrapTime is how long a header takes to grow in front of what it wraps, or to
// come off.
const wrapTime = 300 * time.Millisecond

// wrapped says how far the cursor's event is with wrapping or unwrapping, 0 to
// 1. Who steps sees it done.
func (s *stage) wrapped() float64 {
	if !s.motion || s.at.id == 0 || int(s.at.id) > len(s.film.reel.starts) {
		return 1
	}
	past := s.at.show - s.film.reel.starts[s.at.id-1]
	if past <= 0 {
		return 1
	}
	return clamp(float64(past) / float64(wrapTime))
}

// wrapping draws what changes before one's eyes at the cursor's event: on the
// way down the new header grows out of what it is put in front of, on the way
// up the one that was taken off shrinks. x is where the first header begins.
func (k *stacks) wrapping(s *stage, c *canvas.Canvas, x int, w *row, f fit) {
	part := s.wrapped()
	if !w.now || part >= 1 {
		return
	}
	switch w.event.Kind {
	case trace.Send:
		if len(w.parts.headers) == 0 {
			return
		}
		n := c.Width(w.parts.headers[0].text(f.form)) + f.form.ends()
		for i := range int(float64(n)*(1-part) + 0.5) {
			c.Set(x+i, 0, " ", s.theme.Base)
		}
	case trace.Receive:
		off := s.takenOff(w.event)
		if off == nil {
			return
		}
		text := off.text(f.form)
		n := c.Width(text) + f.form.ends()
		if x < n {
			return
		}
		drawChip(s, c, x-n, 0, text, s.theme.Ink[off.layer])
		for i := range int(float64(n)*part + 0.5) {
			c.Set(x-n+i, 0, " ", s.theme.Base)
		}
	}
}

// takenOff gives the header that a layer below took off before it gave an
// event's PDU up; nil: none did.
func (s *stage) takenOff(e *trace.Event) *segment {
	below := s.film.event(e.Cause)
	if below == nil || below.Node != e.Node || below.Kind != trace.Receive || len(below.PDU) <= len(e.PDU) {
		return nil
	}
	if m := makeupOf(below, s.film.dissected(below.ID)); len(m.headers) > 0 {
		return &m.headers[0]
	}
	return nil
}
