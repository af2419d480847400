package tui

import (
	"fmt"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// The actions of the ladder.
const (
	actFollow  action = "follow stream"
	actChatter action = "fold chatter"
	actClock   action = "time column"
	actList    action = "list"
	actCause   action = "cause"
	actEffect  action = "effect"
)

// ladderKeys are what keys do in this pane.
var ladderKeys = []binding{
	{paneLadder, actUp, []string{"up", "k"}, txtKeyLineUp},
	{paneLadder, actDown, []string{"down", "j"}, txtKeyLineDown},
	{paneLadder, actLeft, []string{"left", "h"}, txtKeyHostsLeft},
	{paneLadder, actRight, []string{"right", "l"}, txtKeyHostsRight},
	{paneLadder, actPageUp, []string{"pgup"}, txtKeyPageUp},
	{paneLadder, actPageDown, []string{"pgdown"}, txtKeyPageDown},
	{paneLadder, actEnter, []string{"enter"}, txtKeyBytes},
	{paneLadder, actFollow, []string{"f"}, txtKeyFollow},
	{paneLadder, actCause, []string{"["}, txtKeyCause},
	{paneLadder, actEffect, []string{"]"}, txtKeyEffect},
	{paneLadder, actChatter, []string{"c"}, txtKeyChatter},
	{paneLadder, actClock, []string{"z"}, txtKeyClock},
	{paneLadder, actList, []string{"v"}, txtKeyList},
}

// ladderHints are its entries in the footer.
var ladderHints = []hint{
	{paneLadder, []action{actUp, actDown}, txtKeyLine},
	{paneLadder, []action{actFollow}, txtKeyFollow},
	{paneLadder, []action{actCause, actEffect}, txtKeyCauses},
	{paneLadder, []action{actChatter}, txtKeyChatter},
	{paneLadder, []action{actClock}, txtKeyClock},
	{paneLadder, []action{actEnter}, txtKeyBytes},
}

// clock is what the ladder's time column tells.
type clock uint8

const (
	clockRun    clock = iota // since the scenario began
	clockStream              // since the stream's first event
	clockDelta               // since the line above
	clocks
)

// ladder draws a line down for each node and what passes between them as
// arrows, the latest at the bottom: frames, calls, timers, states.
type ladder struct {
	drawn canvas.Rect
	list  events // every event as a line, in its place
	asked bool   // the list was asked for

	clock  clock
	stream int32 // the one that is followed, or noStream
	loud   bool  // chatter is shown
	first  int   // of the nodes that are shown, when not all are
	hosts  int   // that are shown

	of     *film
	order  []int // the nodes from left to right, and where each one is
	column []int
	lines  []ladderLine
	made   ladderLines // what the lines were made for
	labels map[trace.ID]rungLabel
	top    int // the first line drawn
}

func newLadder() *ladder { return &ladder{stream: noStream} }

// open gets ready for another film.
func (l *ladder) open(f *film) {
	if l.of == f {
		return
	}
	*l = ladder{of: f, stream: noStream, clock: l.clock, drawn: l.drawn, labels: map[trace.ID]rungLabel{}}
	l.order, l.column = nodeOrder(f)
	for id := range f.steps {
		if r := f.rungAt(id); r >= 0 && f.rungs[r].id == id && f.chatter(f.rungs[r]) {
			l.loud = true // the lesson is about it
		}
	}
}

func (l *ladder) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	l.open(s.film)
	l.drawn = r
	if l.asked {
		l.list.draw(s, c, r)
		return
	}
	l.collect(s)
	title := s.paneTitle(paneLadder)
	in := s.frame(c, r, paneLadder, title)
	if l.stream != noStream {
		s.note(c, r, r.Y+r.H-1, s.say.f(txtFollowing, s.film.streamTitle(l.stream)), s.theme.Warn)
	} else if n := len(l.lines); n > 0 {
		s.note(c, r, r.Y+r.H-1, s.say.f(txtLinesOf, l.at(s.at.id)+1, n), s.theme.Dim)
	}
	g := l.measure(s, c, in)
	l.heading(s, c, in, g)
	_, in = in.Top(1)
	if in.Empty() {
		return
	}
	// The cursor stands near the bottom: what comes is not told before.
	now := l.at(s.at.id)
	l.top = max(0, min(now-in.H+2, len(l.lines)-in.H))
	for y := range min(in.H, len(l.lines)-l.top) {
		l.line(s, c, canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}, l.top+y, now, g)
	}
	l.causeLine(s, c, in, now)
}

// ladderGrid is where the ladder's columns are.
type ladderGrid struct {
	time, timeWidth int // the time column; no width: there is none
	lanes, lane     int // the first node's column, and how wide each is
	what            int // where the telling begins
	end             int
}

