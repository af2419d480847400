package main

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/quiz"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// screenFlags say how the screen looks.
type screenFlags struct {
	theme, glyphs, motion string
}

func (f *screenFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.theme, "theme", "", "colours: dark, light, contrast, projector or mono")
	c.Flags().StringVar(&f.glyphs, "glyphs", "", "characters: utf8, blocks or ascii")
	c.Flags().StringVar(&f.motion, "motion", "", "movement: full or none")
}

// interactive says whether a person sits at a terminal that can show the
// screen.
func interactive() bool {
	return talks() && os.Getenv("TERM") != "dumb" && os.Getenv("ACCESSIBLE") == ""
}

// talks says whether a person sits at a terminal.
func talks() bool {
	return term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd()))
}

// openScreen shows the screen: the picker, or one scenario at once.
func openScreen(ctx context.Context, look screenFlags, start string, f runFlags) error {
	l := library{ctx, f, start}
	return tui.Run(ctx, tui.Options{Library: l, Start: start, Theme: look.theme, Glyphs: look.glyphs, Motion: look.motion, Scores: scores()})
}

// scores gives what is remembered on this machine; nil where nothing can be.
func scores() *quiz.Scores {
	file, err := quiz.StateFile(os.Getenv)
	if err != nil {
		return nil
	}
	s, err := quiz.OpenScores(file)
	if err != nil {
		return nil // a lesson does not fail because of what was remembered
	}
	return s
}

// library is where the screen finds scenarios.
type library struct {
	ctx   context.Context
	flags runFlags
	start string // the scenario that the flags' faults are for; "": none
}

// Scenarios lists those of the library.
func (library) Scenarios() []tui.Entry {
	var all []tui.Entry
	for _, name := range scenarios.Names() {
		src, _ := scenarios.Source(name)
		if s, problems := sim.Parse(name+".yaml", src); problems.Err() == nil {
			all = append(all, tui.Entry{Name: name, Title: s.Title, Level: s.Level, About: s.About, Asks: asks(s)})
		}
	}
	return all
}

// asks counts the questions of a scenario.
func asks(s *scenario.Scenario) (n int) {
	for i := range s.Steps {
		if s.Steps[i].Ask != nil {
			n++
		}
	}
	return n
}

// Open runs a scenario to its end, with a live run that follows the screen.
func (l library) Open(name string) (tui.Source, error) {
	s, err := load(name, io.Discard)
	if err != nil {
		return nil, err
	}
	if takesPart(s) {
		return nil, errors.New("real machines take part in this scenario, so its future is not known: run it with --plain")
	}
	if l.flags.seeded {
		s.Seed = l.flags.seed
	}
	if name == l.start {
		if s, err = withFaults(s, l.flags.faults); err != nil {
			return nil, err
		}
	}
	return openShown(l.ctx, s, l.flags.wire)
}

// shown is a lesson on the screen, with a live run that follows the cursor.
type shown struct {
	*lesson // the scout, which has run to its end

	mu     sync.Mutex // held while the live run moves
	pair   *sim.Pair
	closed bool
}

// openShown runs a scenario's scout to the end.
func openShown(ctx context.Context, s *scenario.Scenario, wire string) (*shown, error) {
	pair, err := sim.OpenPair(s, sim.Options{Trace: trace.All}, wire)
	if err != nil {
		return nil, err
	}
	l, err := finished(ctx, pair.Scout())
	if err != nil {
		pair.Close()
		return nil, err
	}
	return &shown{lesson: l, pair: pair}, nil
}

// Follow lets the live run go on to an event. What it has sent it cannot take
// back: when the event lies behind, nothing happens.
func (o *shown) Follow(id trace.ID) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for !o.closed && o.pair.Followed() < id {
		before := o.pair.Followed()
		if err := o.pair.Follow(context.Background(), id); err != nil || o.pair.Followed() == before {
			return err
		}
	}
	return nil
}

// Address tells where the live run's frames can be seen.
func (o *shown) Address() string { return o.pair.Note() }

// Close ends the runs and closes the sockets. The screen calls it when it
// shows the lesson no longer.
func (o *shown) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	o.pair.Close()
	return nil
}
