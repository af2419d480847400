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
	{paneTopology, actZoomIn, []string{"+", "="}, txtKeyZoomIn},
	{paneTopology, actZoomOut, []string{"-"}, txtKeyZoomOut},
	{paneTopology, actZoomFit, []string{"0"}, txtKeyZoomFit},
	{paneTopology, actPanLeft, []string{"shift+left"}, txtKeyPanLeft},
	{paneTopology, actPanRight, []string{"shift+right"}, txtKeyPanRight},
	{paneTopology, actPanUp, []string{"shift+up"}, txtKeyPanUp},
	{paneTopology, actPanDown, []string{"shift+down"}, txtKeyPanDown},
	{paneTopology, actList, []string{"v"}, txtKeyMapList},
}

// topologyHints are its entries in the footer.
var topologyHints = []hint{
	{paneTopology, []action{actPrev, actNext}, txtKeyEvent},
	{paneTopology, []action{actUp, actDown}, txtKeyNodeDown},
	{paneTopology, []action{actEnter}, txtKeyInspect},
	{paneTopology, []action{actZoomIn, actZoomOut}, txtKeyZoomInOut},
	{paneTopology, []action{actList}, txtKeyMapList},
}

// topology draws the network, and on its cables the frames.
type topology struct {
	of     *film
	size   canvas.Rect // the drawing was worked out for this
	zoom   int
	ascii  bool
	large  canvas.Rect   // what the drawing takes: more than the pane has, it may be
	degree []int         // how many cables each node has
	boxes  []canvas.Rect // of the nodes
	labels [][]string    // what stands in them
	wires  []wire        // of the cables
	joints map[point]int // where they turn and meet
	drawn  canvas.Rect
	air    []*flight // that are drawn
	taken  map[point]bool

	scale  int   // the zoom that the keys chose; 0: all of it, as large as there is room
	pan    point // what the keys moved the drawing by,
	panned bool  // if they did: else the cursor is followed
	form   netForm
	top    int // the first node of the list
}

// netForm is how the network is shown.
type netForm uint8

const (
	formFits netForm = iota // a map if it fits, else a list
	formMap
	formList
)

func (t *topology) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	t.drawn = r
	t.heading(s, c, r)
	_, r = r.Top(1)
	if s.film == nil || r.Empty() {
		return
	}
	t.arrange(s, c, r)
	if t.listed(r) {
		t.list(s, c, r)
		return
	}
	c = c.In(r)
	if off := t.offset(s, r); off != (point{}) {
		c = c.In(canvas.Rect{X: -off.x, Y: -off.y, W: t.large.W, H: t.large.H})
	}
	for i := range t.wires {
		t.cable(s, c, &t.wires[i])
	}
	t.air = t.air[:0]
	s.film.under(s.at, func(fl *flight) { t.air = append(t.air, fl) })
	for _, fl := range t.air {
		t.frameOn(s, c, fl)
	}
	for i := range t.boxes {
		t.box(s, c, i)
	}
	t.queues(s, c)
	t.frameNames(s, c)
	t.thrown(s, c)
}

// frameNames draws the frames' names last: they tell which frame it is. That of the
// cursor's event comes first, then the one that left last: where there is no
// room for the others, they are arrows.
func (t *topology) frameNames(s *stage, c *canvas.Canvas) {
	if t.taken == nil {
		t.taken = map[point]bool{}
	}
	clear(t.taken)
	e := s.event()
	for _, mine := range [...]bool{true, false} {
		for i := len(t.air) - 1; i >= 0; i-- {
			if fl := t.air[i]; (fl.frame == e.Frame) == mine {
				t.name(s, c, fl)
			}
		}
	}
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
	if text := t.queued(s); text != "" {
		s.note(c, r, r.Y, text, s.theme.Warn)
	} else if d := s.film.folded(s.at.id); d > 0 {
		s.note(c, r, r.Y, s.g.Fold+" "+s.say.f(txtIdleTime, shortTime(d.Round(time.Microsecond))), s.theme.Warn)
	}
}

// rowLines are how many lines a row of nodes gets, by zoom.
var rowLines = [...]int{1, 3, 5, 7, 9}

// arrange works the drawing out, once for each size.
func (t *topology) arrange(s *stage, c *canvas.Canvas, r canvas.Rect) {
	size := canvas.Rect{W: r.W, H: r.H}
	if t.of != s.film {
		t.scale, t.pan, t.panned, t.form = 0, point{}, false, formFits
	}
	if t.of == s.film && t.size == size && t.ascii == c.ASCII() && t.zoom == t.scale {
		return
	}
	t.of, t.size, t.ascii, t.zoom = s.film, size, c.ASCII(), t.scale
	sc := s.film.sc
	spots, cols, rows := mapNetwork(sc)
	t.degree = make([]int, len(sc.Nodes))
	for i, next := range neighbours(sc) {
		t.degree[i] = len(next)
	}
	t.large = canvas.Rect{W: r.W + r.W*t.scale/2, H: max(r.H, rows*rowLines[t.scale])}
	height := boxHeight(t.large.H, rows)
	var widths []int
	for d := fullLabel; d <= leastLabel; d++ {
		widths = make([]int, cols)
		t.labels = make([][]string, len(sc.Nodes))
		for i := range sc.Nodes {
			t.labels[i] = nodeLabel(&sc.Nodes[i], i, height, d)
			widths[spots[i].col] = max(widths[spots[i].col], boxWidth(c, t.labels[i], height))
		}
		if columns(widths, t.large.W)[max(0, cols-1)]+widths[max(0, cols-1)] < t.large.W {
			break
		}
	}
	left := columns(widths, t.large.W)
	t.boxes = make([]canvas.Rect, len(sc.Nodes))
	for i := range sc.Nodes {
		col, row := spots[i].col, spots[i].row
		y := row*t.large.H/max(1, rows) + (t.large.H/max(1, rows)-height)/2
		// The boxes of a column are as wide as its widest, if that is not far.
		w := boxWidth(c, t.labels[i], height)
		if d := widths[col] - w; height > 1 && d < 12 {
			w = widths[col]
		}
		t.boxes[i] = canvas.Rect{X: left[col], Y: y, W: w, H: height}
		t.large.W = max(t.large.W, left[col]+w+1)
	}
	t.wires = make([]wire, len(sc.Cables))
	for i := range sc.Cables {
		t.wires[i] = t.route(s.film, &sc.Cables[i])
	}
	t.joints = joints(t.wires)
}

// box draws a node.
func (t *topology) box(s *stage, c *canvas.Canvas, i int) {
	b, node := t.boxes[i], s.film.sc.Nodes[i].Name
	style, name, border := s.theme.Border, s.theme.Strong, s.border(s.film.sc.Nodes[i].Kind)
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
		return t.steer(s, a)
	}
	return true
}

func (t *topology) click(s *stage, x, y int) {
	_, r := t.drawn.Top(1)
	off := t.offset(s, r)
	if t.listed(r) {
		if i := t.top + y - r.Y; y >= r.Y && i < len(s.film.sc.Nodes) {
			s.node = s.film.sc.Nodes[i].Name
		}
		return
	}
	for i, b := range t.boxes {
		if b.Contains(x-r.X+off.x, y-r.Y+off.y) {
			s.node = s.film.sc.Nodes[i].Name
			return
		}
	}
	s.node = ""
}
