package tui

import (
	"fmt"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// timeKeys are what keys do in this pane.
var timeKeys = []binding{
	{paneTime, actLeft, []string{"left", "h"}, txtKeyScrubBack},
	{paneTime, actRight, []string{"right", "l"}, txtKeyScrubOn},
	{paneTime, actLeapBack, []string{"shift+left", "pgup"}, txtKeyLeapBack},
	{paneTime, actLeapOn, []string{"shift+right", "pgdown"}, txtKeyLeapOn},
	{paneTime, actUp, []string{"up", "k", "+"}, txtKeyTimeIn},
	{paneTime, actDown, []string{"down", "j", "-"}, txtKeyTimeOut},
	{paneTime, actHeat, []string{"x"}, txtKeyHeat},
	{paneTime, actEnter, []string{"enter"}, txtKeyLoseHere},
}

// timeHints are its entries in the footer.
var timeHints = []hint{
	{paneTime, []action{actLeft, actRight}, txtTime},
	{paneTime, []action{actUp, actDown}, txtKeyTimeIn},
	{paneTime, []action{actHeat}, txtKeyHeat},
	{paneTime, []action{actEnter}, txtKeyLoseHere},
}

// timebar draws the whole film on a line: which frame left when, what was lost,
// where idle time is left out, and where the cursor is.
type timebar struct {
	drawn canvas.Rect
	bar   canvas.Rect
	of    *film
	marks []barMark     // a column each
	zoom  int           // the bar shows the 2^zoom-th part of the film
	from  time.Duration // what it shows
	long  time.Duration
}

// mostZoom shows the 256th part.
const mostZoom = 8

// window works out which part of the film is shown, and says whether that is
// another one than before. It moves in steps of half its length, so that the
// bar does not tremble while it plays.
func (t *timebar) window(s *stage) bool {
	end := s.film.reel.end
	long := max(1, end>>t.zoom)
	half := max(1, long/2)
	from := max(0, min((s.at.show/half)*half-half/2, end-long))
	if from == t.from && long == t.long {
		return false
	}
	t.from, t.long = from, long
	return true
}

// barMark is what a column of the bar shows.
type barMark struct {
	rank  int // the higher one is shown
	text  string
	layer osi.Layer
	kind  barKind
	tx    trace.ID // of a frame
}

type barKind uint8

const (
	barNothing barKind = iota
	barIdle
	barFrame
	barLost
	barStep
)

func (t *timebar) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	t.drawn = r
	if r.Empty() {
		return
	}
	lead := " "
	style := s.theme.Title
	if s.focus == paneTime {
		lead, style = s.g.Cursor, s.theme.Focus
	}
	x := c.Text(r.X, r.Y, lead+s.paneTitle(paneTime)+" ", style)
	clock := s.say.f(txtOfTotal, millis(s.at.now), millis(s.last()))
	if t.zoom > 0 {
		clock += " " + s.say.f(txtTimeZoomed, 1<<t.zoom)
	}
	if s.heat.on && r.H == 1 && s.focus == paneTime { // there is no second line to say it in
		clock = c.Clip(s.heat.text(s), r.W*3/5)
	}
	at := r.X + r.W - c.Width(clock) - 1
	c.Text(at, r.Y, clock, s.theme.Base)
	t.bar = canvas.Rect{X: x, Y: r.Y, W: at - x - 1, H: 1}
	t.fill(s)
	t.line(s, c)
	if r.H > 1 {
		t.legend(s, c, canvas.Rect{X: x, Y: r.Y + 1, W: r.W - x + r.X - 1, H: 1})
	}
}

// last gives the instant of the last event.
func (s *stage) last() osi.Instant {
	if e := s.film.event(s.film.last); e != nil {
		return e.At
	}
	return 0
}

func millis(at osi.Instant) string { return fmt.Sprintf("%.3f ms", float64(at)/1e6) }

// fill works the marks out, once for each width.
func (t *timebar) fill(s *stage) {
	moved := t.window(s)
	if t.of == s.film && len(t.marks) == t.bar.W && !moved || t.bar.W <= 0 {
		return
	}
	t.of, t.marks = s.film, make([]barMark, t.bar.W)
	put := func(show time.Duration, m barMark) {
		if show < t.from || show > t.from+t.long {
			return
		}
		if i := t.column(show); m.rank > t.marks[i].rank {
			t.marks[i] = m
		}
	}
	for i := range s.film.flights {
		fl := &s.film.flights[i]
		put(s.film.reel.starts[fl.tx-1], barMark{rank: 3, text: initial(fl.name), layer: fl.layer, kind: barFrame, tx: fl.tx})
		if fl.lost {
			put(s.film.reel.starts[fl.end-1], barMark{rank: 4, kind: barLost})
		}
	}
	for id := trace.ID(1); id <= s.film.last; id++ {
		if s.film.folded(id) > 0 {
			put(s.film.reel.starts[id-1]+s.film.reel.dwells[id-1], barMark{rank: 1, kind: barIdle})
		}
		if s.film.steps[id] != "" {
			put(s.film.reel.starts[id-1], barMark{rank: 2, kind: barStep})
		}
	}
}

