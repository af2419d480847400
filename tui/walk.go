package tui

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
)

// Ways through a run: bookmarks, by layer, by socket call, to a time.
const (
	actMark      action = "bookmark"
	actMarks     action = "next bookmark"
	actNextLayer action = "next in this layer"
	actPrevLayer action = "previous in this layer"
	actNextCall  action = "next call"
	actPrevCall  action = "previous call"
)

// walkKeys are their keys.
var walkKeys = []binding{
	{everywhere, actFilter, []string{"/"}, txtKeyFilter},
	{everywhere, actFilterBy, []string{"F"}, txtKeyFilterBy},
	{everywhere, actUntil, []string{"R"}, txtKeyUntil},
	{everywhere, actPalette, []string{":", "ctrl+p"}, txtKeyPalette},
	{everywhere, actMark, []string{"b"}, txtKeyMark},
	{everywhere, actMarks, []string{"'"}, txtKeyMarks},
	{everywhere, actNextLayer, []string{"]"}, txtKeyLayerNext},
	{everywhere, actPrevLayer, []string{"["}, txtKeyLayerPrev},
	{everywhere, actNextCall, []string{"}"}, txtKeyCallNext},
	{everywhere, actPrevCall, []string{"{"}, txtKeyCallPrev},
}

// walk does what a key of walkKeys means, and says whether it is one.
func (m *model) walk(a action) bool {
	s := &m.stage
	switch a {
	case actFilter:
		m.filterBar()
	case actFilterBy:
		m.filterBy()
	case actUntil:
		m.untilPrompt("")
	case actPalette:
		m.palette()
	case actMark:
		s.notice = s.say(txtMarkGone)
		if m.branch.mark(s.at.id) {
			s.notice = s.say.f(txtMarkSet, s.at.id)
		}
	case actMarks:
		m.nextMark()
	case actNextLayer:
		s.seek(1, s.sameLayer())
	case actPrevLayer:
		s.seek(-1, s.sameLayer())
	case actNextCall:
		s.seek(1, isCall)
	case actPrevCall:
		s.seek(-1, isCall)
	default:
		return false
	}
	return true
}

// seek goes to the next event of a kind, or the one before.
func (s *stage) seek(by int, is func(*trace.Event) bool) {
	for id := int(s.at.id) + by; id >= 1 && id <= int(s.film.last); id += by {
		if is(s.film.event(trace.ID(id))) {
			s.goTo(trace.ID(id))
			return
		}
	}
	s.notice = s.say(txtNoMatch)
}

// sameLayer tells events of the layer that is looked at.
func (s *stage) sameLayer() func(*trace.Event) bool {
	layer := s.layer
	if e := s.event(); layer == 0 && e != nil {
		layer = shelf(e.Layer)
	}
	return func(e *trace.Event) bool { return e.Layer != 0 && shelf(e.Layer) == layer && crosses(e.Kind) }
}

func isCall(e *trace.Event) bool { return e.Kind == trace.Call || e.Kind == trace.Return }

// nextMark goes to the next bookmark; after the last one comes the first.
func (m *model) nextMark() {
	marks := m.branch.marks
	if len(marks) == 0 {
		m.stage.notice = m.stage.say(txtNoMark)
		return
	}
	i := sort.Search(len(marks), func(i int) bool { return marks[i] > m.stage.at.id })
	m.stage.goTo(marks[i%len(marks)])
}

// goToTime goes to the last event that has happened at an instant: "12.5 ms",
// or a number of milliseconds.
func (m *model) goToTime(text string) {
	s := &m.stage
	var at time.Duration
	if ms, err := strconv.ParseFloat(strings.TrimSpace(text), 64); err == nil && ms >= 0 && ms < 1e12 {
		at = time.Duration(ms * float64(time.Millisecond))
	} else if d, err := time.ParseDuration(strings.ReplaceAll(text, " ", "")); err == nil {
		at = d
	} else {
		s.notice = s.say(txtNotATime)
		return
	}
	s.at = s.film.reel.by(osi.Instant(at))
}
