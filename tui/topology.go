package tui

import (
	"time"

	"encap/tui/canvas"
)

// topologyKeys are what keys do in this pane.
var topologyKeys = []binding{
	{paneTopology, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneTopology, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneTopology, actUp, []string{"up", "k"}, txtKeyNodeUp},
	{paneTopology, actDown, []string{"down", "j"}, txtKeyNodeDown},
	{paneTopology, actEnter, []string{"enter"}, txtKeyInspect},
}

// topologyHints are its entries in the footer.
var topologyHints = []hint{
	{paneTopology, []action{actPrev, actNext}, txtKeyEvent},
	{paneTopology, []action{actUp, actDown}, txtKeyNodeDown},
	{paneTopology, []action{actEnter}, txtKeyInspect},
}

// topology draws the network, and on its cables the frames.
type topology struct {
	of     *film
	size   canvas.Rect // the drawing was worked out for this
	ascii  bool
	boxes  []canvas.Rect // of the nodes
	labels [][]string    // what stands in them
	wires  []wire        // of the cables
	joints map[point]int // where they turn and meet
	drawn  canvas.Rect
}

func (t *topology) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	t.drawn = r
	t.heading(s, c, r)
	_, r = r.Top(1)
	if s.film == nil || r.Empty() {
		return
	}
	t.arrange(s, c, r)
	c = c.In(r)
	if shift := t.shift(s, r.W); shift > 0 {
		c = c.In(canvas.Rect{X: -shift, W: r.W + shift, H: r.H})
	}
	for i := range t.wires {
		t.cable(s, c, &t.wires[i])
	}
	s.film.under(s.at, func(fl *flight) { t.frameOn(s, c, fl, false) })
	for i := range t.boxes {
		t.box(s, c, i)
	}
	// Labels last: they tell which frame it is.
	s.film.under(s.at, func(fl *flight) { t.frameOn(s, c, fl, true) })
}

// heading draws the line above: no box, the network needs the room.
func (t *topology) heading(s *stage, c *canvas.Canvas, r canvas.Rect) {
	style, rule := s.theme.Border, s.g.Thin.H
	name := s.theme.Title
	if s.focus == paneTopology {
		style, rule, name = s.theme.Focus, s.g.Thick.H, s.theme.Focus
	}
	c.Fill(canvas.Rect{X: r.X, Y: r.Y, W: r.W, H: 1}, rule, style)
	s.title(c, r, paneTopology, s.paneTitle(paneTopology), name)
	if d := s.film.folded(s.at.id); d > 0 {
		s.note(c, r, r.Y, s.g.Fold+" "+s.say.f(txtIdleTime, shortTime(d.Round(time.Microsecond))), s.theme.Warn)
	}
}

// arrange works the drawing out, once for each size.
func (t *topology) arrange(s *stage, c *canvas.Canvas, r canvas.Rect) {
	size := canvas.Rect{W: r.W, H: r.H}
	if t.of == s.film && t.size == size && t.ascii == c.ASCII() {
		return
	}
	t.of, t.size, t.ascii = s.film, size, c.ASCII()
	sc := s.film.sc
	spots, cols, rows := mapNetwork(sc)
	height := boxHeight(r.H, rows)
	var widths []int
	for d := fullLabel; d <= leastLabel; d++ {
		widths = make([]int, cols)
		t.labels = make([][]string, len(sc.Nodes))
		for i := range sc.Nodes {
			t.labels[i] = nodeLabel(&sc.Nodes[i], i, height, d)
			for j, l := range t.labels[i] {
				n := c.Width(l) + 4
				switch {
				case height == 1:
					n = c.Width(l) + 2
				case j == 0:
					n += 2 // the name stands in the border
				}
				widths[spots[i].col] = max(widths[spots[i].col], n)
			}
		}
		if columns(widths, r.W)[max(0, cols-1)]+widths[max(0, cols-1)] < r.W {
			break
		}
	}
	left := columns(widths, r.W)
	t.boxes = make([]canvas.Rect, len(sc.Nodes))
	for i := range sc.Nodes {
		col, row := spots[i].col, spots[i].row
		y := row*r.H/max(1, rows) + (r.H/max(1, rows)-height)/2
		w := widths[col]
		if height == 1 {
			w = c.Width(t.labels[i][0]) + 2
		}
		t.boxes[i] = canvas.Rect{X: left[col], Y: y, W: w, H: height}
	}
	t.wires = make([]wire, len(sc.Cables))
	for i := range sc.Cables {
		t.wires[i] = t.route(s.film, &sc.Cables[i])
	}
	t.joints = joints(t.wires)
}

// shift gives how far a drawing that is too wide is moved to the left, so that
// the cursor's node is in it.
func (t *topology) shift(s *stage, w int) int {
	right := 0
	for _, b := range t.boxes {
		right = max(right, b.X+b.W+1)
	}
	e := s.event()
	if right <= w || e == nil || s.film.nodes[e.Node] == nil {
		return 0
	}
	b := t.boxes[s.film.nodes[e.Node].index]
	return max(0, min(right-w, b.X+b.W/2-w/2))
}

// box draws a node.
func (t *topology) box(s *stage, c *canvas.Canvas, i int) {
	b, node := t.boxes[i], s.film.sc.Nodes[i].Name
	style, name, border := s.theme.Border, s.theme.Strong, s.g.Thin
	e := s.event()
	if e != nil && e.Node == node {
		style, name = s.theme.Focus, s.theme.Focus
	}
	if s.node == node {
		border = s.g.Thick
	}
	c.Fill(b, " ", s.theme.Base)
	if b.H == 1 {
		x := c.Text(b.X, b.Y, s.g.Thin.Left, style)
		c.Text(c.TextIn(x, b.Y, b.W-2, t.labels[i][0], name), b.Y, s.g.Thin.Right, style)
		return
	}
	in := c.Box(b, border, style)
	c.TextIn(b.X+2, b.Y, b.W-4, " "+t.labels[i][0]+" ", name)
	for l, text := range t.labels[i][1:] {
		st := s.theme.Base
		if l > 0 {
			st = s.theme.Dim
		}
		c.TextIn(in.X+1, in.Y+l, in.W-2, text, st)
	}
}

func (t *topology) handle(s *stage, a action) bool {
	switch a {
	case actUp:
		s.chooseNode(-1)
	case actDown:
		s.chooseNode(1)
	case actEnter:
		s.focus = paneTables
	default:
		return false
	}
	return true
}

func (t *topology) click(s *stage, x, y int) {
	for i, b := range t.boxes {
		if b.Contains(x-t.drawn.X+t.shift(s, t.drawn.W), y-t.drawn.Y-1) {
			s.node = s.film.sc.Nodes[i].Name
			return
		}
	}
	s.node = ""
}
