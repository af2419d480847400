package tui

import (
	"encap/sim/trace"
	"encap/tui/canvas"
)

const actChanges action = "changes only"

// tablesKeys are what keys do in this pane.
var tablesKeys = []binding{
	{paneTables, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneTables, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneTables, actLeft, []string{"left", "h"}, txtKeyTableLeft},
	{paneTables, actRight, []string{"right", "l"}, txtKeyTableRight},
	{paneTables, actPageUp, []string{"pgup", "["}, txtKeyNodeLeft},
	{paneTables, actPageDown, []string{"pgdown", "]"}, txtKeyNodeRight},
	{paneTables, actChanges, []string{"a"}, txtKeyChanges},
	{paneTables, actEnter, []string{"enter"}, txtKeyWhoWrote},
}

// tablesHints are its entries in the footer.
var tablesHints = []hint{
	{paneTables, []action{actUp, actDown}, txtKeyRow},
	{paneTables, []action{actLeft, actRight}, txtKeyOtherTable},
	{paneTables, []action{actPageUp, actPageDown}, txtKeyOtherNode},
	{paneTables, []action{actEnter}, txtKeyWhoWrote},
	{paneTables, []action{actChanges}, txtKeyChanges},
}

// tables shows what the nodes know at the cursor: sockets, caches, routes,
// ports, each with its variables; what this event changed stands out. One kind
// of entry alone is a table with columns. Whatever entries a protocol keeps are
// shown: nothing here knows their names but for their titles and order.
type tables struct {
	drawn   canvas.Rect
	kind    string       // the table that was chosen; "": all of them, as a list
	changes bool         // what changed, in place of what is
	row     trace.Entity // the row that was chosen; zero: none
	pick    int          // the change that was chosen, the newest first
	rows    []tableRow   // as drawn last
	kinds   []string     // there are, in order
	log     []change     // as drawn last
	top     int
	per     int // lines a row
	wrote   writer
}

func (t *tables) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	t.drawn = r
	t.collect(s)
	title := s.paneTitle(paneTables)
	if t.kind != "" {
		title += "  " + s.say(tableTitle(t.kind))
	}
	if t.changes {
		title += "  " + s.say(txtKeyChanges)
	}
	in := s.frame(c, r, paneTables, title)
	of := s.say(txtAllNodes)
	if s.node != "" {
		of = s.node
	}
	s.note(c, r, r.Y, of, s.theme.Dim)
	switch {
	case s.at.id == 0:
	case t.changes:
		t.drawChanges(s, c, in)
	case len(t.rows) == 0:
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(txtNoState), s.theme.Future)
	default:
		if at := t.selected(); at >= 0 && in.H >= 4 && s.focus == paneTables {
			var foot canvas.Rect
			in, foot = in.Top(in.H - 1)
			t.whoLine(s, c, foot)
		}
		t.drawRows(s, c, r, in)
	}
}

// drawRows draws the entries: all in a list, or one kind's in columns.
func (t *tables) drawRows(s *stage, c *canvas.Canvas, r, in canvas.Rect) {
	deltas := s.event().Deltas
	at, look := t.selected(), 0
	for i := range t.rows {
		if len(deltas) > 0 && t.rows[i].Entity == deltas[0].Entity {
			look = i
		}
	}
	if at >= 0 {
		look = at
	}
	t.per = 1
	if t.kind != "" {
		head, rest := in.Top(1)
		t.top = scroll(len(t.rows), rest.H, look, true)
		t.drawGrid(s, c, head, rest, at)
		in = rest
	} else {
		if len(t.rows)*2 <= in.H {
			t.per = 2
		}
		t.top = scroll(len(t.rows), in.H/t.per, look, true)
		for i := range min(in.H/t.per, len(t.rows)-t.top) {
			t.line(s, c, canvas.Rect{X: in.X, Y: in.Y + i*t.per, W: in.W, H: t.per}, &t.rows[t.top+i], t.top+i == at)
		}
	}
	if rest := len(t.rows) - min(in.H/t.per, len(t.rows)-t.top); rest > 0 {
		s.note(c, r, r.Y+r.H-1, s.say.f(txtRowsMore, rest), s.theme.Dim)
	}
}

// selected gives the index of the chosen row, or -1.
func (t *tables) selected() int {
	for i := range t.rows {
		if t.rows[i].Entity == t.row {
			return i
		}
	}
	return -1
}

func (t *tables) handle(s *stage, a action) bool {
	switch a {
	case actUp:
		t.choose(-1)
	case actDown:
		t.choose(1)
	case actLeft:
		t.other(s, -1)
	case actRight:
		t.other(s, 1)
	case actPageUp:
		s.chooseNode(-1)
	case actPageDown:
		s.chooseNode(1)
	case actChanges:
		t.changes, t.pick = !t.changes, 0
	case actEnter:
		t.jump(s)
	default:
		return false
	}
	return true
}

// other chooses the table before or after: before the first and after the last
// one they are all shown.
func (t *tables) other(s *stage, by int) {
	t.collect(s)
	n := len(t.kinds) + 1
	i := 0
	for j, k := range t.kinds {
		if k == t.kind {
			i = j + 1
		}
	}
	i = (i + by + n) % n
	t.kind, t.pick = "", 0
	if i > 0 {
		t.kind = t.kinds[i-1]
	}
}

// choose chooses another row, or another change.
func (t *tables) choose(by int) {
	if t.changes {
		t.pick = max(0, min(t.pick+by, len(t.log)-1))
		return
	}
	if len(t.rows) == 0 {
		return
	}
	at := t.top - by
	if by > 0 {
		at = t.top - 1
	}
	if i := t.selected(); i >= 0 {
		at = i
	}
	t.row = t.rows[max(0, min(at+by, len(t.rows)-1))].Entity
}

// jump goes to the event that wrote the chosen row last; pressed there, to the
// one before. Among changes it goes to the chosen one.
func (t *tables) jump(s *stage) {
	if t.changes {
		if t.pick < len(t.log) {
			s.goTo(t.log[t.pick].id)
			t.pick = 0
		}
		return
	}
	id := s.lastWrite(t.row, s.at.id)
	if id == s.at.id {
		id = s.lastWrite(t.row, s.at.id-1)
	}
	if id > 0 {
		s.goTo(id)
	}
}

func (t *tables) click(s *stage, x, y int) {
	y -= t.drawn.Y + 1
	if t.changes {
		if y >= 0 && y < len(t.log) {
			t.pick = y
		}
		return
	}
	if t.kind != "" {
		y--
	}
	if i := t.top + y/max(1, t.per); y >= 0 && i < len(t.rows) {
		t.row = t.rows[i].Entity
	}
}
