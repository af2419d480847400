package tui

import (
	"sort"

	"encap/sim/trace"
)

// ladderLine is a rung, or several that are folded into one.
type ladderLine struct {
	rung int // in film.rungs
	more int // rungs that are folded into this line; 0: it is not folded
}

// ladderLines says what is listed.
type ladderLines struct {
	of     *film
	stream int32
	loud   bool
	filter string
}

// nodeOrder gives the nodes from left to right as the network is drawn, so that
// few arrows cross a node that they do not concern.
func nodeOrder(f *film) (order, column []int) {
	spots, _, _ := mapNetwork(f.sc)
	order, column = make([]int, len(spots)), make([]int, len(spots))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := spots[order[i]], spots[order[j]]
		if a.col != b.col {
			return a.col < b.col
		}
		return a.row < b.row
	})
	for i, n := range order {
		column[n] = i
	}
	return order, column
}

// rungAt gives the last rung that is not after an event; -1: there is none.
func (f *film) rungAt(id trace.ID) int {
	return sort.Search(len(f.rungs), func(i int) bool { return f.rungs[i].id > id }) - 1
}

// list the rungs that are shown, when what is shown has changed.
func (l *ladder) collect(s *stage) {
	want := ladderLines{l.of, l.stream, l.loud, s.sieve.text}
	if l.made == want {
		return
	}
	l.made, l.lines = want, l.lines[:0]
	for i, r := range l.of.rungs {
		if l.stream != noStream && l.of.streams.of[r.id] != l.stream {
			continue
		}
		if s.filtered() {
			if s.passes(r.id) {
				l.lines = append(l.lines, ladderLine{i, 0})
			}
			continue
		}
		if !l.loud && l.of.chatter(r) {
			if n := len(l.lines); n > 0 && l.lines[n-1].more > 0 {
				l.lines[n-1].more++
				continue
			}
			l.lines = append(l.lines, ladderLine{i, 1})
			continue
		}
		l.lines = append(l.lines, ladderLine{i, 0})
	}
}

// at gives the line of an event: the last one that does not come after it.
func (l *ladder) at(id trace.ID) int {
	return sort.Search(len(l.lines), func(i int) bool { return l.of.rungs[l.lines[i].rung].id > id }) - 1
}

// id gives the event of a line.
func (l *ladder) id(line int) trace.ID { return l.of.rungs[l.lines[line].rung].id }
