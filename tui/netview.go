package tui

import (
	"fmt"
	"strings"

	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// The actions of the network's drawing.
const (
	actPanLeft  action = "pan left"
	actPanRight action = "pan right"
	actPanUp    action = "pan up"
	actPanDown  action = "pan down"
)

// steer zooms and moves the drawing, or makes a list of it.
func (t *topology) steer(s *stage, a action) bool {
	_, r := t.drawn.Top(1)
	step := point{max(1, r.W/4), max(1, r.H/2)}
	move := func(x, y int) {
		off := t.offset(s, r)
		t.pan, t.panned = point{off.x + x*step.x, off.y + y*step.y}, true
	}
	switch a {
	case actZoomIn:
		t.form, t.scale, t.panned = formMap, min(t.scale+1, len(rowLines)-1), false
	case actZoomOut:
		t.scale, t.panned = max(t.scale-1, 0), false
	case actZoomFit:
		t.form, t.scale, t.panned = formFits, 0, false
	case actPanLeft:
		move(-1, 0)
	case actPanRight:
		move(1, 0)
	case actPanUp:
		move(0, -1)
	case actPanDown:
		move(0, 1)
	case actList:
		if t.listed(r) {
			t.form = formMap
		} else {
			t.form = formList
		}
	default:
		return false
	}
	return true
}

// listed says whether the network is shown as a list: when the keys say so, or
// when a map of all of it has no room.
func (t *topology) listed(r canvas.Rect) bool {
	switch t.form {
	case formMap:
		return false
	case formList:
		return true
	}
	return t.large.H > r.H || t.large.W > 2*r.W
}

// offset gives how far a drawing that is too large is moved, so that the chosen
// node or the cursor's is in it. It moves by half a pane at a time: not with
// each event.
func (t *topology) offset(s *stage, r canvas.Rect) point {
	most := point{max(0, t.large.W-r.W), max(0, t.large.H-r.H)}
	off := t.pan
	if !t.panned {
		off = point{}
		name := s.node
		if e := s.event(); name == "" && e != nil {
			name = e.Node
		}
		if n := s.film.nodes[name]; n != nil && n.index < len(t.boxes) {
			b := t.boxes[n.index]
			off = point{half(b.X+b.W/2, r.W), half(b.Y+b.H/2, r.H)}
		}
	}
	return point{max(0, min(off.x, most.x)), max(0, min(off.y, most.y))}
}

// half gives the nearest offset, in halves of a window, that has a place in the
// window's middle half.
func half(at, window int) int {
	step := max(1, window/2)
	return (at - step + step/2) / step * step
}

// border gives the box of a kind of node: what it is shows without colour.
func (s *stage) border(k scenario.Kind) canvas.Border {
	switch k {
	case scenario.Host:
		return s.g.Thin
	case scenario.Router, scenario.NAT, scenario.Firewall:
		return s.g.Round
	case scenario.Hub:
		return s.g.Dashed
	}
	return s.g.Double
}

// free says whether the cells that a label wants are not taken, and takes them.
func (t *topology) free(cell func(int) point, begin, width int) bool {
	for i := range width {
		if t.taken[cell(begin+i)] {
			return false
		}
	}
	for i := range width {
		t.taken[cell(begin+i)] = true
	}
	return true
}

// deepest is how far a lost frame falls, in lines.
const deepest = 2

// fall gives how far the frame that is lost now has fallen.
func (t *topology) fall(s *stage) int {
	dwell := s.film.reel.dwells[s.at.id-1]
	if !s.motion || dwell <= 0 {
		return 0
	}
	return int(deepest * clamp(float64(s.at.show-s.film.reel.starts[s.at.id-1])/float64(dwell)))
}

// thrown tells what a node throws away at the cursor, under its box.
func (t *topology) thrown(s *stage, c *canvas.Canvas) {
	e := s.event()
	n := s.film.nodes[e.Node]
	if e.Kind != trace.Drop || n == nil {
		return
	}
	for _, fl := range t.air {
		if fl.end == e.ID {
			return // it is seen on its cable
		}
	}
	text := s.g.Lost
	if why := e.Why(); why != nil {
		text += " " + why.Name
	}
	b := t.boxes[n.index]
	y := b.Y + b.H + min(1, t.fall(s))
	if _, h := c.Size(); y >= h {
		y = h - 1
	}
	c.Text(b.X+1, y, text, s.theme.Bad)
}

// waiting calls f for each port at which frames wait.
func (s *stage) waiting(f func(port trace.Entity, frames int)) {
	for _, r := range s.film.stateAt(s.at.id).Rows {
		if r.Entity.Kind == "port" {
			if n := atoi(strings.TrimSpace(r.Get("Queued"))); n > 0 {
				f(r.Entity, n)
			}
		}
	}
}

// queues writes at the ports how many frames wait there.
func (t *topology) queues(s *stage, c *canvas.Canvas) {
	s.waiting(func(port trace.Entity, frames int) {
		i, _, forward := s.film.plugged(port.Node, port.Name)
		if i < 0 || len(t.wires[i].cells) < 6 {
			return
		}
		cells := t.wires[i].cells
		text := fmt.Sprint(s.g.Queue, frames)
		first, last := cells[0], cells[c.Width(text)-1]
		if !forward {
			first, last = cells[len(cells)-1], cells[len(cells)-c.Width(text)]
		}
		c.Text(min(first.x, last.x), first.y+1, text, s.theme.Warn)
	})
}

// queued says where frames wait.
func (t *topology) queued(s *stage) string {
	var parts []string
	s.waiting(func(port trace.Entity, frames int) {
		parts = append(parts, fmt.Sprintf("%s %s %s%d", port.Node, port.Name, s.g.Queue, frames))
	})
	if len(parts) == 0 {
		return ""
	}
	return s.say.f(txtFramesWait, strings.Join(parts, ", "))
}

// list shows the network line by line: each node, what it is, what it does, and
// the frames that it has under way.
func (t *topology) list(s *stage, c *canvas.Canvas, r canvas.Rect) {
	nodes := s.film.sc.Nodes
	e := s.event()
	at := 0
	for i := range nodes {
		if nodes[i].Name == s.node || s.node == "" && e != nil && nodes[i].Name == e.Node {
			at = i
		}
	}
	t.top = scroll(len(nodes), r.H, at, true)
	name := 0
	for i := range nodes {
		name = max(name, min(c.Width(nodes[i].Name), 16))
	}
	for y := range min(r.H, len(nodes)-t.top) {
		n := &nodes[t.top+y]
		line := canvas.Rect{X: r.X, Y: r.Y + y, W: r.W, H: 1}
		st := s.theme.Base
		if n.Name == s.node {
			st = s.theme.RowIdle
			if s.focus == paneTopology {
				st = s.theme.Row
			}
			c.Fill(line, " ", st)
		}
		if e != nil && e.Node == n.Name {
			c.Set(line.X, line.Y, s.g.Cursor, s.theme.Focus.On(st))
		}
		x := c.TextIn(line.X+2, line.Y, name, pad(c, n.Name, name), s.theme.Strong.On(st)) + 1
		x = c.TextIn(x, line.Y, 9, pad(c, string(n.Kind), 9), s.theme.Dim.On(st))
		x = c.TextIn(x, line.Y, 30, pad(c, addresses(n, shortLabel), 26), st) + 1
		t.doing(s, c, canvas.Rect{X: x, Y: line.Y, W: line.X + line.W - x, H: 1}, n, st)
	}
	if rest := len(nodes) - r.H; rest > 0 {
		s.note(c, t.drawn, t.drawn.Y, s.say.f(txtNodesOf, t.top+1, min(len(nodes), t.top+r.H), len(nodes)), s.theme.Dim)
	}
}

// doing tells what a node does at the cursor, and which frames it has sent that
// are still under way.
func (t *topology) doing(s *stage, c *canvas.Canvas, r canvas.Rect, n *scenario.Node, st canvas.Style) {
	x := r.X
	if e := s.event(); e != nil && e.Node == n.Name {
		x = c.TextIn(x, r.Y, r.X+r.W-x, doing(s, e)+"  ", s.theme.Strong.On(st))
	}
	s.film.under(s.at, func(fl *flight) {
		if fl.from != n.Name || x >= r.X+r.W-4 {
			return
		}
		text := fmt.Sprintf("#%d %s %s %s", fl.frame, fl.name, s.g.Right, fl.to)
		ink := s.theme.Ink[fl.layer]
		if fl.lost && fl.end == s.at.id {
			text, ink = text+" "+s.g.Lost, s.theme.Bad
		} else {
			_, head := fl.stretch(s.at.now)
			text += fmt.Sprintf(" %d %%", int(head*100))
		}
		x = c.TextIn(x, r.Y, r.X+r.W-x, text+"  ", ink.On(st))
	})
}
