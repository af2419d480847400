package tui

import (
	"encap/layers/osi"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// wholeStack shows one node's layers with all that there is to say: what passed
// each of them last, what the layer did, and by which rule. On demand it has
// seven rows: session and presentation say who does their work today.
type wholeStack struct{ seven bool }

const (
	actDetail   action = "detail"
	actLess     action = "less detail"
	actAllHosts action = "same layer"
)

var wholeStackKeys = []binding{
	{paneWholeStack, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneWholeStack, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneWholeStack, actUp, []string{"up", "k"}, txtKeyLayerUp},
	{paneWholeStack, actDown, []string{"down", "j"}, txtKeyLayerDown},
	{paneWholeStack, actPageUp, []string{"pgup", "["}, txtKeyNodeUp},
	{paneWholeStack, actPageDown, []string{"pgdown", "]"}, txtKeyNodeDown},
	{paneWholeStack, actDetail, []string{"+", "="}, txtKeyDetail},
	{paneWholeStack, actLess, []string{"-"}, txtKeyLess},
	{paneWholeStack, actAllHosts, []string{"o"}, txtKeyAllHosts},
	{paneWholeStack, actEnter, []string{"enter"}, txtKeyWhy},
}

var wholeStackHints = []hint{
	{paneWholeStack, []action{actPrev, actNext}, txtKeyEvent},
	{paneWholeStack, []action{actUp, actDown}, txtKeyLayers},
	{paneWholeStack, []action{actDetail}, txtKeyDetail},
	{paneWholeStack, []action{actLess}, txtKeyLess},
	{paneWholeStack, []action{actAllHosts}, txtKeyAllHosts},
	{paneWholeStack, []action{actEnter}, txtKeyWhy},
}

func (*wholeStack) id() paneID  { return paneWholeStack }
func (*wholeStack) large() bool { return true }

// sevenLayers are the rows of a stack as the OSI model has it.
var sevenLayers = [...]osi.Layer{osi.Application, osi.Presentation, osi.Session, osi.Transport, osi.Network, osi.Link, osi.Physical}

// layers gives the rows.
func (p *wholeStack) layers() []osi.Layer {
	if p.seven {
		return sevenLayers[:]
	}
	return shelves[:]
}

// nodeInView gives the node that was chosen, or else the cursor's.
func (s *stage) nodeInView() *scenario.Node {
	name := s.node
	if e := s.event(); name == "" && e != nil {
		name = e.Node
	}
	if n := s.film.nodes[name]; n != nil {
		return &s.film.sc.Nodes[n.index]
	}
	if len(s.film.sc.Nodes) == 0 {
		return nil
	}
	return &s.film.sc.Nodes[0]
}

// layerInView gives the layer that was chosen, or else the cursor's.
func (s *stage) layerInView() osi.Layer {
	if e := s.event(); s.layer == 0 && e != nil {
		return shelf(e.Layer)
	}
	return s.layer
}

// textLine is a line of a sheet; block says which rows belong together.
type textLine struct {
	block int
	draw  func(c *canvas.Canvas, r canvas.Rect)
}

func (p *wholeStack) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	n := s.nodeInView()
	if n == nil {
		s.sheetFrame(c, r, s.say(txtStacks))
		return
	}
	in := s.sheetFrame(c, r, s.say.f(txtWholeStack, n.Name))
	s.note(c, r, r.Y, (&stacks{}).status(s, n.Name), s.theme.Strong)
	chain := causes(s)
	var lines []textLine
	look := 0
	for i, l := range p.layers() {
		if l == s.layerInView() {
			look = len(lines)
		}
		lines = append(lines, p.layer(s, c, n, l, i, in.W, chain)...)
	}
	// A blank line between the layers, where there is room for all of them.
	gap := 0
	if len(lines)+len(p.layers())-1 <= in.H {
		gap = 1
	}
	top := scroll(len(lines), in.H, min(len(lines)-1, look+3), false)
	for i := top; i < len(lines); i++ {
		if y := i - top + gap*lines[i].block; y < in.H {
			lines[i].draw(c, canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1})
		}
	}
}

