package tui

import (
	"fmt"
	"slices"

	"encap/layers/osi"
	"encap/layers/physical/linecode"
	"encap/sim/dissect"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// wave draws the frame under the cursor as it is on the cable: each bit as a
// level, with the byte and the field that it belongs to.
type wave struct {
	at    int           // the byte that is looked at; -8 is the first of the preamble
	code  linecode.Code // "": the cable's own
	all   bool          // all codes, one below the other
	lines int           // bytes in a line, as drawn last
}

const (
	actWave     action = "wave"
	actWaveCode action = "wave code"
	actWaveAll  action = "wave all"
	actWaveHome action = "wave home"
	actWaveEnd  action = "wave end"
)

var waveKeys = []binding{
	{paneWave, actLeft, []string{"left", "h"}, txtKeyWaveBefore},
	{paneWave, actRight, []string{"right", "l"}, txtKeyWaveNext},
	{paneWave, actUp, []string{"up", "k"}, txtKeyWaveUp},
	{paneWave, actDown, []string{"down", "j"}, txtKeyWaveDown},
	{paneWave, actWaveHome, []string{"["}, txtKeyWaveHome},
	{paneWave, actWaveEnd, []string{"]"}, txtKeyWaveEnd},
	{paneWave, actWaveCode, []string{"c"}, txtKeyWaveCode},
	{paneWave, actWaveAll, []string{"a"}, txtKeyWaveAll},
}

var waveHints = []hint{
	{paneWave, []action{actLeft, actRight}, txtKeyByte},
	{paneWave, []action{actWaveCode}, txtKeyWaveCode},
	{paneWave, []action{actWaveAll}, txtKeyWaveAll},
	{paneWave, []action{actWaveHome, actWaveEnd}, txtKeyWaveEnd},
}

// newWave looks at the chosen field, or at the preamble.
func newWave(s *stage) *wave {
	w := &wave{at: -linecode.Before}
	if e := w.frame(s); e != nil && s.field.name != "" {
		pdus := s.film.dissected(e.ID)
		if _, pdu, field, ok := s.field.find(pdus); ok && field >= 0 {
			w.at = pdus[pdu].Fields[field].Start / 8
		}
	}
	return w
}

func (*wave) id() paneID  { return paneWave }
func (*wave) large() bool { return true }

// frame gives the event at which the frame that is looked at leaves, or nil:
// the frame under the cursor, and the last one before when there is none.
func (w *wave) frame(s *stage) *trace.Event {
	e := s.event()
	if e == nil {
		return nil
	}
	var last *trace.Event
	for i := range s.film.flights {
		tx := s.film.event(s.film.flights[i].tx)
		if tx.ID > e.ID && last != nil && e.Frame == 0 {
			break
		}
		if e.Frame != 0 && tx.Frame == e.Frame && (tx.ID <= e.ID || last == nil) {
			last = tx
		}
		if e.Frame == 0 && tx.ID <= e.ID {
			last = tx
		}
	}
	return last
}

// waveform is a frame in one code.
type waveform struct {
	code  linecode.Code
	cells []linecode.Cell
	first map[int]int // the first cell of each byte
	pdus  []dissect.PDU
	frame []byte
}

func (w *wave) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	e := w.frame(s)
	if e == nil {
		in := s.sheetFrame(c, r, s.say(txtWave))
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(txtWaveNone), s.theme.Dim)
		return
	}
	cable, to, _ := s.film.plugged(e.Node, e.Port)
	own := linecode.NRZL
	if cable >= 0 {
		own = s.film.sc.CodeOf(&s.film.sc.Cables[cable])
	}
	code := w.code
	if code == "" {
		code = own
	}
	w.at = max(-linecode.Before, min(w.at, len(e.PDU)))
	in := s.sheetFrame(c, r, s.say(txtWave)+"  "+s.say.f(txtWaveOf, e.Frame, e.Node, to, code.Title()))
	codes := []linecode.Code{code}
	if w.all {
		codes = codes[:0]
		for _, k := range linecode.Codes {
			codes = append(codes, k.Code)
		}
	}
	in, foot := in.Top(in.H - w.footHeight(c, in.W, code))
	w.foot(s, c, foot, e, code)
	p := w.formOf(s, e, codes[0])
	per, at := p.perLine(in.W), w.at
	w.lines = per
	if !w.all {
		at = -linecode.Before + (w.at+linecode.Before)/per*per
	}
	for i := 0; (i+1)*bandHeight-1 <= in.H; i++ {
		if w.all {
			if i == len(codes) {
				break
			}
			p = w.formOf(s, e, codes[i])
		}
		if at > len(e.PDU)+1 {
			break
		}
		band := canvas.Rect{X: in.X + 1, Y: in.Y + i*bandHeight, W: in.W - 2, H: bandHeight}
		w.band(s, c, band, p, at)
		if !w.all {
			at += per
		}
	}
}

