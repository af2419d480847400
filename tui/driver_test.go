package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// A test presses keys and reads panes: screen.press("right").expect(paneBytes, "0783").

// paper is a terminal that keeps its last frame.
type paper struct {
	entered, left, frames int
	took                  time.Duration
	copied                string
}

func (p *paper) Show(*canvas.Canvas) { p.frames++ }
func (p *paper) Forget()             {}
func (p *paper) Copy(text string)    { p.copied = text }
func (p *paper) Enter()              { p.entered++ }
func (p *paper) Leave()              { p.left++ }
func (p *paper) Took() time.Duration { return p.took }

// shelf of recorded runs.
type testLibrary struct{ t testing.TB }

func (l testLibrary) Scenarios() []Entry {
	var out []Entry
	for _, name := range []string{"router", "hello", "stream"} {
		s := load(l.t, name).Script
		out = append(out, Entry{Name: name, Title: s.Title, Level: s.Level, About: s.About})
	}
	return append(out, Entry{Name: "broken", Title: "A broken file", Level: "own", About: "It cannot be opened."})
}

func (l testLibrary) Open(name string) (Source, error) {
	if name == "broken" {
		return nil, fmt.Errorf("broken.yaml:1:1: unknown key \"nodse\"")
	}
	return load(l.t, name), nil
}

// screen is a running screen without a terminal.
type screen struct {
	t    testing.TB
	m    *model
	term *paper
	quit bool
	now  time.Time
}

// look says how a test's screen looks.
type look struct {
	w, h   int
	theme  string
	glyphs string
	say    locale
}

// newScreen opens a scenario; "" leaves the picker.
func newScreen(t testing.TB, start string, l look) *screen {
	t.Helper()
	return newScreenOf(t, testLibrary{t}, start, l)
}

// newScreenOf opens a scenario of another library.
func newScreenOf(t testing.TB, from Library, start string, l look) *screen {
	t.Helper()
	return newScreenWith(t, Options{Library: from, Start: start}, l)
}

// newScreenWith opens a screen with options of its own.
func newScreenWith(t testing.TB, o Options, l look) *screen {
	t.Helper()
	o.Theme, o.Glyphs, o.say = l.theme, l.glyphs, l.say
	if err := o.resolve(canvas.Env{"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_US.UTF-8"}); err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, term: &paper{}, now: time.Unix(1e9, 0)}
	s.m = newModel(&o, s.term)
	s.run(s.m.Init())
	s.size(l.w, l.h)
	return s
}

func (s *screen) send(msg tea.Msg) *screen {
	_, cmd := s.m.Update(msg)
	if s.m.crash != nil {
		s.t.Fatalf("crash: %v", s.m.crash)
	}
	s.run(cmd)
	return s
}

// run carries out a command, but for ticks: time is the test's.
func (s *screen) run(cmd tea.Cmd) {
	if cmd == nil || s.m.ticks && s.m.play.on {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.QuitMsg:
		s.quit = true
	case tea.BatchMsg:
		for _, c := range msg {
			s.run(c)
		}
	default:
		s.send(msg)
	}
}

func (s *screen) size(w, h int) *screen { return s.send(tea.WindowSizeMsg{Width: w, Height: h}) }

// press presses keys by their names.
func (s *screen) press(keys ...string) *screen {
	s.t.Helper()
	for _, k := range keys {
		s.send(keyMsg(s.t, k))
	}
	return s
}

// write types a text.
func (s *screen) write(text string) *screen {
	s.t.Helper()
	for _, r := range text {
		s.press(string(r))
	}
	return s
}

// wait lets the screen play for a while, a frame at a time.
func (s *screen) wait(d time.Duration) *screen {
	for end := s.now.Add(d); s.now.Before(end); {
		s.send(tickMsg(s.now))
		s.now = s.now.Add(s.m.rate.frame())
	}
	return s
}

var keyTypes = map[string]tea.KeyType{"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "shift+left": tea.KeyShiftLeft, "shift+right": tea.KeyShiftRight, "shift+up": tea.KeyShiftUp, "shift+down": tea.KeyShiftDown,
	"ctrl+c": tea.KeyCtrlC, "ctrl+p": tea.KeyCtrlP, "ctrl+a": tea.KeyCtrlA, "ctrl+e": tea.KeyCtrlE, "ctrl+w": tea.KeyCtrlW, "ctrl+u": tea.KeyCtrlU, "ctrl+r": tea.KeyCtrlR, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"ctrl+z": tea.KeyCtrlZ, " ": tea.KeySpace,
	"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8}

func keyMsg(t testing.TB, key string) tea.KeyMsg {
	t.Helper()
	k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(key)}
	if typ, ok := keyTypes[key]; ok {
		k = tea.KeyMsg{Type: typ}
		if key == " " {
			k.Runes = []rune{' '}
		}
	}
	if k.String() != key {
		t.Fatalf("no key is called %q; this one is %q", key, k.String())
	}
	return k
}

// pane gives a pane's text.
func (s *screen) pane(id paneID) string {
	return s.m.canvas.In(s.m.layout.panes[id]).String()
}

func (s *screen) text() string { return s.m.canvas.String() }

// expect fails unless a pane shows a text; everywhere is the whole screen.
func (s *screen) expect(id paneID, want string) *screen {
	s.t.Helper()
	got := s.text()
	if id != everywhere {
		got = s.pane(id)
	}
	if !strings.Contains(got, want) {
		s.t.Fatalf("no %q in %s:\n%s", want, id.title(), s.text())
	}
	return s
}

// lacks fails if a pane shows a text.
func (s *screen) lacks(id paneID, text string) *screen {
	s.t.Helper()
	got := s.text()
	if id != everywhere {
		got = s.pane(id)
	}
	if strings.Contains(got, text) {
		s.t.Fatalf("there is %q in %s:\n%s", text, id.title(), got)
	}
	return s
}

// at goes to the n-th event, from 1, that a test describes.
func (s *screen) at(what string, n int) *screen {
	s.t.Helper()
	f := s.m.film()
	for id := trace.ID(1); id <= f.last; id++ {
		e := f.event(id)
		if strings.Join([]string{e.Node, e.Kind.String(), e.Layer.String(), e.Name}, " ") == what {
			if n--; n == 0 {
				s.m.stage.goTo(id)
				return s.send(nil)
			}
		}
	}
	s.t.Fatalf("no event is %q", what)
	return s
}
