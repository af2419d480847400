package tui

import (
	"fmt"
	"strings"
	"time"

	"encap/sim/scenario"
	"encap/tui/canvas"
)

// wire is a cable's way over the screen, cell by cell, from its first end to
// its second.
type wire struct {
	cells  []point
	legend string
	at     point // where the legend is centred
	room   int   // and how much of it there is
}

type point struct{ x, y int }

// route lays a cable between the boxes of its ends.
func (t *topology) route(f *film, cable *scenario.Cable) wire {
	from, to := f.nodes[cable.Ends[0].Node], f.nodes[cable.Ends[1].Node]
	if from == nil || to == nil {
		return wire{}
	}
	a, b := t.boxes[from.index], t.boxes[to.index]
	turn := b.X < a.X
	if turn {
		a, b = b, a
	}
	ya, yb := a.Y+min(1, a.H-1), b.Y+min(1, b.H-1)
	var w wire
	line := func(x1, y1, x2, y2 int) { w.cells = appendLine(w.cells, x1, y1, x2, y2) }
	right, left := a.X+a.W, b.X-1
	if b.X < right { // one above the other: around the right side
		left, right = max(right, b.X+b.W)+2, a.X+a.W
		line(right, ya, left, ya)
		line(left, ya, left, yb)
		line(left, yb, b.X+b.W, yb)
	} else {
		// A branch leaves the row above near the node that it belongs to.
		mid := left - 2
		switch {
		case ya == yb:
			mid = left
		case ya < yb:
			mid = right + 1
		}
		// Nodes of one column branch off beside one another.
		if shift := t.branch(from, to) * 2; shift > 0 && left-right > shift+6 {
			if mid == right+1 {
				mid += shift
			} else if mid != left {
				mid -= shift
			}
		}
		line(right, ya, mid, ya)
		line(mid, ya, mid, yb)
		line(mid, yb, left, yb)
	}
	if turn {
		for i, j := 0, len(w.cells)-1; i < j; i, j = i+1, j-1 {
			w.cells[i], w.cells[j] = w.cells[j], w.cells[i]
		}
	}
	w.legend = legend(f.sc, cable)
	w.at, w.room = point{(right + left) / 2, ya}, left-right
	if ya != yb {
		w.at, w.room = point{(left + b.X) / 2, yb}, 0
	}
	return w
}

// branch counts the nodes above the one that a cable branches off from which
// stand in its column and have branches too.
func (t *topology) branch(from, to *nodeTrack) (n int) {
	hub := from.index
	if t.degree[to.index] > t.degree[hub] {
		hub = to.index
	}
	for i := range t.boxes {
		if i != hub && t.degree[i] > 2 && t.boxes[i].X == t.boxes[hub].X && t.boxes[i].Y < t.boxes[hub].Y {
			n++
		}
	}
	return n
}

// appendLine appends the cells of a straight line, without the one that the
// line before ended on.
func appendLine(cells []point, x1, y1, x2, y2 int) []point {
	dx, dy := sign(x2-x1), sign(y2-y1)
	for p := (point{x1, y1}); ; p = (point{p.x + dx, p.y + dy}) {
		if len(cells) == 0 || cells[len(cells)-1] != p {
			cells = append(cells, p)
		}
		if p == (point{x2, y2}) || dx == 0 && dy == 0 {
			return cells
		}
	}
}

func sign(n int) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

// legend tells what a cable does: rate, delay, and what it does to frames.
func legend(sc *scenario.Scenario, c *scenario.Cable) string {
	parts := []string{rate(uint64(sc.RateOf(c)))}
	if c.Delay > 0 {
		parts = append(parts, shortTime(c.Delay))
	}
	if c.Loss > 0 {
		parts = append(parts, fmt.Sprintf("loss %g %%", float64(c.Loss)/1e7))
	}
	return strings.Join(parts, " · ")
}

func rate(r uint64) string {
	switch {
	case r == 0:
		return "1 Gbit/s"
	case r%1e9 == 0:
		return fmt.Sprintf("%d Gbit/s", r/1e9)
	case r%1e6 == 0:
		return fmt.Sprintf("%d Mbit/s", r/1e6)
	case r%1e3 == 0:
		return fmt.Sprintf("%d kbit/s", r/1e3)
	}
	return fmt.Sprintf("%d bit/s", r)
}

// shortTime writes a time with a blank before its unit.
func shortTime(d time.Duration) string {
	text := d.String()
	i := strings.IndexFunc(text, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if i < 0 || strings.ContainsAny(text[i:], "0123456789") {
		return text // 1m30s
	}
	return text[:i] + " " + text[i:]
}

// cable draws a cable and its legend.
func (t *topology) cable(s *stage, c *canvas.Canvas, w *wire) {
	for _, p := range w.cells {
		c.Set(p.x, p.y, s.g.Joint[t.joints[p]], s.theme.Wire)
	}
	if n := c.Width(w.legend); n+4 <= w.room && w.at.y > 0 && len(w.cells) > 0 {
		c.Text(w.at.x-n/2, w.at.y-1, w.legend, s.theme.Dim)
	}
}

// joints works out where the cables turn and meet: for each cell the
// directions in which one of them leaves it.
func joints(wires []wire) map[point]int {
	all := map[point]int{}
	for _, w := range wires {
		for i, p := range w.cells {
			for _, n := range [...]int{i - 1, i + 1} {
				if n >= 0 && n < len(w.cells) {
					all[p] |= towards(p, w.cells[n])
				}
			}
		}
	}
	return all
}

// towards gives the bit of Glyphs.Joint for the direction from p to its
// neighbour q.
func towards(p, q point) int {
	switch {
	case q.x < p.x:
		return 1
	case q.x > p.x:
		return 2
	case q.y < p.y:
		return 4
	}
	return 8
}
