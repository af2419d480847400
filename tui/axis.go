package tui

import (
	"time"

	"encap/layers/osi"
)

// span gives the time that is shown: all of the connection's, or a part of it
// around the chosen point.
func (g *graph) span(s *stage) (from, to osi.Instant) {
	first := true
	for i := range g.all {
		if p := g.all[i].points; len(p) > 0 {
			if first || p[0].at < from {
				from = p[0].at
			}
			to, first = max(to, p[len(p)-1].at), false
		}
	}
	if to <= from {
		to = from + osi.Instant(time.Millisecond)
	}
	if g.zoom > 0 {
		mid := s.at.now
		if p, _, ok := g.chosen(s); ok {
			mid = p.at
		}
		half := (to - from) >> (g.zoom + 1)
		mid = max(from+half, min(mid, to-half))
		from, to = mid-half, mid+half
	}
	return from, to
}

// top gives the largest value in a span, of all that the run will show: the
// axis does not move while it plays.
func (g *graph) top(from, to osi.Instant) float64 {
	key := [2]osi.Instant{from, to}
	if most, ok := g.tops[key]; ok {
		return most
	}
	g.tops[key] = g.highest(from, to)
	return g.tops[key]
}

// highest works the largest value out.
func (g *graph) highest(from, to osi.Instant) float64 {
	most := 0.0
	for i := range g.all {
		if g.kind == graphTcptrace && g.all[i].shape == dashes {
			continue // the window's far edge may be very far
		}
		pts := g.all[i].points
		for j := range pts {
			if pts[j].at <= to && (pts[j].at >= from || j+1 < len(pts) && pts[j+1].at > from) {
				most = max(most, pts[j].y, pts[j].y2)
			}
		}
	}
	switch g.kind {
	case graphWindow: // the limit may be far above what is used
		return nice(min(most, g.peak(1)*4+1))
	case graphRTT:
		return nice(min(most, g.peak(0)*4+0.001))
	}
	return nice(most)
}

// peak gives the largest value of one curve.
func (g *graph) peak(i int) float64 {
	most := 0.0
	for _, p := range g.all[i].points {
		most = max(most, p.y)
	}
	return most
}
