package tui

import (
	"sort"

	"encap/sim/trace"
)

// socketRow is a descriptor with its connection; either may be missing.
type socketRow struct {
	socket, tcp *trace.Row
	node        string
}

// entity names a row: the descriptor, else the connection.
func (r *socketRow) entity() trace.Entity {
	if r.socket != nil {
		return r.socket.Entity
	}
	return r.tcp.Entity
}

// get gives a variable of the connection.
func (r *socketRow) get(name string) string {
	if r.tcp == nil {
		return ""
	}
	return r.tcp.Get(name)
}

// listens says whether it waits for connections.
func (r *socketRow) listens() bool { return r.get("State") == "LISTEN" }

// collect joins descriptors with connections as they are at the cursor. A
// connection that no descriptor has any more is there still.
func (p *sockets) collect(s *stage) {
	p.rows = p.rows[:0]
	state := s.film.stateAt(s.at.id)
	type name struct{ node, name string }
	free := map[name]*trace.Row{}
	for i := range state.Rows {
		if r := &state.Rows[i]; r.Entity.Kind == "tcp" {
			free[name{r.Entity.Node, r.Entity.Name}] = r
		}
	}
	for i := range state.Rows {
		r := &state.Rows[i]
		if r.Entity.Kind != "socket" || s.node != "" && r.Entity.Node != s.node {
			continue
		}
		row := socketRow{socket: r, node: r.Entity.Node}
		remote := r.Get("Remote")
		if remote == "-" {
			remote = "*"
		}
		at := name{row.node, r.Get("Local") + " > " + remote}
		if t := free[at]; t != nil {
			row.tcp = t
			delete(free, at)
		}
		p.rows = append(p.rows, row)
	}
	for i := range state.Rows {
		r := &state.Rows[i]
		if r.Entity.Kind == "tcp" && free[name{r.Entity.Node, r.Entity.Name}] != nil && (s.node == "" || r.Entity.Node == s.node) {
			p.rows = append(p.rows, socketRow{tcp: r, node: r.Entity.Node})
		}
	}
	sort.SliceStable(p.rows, func(i, j int) bool { return s.nodeIndex(p.rows[i].node) < s.nodeIndex(p.rows[j].node) })
}

// at gives the row that is looked at: the chosen one, else the one that the
// cursor's event is about; -1: there is none.
func (p *sockets) at(s *stage) int {
	about := p.about(s)
	found := -1
	for i := range p.rows {
		r := &p.rows[i]
		if r.entity() == p.chosen {
			return i
		}
		if found < 0 && (r.socket != nil && r.socket.Entity == about || r.tcp != nil && r.tcp.Entity == about) {
			found = i
		}
	}
	if found < 0 && len(p.rows) > 0 {
		return 0
	}
	return found
}

// about gives the descriptor or connection that the cursor's event is about,
// or the last one before it was: the events of frames change none.
func (p *sockets) about(s *stage) trace.Entity {
	for id, n := s.at.id, 0; id > 0 && n < 200; id, n = id-1, n+1 {
		e := s.film.event(id)
		for i := len(e.Deltas) - 1; i >= 0; i-- {
			if d := &e.Deltas[i]; d.Entity.Kind == "tcp" && d.Field != "" {
				return d.Entity
			}
		}
		if e.Entity.Kind == "socket" {
			return e.Entity
		}
	}
	return trace.Entity{}
}
