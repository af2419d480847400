package tui

import (
	"encap/sim/trace"
	"encap/tui/canvas"
)

// goCause goes to the line that caused the cursor's: back along the causes to
// the first event that has one.
func (l *ladder) goCause(s *stage) {
	if id := l.causeOf(s.at.id); id != 0 {
		s.goTo(id)
	}
}

// causeOf gives the nearest cause of an event that has a rung; 0: none has.
func (l *ladder) causeOf(id trace.ID) trace.ID {
	for e := l.of.event(id); e != nil && e.Cause != 0; {
		if e = l.of.event(e.Cause); e != nil && l.isRung(e.ID) {
			return e.ID
		}
	}
	return 0
}

func (l *ladder) isRung(id trace.ID) bool {
	i := l.of.rungAt(id)
	return i >= 0 && l.of.rungs[i].id == id
}

// farthest is how many events are searched for an effect.
const farthest = 20000

// goEffect goes to the first line that the cursor's event caused, or what that
// caused without a line of its own.
func (l *ladder) goEffect(s *stage) {
	if l.of.effect[s.at.id] == 0 {
		return
	}
	caused := map[trace.ID]bool{s.at.id: true}
	for id := s.at.id + 1; id <= min(l.of.last, s.at.id+farthest); id++ {
		if !caused[l.of.event(id).Cause] {
			continue
		}
		if l.isRung(id) {
			s.goTo(id)
			return
		}
		caused[id] = true
	}
}

// causeLine draws, at the left edge, the way from the line that caused the
// cursor's down to it.
func (l *ladder) causeLine(s *stage, c *canvas.Canvas, in canvas.Rect, now int) {
	if now < 0 {
		return
	}
	cause := l.causeOf(l.id(now))
	if cause == 0 {
		return
	}
	from := l.at(cause)
	for line := max(from, l.top); line < now; line++ {
		glyph := s.g.Joint[12]
		if line == from {
			glyph = s.g.Joint[10] // down and to the right
		}
		c.Set(in.X, in.Y+line-l.top, glyph, s.theme.Focus)
	}
}
