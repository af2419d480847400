package tui

import (
	"context"
	"errors"
	"testing"
	"time"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// liveRun is a recorded run that somebody follows.
type liveRun struct {
	*recorded
	asked  []trace.ID
	err    error
	closed int
}

func (l *liveRun) Close() error {
	l.closed++
	return nil
}

func (l *liveRun) Follow(id trace.ID) error {
	l.asked = append(l.asked, id)
	return l.err
}

func (l *liveRun) Address() string { return "127.71.3.0/24:4789" }

func follow(t *testing.T, l *liveRun) *screen {
	t.Helper()
	s := newScreen(t, "", usual)
	s.m.picker.opening = "live"
	return s.send(openedMsg{name: "live", film: newFilm(l)})
}

// The live run follows the cursor, and the header says where it can be watched.
func TestLive(t *testing.T) {
	l := &liveRun{recorded: load(t, "hello")}
	s := follow(t, l).expect(everywhere, "live: 127.71.3.0/24:4789")
	s.press("n", "n")
	if last := l.asked[len(l.asked)-1]; last != s.m.stage.at.id {
		t.Errorf("followed to %v, the cursor is at %d", l.asked, s.m.stage.at.id)
	}
	n := len(l.asked)
	s.press("tab", "?", "esc")
	if len(l.asked) != n {
		t.Error("followed again although the cursor stood still")
	}
	if s.press("esc"); l.closed != 1 {
		t.Errorf("closed %d times on the way back to the picker", l.closed)
	}
	s.send(openedMsg{name: "live", film: newFilm(l)})
	if l.closed != 2 || s.m.film() != nil {
		t.Error("a run that nobody waits for any more is kept")
	}
}

// What it says goes wrong is shown, and it is asked no more.
func TestLiveEnds(t *testing.T) {
	l := &liveRun{recorded: load(t, "hello"), err: errors.New("event 30 differs")}
	s := follow(t, l).expect(everywhere, "event 30 differs")
	n := len(l.asked)
	s.press("n")
	if len(l.asked) != n {
		t.Error("followed although it had failed")
	}
}

func TestPace(t *testing.T) {
	p := pace{base: 30, now: 30}
	p.saw(20 * time.Millisecond)
	p.saw(time.Millisecond)
	p.saw(20 * time.Millisecond)
	if p.slowed() != 0 {
		t.Error("one slow frame slows everything")
	}
	for range 9 {
		p.saw(time.Second)
	}
	if p.slowed() > 8 || p.slowed() < slowest {
		t.Errorf("%d frames a second on a stuck line", p.slowed())
	}
	for range 300 {
		p.saw(time.Millisecond)
	}
	if p.slowed() != 0 {
		t.Errorf("still %d frames a second on a quick line", p.slowed())
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		o     Options
		env   canvas.Env
		bad   bool
		fps   int
		ascii bool
	}{
		{Options{}, canvas.Env{"TERM": "xterm", "LANG": "C.UTF-8"}, false, fpsHere, false},
		{Options{Glyphs: "ascii"}, canvas.Env{"TERM": "xterm", "LANG": "C.UTF-8", "SSH_TTY": "/dev/pts/1"}, false, fpsFar, true},
		{Options{Glyphs: "utf8", Theme: "light", Motion: "none"}, canvas.Env{}, false, fpsHere, false},
		{Options{Glyphs: "braille"}, nil, true, 0, false},
		{Options{Motion: "some"}, nil, true, 0, false},
		{Options{Theme: "pink"}, nil, true, 0, false},
	} {
		err := c.o.resolve(c.env)
		if (err != nil) != c.bad {
			t.Errorf("%+v: %v", c.o, err)
		}
		if err == nil && (c.o.fps != c.fps || c.o.glyphs.ASCII != c.ascii) {
			t.Errorf("%+v: %d frames a second, ASCII %v", c.env, c.o.fps, c.o.glyphs.ASCII)
		}
	}
	if err := Run(context.Background(), Options{Theme: "pink"}); err == nil {
		t.Error("a theme that does not exist is used")
	}
}
