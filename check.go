package main

import (
	"errors"
	"fmt"
	"io"

	"encap/sim"
	"encap/sim/quiz"
	"encap/sim/trace"

	"github.com/spf13/cobra"
)

func checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE…",
		Short: "Validate scenarios, run them, and check what they expect",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, names []string) error {
			var worst error
			for _, name := range names {
				ok, err := check(c, name)
				switch {
				case err != nil:
					worst = errors.Join(worst, err)
				case !ok && worst == nil:
					worst = errFailed
				}
			}
			return worst
		},
	}
}

// check runs one scenario and says whether all is as its author wrote.
func check(c *cobra.Command, name string) (ok bool, err error) {
	s, err := load(name, c.ErrOrStderr())
	if err != nil {
		return false, err
	}
	session, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		return false, err
	}
	defer session.Close()
	if err := session.Finish(c.Context()); err != nil {
		return false, err
	}
	if err := session.Check(); err != nil {
		return false, fmt.Errorf("%w: %w", sim.ErrInternal, err)
	}
	steps, err := session.Steps()
	if err != nil {
		return false, err
	}
	w, ok := c.OutOrStdout(), true
	if session.Limited() {
		ok = false
		fmt.Fprintf(w, "%s: the run was ended by a %s\n", s.Name, session.Ending())
	}
	for i, id := range steps {
		step := &s.Steps[i]
		switch {
		case id == 0:
			ok = false
			fmt.Fprintf(w, "%s: no event for step %d: %s\n", s.Name, i+1, step.When)
		case step.Ask != nil && quiz.Lesson(session, id, *step.Ask) == nil:
			ok = false
			fmt.Fprintf(w, "%s: step %d asks %s, but event %d does not answer that, or leaves no wrong choice\n", s.Name, i+1, step.Ask.Which, id)
		}
	}
	held, err := judge(w, session)
	if ok = ok && held && err == nil; ok {
		fmt.Fprintf(w, "%s: ok, %d expectations, %d steps, %d events\n", s.Name, len(s.Expect), len(s.Steps), session.Len())
	}
	return ok, err
}

// judge tells which expectations do not hold, and whether all do.
func judge(w io.Writer, session *sim.Session) (ok bool, err error) {
	judged, err := session.Judge()
	ok = true
	for _, j := range judged {
		if j.OK {
			continue
		}
		ok = false
		fmt.Fprintf(w, "%s: expected %s", session.Scenario().Name, j.Expect.Expr)
		if j.Detail != "" {
			fmt.Fprintf(w, ": %s", j.Detail)
		}
		if j.At != 0 {
			fmt.Fprintf(w, " (event %d, %v)", j.At, session.Event(j.At).At)
		}
		fmt.Fprintln(w)
	}
	return ok, err
}
