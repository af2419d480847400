package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"encap/sim"
	"encap/sim/trace"
	"encap/tui"

	"github.com/spf13/cobra"
)

func pictureCommand() *cobra.Command {
	var out, size, keys string
	var shot tui.Shot
	var event, until uint32
	c := &cobra.Command{
		Use:   "picture SCENARIO -o FILE.svg",
		Short: "Draw the screen at an event, for a handout or a slide",
		Long: "Draw the screen at an event as an SVG, for a handout or a slide. With --until the\n" +
			"picture moves. It is the same on every machine.",
		Example: "  encap picture 1-message-to-a-friend --event 35 --press \"4 down down\" -o frame.svg",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if n, err := fmt.Sscanf(size, "%dx%d", &shot.Width, &shot.Height); n != 2 || err != nil {
				return fmt.Errorf(`--size is WIDTHxHEIGHT in characters, as in "120x36", not %q`, size)
			}
			shot.Event, shot.Until, shot.Keys = trace.ID(event), trace.ID(until), keysOf(keys)
			return picture(c, args[0], out, shot)
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", `the file to write; "-" is standard output`)
	c.Flags().StringVar(&size, "size", "120x36", "width and height in characters")
	c.Flags().StringVar(&shot.Theme, "theme", "", "colours: dark, light, contrast, projector or mono")
	c.Flags().StringVar(&shot.Glyphs, "glyphs", "", "characters: utf8 or ascii")
	c.Flags().Uint32Var(&event, "event", 0, "the event to stand at; 0 is where the screen opens")
	c.Flags().Uint32Var(&until, "until", 0, "the event to move to; 0 stands still")
	c.Flags().StringVar(&keys, "press", "", `keys to press there, as in "4 down space"`)
	c.Flags().DurationVar(&shot.Every, "every", 400*time.Millisecond, "of a moving picture: what is between two frames at speed ×1")
	c.Flags().DurationVar(&shot.Each, "each", 400*time.Millisecond, "of a moving picture: how long a frame is seen")
	c.MarkFlagRequired("output")
	return c
}

// keysOf reads keys by their names, between blanks.
func keysOf(text string) (keys []string) {
	for _, k := range strings.Fields(text) {
		if k == "space" {
			k = " "
		}
		keys = append(keys, k)
	}
	return keys
}

// picture runs a scenario and draws its screen.
func picture(c *cobra.Command, name, out string, shot tui.Shot) (err error) {
	s, err := load(name, c.ErrOrStderr())
	if err != nil {
		return err
	}
	session, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		return err
	}
	defer session.Close()
	l, err := finished(c.Context(), session)
	if err != nil {
		return err
	}
	w := io.Writer(c.OutOrStdout())
	if out != "-" {
		f, err := os.Create(out)
		if err != nil {
			return err
		}
		defer func() {
			if e := f.Close(); err == nil {
				err = e
			}
		}()
		w = f
	}
	return tui.Picture(w, l, shot)
}
