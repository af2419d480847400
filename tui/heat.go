package tui

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/explore"
	"encap/sim/futures"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

const actHeat action = "heat"

// heat is what becomes of the story when each frame is lost, for the time bar.
// It is worked out in the background, once for each film.
type heat struct {
	on      bool
	film    *film // that it is, or will be, about
	running bool
	futures map[trace.ID]*explore.Future // by where the frame leaves
	said    string                       // how many became what
	stop    context.CancelFunc
}

// heatMsg is the end of an exploration.
type heatMsg struct {
	film   *film
	report *explore.Report
	err    error
}

// The most that is explored while somebody waits.
const (
	mostFutures = 3000
	mostWaiting = 30 * time.Second
)

// explore begins to lose each frame in turn, off the screen's goroutine, when
// that is to be shown and is not known yet.
func (m *model) explore() tea.Cmd {
	h, f := &m.stage.heat, m.film()
	if !h.on || f == nil || h.film == f {
		return nil
	}
	h.cancel()
	ctx, cancel := context.WithCancel(context.Background())
	*h = heat{on: true, film: f, running: true, stop: cancel}
	sc := f.sc
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = heatMsg{film: f, err: fmt.Errorf("%v\n\n%s", r, debug.Stack())}
			}
		}()
		report, err := explore.Explore(ctx, sc, explore.Options{Most: mostFutures, Within: mostWaiting})
		return heatMsg{f, report, err}
	}
}

// cancel ends an exploration that is under way.
func (h *heat) cancel() {
	if h.stop != nil {
		h.stop()
	}
	*h = heat{on: h.on}
}

// explored takes what was found.
func (m *model) explored(msg heatMsg) {
	h := &m.stage.heat
	if h.film != msg.film {
		return
	}
	h.running = false
	if msg.err != nil {
		h.said = msg.err.Error()
		return
	}
	h.futures = map[trace.ID]*explore.Future{}
	n := 0
	for id := trace.ID(1); id <= msg.film.last && n < len(msg.report.Futures); id++ {
		if msg.film.event(id).Kind == trace.TxStart {
			h.futures[id] = &msg.report.Futures[n]
			n++
		}
	}
	for _, v := range explore.Verdicts {
		if n := msg.report.Count(v); n > 0 {
			if h.said != "" {
				h.said += ", "
			}
			h.said += fmt.Sprintf("%d %s", n, v)
		}
	}
	if msg.report.Cut != "" {
		h.said += " (" + msg.report.Cut + ")"
	}
}

// look gives a future's glyph and style on the bar: nothing serious, slower,
// broken.
func (h *heat) look(s *stage, id trace.ID) (string, canvas.Style, bool) {
	f := h.futures[id]
	if f == nil {
		return "", canvas.Style{}, false
	}
	switch f.Verdict {
	case explore.Slower:
		return s.g.Down, s.theme.Warn, true
	case explore.Broken:
		return s.g.Lost, s.theme.Bad, true
	case explore.Harmless:
		return s.g.Good, s.theme.Good, true
	}
	return s.g.Changed, s.theme.Warn, true
}

// text says what becomes of the story when the frame under the cursor is lost.
func (h *heat) text(s *stage) string {
	if h.running {
		return s.say(txtExploring)
	}
	frame, ok := futures.FrameAt(s.film, s.at.id)
	f := h.futures[frame.Tx]
	if !ok || f == nil {
		return s.say.f(txtHeatAll, h.said)
	}
	what := string(f.Verdict)
	switch f.Verdict {
	case explore.Slower:
		what = s.say.f(txtSlowerBy, round(f.Later))
	case explore.Broken:
		what += ": " + f.Why
	}
	return s.say.f(txtIfLost, frame.Way, frame.N, what)
}

// loseHere opens the future in which the frame under the cursor is lost.
func (m *model) loseHere() tea.Cmd {
	f, _, ok := m.target()
	if !ok {
		m.stage.notice = m.stage.say(txtNoMoreFrames)
		return nil
	}
	return m.fork(scenario.Act{Cable: f.Way, Frame: f.N, Do: "drop"})
}
