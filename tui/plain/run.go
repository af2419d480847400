package plain

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"encap/sim/narrate"
	"encap/sim/quiz"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// reader is somebody who reads a run step by step.
type reader struct {
	src   Source
	told  *narrate.Memory
	out   *bufio.Writer
	steps map[trace.ID]string
	at    trace.ID
	done  bool

	scores   *quiz.Scores
	asks     map[trace.ID]scenario.Ask
	asked    map[trace.ID]bool // what was asked is not asked again
	question *quiz.Attempt     // nil: none is open
	branch   *branch           // the future that is read
	marks    []trace.ID        // bookmarks, in order
}

func (r *reader) say(text string) { fmt.Fprintln(r.out, text) }

func (r *reader) sayf(format string, args ...any) { fmt.Fprintf(r.out, format+"\n", args...) }

// tell tells an event.
func (r *reader) tell(id trace.ID, say string) { event(r.out, r.told, id, say) }

// longestLine is more than anybody types.
const longestLine = 1 << 16

// Run reads commands from in, a line each, and answers on out, until "quit",
// the end of in, or the end of ctx. What is answered is kept in scores; nil:
// nowhere.
func Run(ctx context.Context, in io.Reader, out io.Writer, src Source, scores *quiz.Scores) error {
	r := &reader{src: src, told: narrate.Remember(src), out: bufio.NewWriter(out), steps: src.Steps(), asks: src.Asks(), asked: map[trace.ID]bool{}, scores: scores}
	r.branch = &branch{src: src}
	defer func() { r.branch.close() }()
	intro(r.out, src)
	r.sayf(txtWelcome, src.Len())
	lines, failed := make(chan string), make(chan error, 1)
	stop := make(chan struct{})
	defer close(stop)
	// A read of the keyboard cannot be called off: it is left behind.
	go read(in, lines, failed, stop)
	for !r.done {
		fmt.Fprint(r.out, txtPrompt)
		if err := r.out.Flush(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			return err
		case line := <-lines:
			r.obey(line)
		}
	}
	return r.out.Flush()
}

// read reads lines until there are no more, then tells why.
func read(in io.Reader, lines chan<- string, failed chan<- error, stop <-chan struct{}) {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, longestLine)
	for scanner.Scan() {
		select {
		case lines <- scanner.Text():
		case <-stop:
			return
		}
	}
	failed <- scanner.Err()
}