// formOf encodes the frame.
func (w *wave) formOf(s *stage, e *trace.Event, code linecode.Code) *waveform {
	p := &waveform{code: code, cells: code.Encode(e.PDU), first: map[int]int{}, pdus: s.film.dissected(e.ID), frame: e.PDU}
	for i := range p.cells {
		if _, known := p.first[p.cells[i].Byte]; !known {
			p.first[p.cells[i].Byte] = i
		}
	}
	return p
}

// bandHeight is the height of a line of the waveform: what the bytes are, their
// bits, three levels, and a blank.
const bandHeight = 6

// half is how many columns half a bit's time has: Manchester has an edge there.
func (p *waveform) half() int {
	if p.code == linecode.Manchester {
		return 2
	}
	return 1
}

// perByte is how many cells a byte has.
func (p *waveform) perByte() int {
	if p.code == linecode.MLT3 {
		return 10
	}
	return 8
}

// perLine is how many bytes fit into a line.
func (p *waveform) perLine(width int) int {
	return max(1, (width-2)/(2*p.half()*p.perByte()))
}

// band draws a line of the waveform, from a byte on.
func (w *wave) band(s *stage, c *canvas.Canvas, r canvas.Rect, p *waveform, from int) {
	width := 2 * p.half() * p.perByte()
	var before linecode.Level
	if i := p.first[from]; i > 0 {
		before = p.cells[i-1].Levels[1]
	}
	for n := range max(1, r.W/width) {
		at, x := from+n, r.X+n*width
		first, known := p.first[at]
		if !known {
			break
		}
		style, ink := s.theme.Dim, s.theme.Ink[osi.Physical]
		if l := p.layer(at); l != 0 {
			style = s.theme.Ink[shelf(l)]
		}
		if at == w.at {
			style, ink = s.theme.Link, s.theme.Strong
		}
		c.TextIn(x, r.Y, width-1, p.name(s, at), style)
		for i := first; i < len(p.cells) && p.cells[i].Byte == at; i++ {
			cell := &p.cells[i]
			left := x + (i-first)*2*p.half()
			if !cell.Idle || p.code == linecode.MLT3 {
				c.Set(left, r.Y+1, string('0'+rune(cell.Coded)), s.theme.Dim)
			}
			for h, level := range cell.Levels {
				w.level(c, left+h*p.half(), r.Y+2, p.half(), before, level, ink)
				before = level
			}
		}
	}
}

// signs are the pieces of a waveform.
type signs struct{ flat, wall, fromLeftUp, fromLeftDown, toRightUp, toRightDown string }

var (
	drawn = signs{"─", "│", "┘", "┐", "┌", "└"}
	typed = signs{"-", "|", "+", "+", "+", "+"}
)

// level draws half a bit's time: an edge, if the level changes, and the level.
// High is in the row y, low two rows below.
func (w *wave) level(c *canvas.Canvas, x, y, width int, before, level linecode.Level, st canvas.Style) {
	g := drawn
	if c.ASCII() {
		g = typed
	}
	from, to := y+1-int(before), y+1-int(level)
	for i := range width {
		c.Set(x+i, to, g.flat, st)
	}
	switch {
	case to < from: // up
		c.Set(x, from, g.fromLeftUp, st)
		c.Set(x, to, g.toRightUp, st)
	case to > from:
		c.Set(x, from, g.fromLeftDown, st)
		c.Set(x, to, g.toRightDown, st)
	}
	for row := min(from, to) + 1; row < max(from, to); row++ {
		c.Set(x, row, g.wall, st)
	}
}

