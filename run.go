package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"encap/sim"
	"encap/sim/filter"
	"encap/sim/narrate"
	"encap/sim/trace"
	"encap/tui/plain"

	"github.com/spf13/cobra"
)

// runFlags say how a scenario is run.
type runFlags struct {
	plain, json bool
	until       string
	stops       bool // until was given
	seed        uint64
	seeded      bool
	wire, trace string
	record      string
	faults      []string // beyond the scenario's
}

func runCommand() *cobra.Command {
	var f runFlags
	var look screenFlags
	c := &cobra.Command{
		Use:   "run SCENARIO",
		Short: "Run a scenario, on the screen or as text",
		Long: "Run a scenario: a lesson's name or number from `encap list`, the path of a file,\n" +
			`or "-" for standard input. On a terminal the screen opens; --plain tells the run` + "\n" +
			"in lines of text (step by step on a terminal), --json gives one event a line.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			f.seeded, f.stops = c.Flags().Changed("seed"), c.Flags().Changed("until")
			if !f.plain && !f.streams() && interactive() {
				return openScreen(c.Context(), look, args[0], f)
			}
			return runText(c, args[0], f)
		},
	}
	c.Flags().BoolVar(&f.plain, "plain", false, "lines of text, for screen readers and logs")
	c.Flags().BoolVar(&f.json, "json", false, "one event a line, as JSON")
	c.Flags().StringVar(&f.until, "until", "", `stop at the first event for which this holds, such as 'node == "r1" && ip.ttl == 63'`)
	c.Flags().Uint64Var(&f.seed, "seed", 0, "another seed than the scenario's")
	c.Flags().StringVar(&f.wire, "wire", "vxlan", "what carries the frames: vxlan for real sockets on loopback, or memory")
	c.Flags().StringVar(&f.trace, "trace", "all", "how much is recorded: all, frames, or off")
	c.Flags().StringVar(&f.record, "record", "", "with nodes outside: write what happened as a scenario to this file")
	addFaults(c, &f.faults)
	c.MarkFlagsMutuallyExclusive("plain", "json")
	look.add(c)
	return c
}

// streams says whether events are written one by one as they happen.
func (f *runFlags) streams() bool { return f.json || f.stops || f.trace != "all" }

// runText runs a scenario and tells it as text.
func runText(c *cobra.Command, name string, f runFlags) error {
	s, err := load(name, c.ErrOrStderr())
	if err != nil {
		return err
	}
	if f.seeded {
		s.Seed = f.seed
	}
	if s, err = withFaults(s, f.faults); err != nil {
		return err
	}
	level, ok := trace.ParseLevel(f.trace)
	if !ok {
		return fmt.Errorf("--trace: %q is neither all nor frames nor off", f.trace)
	}
	wire, note, err := sim.OpenWire(f.wire, s)
	if err != nil {
		return err
	}
	defer wire.Close()
	if note != "" {
		fmt.Fprintln(c.ErrOrStderr(), "frames:", note)
	}
	session, err := sim.Open(s, sim.Options{Trace: level, Wire: wire})
	if err != nil {
		return err
	}
	defer session.Close()
	switch {
	case takesPart(s):
		return tellLive(c, session, f)
	case f.record != "":
		return errors.New("--record: no real machine takes part, so the scenario itself is the recording")
	case f.streams():
		return stream(c, session, f)
	}
	return tell(c, session)
}

// tell writes a run while it goes on, or lets a person at a terminal step
// through it.
func tell(c *cobra.Command, session *sim.Session) error {
	if talks() {
		l, err := finished(c.Context(), session)
		if err != nil {
			return err
		}
		return plain.Run(c.Context(), os.Stdin, c.OutOrStdout(), readable{l}, scores())
	}
	guide, err := session.Guide()
	if err != nil {
		return err
	}
	telling := plain.Tell(c.OutOrStdout(), session, guide.Says)
	for !session.Done() {
		if err := session.Advance(c.Context(), 0); err != nil {
			return err
		}
		if err := telling.On(); err != nil {
			return err
		}
	}
	if left := guide.Left(); len(left) > 0 {
		fmt.Fprintf(c.ErrOrStderr(), "The lesson waits in vain for %s\n", left[0].When)
	}
	return conclude(c, session)
}

// stream advances a session and writes its events as they happen.
func stream(c *cobra.Command, session *sim.Session, f runFlags) error {
	out := bufio.NewWriter(c.OutOrStdout())
	defer out.Flush()
	var until *filter.Expr
	if f.stops {
		if f.trace != "all" {
			return errors.New("--until needs --trace all")
		}
		var err error
		if until, err = filter.ParseEvent(f.until); err != nil {
			return fmt.Errorf("--until: %w", err)
		}
	}
	began, told := time.Now(), narrate.Remember(session)
	for next := trace.ID(1); !session.Done(); {
		if err := session.Advance(c.Context(), 0); err != nil {
			return err
		}
		for ; int(next) <= session.Len(); next++ {
			if err := line(out, told, next, f); err != nil {
				return err
			}
			if until != nil && until.Match(session.Event(next)) {
				return nil
			}
		}
	}
	if f.stops {
		fmt.Fprintf(c.ErrOrStderr(), "no event matches %s\n", f.until)
		return errFailed
	}
	if f.trace == "all" {
		return errors.Join(out.Flush(), conclude(c, session))
	}
	fmt.Fprintf(c.ErrOrStderr(), "%d steps to %v of virtual time in %v\n",
		session.EngineSteps(), session.Now(), time.Since(began).Round(time.Microsecond))
	return nil
}

// line writes one event.
func line(w io.Writer, told *narrate.Memory, id trace.ID, f runFlags) error {
	if f.json {
		return json.NewEncoder(w).Encode(told.Event(id))
	}
	_, err := fmt.Fprintln(w, narrate.Line(told, id))
	return err
}

// conclude says how the run ended and judges it.
func conclude(c *cobra.Command, session *sim.Session) error {
	log := c.ErrOrStderr()
	if session.Limited() {
		fmt.Fprintf(log, "The run was ended by a %s.\n", session.Ending())
	}
	ok, err := judge(log, session)
	if err == nil && !ok {
		return errFailed
	}
	return err
}
