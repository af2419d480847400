package tui

import (
	"fmt"
	"sort"

	"encap/layers/osi"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// The actions of graphs.
const (
	actKind      action = "graph kind"
	actDirection action = "direction"
	actZoomIn    action = "zoom in"
	actZoomOut   action = "zoom out"
	actZoomFit   action = "zoom fit"
	actTable     action = "table"
)

// graphKeys are what keys do in this pane.
var graphKeys = []binding{
	{paneGraph, actLeft, []string{"left", "h"}, txtKeyPointBack},
	{paneGraph, actRight, []string{"right", "l"}, txtKeyPointOn},
	{paneGraph, actUp, []string{"up", "k"}, txtKeyStreamUp},
	{paneGraph, actDown, []string{"down", "j"}, txtKeyStreamDown},
	{paneGraph, actEnter, []string{"enter"}, txtKeyGoThere},
	{paneGraph, actKind, []string{"v"}, txtKeyKind},
	{paneGraph, actDirection, []string{"d"}, txtKeyDirection},
	{paneGraph, actZoomIn, []string{"+", "="}, txtKeyZoomIn},
	{paneGraph, actZoomOut, []string{"-"}, txtKeyZoomOut},
	{paneGraph, actZoomFit, []string{"0"}, txtKeyZoomFit},
	{paneGraph, actTable, []string{"T"}, txtKeyTable},
}

// graphHints are its entries in the footer.
var graphHints = []hint{
	{paneGraph, []action{actKind}, txtKeyKind},
	{paneGraph, []action{actLeft, actRight}, txtKeyPoint},
	{paneGraph, []action{actEnter}, txtKeyGoThere},
	{paneGraph, []action{actDirection}, txtKeyDirection},
	{paneGraph, []action{actZoomIn, actZoomOut}, txtKeyZoomInOut},
	{paneGraph, []action{actTable}, txtKeyTable},
}

// graph draws how a connection fares: one kind of curve at a time, as far as
// the cursor has come.
type graph struct {
	drawn  canvas.Rect
	kind   graphKind
	stream int // of those with a connection; -1: that of the cursor
	back   bool
	port   int
	zoom   int      // the time is shown this many times larger, as a power of two
	point  trace.ID // the chosen one; 0: the last one before the cursor
	table  bool

	of    *film
	made  curvesOf
	all   []series
	phase []phase
	ends  []*conn // of the streams that have a connection, a's end or the only one
	ports []trace.Entity
	bill  bill

	losses []*flight // of the stream that is shown, by their ends
	tops   map[[2]osi.Instant]float64
	shapes map[shapeOf]*envelope
}

// curvesOf says what the curves were made for.
type curvesOf struct {
	kind graphKind
	conn *conn
	back bool
	port trace.Entity
}

func newGraph() *graph { return &graph{stream: -1} }

// open gets ready for another film.
func (g *graph) open(f *film) {
	if g.of == f {
		return
	}
	*g = graph{of: f, stream: -1, kind: g.kind, table: g.table, drawn: g.drawn}
	seen := map[int32]bool{}
	for _, k := range f.streams.ends {
		if k.stream != noStream && !seen[k.stream] {
			seen[k.stream] = true
			g.ends = append(g.ends, k)
		}
	}
}

// number gives which of the streams is shown.
func (g *graph) number(s *stage) int {
	if g.stream >= 0 {
		return min(g.stream, len(g.ends)-1)
	}
	now := s.stream()
	for i, k := range g.ends {
		if k.stream == now {
			return i
		}
	}
	return len(g.ends) - 1
}

// sides gives the two ends of the stream that is shown: the one that sends in
// the chosen direction first. nil: none is known.
func (g *graph) sides(s *stage) (me, peer *conn, back bool) {
	n := g.number(s)
	if n < 0 {
		return nil, nil, false
	}
	stream := g.ends[n].stream
	back = g.back != g.quiet(stream)
	want := g.of.streams.all[stream].a
	if back {
		want = g.of.streams.all[stream].b
	}
	for _, k := range g.of.streams.ends {
		if local, _, ok := connection(k.entity.Name); ok && k.stream == stream {
			if local == want && me == nil {
				me = k
			} else if local != want && peer == nil {
				peer = k
			}
		}
	}
	if me == nil {
		me, peer = peer, me
	}
	return me, peer, back
}

// quiet says whether the end that spoke first is the one that sends less: the
// graph begins with the other.
func (g *graph) quiet(n int32) bool {
	st := &g.of.streams.all[n]
	return st.high[1]-st.base[1] > st.high[0]-st.base[0]
}

// collect makes the curves when what is shown has changed.
func (g *graph) collect(s *stage) {
	g.open(s.film)
	want := curvesOf{kind: g.kind}
	if g.kind == graphQueue {
		if g.ports == nil {
			g.ports = g.of.ports()
		}
		if len(g.ports) > 0 {
			want.port = g.ports[min(g.port, len(g.ports)-1)]
		}
	} else {
		want.conn, _, want.back = g.sides(s)
	}
	if g.made == want {
		return
	}
	g.made, g.all, g.phase, g.point, g.losses = want, nil, nil, 0, nil
	g.tops, g.shapes = map[[2]osi.Instant]float64{}, map[shapeOf]*envelope{}
	switch {
	case want.port != trace.Entity{}:
		g.all = []series{g.of.queueOf(want.port)}
	case want.conn != nil:
		_, peer, back := g.sides(s)
		g.all, g.phase = g.of.curves(g.kind, want.conn, peer, back), g.of.phases(want.conn)
		g.losses = g.of.losses(want.conn.stream, want.back)
	}
}

func (g *graph) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	g.drawn = r
	g.collect(s)
	in := s.frame(c, r, paneGraph, s.paneTitle(paneGraph))
	s.note(c, r, r.Y+r.H-1, g.subject(s), s.theme.Warn)
	head, in := in.Top(1)
	g.tabs(s, c, head)
	switch {
	case g.kind == graphAccount:
		g.account(s, c, in)
	case g.empty(s):
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(g.nothing()), s.theme.Future)
	case g.table:
		g.drawTable(s, c, in)
	default:
		g.drawCurves(s, c, in)
	}
}

