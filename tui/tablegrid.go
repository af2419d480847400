package tui

import (
	"fmt"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// gridColumn is a column of a table: a variable that says something in some row.
type gridColumn struct {
	name  string
	width int
}

// widest is how many columns of the screen a value may take.
const widest = 26

// columnsOf chooses the columns that have room, in the order in which the
// entries keep their variables.
func (t *tables) columnsOf(c *canvas.Canvas, room int) (cols []gridColumn) {
	index := map[string]int{}
	for i := range t.rows {
		for _, v := range t.rows[i].Vars {
			j, known := index[v.Name]
			if _, changed := t.rows[i].changed[v.Name]; !known && !changed && !telling(v.Value) {
				continue
			}
			if !known {
				j = len(cols)
				index[v.Name] = j
				cols = append(cols, gridColumn{v.Name, c.Width(v.Name)})
			}
			cols[j].width = max(cols[j].width, min(widest, c.Width(v.Value)))
		}
	}
	for i := range cols {
		if room -= cols[i].width + 2; room < 0 {
			return cols[:i]
		}
	}
	return cols
}

// drawGrid draws one kind's entries in columns below their names.
func (t *tables) drawGrid(s *stage, c *canvas.Canvas, head, r canvas.Rect, at int) {
	node, name := 0, 0
	for i := range t.rows {
		name = max(name, min(36, c.Width(t.rows[i].Entity.Name)))
		if s.node == "" {
			node = max(node, min(12, c.Width(t.rows[i].Entity.Node)))
		}
	}
	name = max(name, c.Width(s.say(txtColumnEntry)))
	left := r.X + 2
	if node > 0 {
		left += node + 2
	}
	name = min(name, max(8, r.X+r.W-left))
	cols := t.columnsOf(c, r.X+r.W-left-name-2)
	if node > 0 {
		c.TextIn(r.X+2, head.Y, node, s.say(txtColumnNode), s.theme.Dim)
	}
	c.TextIn(left, head.Y, name, s.say(txtColumnEntry), s.theme.Dim)
	x := left + name + 2
	for _, col := range cols {
		c.TextIn(x, head.Y, r.X+r.W-x, col.name, s.theme.Title)
		x += col.width + 2
	}
	for y := range min(r.H, len(t.rows)-t.top) {
		row := &t.rows[t.top+y]
		line := canvas.Rect{X: r.X, Y: r.Y + y, W: r.W, H: 1}
		base, dim := s.rowStyle(c, line, t.top+y == at)
		mark, st := s.mark(row, t.top+y == at, base)
		c.Set(r.X, line.Y, mark, st)
		if node > 0 {
			c.TextIn(r.X+2, line.Y, node, row.Entity.Node, dim)
		}
		c.TextIn(left, line.Y, name, row.Entity.Name, base)
		x := left + name + 2
		if row.gone {
			c.TextIn(x, line.Y, r.X+r.W-x, s.say(txtGone), s.theme.Bad.On(base))
		}
		for _, col := range cols {
			value, st := row.value(col.name), base
			if _, ok := row.changed[col.name]; ok {
				st = s.theme.Changed.On(base)
			} else if !telling(value) {
				st = dim
			}
			c.TextIn(x, line.Y, min(col.width, r.X+r.W-x), value, st)
			x += col.width + 2
		}
	}
}

// value gives a variable of a row.
func (r *tableRow) value(name string) string {
	for _, v := range r.Vars {
		if v.Name == name {
			return v.Value
		}
	}
	return ""
}

// writer keeps who wrote a row last before an event: it is asked for at every
// frame.
type writer struct {
	of trace.Entity
	at trace.ID
	id trace.ID
}

// lastWrite gives the last event up to one that changed an entry; 0: none did.
func (s *stage) lastWrite(of trace.Entity, at trace.ID) trace.ID {
	for id := at; id > 0; id-- {
		for _, d := range s.film.event(id).Deltas {
			if d.Entity == of {
				return id
			}
		}
	}
	return 0
}

// whoLine tells who wrote the chosen row.
func (t *tables) whoLine(s *stage, c *canvas.Canvas, r canvas.Rect) {
	if t.wrote.of != t.row || t.wrote.at != s.at.id {
		t.wrote = writer{t.row, s.at.id, s.lastWrite(t.row, s.at.id)}
	}
	if t.wrote.id == 0 {
		return
	}
	text := s.say.f(txtWroteIt, t.wrote.id, s.film.sentence(t.wrote.id))
	c.TextIn(r.X+1, r.Y, r.W-2, text, s.theme.Say)
}

// change is one variable that changed.
type change struct {
	id trace.ID
	trace.Delta
}

// farBack is how many events are searched for changes.
const farBack = 20_000

// drawChanges lists what changed up to the cursor, the newest first.
func (t *tables) drawChanges(s *stage, c *canvas.Canvas, r canvas.Rect) {
	t.log = t.log[:0]
	for id := s.at.id; id > 0 && id+farBack > s.at.id && len(t.log) < r.H+t.pick; id-- {
		for _, d := range s.film.event(id).Deltas {
			if (s.node == "" || d.Entity.Node == s.node) && (t.kind == "" || d.Entity.Kind == t.kind) && (telling(d.New) || telling(d.Old)) {
				t.log = append(t.log, change{id, d})
			}
		}
	}
	if len(t.log) == 0 {
		c.TextIn(r.X+1, r.Y, r.W-2, s.say(txtNoChanges), s.theme.Future)
		return
	}
	t.pick = min(t.pick, len(t.log)-1)
	t.top = scroll(len(t.log), r.H, t.pick, false)
	for y := range min(r.H, len(t.log)-t.top) {
		i := t.top + y
		d := &t.log[i]
		line := canvas.Rect{X: r.X, Y: r.Y + y, W: r.W, H: 1}
		base, dim := s.rowStyle(c, line, i == t.pick && s.focus == paneTables)
		if d.id == s.at.id {
			c.Set(r.X, line.Y, s.g.Changed, s.theme.Changed.On(base))
		}
		x := c.Text(r.X+1, line.Y, pad(c, fmt.Sprint(d.id), 6), dim)
		x = c.TextIn(x, line.Y, 8, d.Entity.Node, base) + 1
		x = c.TextIn(x, line.Y, r.X+r.W-x, d.Entity.Kind+" ", dim)
		x = c.TextIn(x, line.Y, r.X+r.W-x, d.Entity.Name, base) + 2
		text := d.Field + " " + d.Old + " → " + d.New
		switch {
		case d.Field == "":
			text = s.say(txtGone)
		case d.Old == "":
			text = d.Field + " " + d.New
		}
		c.TextIn(x, line.Y, r.X+r.W-x, text, s.theme.Changed.On(base))
	}
}
