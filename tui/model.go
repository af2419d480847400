package tui

import (
	"fmt"
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/quiz"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// model is the one Bubble Tea model. It keeps what the keys changed; what is
// shown is a function of that and of the film.
type model struct {
	library Library
	term    terminal
	start   string // the scenario to open at once

	w, h   int
	canvas *canvas.Canvas
	layout layout
	stage  stage
	panes  [panePicker]pane
	picker picker
	play   player
	rate   pace
	zoomed paneID
	recent recent // which panes had the keys last
	ticks  bool   // a tick is under way
	color  canvas.Profile

	presenting            bool          // to a class
	plain                 *canvas.Theme // the theme to go back to
	spotlight, spotBefore bool          // on the pane that has the keys; the same before presenting
	pressed               string        // the last key

	modals   []modal           // over all else; the last one has the keys
	answered map[trace.ID]bool // the questions of this film that were asked
	scores   *quiz.Scores
	branch   *branch // the future that is shown
	forking  bool    // one more is on its way
	jumped   bool    // the last key was a leap: nothing is asked where it leads

	live      Live
	liveErr   error
	following bool     // a Follow is under way
	followed  trace.ID // the last event that was asked for

	crash error // what broke
}

// terminal is what the model shows its frames on.
type terminal interface {
	Show(*canvas.Canvas)
	Forget()
	Copy(text string)
	Enter()
	Leave()
	Took() time.Duration
}

// The messages of our own.
type (
	tickMsg   time.Time
	openedMsg struct {
		name string
		film *film
		err  error
	}
	followedMsg struct {
		film *film
		err  error
	}
	resumeMsg struct{}
)

// newModel makes a model.
func newModel(o *Options, term terminal) *model {
	m := &model{library: o.Library, scores: o.Scores, term: term, start: o.Start, color: o.profile, recent: newRecent()}
	m.stage = stage{focus: paneStacks, motion: o.Motion != "none", theme: o.theme.For(o.profile), g: o.glyphs, say: o.say}
	m.canvas = canvas.New(0, 0, o.glyphs.ASCII)
	for id := paneTopology; id < panePicker; id++ {
		m.panes[id] = panels[id].make()
	}
	m.picker = newPicker(o.Library.Scenarios())
	m.picker.scores = o.Scores
	m.play.speed = normalSpeed
	m.rate = pace{base: o.fps, now: o.fps}
	return m
}

func (m *model) film() *film { return m.stage.film }

// Init opens the scenario that was asked for.
func (m *model) Init() tea.Cmd {
	if m.start == "" {
		return nil
	}
	for i, e := range m.picker.entries {
		if e.Name == m.start {
			m.picker.at = i
		}
	}
	return m.open(m.start)
}

// View is not used: frames go to the terminal by canvas.Terminal.
func (m *model) View() string { return "" }

// Update takes a message and draws what follows from it.
func (m *model) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	if m.crash != nil {
		return m, tea.Quit
	}
	cmd = tea.Quit // unless all goes well
	m.update(msg, &cmd)
	return m, cmd
}

// update takes a message and draws. What breaks is kept for Run to report.
func (m *model) update(msg tea.Msg, cmd *tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			m.crash = fmt.Errorf("%v\n\n%s", r, debug.Stack())
		}
	}()
	before := m.stage.at.id
	m.jumped = false
	next := m.take(msg)
	m.asks(before)
	m.draw()
	m.term.Show(m.canvas)
	*cmd = tea.Batch(next, m.tick(), m.follow(), m.explore())
}

// take does what a message means.
func (m *model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = max(0, msg.Width), max(0, msg.Height)
		m.canvas.Resize(m.w, m.h)
		m.term.Forget()
	case tea.KeyMsg:
		return m.typed(msg)
	case tea.MouseMsg:
		m.mouse(msg)
	case tickMsg:
		m.ticks = false
		if m.film() != nil && m.play.on {
			m.rate.saw(m.term.Took())
			m.play.tick(&m.stage, time.Time(msg))
		}
	case openedMsg:
		m.opened(msg)
	case heatMsg:
		m.explored(msg)
	case forkedMsg:
		m.forked(msg)
	case followedMsg:
		if msg.film == m.film() {
			m.following, m.liveErr = false, msg.err
		}
	case tea.ResumeMsg, resumeMsg:
		m.term.Enter()
		m.term.Forget()
	}
	return nil
}

// tick asks for the next frame while it plays: one tick at a time.
func (m *model) tick() tea.Cmd {
	if m.ticks || m.film() == nil || !m.play.on {
		return nil
	}
	m.ticks = true
	return tea.Tick(m.rate.frame(), func(t time.Time) tea.Msg { return tickMsg(t) })
}