func initial(name string) string {
	if name == "" {
		return "?"
	}
	return name[:1]
}

// column gives the column of a show time.
func (t *timebar) column(show time.Duration) int {
	return max(0, min(int(float64(show-t.from)/float64(max(1, t.long))*float64(t.bar.W)), t.bar.W-1))
}

func (t *timebar) line(s *stage, c *canvas.Canvas) {
	if t.bar.W <= 0 {
		return
	}
	now := t.column(s.at.show)
	for i := range t.marks {
		text, st := t.mark(s, &t.marks[i])
		if i > now && s.asking {
			st, text = s.theme.Future, s.g.Dot
		} else if i > now && t.marks[i].kind != barStep {
			st = s.theme.Future
			if t.marks[i].kind == barNothing {
				text = s.g.Dot
			}
		}
		c.Set(t.bar.X+i, t.bar.Y, text, st)
	}
	for _, id := range s.marks {
		if show := s.film.reel.begin(id).show; show >= t.from && show <= t.from+t.long {
			c.Set(t.bar.X+t.column(show), t.bar.Y, s.g.Bookmark, s.theme.Say)
		}
	}
	c.Set(t.bar.X+now, t.bar.Y, s.g.Now, s.theme.Focus)
}

// mark gives a mark's glyph and style.
func (t *timebar) mark(s *stage, m *barMark) (string, canvas.Style) {
	if s.heat.on {
		if text, st, ok := s.heat.look(s, m.tx); ok {
			return text, st
		}
	}
	switch m.kind {
	case barIdle:
		return s.g.Fold, s.theme.Dim
	case barFrame:
		return m.text, s.theme.Ink[m.layer].With(canvas.Bold)
	case barLost:
		return s.g.Lost, s.theme.Bad
	case barStep:
		return s.g.Mark, s.theme.Say
	}
	return s.g.WireDone, s.theme.Wire
}

// legend says what the letters mean, and how much idle time is being left out.
func (t *timebar) legend(s *stage, c *canvas.Canvas, r canvas.Rect) {
	x := r.X
	if s.heat.on {
		c.TextIn(x, r.Y, r.W, s.heat.text(s), s.theme.Say)
		return
	}
	for _, k := range s.film.kinds {
		x = c.TextIn(x, r.Y, r.X+r.W-x, initial(k.name), s.theme.Ink[k.layer].With(canvas.Bold))
		x = c.TextIn(x, r.Y, r.X+r.W-x, " "+k.name+"   ", s.theme.Dim)
	}
	for _, l := range []string{s.g.Lost + " " + s.say(txtLostHere), s.g.Mark + " " + s.say(txtLesson), s.g.Fold + " " + strings.TrimSpace(s.say.f(txtIdleTime, "")), s.g.Bookmark + " " + s.say(txtKeyMark), s.g.Now + " " + s.say(txtNow)} {
		x = c.TextIn(x, r.Y, r.X+r.W-x, l+"   ", s.theme.Dim)
	}
}

func (t *timebar) handle(s *stage, a action) bool {
	switch a {
	case actLeft:
		t.scrub(s, -1)
	case actRight:
		t.scrub(s, 1)
	case actLeapBack:
		t.scrub(s, -10)
	case actLeapOn:
		t.scrub(s, 10)
	case actUp:
		t.zoom = min(t.zoom+1, mostZoom)
	case actDown:
		t.zoom = max(t.zoom-1, 0)
	default:
		return false
	}
	return true
}

// scrub moves the moment by columns of the bar.
func (t *timebar) scrub(s *stage, by int) {
	pixel := (s.film.reel.end >> t.zoom) / time.Duration(max(1, t.bar.W))
	s.at = s.film.reel.moment(s.at.show + time.Duration(by)*pixel)
}

func (t *timebar) click(s *stage, x, _ int) {
	if t.bar.W > 0 && x >= t.bar.X && x < t.bar.X+t.bar.W {
		s.at = s.film.reel.moment(t.from + t.long*time.Duration(x-t.bar.X)/time.Duration(t.bar.W))
	}
}
