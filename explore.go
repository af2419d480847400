package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"encap/sim/explore"
	"encap/sim/scenario"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// exploreFlags say which futures are explored, and how they are told.
type exploreFlags struct {
	json, duplicate, corrupt, pairs, broken bool
	delay                                   string
	most                                    int
	within                                  time.Duration
	change                                  changeFlags
}

func exploreCommand() *cobra.Command {
	var f exploreFlags
	c := &cobra.Command{
		Use:   "explore SCENARIO",
		Short: "Run a scenario again for each frame lost, and say what becomes of it",
		Long: "Run a scenario once more for each of its frames, with that frame lost, and say of each\n" +
			"of these futures whether that was harmless, made the story slower, or broke it. Each\n" +
			"line ends with a command that opens that future.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return runExplore(c, args[0], f) },
	}
	c.Flags().StringVar(&f.delay, "delay", "", "let each frame come so much later, such as '50 ms', and not be lost")
	c.Flags().BoolVar(&f.duplicate, "duplicate", false, "let each frame come twice, and not be lost")
	c.Flags().BoolVar(&f.corrupt, "corrupt", false, "let a bit of each frame flip, and the frame not be lost")
	c.Flags().BoolVar(&f.pairs, "pairs", false, "lose each two frames, too")
	c.Flags().IntVar(&f.most, "most", 10_000, "explore so many futures at most")
	c.Flags().DurationVar(&f.within, "within", 5*time.Minute, "explore for so long at most")
	c.Flags().BoolVar(&f.broken, "broken", false, "tell the broken futures only")
	c.Flags().BoolVar(&f.json, "json", false, "write each future as a line of JSON")
	f.change.add(c)
	return c
}

// faults gives what is done to the frames.
func (f *exploreFlags) faults() (all []scenario.Fault, err error) {
	if f.delay != "" {
		fault, err := scenario.ParseFault("delay " + f.delay)
		if err != nil {
			return nil, fmt.Errorf("--delay: %w", err)
		}
		all = append(all, fault)
	}
	if f.duplicate {
		all = append(all, scenario.Fault{Kind: scenario.Duplicate})
	}
	if f.corrupt {
		all = append(all, scenario.Fault{Kind: scenario.Corrupt})
	}
	if f.pairs && len(all) > 0 {
		all = append(all, scenario.Fault{Kind: scenario.Drop}) // pairs begin with a loss
	}
	return all, nil
}

// runExplore explores a scenario. Futures that break are no error: UDP does not
// promise that they do not.
func runExplore(c *cobra.Command, name string, f exploreFlags) error {
	faults, err := f.faults()
	if err != nil {
		return err
	}
	if f.most < 1 || f.within <= 0 {
		return fmt.Errorf("--most %d, --within %v: want both more than 0", f.most, f.within)
	}
	s, err := load(name, c.ErrOrStderr())
	if err != nil {
		return err
	}
	if takesPart(s) {
		return fmt.Errorf("real machines take part in %s, so its futures are not known: explore a recording of it", s.Name)
	}
	if s, err = f.change.apply(c, s); err != nil {
		return err
	}
	log := c.ErrOrStderr()
	report, err := explore.Explore(c.Context(), s, explore.Options{
		Faults: faults, Pairs: f.pairs, Most: f.most, Within: f.within, Progress: progress(log),
	})
	if err != nil {
		return err
	}
	tell := tellFutures
	if f.json {
		tell = writeFutures
	}
	if err := tell(c.OutOrStdout(), report, opener(c, name, f), f.broken); err != nil {
		return err
	}
	fmt.Fprintln(log, summary(report))
	if report.Cut != "" {
		fmt.Fprintf(log, "%s. Raise --most or --within to see more.\n", report.Cut)
	}
	return nil
}

// progress tells on a terminal how far it is, in one line, and elsewhere
// nothing.
func progress(w io.Writer) func(done, all int) {
	if file, ok := w.(*os.File); !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	return func(done, all int) {
		if done%16 == 0 || done == all {
			fmt.Fprintf(w, "\r%d of %d futures", done, all)
		}
		if done == all {
			fmt.Fprint(w, "\r\x1b[K")
		}
	}
}

// summary counts the futures.
func summary(r *explore.Report) string {
	var parts []string
	for _, v := range explore.Verdicts {
		if n := r.Count(v); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, v))
		}
	}
	return fmt.Sprintf("%d frames, %d futures: %s", r.Frames, len(r.Futures), strings.Join(parts, ", "))
}

// opener makes the commands that open a future.
func opener(c *cobra.Command, name string, f exploreFlags) func(*explore.Future) string {
	begin := "encap run " + quoted(name)
	if c.Flags().Changed("seed") {
		begin += " --seed " + strconv.FormatUint(f.change.seed, 10)
	}
	for _, text := range f.change.faults {
		begin += " --fault " + quoted(text)
	}
	return func(future *explore.Future) string {
		command := begin
		for _, a := range future.Faults {
			command += " --fault " + quoted(explore.Fault(a))
		}
		return command
	}
}

// quoted writes a word for a shell.
func quoted(word string) string {
	if word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// became says in a few words what became of the story.
func became(f *explore.Future) string {
	switch {
	case f.Verdict == explore.Slower:
		return fmt.Sprintf("slower by %v", f.Later)
	case f.Verdict == explore.Broken:
		why, _, _ := strings.Cut(f.Why, "\n")
		return "broken: " + why
	}
	return string(f.Verdict)
}

// tellFutures writes a table.
func tellFutures(out io.Writer, r *explore.Report, open func(*explore.Future) string, brokenOnly bool) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for i := range r.Futures {
		f := &r.Futures[i]
		if brokenOnly && f.Verdict != explore.Broken {
			continue
		}
		last := f.Frames[len(f.Frames)-1]
		fmt.Fprintf(w, "%v\t%s\t%s\t%s\n", last.At, last.What, became(f), open(f))
	}
	return w.Flush()
}

// futureJSON is a future as a program outside reads it.
type futureJSON struct {
	Faults  []string        `json:"faults"`
	At      int64           `json:"at_ns"` // the last of the frames enters its cable
	What    string          `json:"what"`
	Verdict explore.Verdict `json:"verdict"`
	Later   time.Duration   `json:"later_ns"`
	Why     string          `json:"why,omitempty"`
	Command string          `json:"command"`
}

// writeFutures writes a line of JSON for each future.
func writeFutures(out io.Writer, r *explore.Report, open func(*explore.Future) string, brokenOnly bool) error {
	w := json.NewEncoder(out)
	w.SetEscapeHTML(false) // "alice > r1"
	for i := range r.Futures {
		f := &r.Futures[i]
		if brokenOnly && f.Verdict != explore.Broken {
			continue
		}
		last := f.Frames[len(f.Frames)-1]
		j := futureJSON{At: int64(last.At), What: last.What, Verdict: f.Verdict, Later: f.Later, Why: f.Why, Command: open(f)}
		for _, a := range f.Faults {
			j.Faults = append(j.Faults, explore.Fault(a))
		}
		if err := w.Encode(j); err != nil {
			return err
		}
	}
	return nil
}
