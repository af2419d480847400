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
	steps := src.Steps()
	return Tell(w, src, func(e *trace.Event) string { return steps[e.ID] }).On()
}

// Telling is the telling of a run that may still go on.
type Telling struct {
	out  *bufio.Writer
	told *narrate.Memory
	says func(e *trace.Event) string
	next trace.ID
}

// Tell begins with what a run is about; says is asked once for each event, in
// order, what the lesson has to say of it.
func Tell(w io.Writer, src narrate.Source, says func(e *trace.Event) string) *Telling {
	t := &Telling{out: bufio.NewWriter(w), told: narrate.Remember(src), says: says, next: 1}
	intro(t.out, src)
	return t
}

// On tells all that has happened since.
func (t *Telling) On() error {
	for ; int(t.next) <= t.told.Len(); t.next++ {
		event(t.out, t.told, t.next, t.says(t.told.Event(t.next)))
	}
	return t.out.Flush()
}

// intro tells what a run is about.
func intro(w io.Writer, src narrate.Source) {
	s := src.Scenario()
	for _, text := range []string{s.Title, s.About} {
		if text = strings.TrimSpace(text); text != "" {
			fmt.Fprintln(w, text)
		}
	}
	fmt.Fprintln(w)
}

// numberWidth is that of the events' numbers in most runs.
const numberWidth = 5

// event tells one event, and what the lesson says of it.
func event(w io.Writer, told *narrate.Memory, id trace.ID, say string) {
	fmt.Fprintf(w, "%*d  %s\n", numberWidth, id, narrate.Line(told, id))
	if say = strings.TrimSpace(say); say != "" {
		fmt.Fprintln(w, txtLesson+strings.Join(strings.Fields(say), " "))
	}
}
