package tui

import (
	"encap/layers/osi"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// stacksKeys are what keys do in this pane.
var stacksKeys = []binding{
	{paneStacks, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneStacks, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneStacks, actUp, []string{"up", "k"}, txtKeyLayerUp},
	{paneStacks, actDown, []string{"down", "j"}, txtKeyLayerDown},
	{paneStacks, actEnter, []string{"enter"}, txtKeyWhy},
	{paneStacks, actDetail, []string{"+", "="}, txtKeyDetail},
	{paneStacks, actAllHosts, []string{"o"}, txtKeyAllHosts},
	{paneStacks, actWave, []string{"w"}, txtKeyWave},
}

// stacksHints are its entries in the footer.
var stacksHints = []hint{
	{paneStacks, []action{actPrev, actNext}, txtKeyEvent},
	{paneStacks, []action{actUp, actDown}, txtStacks},
	{paneStacks, []action{actEnter}, txtKeyWhy},
	{paneStacks, []action{actDetail}, txtKeyDetail},
	{paneStacks, []action{actAllHosts}, txtKeyAllHosts},
}

// shelves are the rows of a stack, the highest layer first.
var shelves = [...]osi.Layer{osi.Application, osi.Transport, osi.Network, osi.Link, osi.Physical}

// stacks draws each node's five layers, and in them what passed there last: on
// the way down each layer wraps what it was given, on the way up it unwraps.
type stacks struct {
	drawn  canvas.Rect
	first  map[int][]int // for each number of places: the first node in them, at each event
	of     *film
	places int
}

// A stack this narrow can still be read; where not all fit, fewer and wider
// ones are better.
const (
	leastStack = 26
	goodStack  = 34
)

func (k *stacks) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	k.drawn = r
	nodes := s.film.sc.Nodes
	if len(nodes) == 0 {
		s.frame(c, r, paneStacks, s.paneTitle(paneStacks))
		return
	}
	k.places = len(nodes)
	if r.W/leastStack < len(nodes) {
		k.places = max(1, r.W/goodStack)
	}
	first := k.window(s, k.places)
	chain := causes(s)
	for i := range k.places {
		x, right := r.X+i*r.W/k.places, r.X+(i+1)*r.W/k.places
		k.stack(s, c, canvas.Rect{X: x, Y: r.Y, W: right - x, H: r.H}, &nodes[first+i], i == 0, chain)
	}
	if hidden := len(nodes) - k.places; hidden > 0 {
		s.note(c, r, r.Y+r.H-1, s.say.f(txtRowsMore, hidden), s.theme.Dim)
	}
}

// window gives the first of the nodes that are shown: it moves only as far as
// the cursor's node needs, and is worked out for all events at once, so that
// it is the same however the cursor came there.
func (k *stacks) window(s *stage, places int) int {
	if k.of != s.film {
		k.of, k.first = s.film, map[int][]int{}
	}
	at := k.first[places]
	if at == nil {
		at = make([]int, s.film.last+1)
		first := 0
		for id := trace.ID(1); id <= s.film.last; id++ {
			if n := s.film.nodes[s.film.event(id).Node]; n != nil {
				first = max(min(first, n.index), n.index-places+1)
			}
			at[id] = first
		}
		k.first[places] = at
	}
	return at[s.at.id]
}

// causes gives the events that led to the cursor's, on its node.
func causes(s *stage) map[trace.ID]bool {
	chain := map[trace.ID]bool{}
	e := s.event()
	for n := 0; e != nil && n < 64; n++ {
		chain[e.ID] = true
		up := s.film.event(e.Cause)
		if up == nil || up.Node != e.Node {
			break
		}
		e = up
	}
	return chain
}

// stack draws one node.
func (k *stacks) stack(s *stage, c *canvas.Canvas, r canvas.Rect, n *scenario.Node, numbered bool, chain map[trace.ID]bool) {
	title := n.Name
	if numbered {
		title = string('0'+rune(paneStacks)) + " " + title
	}
	in := s.frame(c, r, paneStacks, title)
	e := s.event()
	state, style := k.status(s, n.Name), s.theme.Dim
	if e != nil && e.Node == n.Name {
		style = s.theme.Strong
	}
	if room := r.W - c.Width(title) - 8; room > 3 {
		c.Text(r.X+c.Width(title)+5, r.Y, " "+c.Clip(state, room)+" ", style)
	}

	per := 1
	if in.H >= 2*len(shelves) {
		per = 2
	}
	rows := make([]row, len(shelves))
	for i, l := range shelves {
		rows[i] = k.row(s, n.Name, l, chain)
	}
	fit := measure(c, append(rows, k.coming(s, n.Name)...), in.W-5)
	for i := range rows {
		top, rest := in.Top(per)
		in = rest
		k.drawRow(s, c, top, n, &rows[i], fit)
	}
}

// status says what a node does at the cursor, or waits for.
func (k *stacks) status(s *stage, node string) string {
	e := s.event()
	track := s.film.nodes[node]
	if e != nil && e.Node == node {
		return doing(s, e)
	}
	if call := s.film.event(before(track.at[osi.Application], s.at.id)); call != nil && call.Kind == trace.Call {
		return s.say.f(txtWaits, call.Name)
	}
	return s.say(txtIdle)
}

// doing names what an event's node does.
func doing(s *stage, e *trace.Event) string {
	switch e.Kind {
	case trace.Send:
		return s.g.Down + " " + s.say(txtSends)
	case trace.Receive:
		return s.g.Up + " " + s.say(txtReceives)
	case trace.TxStart:
		return s.g.Right + " " + s.say(txtTransmits)
	case trace.Arrival:
		return s.g.Left + " " + s.say(txtArrives)
	case trace.Queued:
		return s.say(txtQueues)
	case trace.Drop:
		return s.g.Lost + " " + s.say(txtDrops)
	case trace.Collision:
		return s.g.Lost + " " + s.say(txtCollides)
	case trace.Call:
		return s.say(txtCalls) + " " + e.Name
	case trace.Return:
		return e.Name + " " + e.Text
	case trace.Output:
		return s.say(txtPrints)
	case trace.Start:
		return s.say(txtStarts)
	case trace.Exit:
		return s.say(txtEnds)
	case trace.Act:
		return s.say(txtCommand)
	case trace.TimerFired:
		return s.say(txtTimer)
	}
	return s.say(txtGoesOn)
}

func (k *stacks) handle(s *stage, a action) bool {
	switch a {
	case actUp, actDown:
		s.layer = k.other(s, a == actUp)
	case actDetail:
		s.open(&wholeStack{})
	case actAllHosts:
		s.open(&sameLayer{})
	case actWave:
		s.open(newWave(s))
	case actEnter:
		if s.layer == osi.Physical {
			s.open(newWave(s))
			break
		}
		s.dialogs = append(s.dialogs, dialog{title: s.say(txtWhy), lines: s.reasons()})
	default:
		return false
	}
	return true
}

// other gives the layer above or below the one that is looked at.
func (k *stacks) other(s *stage, up bool) osi.Layer {
	l := s.layer
	if e := s.event(); l == 0 && e != nil {
		l = shelf(e.Layer)
	}
	for i := range shelves {
		if shelves[i] != l {
			continue
		}
		if up {
			i--
		} else {
			i++
		}
		return shelves[max(0, min(i, len(shelves)-1))]
	}
	return osi.Application
}

func (k *stacks) click(s *stage, x, y int) {
	per := max(1, (k.drawn.H-2)/len(shelves))
	if i := (y - k.drawn.Y - 1) / per; y > k.drawn.Y && i < len(shelves) {
		s.layer = shelves[i]
	}
}
