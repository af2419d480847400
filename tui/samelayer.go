package tui

import (
	"encap/tui/canvas"
)

// sameLayer shows one layer of every node, one below the other: what passed
// there last, and what was done with it.
type sameLayer struct{}

var sameLayerKeys = []binding{
	{paneSameLayer, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneSameLayer, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneSameLayer, actUp, []string{"up", "k"}, txtKeyLayerUp},
	{paneSameLayer, actDown, []string{"down", "j"}, txtKeyLayerDown},
	{paneSameLayer, actPageUp, []string{"pgup", "["}, txtKeyNodeUp},
	{paneSameLayer, actPageDown, []string{"pgdown", "]"}, txtKeyNodeDown},
	{paneSameLayer, actDetail, []string{"+", "=", "enter"}, txtKeyDetail},
	{paneSameLayer, actLess, []string{"-", "o"}, txtKeyLess},
}

var sameLayerHints = []hint{
	{paneSameLayer, []action{actPrev, actNext}, txtKeyEvent},
	{paneSameLayer, []action{actUp, actDown}, txtKeyLayers},
	{paneSameLayer, []action{actPageUp, actPageDown}, txtKeyOtherNode},
	{paneSameLayer, []action{actDetail}, txtKeyDetail},
	{paneSameLayer, []action{actLess}, txtKeyLess},
}

func (*sameLayer) id() paneID  { return paneSameLayer }
func (*sameLayer) large() bool { return true }

func (p *sameLayer) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	l := shelf(s.layerInView())
	in := s.sheetFrame(c, r, s.say.f(txtSameLayer, int(l)))
	head, in := in.Top(2)
	x := drawChip(s, c, head.X+1, head.Y, l.Letter()+" "+l.String(), s.theme.Chip[l]) + 2
	c.TextIn(x, head.Y, head.X+head.W-x, s.say(layerJobs[l]), s.theme.Dim)
	nodes := s.film.sc.Nodes
	if len(nodes) == 0 {
		return
	}
	k, chain := &stacks{}, causes(s)
	rows := make([]row, len(nodes))
	for i := range nodes {
		rows[i] = k.row(s, nodes[i].Name, l, chain)
	}
	names := 0
	for i := range nodes {
		names = max(names, min(16, c.Width(nodes[i].Name)))
	}
	f := measure(c, rows, in.W-names-22)
	const high = 3
	look := 0
	if n := s.nodeInView(); n != nil {
		look = s.film.nodes[n.Name].index
	}
	fit := max(1, (in.H+1)/high)
	top := scroll(len(nodes), fit, look, true)
	for i := top; i < min(len(nodes), top+fit); i++ {
		p.node(s, c, canvas.Rect{X: in.X, Y: in.Y + (i-top)*high, W: in.W, H: min(2, in.H-(i-top)*high)}, i, names, &rows[i], f, i == look)
	}
	if hidden := len(nodes) - fit; hidden > 0 {
		s.note(c, r, r.Y, s.say.f(txtRowsMore, hidden), s.theme.Dim)
	}
}

// node draws a node's row: its name and the PDU, and below what was done.
func (p *sameLayer) node(s *stage, c *canvas.Canvas, r canvas.Rect, i, names int, w *row, f fit, at bool) {
	k, n := &stacks{}, &s.film.sc.Nodes[i]
	style := s.theme.Base
	if at {
		style = s.theme.Strong
		c.Set(r.X, r.Y, s.g.Cursor, s.theme.Focus)
	}
	c.TextIn(r.X+1, r.Y, names, n.Name, style)
	right := canvas.Rect{X: r.X + names + 2, Y: r.Y, W: r.W - names - 2, H: 1}
	if w.event == nil {
		c.TextIn(right.X+2, right.Y, right.W-2, s.g.Dot+" "+k.absent(s, n, w.layer), s.theme.Future)
		return
	}
	c.Set(right.X+2, right.Y, way(s, w.event), s.theme.Ink[w.layer])
	if w.layer == shelves[len(shelves)-1] {
		k.bits(s, c, right, n, w)
	} else {
		k.parts(s, c, right, w, f)
	}
	if r.H > 1 {
		st := s.theme.Dim
		if w.now {
			st = s.theme.Base
		}
		c.TextIn(right.X+4, r.Y+1, right.W-5, s.film.sentence(w.event.ID), st)
	}
}

func (p *sameLayer) handle(s *stage, a action) bool {
	switch a {
	case actUp, actDown:
		s.layer = (&stacks{}).other(s, a == actUp)
	case actPageUp:
		s.otherNode(-1)
	case actPageDown:
		s.otherNode(1)
	case actDetail:
		s.open(&wholeStack{})
	case actLess:
		s.sheet = nil
	default:
		return false
	}
	return true
}

func (p *sameLayer) click(*stage, int, int) {}