// open opens a scenario, off the screen's goroutine.
func (m *model) open(name string) tea.Cmd {
	m.picker.opening, m.picker.err = name, nil
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = openedMsg{name: name, err: fmt.Errorf("%v\n\n%s", r, debug.Stack())}
			}
		}()
		src, err := m.library.Open(name)
		if err != nil {
			return openedMsg{name: name, err: err}
		}
		return openedMsg{name: name, film: newFilm(src)}
	}
}

// opened begins to show a scenario.
func (m *model) opened(msg openedMsg) {
	if msg.name != m.picker.opening {
		if msg.film != nil { // another one was chosen meanwhile
			msg.film.close()
		}
		return
	}
	m.picker.opening = ""
	if msg.err == nil && msg.film.last == 0 {
		msg.err = fmt.Errorf("%s", m.stage.say(txtNoState))
	}
	if msg.err != nil {
		m.picker.err = msg.err
		return
	}
	s := &m.stage
	s.film, s.node, s.layer, s.field, s.follows, s.sheet, s.dialogs = msg.film, "", 0, fieldKey{}, letter{}, nil, nil
	m.play, m.zoomed = player{speed: normalSpeed}, everywhere
	m.live, _ = msg.film.src.(Live)
	m.liveErr, m.following, m.followed = nil, false, 0
	m.modals, m.answered, s.asking, s.sheet = nil, nil, false, nil
	m.branch, m.forking, s.sieve = &branch{film: msg.film}, false, sieve{}
	at := msg.film.opening()
	if r := m.picker.resume; r > 0 && r <= msg.film.last {
		at = r
	}
	m.picker.resume = 0
	s.goTo(at)
}

// opening gives the event with which the film opens: the first that somebody
// does, past the setting up.
func (f *film) opening() trace.ID {
	for id := trace.ID(1); id <= f.last; id++ {
		if e := f.event(id); e.Kind == trace.Act && e.Node != "" {
			return id
		}
	}
	return 1
}

// follow lets the live run go on to the cursor.
func (m *model) follow() tea.Cmd {
	if m.live == nil || m.liveErr != nil || m.following || m.film() == nil || m.stage.at.id == m.followed {
		return nil
	}
	m.following, m.followed = true, m.stage.at.id
	film, live, id := m.film(), m.live, m.followed
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = followedMsg{film, fmt.Errorf("%v", r)}
			}
		}()
		return followedMsg{film, film.follow(live, id)}
	}
}

// draw draws the whole screen.
func (m *model) draw() {
	s, c := &m.stage, m.canvas
	if !s.motion && s.film != nil && s.at.id > 0 {
		s.at.now = s.film.reel.at[s.at.id-1]
	}
	c.Clear(s.theme.Base)
	if m.branch != nil {
		s.marks = m.branch.marks
	}
	all := c.Bounds()
	switch {
	case m.w < leastWidth || m.h < leastHeight:
		m.drawTooSmall(c)
		return
	case s.film == nil:
		body, footer := all.Top(all.H - 1)
		top, body := body.Top(1)
		c.Fill(top, " ", s.theme.Bar)
		drawChip(s, c, 0, 0, txtProduct, s.theme.Chip[0])
		m.picker.draw(s, c, body)
		m.drawFooter(c, footer)
	default:
		m.drawRun(c)
	}
	m.drawModals(c)
	if n := len(s.dialogs); n > 0 {
		c.Restyle(all, func(st canvas.Style) canvas.Style { return s.theme.Future.On(s.theme.Base) })
		s.dialogs[n-1].draw(s, c, all)
	}
}

// drawRun draws the screen of a run.
func (m *model) drawRun(c *canvas.Canvas) {
	s := &m.stage
	m.recent.saw(s.focus)
	if m.zoomed != everywhere {
		m.zoomed = s.focus
	}
	m.layout = arrange(m.w, m.h, m.recent, m.zoomed, len(s.film.steps) > 0)
	m.drawHeader(c, m.layout.header)
	for id := paneTopology; id < panePicker; id++ {
		if r := m.layout.panes[id]; !r.Empty() {
			m.panes[id].draw(s, c.Only(r), r)
			m.drawTabs(c.Only(r), r, m.layout.tabs[id])
		}
	}
	why{}.draw(s, c.Only(m.layout.why), m.layout.why)
	m.shine(c)
	m.drawSheet(c)
	m.drawFooter(c, m.layout.footer)
}
