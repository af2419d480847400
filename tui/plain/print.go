package plain

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Source is a finished run.
type Source interface {
	narrate.Source
	State(at trace.ID) trace.State   // all entities as they were after the event
	Steps() map[trace.ID]string      // what the lesson says at which event
	Asks() map[trace.ID]scenario.Ask // and what it asks before
}

// Print tells a whole run: what it is about, then each event in a line, with
// what the lesson has to say after it.
func Print(w io.Writer, src Source) error {
	out := bufio.NewWriter(w)
	intro(out, src)
	steps := src.Steps()
	for id := trace.ID(1); int(id) <= src.Len(); id++ {
		event(out, src, steps, id)
	}
	return out.Flush()
}

// intro tells what a run is about.
func intro(w io.Writer, src Source) {
	s := src.Scenario()
	for _, text := range []string{s.Title, s.About} {
		if text = strings.TrimSpace(text); text != "" {
			fmt.Fprintln(w, text)
		}
	}
	fmt.Fprintln(w)
}

// event tells one event.
func event(w io.Writer, src Source, steps map[trace.ID]string, id trace.ID) {
	digits := len(fmt.Sprint(src.Len()))
	fmt.Fprintf(w, "%*d  %s\n", digits, id, narrate.Line(src, id))
	if say := strings.TrimSpace(steps[id]); say != "" {
		fmt.Fprintln(w, txtLesson+strings.Join(strings.Fields(say), " "))
	}
}