// layer gives the lines of one layer.
func (p *wholeStack) layer(s *stage, c *canvas.Canvas, n *scenario.Node, l osi.Layer, block, w int, chain map[trace.ID]bool) (lines []textLine) {
	add := func(draw func(c *canvas.Canvas, r canvas.Rect)) {
		lines = append(lines, textLine{block, draw})
	}
	say := func(text string, st canvas.Style) {
		all := []string{text} // cut to a line, unless it is looked at
		if l == s.layerInView() {
			all = c.Wrap(text, w-6)
		}
		for _, t := range all {
			add(func(c *canvas.Canvas, r canvas.Rect) { c.TextIn(r.X+5, r.Y, r.W-6, t, st) })
		}
	}
	if l == osi.Session || l == osi.Presentation {
		add(func(c *canvas.Canvas, r canvas.Rect) { p.head(s, c, r, l, nil) })
		say(s.absentLayer(n, l), s.theme.Dim)
		return lines
	}
	k := &stacks{}
	w0 := k.row(s, n.Name, l, chain)
	add(func(c *canvas.Canvas, r canvas.Rect) { p.head(s, c, r, l, &w0) })
	if w0.event == nil {
		text := k.absent(s, n, l)
		if text == "" || text == l.String() {
			text = s.say(txtNothingYet)
		}
		say(text, s.theme.Future)
		return lines
	}
	if l != osi.Physical && w0.parts.size > 0 {
		add(func(c *canvas.Canvas, r canvas.Rect) {
			line := canvas.Rect{X: r.X + 1, Y: r.Y, W: r.W - 1, H: 1}
			k.parts(s, c, line, &w0, measure(c, []row{w0}, r.W-26))
		})
	} else if l == osi.Physical {
		add(func(c *canvas.Canvas, r canvas.Rect) {
			k.bits(s, c, canvas.Rect{X: r.X + 1, Y: r.Y, W: r.W - 1, H: 1}, n, &w0)
		})
	}
	st := s.theme.Dim
	if w0.now {
		st = s.theme.Base
	}
	say(s.film.sentence(w0.event.ID), st)
	if why := narrate.Why(w0.event); why != "" && (!p.seven || l == s.layerInView()) {
		say(why, s.theme.Dim)
	}
	return lines
}

// head draws the line of a layer's name: where it is, what passed it, when.
func (p *wholeStack) head(s *stage, c *canvas.Canvas, r canvas.Rect, l osi.Layer, w *row) {
	style := s.theme.Chip[shelf(l)]
	if l == s.layerInView() {
		c.Fill(r, " ", s.theme.Row)
		c.Set(r.X, r.Y, s.g.Cursor, s.theme.Focus.On(s.theme.Row))
	}
	x := drawChip(s, c, r.X+1, r.Y, l.Letter(), style) + 1
	base := s.theme.Base
	if l == s.layerInView() {
		base = s.theme.Row
	}
	x = c.TextIn(x, r.Y, r.W-x, s.say.f(txtLayerNameNumber, l.String(), int(l)), base.With(canvas.Bold)) + 2
	if w == nil || w.event == nil {
		return
	}
	x = c.Text(x, r.Y, way(s, w.event), base) + 2
	text := s.say.f(txtAtEvent, w.event.ID, millis(w.event.At))
	if at := r.X + r.W - 1 - c.Width(text); at > x {
		c.Text(at, r.Y, text, s.theme.Dim.On(base))
	}
}

// pduWord gives the right name for what passed a layer: message, segment,
// datagram, packet, frame.
func pduWord(w *row) string {
	if w.layer == osi.Application || len(w.pdus) == 0 {
		return txtMessage
	}
	return w.pdus[0].Word
}

func (p *wholeStack) handle(s *stage, a action) bool {
	switch a {
	case actUp, actDown:
		p.move(s, a == actUp)
	case actPageUp:
		s.otherNode(-1)
	case actPageDown:
		s.otherNode(1)
	case actDetail:
		p.seven = true
	case actLess:
		if p.seven {
			p.seven = false
			s.layer = shelf(s.layerInView())
			return true
		}
		s.sheet = nil
	case actAllHosts:
		s.layer = shelf(s.layerInView())
		s.open(&sameLayer{})
	case actEnter:
		p.why(s)
	default:
		return false
	}
	return true
}

// otherNode chooses the node before or after the one in view.
func (s *stage) otherNode(by int) {
	n := s.nodeInView()
	if n == nil {
		return
	}
	all := len(s.film.sc.Nodes)
	s.node = s.film.sc.Nodes[(s.film.nodes[n.Name].index+by+all)%all].Name
}

// move chooses the layer above or below.
func (p *wholeStack) move(s *stage, up bool) {
	layers := p.layers()
	for i, l := range layers {
		if l != s.layerInView() {
			continue
		}
		if up {
			i--
		} else {
			i++
		}
		s.layer = layers[max(0, min(i, len(layers)-1))]
		return
	}
	s.layer = layers[0]
}

// why tells all reasons of what passed the layer last; of the layers that are
// not there, why they are not.
func (p *wholeStack) why(s *stage) {
	l, n := s.layerInView(), s.nodeInView()
	if l == osi.Session || l == osi.Presentation {
		s.dialogs = append(s.dialogs, sessionPage(s))
		return
	}
	w := (&stacks{}).row(s, n.Name, l, nil)
	if w.event == nil {
		s.dialogs = append(s.dialogs, dialog{title: l.String(), lines: []string{s.say(layerJobs[l]), "", s.say(txtNothingYet)}})
		return
	}
	s.dialogs = append(s.dialogs, dialog{title: s.say(txtWhy), lines: append([]string{s.say(layerJobs[l]), ""}, s.reasonsOf(w.event)...)})
}

func (p *wholeStack) click(*stage, int, int) {}