// measure finds room for the columns: the nodes come first.
func (l *ladder) measure(s *stage, c *canvas.Canvas, in canvas.Rect) (g ladderGrid) {
	g.end = in.X + in.W
	g.time = in.X + 1
	g.timeWidth = len(fmt.Sprintf("%.3f", float64(s.last())/1e6))
	g.lanes = g.time + g.timeWidth + 1
	telling, most := 8, 18
	switch {
	case in.W >= 100:
		telling = 40
	case in.W >= 60:
		telling = 24
	}
	const least = 8
	room, n := g.end-g.lanes, max(1, len(l.order))
	g.lane = max(least, min((room-telling)/n, most))
	if l.hosts = n; n*least > room {
		l.hosts = max(1, (room-telling)/least)
	}
	l.first = max(0, min(l.first, n-l.hosts))
	g.what = g.lanes + l.hosts*g.lane
	return g
}

// heading names the columns.
func (l *ladder) heading(s *stage, c *canvas.Canvas, in canvas.Rect, g ladderGrid) {
	name := [...]string{txtClockRun, txtClockStream, txtClockDelta}[l.clock]
	c.TextIn(g.time, in.Y, g.timeWidth, pad(c, "", g.timeWidth-c.Width(s.say(name)))+s.say(name), s.theme.Dim)
	e := s.event()
	for i := range l.hosts {
		n := &s.film.sc.Nodes[l.order[l.first+i]]
		st := s.theme.Dim
		if e != nil && e.Node == n.Name {
			st = s.theme.Strong
		}
		c.TextIn(g.lanes+i*g.lane, in.Y, g.lane-1, n.Name, st)
	}
	if l.first > 0 {
		c.Set(g.lanes-1, in.Y, s.g.Left, s.theme.Warn)
	}
	if rest := len(l.order) - l.first - l.hosts; rest > 0 {
		c.TextIn(g.what, in.Y, g.end-g.what, s.g.Right+" "+s.say.f(txtRowsMore, rest), s.theme.Warn)
	}
}

// stamp writes a line's time as the clock tells it.
func (l *ladder) stamp(line int) string {
	e := l.of.event(l.id(line))
	from := osi.Instant(0)
	switch l.clock {
	case clockStream:
		if n := l.of.streams.of[e.ID]; n != noStream {
			from = l.of.streams.all[n].began
		} else {
			return ""
		}
	case clockDelta:
		if line > 0 {
			from = l.of.event(l.id(line - 1)).At
		}
	}
	return fmt.Sprintf("%.3f", float64(e.At.Sub(from))/float64(time.Millisecond))
}

func (l *ladder) handle(s *stage, a action) bool {
	l.open(s.film)
	switch a {
	case actList:
		l.asked = !l.asked
		return true
	case actEnter:
		s.focus = paneBytes
		return true
	case actCause:
		l.goCause(s)
		return true
	case actEffect:
		l.goEffect(s)
		return true
	}
	if l.asked {
		return l.list.handle(s, a)
	}
	l.collect(s)
	switch a {
	case actUp:
		l.move(s, -1)
	case actDown:
		l.move(s, 1)
	case actPageUp:
		l.move(s, -max(1, l.drawn.H-4))
	case actPageDown:
		l.move(s, max(1, l.drawn.H-4))
	case actLeft, actRight:
		return l.scroll(s, a)
	case actFollow:
		l.follow(s)
	case actChatter:
		l.loud = !l.loud
	case actClock:
		l.clock = (l.clock + 1) % clocks
	default:
		return false
	}
	return true
}

// move goes to another line.
func (l *ladder) move(s *stage, by int) {
	if len(l.lines) == 0 {
		return
	}
	now := l.at(s.at.id)
	if by < 0 && now >= 0 && l.id(now) < s.at.id {
		by++ // to the beginning of this one
	}
	s.goTo(l.id(max(0, min(now+by, len(l.lines)-1))))
}

// scroll shows other hosts; when all are there it goes from event to event.
func (l *ladder) scroll(s *stage, a action) bool {
	by := 1
	if a == actLeft {
		by = -1
	}
	if l.hosts < len(l.order) {
		l.first = max(0, min(l.first+by, len(l.order)-l.hosts))
		return true
	}
	s.goTo(s.at.id + trace.ID(by))
	return true
}

// follow shows the cursor's stream alone, or all again.
func (l *ladder) follow(s *stage) {
	if l.stream != noStream {
		l.stream = noStream
		return
	}
	l.stream = s.stream()
}

// stream gives the stream of the cursor's event, or of the last one before it
// that has one.
func (s *stage) stream() int32 {
	for id := s.at.id; id > 0; id-- {
		if n := s.film.streams.of[id]; n != noStream {
			return n
		}
	}
	return noStream
}

func (l *ladder) click(s *stage, x, y int) {
	if l.asked {
		l.list.click(s, x, y)
		return
	}
	if line := l.top + y - l.drawn.Y - 2; y >= l.drawn.Y+2 && y < l.drawn.Y+l.drawn.H-1 && line < len(l.lines) {
		s.goTo(l.id(line))
	}
}
