package tui

import (
	"sort"
	"strings"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// tablesKeys are what keys do in this pane.
var tablesKeys = []binding{
	{paneTables, actUp, []string{"up", "k"}, txtKeyRowUp},
	{paneTables, actDown, []string{"down", "j"}, txtKeyRowDown},
	{paneTables, actLeft, []string{"left", "h"}, txtKeyNodeLeft},
	{paneTables, actRight, []string{"right", "l"}, txtKeyNodeRight},
	{paneTables, actEnter, []string{"enter"}, txtKeyWhoWrote},
}

// tablesHints are its entries in the footer.
var tablesHints = []hint{
	{paneTables, []action{actUp, actDown}, txtKeyRowDown},
	{paneTables, []action{actLeft, actRight}, txtKeyNodeDown},
	{paneTables, []action{actEnter}, txtKeyWhoWrote},
}

// tables shows what the nodes know at the cursor: sockets, caches, routes,
// ports, each with its variables; what this event changed stands out.
type tables struct {
	drawn canvas.Rect
	row   trace.Entity // the one that was chosen; zero: none
	rows  []trace.Row  // as drawn last
	top   int
	per   int // lines a row
}

// kindOrder is the order of the kinds; others come after them.
var kindOrder = map[string]int{"socket": 1, "conn": 2, "arp": 3, "mac": 4, "route": 5, "nat": 6, "reassembly": 7, "interface": 8, "port": 9}

func (t *tables) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	t.drawn = r
	in := s.frame(c, r, paneTables, s.paneTitle(paneTables))
	of := s.say(txtAllNodes)
	if s.node != "" {
		of = s.node
	}
	s.note(c, r, r.Y, of, s.theme.Dim)
	t.collect(s)
	if len(t.rows) == 0 {
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(txtNoState), s.theme.Future)
		return
	}
	deltas := s.event().Deltas
	at, look := -1, 0
	for i := range t.rows {
		if t.rows[i].Entity == t.row {
			at = i
		}
		if len(deltas) > 0 && t.rows[i].Entity == deltas[0].Entity {
			look = i
		}
	}
	if at >= 0 {
		look = at
	}
	t.per = 1
	if len(t.rows)*2 <= in.H {
		t.per = 2
	}
	t.top = scroll(len(t.rows), in.H/t.per, look, true)
	shown := min(in.H/t.per, len(t.rows)-t.top)
	for i := range shown {
		t.line(s, c, canvas.Rect{X: in.X, Y: in.Y + i*t.per, W: in.W, H: t.per}, &t.rows[t.top+i], t.top+i == at, deltas)
	}
	if rest := len(t.rows) - shown; rest > 0 {
		s.note(c, r, r.Y+r.H-1, s.say.f(txtRowsMore, rest), s.theme.Dim)
	}
}

// collect takes the rows of the chosen node, or of all.
func (t *tables) collect(s *stage) {
	t.rows = t.rows[:0]
	if s.at.id == 0 {
		return
	}
	t.rows = append(t.rows, s.film.stateAt(s.at.id).Of(s.node, "")...)
	sort.SliceStable(t.rows, func(i, j int) bool {
		a, b := rank(t.rows[i].Entity.Kind), rank(t.rows[j].Entity.Kind)
		if a != b {
			return a < b
		}
		return s.nodeIndex(t.rows[i].Entity.Node) < s.nodeIndex(t.rows[j].Entity.Node)
	})
}

func rank(kind string) int {
	if n, ok := kindOrder[kind]; ok {
		return n
	}
	return len(kindOrder) + 1
}

func (s *stage) nodeIndex(name string) int {
	if n := s.film.nodes[name]; n != nil {
		return n.index
	}
	return -1
}

// line draws one entity: what it is, and its variables, those that this event
// changed first.
func (t *tables) line(s *stage, c *canvas.Canvas, r canvas.Rect, row *trace.Row, at bool, deltas []trace.Delta) {
	base, dim := s.theme.Base, s.theme.Dim
	if at {
		base, dim = s.theme.RowIdle, s.theme.RowIdle
		if s.focus == paneTables {
			base, dim = s.theme.Row, s.theme.Row
		}
		c.Fill(r, " ", base)
	}
	changed, fresh := map[string]string{}, false
	for _, d := range deltas {
		if d.Entity == row.Entity {
			changed[d.Field] = d.Old
			fresh = fresh || d.Old == ""
		}
	}
	x := r.X
	if len(changed) > 0 {
		c.Set(x, r.Y, s.g.Changed, s.theme.Changed.On(base))
	} else if at {
		c.Set(x, r.Y, s.g.Cursor, s.theme.Focus.On(base))
	}
	x++
	if s.node == "" {
		x = c.TextIn(x, r.Y, 8, row.Entity.Node, base) + 1
	}
	x = c.Text(x, r.Y, row.Entity.Kind+" ", dim)
	x = c.TextIn(x, r.Y, r.X+r.W-x, row.Entity.Name, base) + 2
	left := r.X + 3
	y := r.Y
	put := func(v trace.Var, st canvas.Style) {
		text := v.Value
		if old, ok := changed[v.Name]; ok && !fresh {
			text = old + " → " + v.Value
		}
		if n := c.Width(v.Name) + 1 + c.Width(text); x+n > r.X+r.W && y+1 < r.Y+r.H && x > left {
			x, y = left, y+1
		}
		if x >= r.X+r.W-3 {
			return
		}
		x = c.TextIn(x, y, r.X+r.W-x, v.Name+" ", dim)
		x = c.TextIn(x, y, r.X+r.W-x, text, st) + 2
	}
	for _, v := range row.Vars {
		if _, ok := changed[v.Name]; ok && (!fresh || telling(v)) {
			put(v, s.theme.Changed.On(base))
		}
	}
	for _, v := range row.Vars {
		if _, ok := changed[v.Name]; !ok && telling(v) {
			put(v, base)
		}
	}
}

// telling says whether a variable's value is worth its place.
func telling(v trace.Var) bool {
	switch strings.TrimSpace(v.Value) {
	case "", "0", "-", "false", "0s", "0.000 ms":
		return false
	}
	return true
}

func (t *tables) handle(s *stage, a action) bool {
	switch a {
	case actUp:
		t.choose(-1)
	case actDown:
		t.choose(1)
	case actLeft:
		s.chooseNode(-1)
	case actRight:
		s.chooseNode(1)
	case actEnter:
		t.whoWrote(s)
	default:
		return false
	}
	return true
}

// choose chooses another row.
func (t *tables) choose(by int) {
	if len(t.rows) == 0 {
		return
	}
	at := t.top - by
	if by > 0 {
		at = t.top - 1
	}
	for i := range t.rows {
		if t.rows[i].Entity == t.row {
			at = i
		}
	}
	t.row = t.rows[max(0, min(at+by, len(t.rows)-1))].Entity
}

// whoWrote goes back to the event that changed the chosen row last; pressed
// there, to the one before.
func (t *tables) whoWrote(s *stage) {
	for id := s.at.id; id > 0; id-- {
		for _, d := range s.film.event(id).Deltas {
			if d.Entity == t.row && id < s.at.id {
				s.goTo(id)
				return
			}
		}
	}
}

func (t *tables) click(s *stage, x, y int) {
	if i := t.top + (y-t.drawn.Y-1)/max(1, t.per); y > t.drawn.Y && i < len(t.rows) {
		t.row = t.rows[i].Entity
	}
}