// subject names the stream and the direction.
func (g *graph) subject(s *stage) string {
	if g.kind == graphQueue {
		return g.made.port.Node + " " + g.made.port.Name
	}
	if g.made.conn == nil || g.kind == graphAccount {
		return ""
	}
	st := &g.of.streams.all[g.made.conn.stream]
	a, b := g.of.endName(st.a), g.of.endName(st.b)
	if g.made.back {
		a, b = b, a
	}
	return s.say.f(txtStreamOf, a+" → "+b, g.number(s)+1, len(g.ends))
}

// tabs names the kinds: the one that is shown first.
func (g *graph) tabs(s *stage, c *canvas.Canvas, r canvas.Rect) {
	x := drawChip(s, c, r.X, r.Y, s.say(graphTitles[g.kind]), s.theme.Chip[4]) + 1
	x = c.TextIn(x, r.Y, r.X+r.W-x, keyLabel(keyOf(paneGraph, actKind), c.ASCII())+":", s.theme.Dim) + 1
	for i := graphKind(1); i < graphKinds; i++ {
		x = c.TextIn(x, r.Y, r.X+r.W-x, s.say(graphTitles[(g.kind+i)%graphKinds])+"  ", s.theme.Dim)
	}
}

// empty says whether there is nothing to draw at the cursor.
func (g *graph) empty(s *stage) bool {
	for i := range g.all {
		if len(g.until(s, &g.all[i])) > 0 {
			return false
		}
	}
	return true
}

func (g *graph) nothing() string {
	if g.kind == graphQueue {
		return txtNoQueue
	}
	return txtNoConnection
}

// until gives the points of a curve that are known at the cursor.
func (g *graph) until(s *stage, x *series) []point2 {
	n := sort.Search(len(x.points), func(i int) bool { return x.points[i].id > s.at.id })
	return x.points[:n]
}

// chosen gives the point under the graph's own cursor and its curve.
func (g *graph) chosen(s *stage) (p point2, curve int, ok bool) {
	id := g.point
	if id == 0 {
		id = s.at.id
	}
	for i := range g.all {
		known := g.until(s, &g.all[i])
		n := sort.Search(len(known), func(j int) bool { return known[j].id > id })
		if n > 0 && (!ok || known[n-1].id > p.id) {
			p, curve, ok = known[n-1], i, true
		}
	}
	return p, curve, ok
}

// figure writes a value of this graph with as many digits as tell something.
func (g *graph) figure(y float64) string {
	switch {
	case y == float64(int64(y)):
		return fmt.Sprintf("%d", int64(y))
	case y >= 100:
		return fmt.Sprintf("%.0f", y)
	case y >= 1:
		return fmt.Sprintf("%.2f", y)
	}
	return fmt.Sprintf("%.3f", y)
}