// field gives the smallest field that a byte of the frame belongs to, or nil,
// and its layer.
func (p *waveform) field(at int) (f *dissect.Field, l osi.Layer) {
	for i := range p.pdus {
		for j := range p.pdus[i].Fields {
			g := &p.pdus[i].Fields[j]
			if g.Start <= at*8 && at*8 < g.End && (f == nil || g.End-g.Start <= f.End-f.Start) {
				f, l = g, p.pdus[i].Layer
			}
		}
	}
	return f, l
}

func (p *waveform) layer(at int) osi.Layer {
	_, l := p.field(at)
	return l
}

// name says what a byte is: its value, the names of its groups, its field.
func (p *waveform) name(s *stage, at int) string {
	groups := ""
	if i, known := p.first[at]; known && p.code == linecode.MLT3 && i+5 < len(p.cells) {
		groups = p.cells[i].Group + p.cells[i+5].Group + " "
	}
	switch {
	case at < -linecode.Before:
		return s.say(txtIdleSignal)
	case at == -linecode.Before && p.code == linecode.MLT3:
		return groups + s.say(txtFrameBegins)
	case at < -1:
		return groups + "55 " + s.say(txtPreamble)
	case at == -1:
		return groups + "d5 " + s.say(txtSFD)
	case at == len(p.frame) && p.code == linecode.MLT3:
		return groups + s.say(txtFrameEnds)
	case at >= len(p.frame):
		return groups + s.say(txtGap)
	}
	label := ""
	if f, _ := p.field(at); f != nil {
		label = f.Label
	}
	return fmt.Sprintf("%s%02x %s", groups, p.frame[at], label)
}

// footHeight is how many lines the foot takes.
func (w *wave) footHeight(c *canvas.Canvas, width int, code linecode.Code) int {
	return min(3, len(c.Wrap(code.Rule(), width-2))) + 2
}

// foot tells of the byte that is looked at, of the frame in this code, and how
// the code works.
func (w *wave) foot(s *stage, c *canvas.Canvas, r canvas.Rect, e *trace.Event, code linecode.Code) {
	p := w.formOf(s, e, code)
	text := p.name(s, w.at) + "   " + s.say(txtWaveLow)
	c.TextIn(r.X+1, r.Y, r.W-2, text, s.theme.Strong)
	f := linecode.Measure(p.cells)
	half := func(n int) string {
		if n%2 == 1 {
			return fmt.Sprintf("%d.5", n/2)
		}
		return fmt.Sprint(n / 2)
	}
	c.TextIn(r.X+1, r.Y+1, r.W-2, s.say.f(txtWaveFigures, f.Edges, f.Cells, half(f.Longest), fmt.Sprintf("%+d", f.Balance/2)), s.theme.Base)
	for i, line := range c.Wrap(code.Rule(), r.W-2) {
		if i+2 < r.H {
			c.TextIn(r.X+1, r.Y+2+i, r.W-2, line, s.theme.Dim)
		}
	}
}

func (w *wave) handle(s *stage, a action) bool {
	e := w.frame(s)
	if e == nil {
		return false
	}
	switch a {
	case actLeft:
		w.at--
	case actRight:
		w.at++
	case actUp:
		w.at -= max(1, w.lines)
	case actDown:
		w.at += max(1, w.lines)
	case actWaveHome:
		w.at = -linecode.Before
	case actWaveEnd:
		w.at = len(e.PDU)
	case actWaveCode:
		w.next(s, e)
	case actWaveAll:
		w.all = !w.all
	default:
		return false
	}
	w.at = max(-linecode.Before, min(w.at, len(e.PDU)))
	return true
}

// next shows the frame in the next code.
func (w *wave) next(s *stage, e *trace.Event) {
	now := w.code
	if cable, _, _ := s.film.plugged(e.Node, e.Port); now == "" && cable >= 0 {
		now = s.film.sc.CodeOf(&s.film.sc.Cables[cable])
	}
	i := slices.IndexFunc(linecode.Codes, func(k linecode.Description) bool { return k.Code == now })
	w.code = linecode.Codes[(i+1)%len(linecode.Codes)].Code
}

func (w *wave) click(*stage, int, int) {}
