package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"encap/layers/osi"
	"encap/sim"
	"encap/sim/account"
	"encap/sim/narrate"
	"encap/sim/trace"

	"github.com/spf13/cobra"
)

// timeFlags say how an account is drawn up.
type timeFlags struct {
	json, spans bool
	change      changeFlags
}

func timeCommand() *cobra.Command {
	var f timeFlags
	c := &cobra.Command{
		Use:   "time SCENARIO [EVENT]",
		Short: "Say where the time went until an event",
		Long: "Run a scenario and walk the causes of an event back to the act that began it all, so\n" +
			"that every nanosecond between the two has an owner: transmission, propagation, a\n" +
			"timer … Without EVENT, its number in `encap run --plain`, it is the last time that a\n" +
			"process got something from another node.",
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error { return runTime(c, args, f) },
	}
	c.Flags().BoolVar(&f.json, "json", false, "write the account as JSON")
	c.Flags().BoolVar(&f.spans, "spans", false, "tell each piece of the time, from the act to the event")
	f.change.add(c)
	return c
}

// runTime draws up the account of one event.
func runTime(c *cobra.Command, args []string, f timeFlags) error {
	s, err := load(args[0], c.ErrOrStderr())
	if err != nil {
		return err
	}
	if takesPart(s) {
		return fmt.Errorf("real machines take part in %s, and their time is nobody's: run a recording of it", s.Name)
	}
	if s, err = f.change.apply(c, s); err != nil {
		return err
	}
	session, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		return err
	}
	defer session.Close()
	if err := session.Finish(c.Context()); err != nil {
		return err
	}
	id := account.Telling(session)
	if len(args) == 2 {
		n, err := strconv.ParseUint(args[1], 10, 32)
		if err != nil || n == 0 {
			return fmt.Errorf("%q is not the number of an event", args[1])
		}
		id = trace.ID(n)
	}
	a, err := account.Of(session, id)
	if err != nil {
		return err
	}
	if f.json {
		return json.NewEncoder(c.OutOrStdout()).Encode(jsonAccount(&a))
	}
	return tellAccount(c, session, &a, f.spans)
}

// tellAccount writes an account as a table.
func tellAccount(c *cobra.Command, session *sim.Session, a *account.Account, spans bool) error {
	out := c.OutOrStdout()
	fmt.Fprintf(out, "from event %d, at %v: %s\n", a.From, a.Began, narrate.Sentence(session, a.From))
	fmt.Fprintf(out, "to event %d, at %v: %s\n\n", a.To, a.Ended, narrate.Sentence(session, a.To))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "time\tshare\tpieces\t owner")
	pieces, permille := 0, 0
	for _, s := range a.Shares {
		fmt.Fprintf(w, "%v\t%d ‰\t%d\t %s\n", osi.Instant(s.Time), s.Permille, s.Spans, s.Owner)
		pieces, permille = pieces+s.Spans, permille+s.Permille
	}
	fmt.Fprintf(w, "%v\t%d ‰\t%d\t all\n", osi.Instant(a.Total()), permille, pieces)
	if err := w.Flush(); err != nil || !spans {
		return err
	}
	fmt.Fprintln(out)
	fmt.Fprintln(w, "from\ttime\tevent\t owner")
	for _, s := range a.Spans {
		fmt.Fprintf(w, "%v\t%v\t%d\t %s\n", s.From, osi.Instant(s.To-s.From), s.Cause, s.Owner)
	}
	return w.Flush()
}

// accountJSON is an account as a program outside reads it.
type accountJSON struct {
	From   trace.ID      `json:"from"`
	To     trace.ID      `json:"to"`
	Began  int64         `json:"began_ns"`
	Ended  int64         `json:"ended_ns"`
	Total  time.Duration `json:"total_ns"`
	Shares []shareJSON   `json:"shares"`
	Spans  []spanJSON    `json:"spans"`
}

type shareJSON struct {
	Owner    account.Owner `json:"owner"`
	Time     time.Duration `json:"time_ns"`
	Permille int           `json:"permille"`
	Pieces   int           `json:"pieces"`
}

type spanJSON struct {
	Cause  trace.ID      `json:"cause"`
	Effect trace.ID      `json:"effect"`
	From   int64         `json:"from_ns"`
	To     int64         `json:"to_ns"`
	Owner  account.Owner `json:"owner"`
}

func jsonAccount(a *account.Account) accountJSON {
	j := accountJSON{From: a.From, To: a.To, Began: int64(a.Began), Ended: int64(a.Ended), Total: a.Total(),
		Shares: []shareJSON{}, Spans: []spanJSON{}}
	for _, s := range a.Shares {
		j.Shares = append(j.Shares, shareJSON{s.Owner, s.Time, s.Permille, s.Spans})
	}
	for _, s := range a.Spans {
		j.Spans = append(j.Spans, spanJSON{s.Cause, s.Effect, int64(s.From), int64(s.To), s.Owner})
	}
	return j
}
