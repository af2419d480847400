package tui

import (
	"slices"
	"sort"
	"strings"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// tableRow is one entry as it is at the cursor, and what the cursor's event did
// to it.
type tableRow struct {
	trace.Row
	changed map[string]string // what changed, and what it was
	fresh   bool              // the event made it
	gone    bool              // the event ended it: it is shown this once
}

// tableKinds are the titles of the kinds, in the order in which they are shown;
// others come after them under their own names.
var tableKinds = []struct{ kind, title string }{
	{"socket", txtTableSockets}, {"tcp", txtTableTCP}, {"arp", txtTableARP}, {"mac", txtTableMAC},
	{"route", txtTableRoutes}, {"rip", txtTableRIP}, {"path MTU", txtTableMTU}, {"reassembly", txtTableFragments},
	{"nat", txtTableForwards}, {"nat session", txtTableNAT}, {"rule", txtTableRules}, {"connection", txtTableTracked},
	{"csma", txtTableCSMA}, {"vlan", txtTableVLAN}, {"stp", txtTableSTP}, {"interface", txtTableInterfaces}, {"port", txtTablePorts},
}

// tableTitle gives the name of a kind's table.
func tableTitle(kind string) string {
	for _, k := range tableKinds {
		if k.kind == kind {
			return k.title
		}
	}
	return kind
}

// rank gives a kind's place in the order.
func rank(kind string) int {
	for i, k := range tableKinds {
		if k.kind == kind {
			return i
		}
	}
	return len(tableKinds)
}

// collect takes the rows of the chosen node, or of all, and of the chosen
// table.
func (t *tables) collect(s *stage) {
	t.rows, t.kinds = t.rows[:0], t.kinds[:0]
	e := s.event()
	if e == nil {
		return
	}
	all := s.film.stateAt(s.at.id).Of(s.node, "")
	for i := range all {
		t.add(tableRow{Row: all[i]}, e.Deltas)
	}
	for _, d := range e.Deltas {
		if d.Field == "" && (s.node == "" || d.Entity.Node == s.node) {
			t.add(tableRow{Row: trace.Row{Entity: d.Entity}, gone: true}, nil)
		}
	}
	order := func(a, b string) bool {
		if ra, rb := rank(a), rank(b); ra != rb {
			return ra < rb
		}
		return a < b
	}
	sort.Slice(t.kinds, func(i, j int) bool { return order(t.kinds[i], t.kinds[j]) })
	sort.SliceStable(t.rows, func(i, j int) bool {
		a, b := t.rows[i].Entity, t.rows[j].Entity
		if a.Kind != b.Kind {
			return order(a.Kind, b.Kind)
		}
		return s.nodeIndex(a.Node) < s.nodeIndex(b.Node)
	})
}

// add enters a row, with what an event did to it.
func (t *tables) add(row tableRow, deltas []trace.Delta) {
	if !slices.Contains(t.kinds, row.Entity.Kind) {
		t.kinds = append(t.kinds, row.Entity.Kind)
	}
	if t.kind != "" && row.Entity.Kind != t.kind {
		return
	}
	for _, d := range deltas {
		if d.Entity == row.Entity && d.Field != "" {
			if row.changed == nil {
				row.changed = map[string]string{}
			}
			row.changed[d.Field] = d.Old
			row.fresh = row.fresh || d.Old == ""
		}
	}
	t.rows = append(t.rows, row)
}

func (s *stage) nodeIndex(name string) int {
	if n := s.film.nodes[name]; n != nil {
		return n.index
	}
	return -1
}

// mark gives what stands before a row: that it changed, that it is gone, that
// it is chosen.
func (s *stage) mark(row *tableRow, at bool, base canvas.Style) (string, canvas.Style) {
	switch {
	case row.gone:
		return s.g.Lost, s.theme.Bad.On(base)
	case len(row.changed) > 0:
		return s.g.Changed, s.theme.Changed.On(base)
	case at:
		return s.g.Cursor, s.theme.Focus.On(base)
	}
	return " ", base
}

// rowStyle gives the styles of a row's values and names, and fills it when it
// is the chosen one.
func (s *stage) rowStyle(c *canvas.Canvas, r canvas.Rect, at bool) (base, dim canvas.Style) {
	if !at {
		return s.theme.Base, s.theme.Dim
	}
	base = s.theme.RowIdle
	if s.focus == paneTables {
		base = s.theme.Row
	}
	c.Fill(r, " ", base)
	return base, base
}

// line draws one entry: what it is, and its variables, those that this event
// changed first.
func (t *tables) line(s *stage, c *canvas.Canvas, r canvas.Rect, row *tableRow, at bool) {
	base, dim := s.rowStyle(c, r, at)
	mark, st := s.mark(row, at, base)
	c.Set(r.X, r.Y, mark, st)
	x := r.X + 1
	if s.node == "" {
		x = c.TextIn(x, r.Y, 8, row.Entity.Node, base) + 1
	}
	x = c.Text(x, r.Y, row.Entity.Kind+" ", dim)
	x = c.TextIn(x, r.Y, r.X+r.W-x, row.Entity.Name, base) + 2
	if row.gone {
		c.TextIn(x, r.Y, r.X+r.W-x, s.say(txtGone), s.theme.Bad.On(base))
		return
	}
	left := r.X + 3
	y := r.Y
	put := func(v trace.Var, st canvas.Style) {
		text := v.Value
		if old, ok := row.changed[v.Name]; ok && !row.fresh {
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
		if _, ok := row.changed[v.Name]; ok && (!row.fresh || telling(v.Value)) {
			put(v, s.theme.Changed.On(base))
		}
	}
	for _, v := range row.Vars {
		if _, ok := row.changed[v.Name]; !ok && telling(v.Value) {
			put(v, base)
		}
	}
}

// telling says whether a variable's value is worth its place.
func telling(value string) bool {
	switch strings.TrimSpace(value) {
	case "", "0", "-", "false", "0s", "0.000 ms", "00:00:00:00:00:00":
		return false
	}
	return true
}
