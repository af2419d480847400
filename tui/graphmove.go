package tui

import (
	"encap/layers/osi"
	"encap/sim/trace"
)

func (g *graph) handle(s *stage, a action) bool {
	g.collect(s)
	switch a {
	case actKind:
		g.kind, g.zoom = (g.kind+1)%graphKinds, 0
	case actDirection:
		g.back = !g.back
	case actZoomIn:
		g.zoom = min(g.zoom+1, 12)
	case actZoomOut:
		g.zoom = max(g.zoom-1, 0)
	case actZoomFit:
		g.zoom = 0
	case actTable:
		g.table = !g.table
	case actUp, actDown:
		g.turn(s, a)
	case actLeft, actRight:
		g.move(s, a)
	case actEnter:
		g.enter(s)
	default:
		return false
	}
	return true
}

// turn goes to another stream, port or part of the bill.
func (g *graph) turn(s *stage, a action) {
	by := 1
	if a == actUp {
		by = -1
	}
	switch {
	case g.kind == graphAccount:
		g.bill.row = max(0, g.bill.row+by)
	case g.kind == graphQueue:
		g.port = max(0, min(g.port+by, len(g.ports)-1))
	case len(g.ends) > 0:
		g.stream, g.zoom = max(0, min(g.number(s)+by, len(g.ends)-1)), 0
	}
}

// move goes to the next point of any curve, or the one before.
func (g *graph) move(s *stage, a action) {
	p, _, ok := g.chosen(s)
	if !ok {
		return
	}
	best := trace.ID(0)
	for i := range g.all {
		for _, q := range g.until(s, &g.all[i]) {
			if a == actRight && q.id > p.id && (best == 0 || q.id < best) || a == actLeft && q.id < p.id && q.id > best {
				best = q.id
			}
		}
	}
	if best != 0 {
		g.point = best
	}
}

// enter goes to the event of the chosen point.
func (g *graph) enter(s *stage) {
	if g.kind == graphAccount {
		g.bill.enter(s)
		return
	}
	if p, _, ok := g.chosen(s); ok {
		s.goTo(p.id)
		g.point = 0
	}
}

func (g *graph) click(s *stage, x, _ int) {
	g.collect(s)
	if g.kind == graphAccount || g.table {
		return
	}
	from, to := g.span(s)
	plot := g.drawn.X + 1 + axisWidth
	w := g.drawn.W - 2 - axisWidth - g.side()
	if w <= 1 || x < plot || x >= plot+w {
		return
	}
	at := from + osi.Instant(float64(to-from)*float64(x-plot)/float64(w-1))
	g.point = 0
	for i := range g.all {
		for _, p := range g.until(s, &g.all[i]) {
			if p.at <= at {
				g.point = max(g.point, p.id)
			}
		}
	}
}
