package trace

import (
	"sort"
	"unsafe"

	"encap/layers/codec"
)

const (
	eventSize = int(unsafe.Sizeof(Event{}))
	deltaSize = int(unsafe.Sizeof(Delta{}))
	varSize   = int(unsafe.Sizeof(Var{}))
	frameRoom = codec.Headroom + codec.Tailroom
)

// Var is one variable of an entity.
type Var struct{ Name, Value string }

// Row is an entity with its variables, in the order of its struct.
type Row struct {
	Entity Entity
	Vars   []Var
}

// Get gives the value of one variable, or "".
func (r *Row) Get(name string) string {
	for _, v := range r.Vars {
		if v.Name == name {
			return v.Value
		}
	}
	return ""
}

// State is what all entities were at one event: a fold of deltas. Rows stand
// in the order in which their entities first appeared.
type State struct {
	Rows  []Row
	index map[Entity]int
	size  int // variables
}

// keyframe is a whole state, so that finding one needs no fold from the start.
type keyframe struct {
	after  ID  // the event whose deltas are in it,
	deltas int // as many of them as it had then
	state  State
}

// State gives the state after the event id.
func (t *Trace) State(id ID) State {
	id = min(id, ID(t.n))
	k := sort.Search(len(t.frames), func(i int) bool { return t.frames[i].after > id }) - 1
	var s State
	from, skip := ID(1), 0
	if k >= 0 {
		s, from, skip = t.frames[k].state.clone(), t.frames[k].after, t.frames[k].deltas
	}
	for i := from; i <= id; i++ {
		s.fold(t.Event(i).Deltas[skip:])
		skip = 0
	}
	return s
}

// Find gives the row of an entity, or nil.
func (s *State) Find(e Entity) *Row {
	if i, ok := s.index[e]; ok {
		return &s.Rows[i]
	}
	return nil
}

// Of gives the rows of one node (all for "") and kind (all for "").
func (s *State) Of(node, kind string) []Row {
	var rows []Row
	for _, r := range s.Rows {
		if (node == "" || r.Entity.Node == node) && (kind == "" || r.Entity.Kind == kind) {
			rows = append(rows, r)
		}
	}
	return rows
}

func (s *State) fold(deltas []Delta) {
	for _, d := range deltas {
		if d.Field == "" {
			s.remove(d.Entity)
			continue
		}
		s.set(d)
	}
}

func (s *State) set(d Delta) {
	if s.index == nil {
		s.index = map[Entity]int{}
	}
	i, ok := s.index[d.Entity]
	if !ok {
		i = len(s.Rows)
		s.index[d.Entity] = i
		s.Rows = append(s.Rows, Row{Entity: d.Entity})
	}
	row := &s.Rows[i]
	for j := range row.Vars {
		if row.Vars[j].Name == d.Field {
			row.Vars[j].Value = d.New
			return
		}
	}
	row.Vars = append(row.Vars, Var{d.Field, d.New})
	s.size++
}

func (s *State) remove(e Entity) {
	i, ok := s.index[e]
	if !ok {
		return
	}
	s.size -= len(s.Rows[i].Vars)
	s.Rows = append(s.Rows[:i:i], s.Rows[i+1:]...)
	delete(s.index, e)
	for j := i; j < len(s.Rows); j++ {
		s.index[s.Rows[j].Entity] = j
	}
}

func (s *State) clone() State {
	c := State{Rows: make([]Row, len(s.Rows)), index: make(map[Entity]int, len(s.Rows)), size: s.size}
	for i, r := range s.Rows {
		c.Rows[i] = Row{r.Entity, append([]Var(nil), r.Vars...)}
		c.index[r.Entity] = i
	}
	return c
}
