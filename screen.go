package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// screenFlags say how the screen looks.
type screenFlags struct {
	theme, glyphs, motion string
}

func (f *screenFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.theme, "theme", "", "colours: dark, light, contrast, projector or mono")
	c.Flags().StringVar(&f.glyphs, "glyphs", "", "characters: utf8 or ascii")
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

func openScreen(ctx context.Context, look screenFlags, s any) error {
	return errors.New("no screen yet")
}
func openRun(c *cobra.Command, name string, f runFlags, look screenFlags) error {
	return errors.New("no screen yet")
}
