package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	// Before Bubble Tea asks the terminal for its background.
	"encap/sim/quiz"
	_ "encap/tui/background"
	"encap/tui/canvas"

	tea "github.com/charmbracelet/bubbletea"
)

// Options say what the screen shows, and how.
type Options struct {
	Library Library
	Start   string // the scenario to open at once; "": the picker
	Theme   string // dark, light, contrast, projector, mono; "": what fits the terminal
	Glyphs  string // utf8, blocks (no braille), ascii; "": what fits the terminal
	Motion  string // full, none; "": full

	// Scores is what was answered, and how far each scenario was followed; nil:
	// nothing is kept.
	Scores *quiz.Scores

	// What these come to in this environment.
	theme   *canvas.Theme
	glyphs  *canvas.Glyphs
	profile canvas.Profile
	say     locale
	fps     int
}

// Frames a second: on a terminal of this machine, and over the network.
const (
	fpsHere = 30
	fpsFar  = 15
)

// resolve works out what the options come to in an environment.
func (o *Options) resolve(env canvas.Env) error {
	o.profile, o.theme, o.glyphs = canvas.DetectProfile(env), canvas.DetectTheme(env), canvas.DetectGlyphs(env)
	if o.Theme != "" {
		t, ok := canvas.FindTheme(o.Theme)
		if !ok {
			return fmt.Errorf("tui: there is no theme %q; there are dark, light, contrast, projector and mono", o.Theme)
		}
		o.theme = t
	}
	switch o.Glyphs {
	case "":
	case "utf8":
		o.glyphs = &canvas.UTF8
	case "blocks":
		o.glyphs = canvas.Blocks()
	case "ascii":
		o.glyphs = &canvas.Plain
	default:
		return fmt.Errorf("tui: there are no glyphs %q; there are utf8, blocks and ascii", o.Glyphs)
	}
	if o.Motion != "" && o.Motion != "full" && o.Motion != "none" {
		return fmt.Errorf("tui: there is no motion %q; there are full and none", o.Motion)
	}
	o.fps = fpsHere
	if env["SSH_CONNECTION"] != "" || env["SSH_TTY"] != "" {
		o.fps = fpsFar
	}
	if o.say == nil {
		o.say = english
	}
	return nil
}

// muted is standard output as Bubble Tea sees it: a terminal with a size and
// modes, to which it says nothing. Bubble Tea keeps the keyboard, raw mode,
// the size, signals and suspension; what is on the screen is ours alone, so
// that no two writers meet. It does not embed the file, whose WriteString would
// be a way around Write.
type muted struct{ file *os.File }

func (m muted) Fd() uintptr                 { return m.file.Fd() }
func (m muted) Read(p []byte) (int, error)  { return m.file.Read(p) }
func (m muted) Write(p []byte) (int, error) { return len(p), nil }
func (m muted) Close() error                { return nil }

// Run shows the screen on this process' terminal until the user quits or ctx
// is done. However it ends, the terminal is given back as it was.
func Run(ctx context.Context, o Options) error {
	env := canvas.EnvOf(os.Environ())
	if err := o.resolve(env); err != nil {
		return err
	}
	// A terminal that is closed says so by SIGHUP.
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()

	term := canvas.NewTerminal(os.Stdout, o.profile, true)
	defer term.Close()
	m := newModel(&o, term)
	// One frame a second: Bubble Tea's own renderer has nothing to do.
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithOutput(muted{os.Stdout}), tea.WithFPS(1))
	defer onContinue(func() { p.Send(resumeMsg{}) })()
	term.Enter()
	_, err := p.Run()
	term.Close()
	if m.branch != nil {
		m.reached()
		m.branch.close()
	}
	switch {
	case m.crash != nil:
		return report(m.crash)
	case errors.Is(err, tea.ErrInterrupted), ctx.Err() != nil && errors.Is(err, tea.ErrProgramKilled):
		return nil
	case err != nil:
		return fmt.Errorf("tui: %w", err)
	}
	return nil
}

// report writes what broke to a file and says where.
func report(crash error) error {
	f, err := os.CreateTemp("", "encap-crash-*.txt")
	if err != nil {
		return fmt.Errorf("tui: %w", crash)
	}
	defer f.Close()
	if _, err := fmt.Fprintln(f, crash); err != nil {
		return fmt.Errorf("tui: %w", crash)
	}
	return fmt.Errorf("tui: "+txtPanic, f.Name())
}
