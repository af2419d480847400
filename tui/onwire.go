package tui

import (
	"fmt"
	"strings"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// onCable gives where a frame is on its cable: its cells, counted from the
// sender, and the first and the last that it fills.
func (t *topology) onCable(s *stage, fl *flight) (w *wire, cell func(int) point, from, to int) {
	if fl.cable < 0 || fl.cable >= len(t.wires) || len(t.wires[fl.cable].cells) == 0 {
		return nil, nil, 0, 0
	}
	w = &t.wires[fl.cable]
	n := len(w.cells)
	tail, head := fl.stretch(s.at.now)
	if s.at.id == fl.end { // just arrived, or just lost
		tail, head = fl.place, fl.place
	}
	cell = func(i int) point {
		if !fl.forward {
			i = n - 1 - i
		}
		return w.cells[max(0, min(i, n-1))]
	}
	return w, cell, int(tail*float64(n-1) + 0.5), int(head*float64(n-1) + 0.5)
}

// frameOn draws the stretch of cable that a frame fills, true to scale.
func (t *topology) frameOn(s *stage, c *canvas.Canvas, fl *flight) {
	w, cell, from, to := t.onCable(s, fl)
	for i := from; w != nil && i <= to; i++ {
		p := cell(i)
		c.Set(p.x, p.y, s.g.Busy[t.joints[p]], s.theme.WireBusy)
	}
}

// name draws a frame's label at its head, or what became of it.
func (t *topology) name(s *stage, c *canvas.Canvas, fl *flight) {
	w, cell, _, to := t.onCable(s, fl)
	if w == nil {
		return
	}
	if fl.lost && s.at.id == fl.end {
		t.crash(s, c, fl, cell(to))
		return
	}
	t.tag(s, c, fl, w, cell, to)
}

// tag draws a frame's chip on its cable, its head where the first bit is.
func (t *topology) tag(s *stage, c *canvas.Canvas, fl *flight, w *wire, cell func(int) point, head int) {
	p := cell(head)
	// The straight run of cable around the head is what the chip may cover.
	first, last := head, head
	for first > 0 && cell(first-1).y == p.y {
		first--
	}
	for last < len(w.cells)-1 && cell(last+1).y == p.y {
		last++
	}
	chip := s.theme.Chip[fl.layer]
	if e := s.seen(); s.field.name != "" && e != nil && e.Frame == fl.frame {
		chip = s.theme.Link // the chosen field is in it
	}
	room := last - first + 1
	for _, full := range []string{fmt.Sprintf("#%d %s", fl.frame, fl.name), fmt.Sprintf("#%d", fl.frame)} {
		width := c.Width(full) + 2
		if width > room {
			continue
		}
		begin := max(first, min(head-width+1, last-width+1))
		if !t.free(cell, begin, width) {
			continue
		}
		a, b := cell(begin), cell(begin+width-1)
		x, right := min(a.x, b.x), b.x > a.x
		drawChip(s, c, x, p.y, full, chip)
		if right && begin+width <= last {
			c.Set(x+width, p.y, s.g.Right, s.theme.WireBusy)
		}
		if !right && begin+width <= last {
			c.Set(x-1, p.y, s.g.Left, s.theme.WireBusy)
		}
		return
	}
	arrow := s.g.Right
	if head > 0 && cell(head-1).x > p.x || head == 0 && len(w.cells) > 1 && cell(1).x < p.x {
		arrow = s.g.Left
	}
	c.Set(p.x, p.y, arrow, s.theme.WireBusy)
}

// crash draws a lost frame: it falls off its cable where it was lost.
func (t *topology) crash(s *stage, c *canvas.Canvas, fl *flight, p point) {
	c.Set(p.x, p.y, s.g.Lost, s.theme.Bad)
	what := txtLostHere
	if s.film.event(fl.end).Kind == trace.Collision {
		what = txtCollides
	}
	text := fmt.Sprintf("#%d %s", fl.frame, s.say(what))
	w, _ := c.Size()
	x := max(0, min(p.x-c.Width(text)/2, w-c.Width(text)))
	y := p.y + 1 + t.fall(s)
	if _, h := c.Size(); y >= h {
		y = min(p.y+1, h-1)
	}
	c.Text(x, y, text, s.theme.Bad)
}

// drawChip draws a text on a fill with half a cell at each end, and gives the
// column after it.
func drawChip(s *stage, c *canvas.Canvas, x, y int, text string, chip canvas.Style) int {
	ends := canvas.Style{FG: chip.BG, BG: s.theme.Base.BG}
	if !chip.BG.Set() {
		ends = s.theme.Strong
	}
	c.Set(x, y, s.g.ChipLeft, ends)
	x = c.Text(x+1, y, text, chip)
	c.Set(x, y, s.g.ChipRight, ends)
	return x + 1
}

// protoName writes a protocol's name as its standard does.
func protoName(proto string) string {
	switch proto {
	case "eth":
		return "ETH"
	case "data":
		return "data"
	}
	return strings.ToUpper(proto)
}
