package explore

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim"
	"encap/sim/trace"
)

// story is what a run comes to, as its users see it.
type story struct {
	who      []string // processes, "alice echo/1", in the order in which they began
	lines    map[string][]line
	ends     map[string]osi.Instant // of processes that have ended
	received map[string][]byte      // by socket and how often its number was closed
	closed   map[string]int         // how often the number of a socket was closed
	sockets  []string               // in the order in which they got something
	kept     map[string]bool        // promises of the scenario
	order    []string               // the promises in the scenario's order
	limited  string
}

// line is something that a process printed.
type line struct {
	at   osi.Instant
	text string // without what is bound to differ
}

// tell reads the story of a run that is over.
func tell(run *sim.Session) (*story, error) {
	s := &story{lines: map[string][]line{}, ends: map[string]osi.Instant{}, received: map[string][]byte{}, closed: map[string]int{}}
	for id := trace.ID(1); int(id) <= run.Len(); id++ {
		s.event(run, run.Event(id))
	}
	for _, e := range run.Scenario().Expect {
		s.order = append(s.order, e.Expr)
	}
	if run.Limited() {
		s.limited = run.Ending()
	}
	var err error
	s.kept, err = promises(run)
	return s, err
}

func (s *story) event(run *sim.Session, e *trace.Event) {
	who, number := e.Node+" "+e.Process, e.Node+" "+e.Entity.Name
	switch {
	case e.Kind == trace.Return && e.Name == "close":
		s.closed[number]++
	case e.Kind == trace.Start:
		s.who = append(s.who, who)
	case e.Kind == trace.Output:
		s.lines[who] = append(s.lines[who], line{e.At, plain(e.Text)})
	case e.Kind == trace.Exit:
		s.ends[who] = e.At
	case e.Kind == trace.Return && (e.Name == "recv" || e.Name == "read") && len(e.Data) > 0:
		if call := run.Event(e.Of); call != nil && !strings.Contains(call.Text, "PEEK") {
			socket := fmt.Sprint(number, " ", s.closed[number])
			if _, known := s.received[socket]; !known {
				s.sockets = append(s.sockets, socket)
			}
			s.received[socket] = append(s.received[socket], e.Data...)
		}
	}
}

var (
	spans   = regexp.MustCompile(`[0-9][0-9./]* ms\b|\b([0-9]+(\.[0-9]+)?(h|ms|µs|ns|m|s))+\b`)
	sockets = regexp.MustCompile(`\bsocket [0-9]+\b`)
)

// plain takes out of a line what differs between two futures in which all is
// well: how long something took, and which descriptor came next.
func plain(text string) string {
	return sockets.ReplaceAllString(spans.ReplaceAllString(text, "a time"), "a socket")
}

// compare says what became of the story in another future.
func (s *story) compare(other *story) (v Verdict, later time.Duration, why string) {
	if other.limited != "" {
		return Broken, 0, "it does not end by itself: " + other.limited
	}
	v = Harmless
	for _, who := range s.who {
		one, late, reason := sameLines(s.lines[who], other.lines[who])
		if one == Broken {
			return Broken, 0, who + " " + reason
		}
		if one == Reorder {
			v, why = Reorder, who+" "+reason
		}
		if end, ended := s.ends[who]; ended {
			if _, ended := other.ends[who]; !ended {
				return Broken, 0, who + " does not end"
			}
			late = max(late, other.ends[who].Sub(end))
		}
		later = max(later, late)
	}
	if reason := s.sameBytes(other); reason != "" {
		return Broken, 0, reason
	}
	for _, expr := range s.order {
		if s.kept[expr] && !other.kept[expr] {
			return Broken, 0, "it is no longer true that " + expr
		}
	}
	if later > 0 && v == Harmless {
		v = Slower
	}
	return v, later, why
}

// sameLines compares what a process printed.
func sameLines(a, b []line) (v Verdict, later time.Duration, why string) {
	v = Harmless
	for i := range min(len(a), len(b)) {
		if a[i].text != b[i].text {
			v, why = Reorder, fmt.Sprintf("says %q before %q", b[i].text, a[i].text)
			break
		}
		later = max(later, b[i].at.Sub(a[i].at))
	}
	x, y := inOrder(a), inOrder(b)
	for i := range max(len(x), len(y)) {
		switch {
		case i >= len(y) || i < len(x) && x[i] < y[i]:
			return Broken, 0, fmt.Sprintf("no longer says %q", x[i])
		case i >= len(x) || y[i] < x[i]:
			return Broken, 0, fmt.Sprintf("now says %q", y[i])
		}
	}
	if v == Reorder && len(a) > 0 {
		later = max(0, b[len(b)-1].at.Sub(a[len(a)-1].at))
	}
	return v, later, why
}

// inOrder gives the texts in an order that does not tell when they were said.
func inOrder(lines []line) (texts []string) {
	for _, l := range lines {
		texts = append(texts, l.text)
	}
	slices.Sort(texts)
	return texts
}

// sameBytes compares what the sockets of each node got. Which socket it was
// depends on who came first.
func (s *story) sameBytes(other *story) (why string) {
	a, b := s.byContent(), other.byContent()
	if len(a) != len(b) {
		return fmt.Sprintf("%d sockets get something, not %d", len(b), len(a))
	}
	for i := range a {
		if a[i].node != b[i].node || !bytes.Equal(a[i].data, b[i].data) {
			return fmt.Sprintf("%s gets other bytes", a[i].node)
		}
	}
	return ""
}

// gotten is what one socket of a node got.
type gotten struct {
	node string
	data []byte
}

func (s *story) byContent() (all []gotten) {
	for _, socket := range s.sockets {
		node, _, _ := strings.Cut(socket, " ")
		all = append(all, gotten{node, s.received[socket]})
	}
	slices.SortFunc(all, func(a, b gotten) int {
		if c := strings.Compare(a.node, b.node); c != 0 {
			return c
		}
		return bytes.Compare(a.data, b.data)
	})
	return all
}
