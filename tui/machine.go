package tui

import (
	"strings"

	"encap/tui/canvas"
)

// machineState is a state's place in the drawing of RFC 9293 §3.3.2, whose
// diagram is laid out on two lines here.
type machineState struct {
	name string
	x, y int
}

// machineStates are the states of a connection.
var machineStates = [...]machineState{
	{"CLOSED", 0, 0}, {"SYN-SENT", 11, 0}, {"ESTABLISHED", 25, 0}, {"FIN-WAIT-1", 39, 0}, {"FIN-WAIT-2", 52, 0}, {"TIME-WAIT", 65, 0},
	{"LISTEN", 0, 1}, {"SYN-RECEIVED", 9, 1}, {"CLOSE-WAIT", 39, 1}, {"LAST-ACK", 52, 1}, {"CLOSING", 65, 1},
}

// machineEdges are the ways from state to state that are drawn: a line of
// columns, with an arrow at its end.
var machineEdges = [...]struct{ from, to string }{
	{"CLOSED", "SYN-SENT"}, {"SYN-SENT", "ESTABLISHED"}, {"ESTABLISHED", "FIN-WAIT-1"}, {"FIN-WAIT-1", "FIN-WAIT-2"}, {"FIN-WAIT-2", "TIME-WAIT"},
	{"LISTEN", "SYN-RECEIVED"}, {"CLOSE-WAIT", "LAST-ACK"},
}

const machineWidth = 75

// machine draws the states of a connection: the present one filled, those that
// it went through lit, the way between them bold.
func (p *sockets) machine(s *stage, c *canvas.Canvas, r canvas.Rect, row *socketRow) {
	been, now := p.been(s, row)
	for _, e := range machineEdges {
		a, b := stateNamed(e.from), stateNamed(e.to)
		glyph, st := s.g.Wire, s.theme.Future
		if walked(been, e.from, e.to) {
			glyph, st = s.g.WireDone, s.theme.Strong
		}
		for x := a.x + len(a.name) + 1; x < b.x-2; x++ {
			c.Set(r.X+x, r.Y+a.y, glyph, st)
		}
		c.Set(r.X+b.x-2, r.Y+a.y, s.g.Right, st)
	}
	p.turn(s, c, r.X+23, r.Y+1, s.g.Joint[5], walked(been, "SYN-RECEIVED", "ESTABLISHED"))
	p.turn(s, c, r.X+34, r.Y+1, s.g.Joint[6]+s.g.Wire+s.g.Right, walked(been, "ESTABLISHED", "CLOSE-WAIT"))
	for i := range machineStates {
		m := &machineStates[i]
		name, st := m.name, s.theme.Future
		if m.name == now {
			drawChip(s, c, r.X+m.x-1, r.Y+m.y, name, s.theme.Chip[4])
			continue
		}
		for _, b := range been {
			if b == m.name {
				st = s.theme.Strong.With(canvas.Underline)
			}
		}
		c.Text(r.X+m.x, r.Y+m.y, name, st)
	}
}

// turn draws a way between the two lines.
func (p *sockets) turn(s *stage, c *canvas.Canvas, x, y int, text string, walked bool) {
	st := s.theme.Future
	if walked {
		st = s.theme.Strong
	}
	c.Text(x, y, text, st)
}

func stateNamed(name string) *machineState {
	for i := range machineStates {
		if machineStates[i].name == name {
			return &machineStates[i]
		}
	}
	return &machineStates[0]
}

// been gives the states that a connection went through, the present one last.
// One that was opened from outside began in LISTEN.
func (p *sockets) been(s *stage, row *socketRow) (been []string, now string) {
	c := s.film.streams.conns[row.tcp.Entity]
	if c == nil {
		return nil, row.get("State")
	}
	_, past := s.film.sampleAt(c, s.at.id)
	been = c.path(len(past))
	if len(been) > 0 && been[0] == "SYN-RECEIVED" {
		been = append([]string{"LISTEN"}, been...)
	} else if len(been) > 0 {
		been = append([]string{"CLOSED"}, been...)
	}
	return been, row.get("State")
}

// walked says whether a connection went from one state straight to another.
func walked(been []string, from, to string) bool {
	for i := 1; i < len(been); i++ {
		if been[i-1] == from && been[i] == to {
			return true
		}
	}
	return false
}

// pathLine writes the states gone through where there is no room to draw them.
func (p *sockets) pathLine(s *stage, c *canvas.Canvas, r canvas.Rect, row *socketRow) {
	been, _ := p.been(s, row)
	for i, l := range c.Wrap(strings.Join(been, " "+s.g.Right+" "), r.W) {
		if i < r.H {
			c.Text(r.X, r.Y+i, l, s.theme.Strong)
		}
	}
}
