package tui

import (
	"time"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// line draws one line of the ladder.
func (l *ladder) line(s *stage, c *canvas.Canvas, r canvas.Rect, line, now int, g ladderGrid) {
	id := l.id(line)
	style := s.theme.Base
	if line == now {
		style = s.theme.RowIdle
		if s.focus == paneLadder {
			style = s.theme.Row
		}
		c.Fill(r, " ", style)
	}
	future := id > s.at.id
	l.lifelines(s, c, r, g, future, style)
	if future {
		return
	}
	if line == now {
		c.Set(r.X, r.Y, s.g.Cursor, s.theme.Focus.On(style))
	}
	time := l.stamp(line)
	c.TextIn(g.time, r.Y, g.timeWidth, pad(c, "", g.timeWidth-len(time))+time, s.theme.Dim.On(style))
	if more := l.lines[line].more; more > 0 {
		text := s.g.Closed + " " + s.say.f(txtHiddenChatter, more, l.chatterNames(line))
		c.TextIn(g.lanes, r.Y, g.end-g.lanes, text, s.theme.Dim.On(style))
		return
	}
	e, k := s.film.event(id), l.of.rungs[l.lines[line].rung].kind
	text := l.labelOf(s, e, k)
	ink := s.theme.Ink[shelf(e.Layer)].On(style)
	mark, markStyle := "", style
	if k == rungFrame {
		mark, markStyle = l.arrow(s, c, r.Y, g, e, text.word, style)
	} else {
		l.beside(s, c, r.Y, g, e, k, text.word, style)
	}
	x := g.what
	if mark != "" {
		x = c.TextIn(x, r.Y, g.end-x, mark+" ", markStyle)
	} else if k == rungFrame {
		ink = style
	}
	c.TextIn(x, r.Y, g.end-x, text.what, ink)
}

// lifelines draws the nodes' lines.
func (l *ladder) lifelines(s *stage, c *canvas.Canvas, r canvas.Rect, g ladderGrid, future bool, style canvas.Style) {
	glyph, ink := s.g.Lane, s.theme.Border.On(style)
	if future {
		glyph, ink = s.g.Later, s.theme.Future.On(style)
	}
	for i := range l.hosts {
		c.Set(g.lanes+i*g.lane, r.Y, glyph, ink)
	}
}

// x gives the column of a node's line; ok says whether it is shown, else x is
// the edge where it would be.
func (l *ladder) x(s *stage, g ladderGrid, node string) (x int, ok bool) {
	n := s.film.nodes[node]
	if n == nil {
		return 0, false
	}
	i := l.column[n.index] - l.first
	switch {
	case i < 0:
		return g.lanes - 1, false
	case i >= l.hosts:
		return g.what, false
	}
	return g.lanes + i*g.lane, true
}

// arrow draws a frame's way from line to line, as far as it has come, and gives
// what is to be said of it.
func (l *ladder) arrow(s *stage, c *canvas.Canvas, y int, g ladderGrid, e *trace.Event, word string, style canvas.Style) (mark string, markStyle canvas.Style) {
	fl := s.film.flightOf(e.ID)
	if fl == nil {
		return "", style
	}
	a, seen := l.x(s, g, fl.from)
	b, seen2 := l.x(s, g, fl.to)
	mark, markStyle = frameMark(s, fl, style)
	if a == b || !seen && !seen2 {
		return mark, markStyle
	}
	by, head, tail := 1, s.g.Right, s.g.Joint[14]
	if b < a {
		by, head, tail = -1, s.g.Left, s.g.Joint[13]
	}
	ink, line := s.theme.Ink[fl.layer].On(style), s.g.Wire
	over, lost := fl.end != 0 && fl.end <= s.at.id, false
	cells := (b-a)*by - 1
	reach := cells
	switch {
	case over && fl.lost:
		reach, lost = max(1, min(int(fl.place*float64(cells)+0.5), cells)), true
	case !over:
		_, part := fl.stretch(s.at.now)
		reach = max(1, int(part*float64(cells)))
	}
	if seen {
		c.Set(a, y, tail, s.theme.Border.On(style))
	}
	for i := 1; i <= reach; i++ {
		c.Set(a+i*by, y, line, ink)
	}
	tip, tipStyle, room := head, ink, cells
	if lost {
		tip, tipStyle, room = s.g.Lost, s.theme.Bad.On(style), reach
	}
	c.Set(a+reach*by, y, tip, tipStyle)
	if text := c.Clip(word, room-2); room > 4 && text != "" {
		x := min(a+by, a+room*by) + (room-c.Width(text))/2
		st := ink.With(canvas.Bold)
		if fl.again {
			st = s.theme.Warn.On(style)
		}
		c.Text(x, y, text, st)
	}
	return mark, markStyle
}

// frameMark tells what is special about a frame, as far as it is known at the
// cursor: the first that holds.
func frameMark(s *stage, fl *flight, style canvas.Style) (string, canvas.Style) {
	over := fl.end != 0 && fl.end <= s.at.id
	switch {
	case over && fl.lost:
		text := s.g.Lost + " " + s.say(txtLostHere)
		if fl.again {
			text += " " + s.g.Again + " " + s.say(txtFrameAgain)
		}
		return text, s.theme.Bad.On(style)
	case fl.bad != 0 && fl.bad <= s.at.id:
		return s.g.Bad + " " + s.say(txtBadFrame), s.theme.Bad.On(style)
	case fl.again:
		return s.g.Again + " " + s.say(txtFrameAgain), s.theme.Warn.On(style)
	case fl.dup > 0:
		return s.say.f(txtDuplicate, fl.dup), s.theme.Warn.On(style)
	case over && fl.late > 0:
		return s.say.f(txtLate, shortTime(fl.late.Round(time.Microsecond))), s.theme.Warn.On(style)
	}
	return "", style
}

// beside writes a word beside a node's line.
func (l *ladder) beside(s *stage, c *canvas.Canvas, y int, g ladderGrid, e *trace.Event, k rungKind, word string, style canvas.Style) {
	x, ok := l.x(s, g, e.Node)
	if !ok {
		return
	}
	ink := s.theme.Ink[shelf(e.Layer)].On(style)
	switch k {
	case rungDrop:
		c.Set(x, y, s.g.Lost, s.theme.Bad.On(style))
		ink = s.theme.Bad.On(style)
	case rungTimer:
		word, ink = s.g.Timer+word+s.g.Timer, s.theme.Warn.On(style)
	case rungState:
		ink = s.theme.Strong.On(style)
		c.Set(x, y, s.g.Joint[14], s.theme.Border.On(style))
	default:
		c.Text(x, y, s.letter(e.Layer), s.theme.Chip[shelf(e.Layer)])
	}
	c.TextIn(x+2, y, g.lane-2, word, ink)
}
