package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"encap/sim"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"

	"github.com/spf13/cobra"
)

// takesPart says whether a run of a scenario waits for real machines: it names
// some, and is no recording of a run with them.
func takesPart(s *scenario.Scenario) bool {
	if s.Journal != "" {
		return false
	}
	for _, n := range s.Nodes {
		if n.Kind == scenario.Outside {
			return true
		}
	}
	return false
}

// tellLive runs a scenario with real machines by the real clock and writes
// what happens, until its end or an interrupt. A person at a terminal may type
// commands: "alice: ping k".
func tellLive(c *cobra.Command, session *sim.Session, f runFlags) (err error) {
	if f.stops || f.trace != "all" {
		return errors.New("with nodes outside, --until and --trace cannot be used: what will happen is not known")
	}
	out, told, next := c.OutOrStdout(), narrate.Remember(session), trace.ID(1)
	live, err := sim.NewLive(session, sim.LiveOptions{OnAdvance: func(s *sim.Session) {
		for ; int(next) <= s.Len() && err == nil; next++ {
			err = line(out, told, next, f)
		}
	}})
	if err != nil {
		return err
	}
	defer live.Close()
	fmt.Fprintf(c.ErrOrStderr(), "live: %s; a line such as `alice: ping bob` types a command at a node, ctrl+c ends\n", live.Note())
	if talks() {
		go typeCommands(c, live)
	}
	if err := errors.Join(live.Run(c.Context()), err); err != nil {
		return err
	}
	counts := live.Counts()
	fmt.Fprintf(c.ErrOrStderr(), "strangers' datagrams: %d, frames that came too fast: %d, frames not taken by the system: %d\n",
		counts.Strangers, counts.Overflow, counts.Unsent)
	if f.record != "" {
		if err := sim.WriteRecording(f.record, session.Recorded()); err != nil {
			return err
		}
	}
	return conclude(c, session)
}

// typeCommands reads lines "NODE: COMMAND" until the input ends. It reads for
// as long as the program runs.
func typeCommands(c *cobra.Command, live *sim.Live) {
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		node, command, ok := strings.Cut(in.Text(), ":")
		if !ok {
			fmt.Fprintln(c.ErrOrStderr(), "write NODE: COMMAND, such as alice: ping bob")
			continue
		}
		if err := live.Type(strings.TrimSpace(node), strings.TrimSpace(command)); err != nil {
			fmt.Fprintln(c.ErrOrStderr(), err)
		}
	}
}
