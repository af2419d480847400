package plain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"encap/sim/explore"
	"encap/sim/filter"
	"encap/sim/trace"
)

// walkCommands lead through a run, and look at it as a whole.
var walkCommands = []command{
	{"bookmark", txtBookmark, (*reader).bookmark},
	{"marks", txtMarks, (*reader).marked},
	{"find", txtFind, (*reader).find},
	{"graph", txtGraph, (*reader).graph},
	{"explore", txtExplore, (*reader).explore},
}

// bookmark sets a bookmark here, or takes it away.
func (r *reader) bookmark(string) {
	i, there := slices.BinarySearch(r.marks, r.at)
	if there {
		r.marks = slices.Delete(r.marks, i, i+1)
		r.sayf(txtMarkGone, r.at)
		return
	}
	r.marks = slices.Insert(r.marks, i, r.at)
	r.sayf(txtMarkSet, r.at)
}

// marked tells the bookmarks, or goes to the N-th.
func (r *reader) marked(arg string) {
	if arg == "" {
		for i, id := range r.marks {
			r.sayf("%d:", i+1)
			r.tell(id, "")
		}
		if len(r.marks) == 0 {
			r.say(txtNoMark)
		}
		return
	}
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > len(r.marks) || int(r.marks[n-1]) > r.src.Len() {
		r.say(txtNoMark)
		return
	}
	r.show(r.marks[n-1])
}

// mostFound is how many events find tells.
const mostFound = 40

// find tells all events so far for which an expression holds: what comes is
// not told.
func (r *reader) find(arg string) {
	expr, err := filter.ParseEvent(arg)
	if err != nil {
		r.say(err.Error())
		return
	}
	found := 0
	for id := trace.ID(1); id <= r.at; id++ {
		if expr.Match(r.src.Event(id)) {
			if found++; found <= mostFound {
				r.tell(id, "")
			}
		}
	}
	r.sayf(txtFound, found)
}

// shown are the variables of a connection that a graph would draw.
var shown = []string{"Cwnd", "Ssthresh", "SRTT", "RTO", "SndWnd", "State"}

// graph tells how a connection's variables went so far, as a table: a line for
// each change. arg is the variables; "" is the usual ones.
func (r *reader) graph(arg string) {
	want := strings.Fields(strings.ReplaceAll(arg, ",", " "))
	if len(want) == 0 {
		want = shown[:4]
	}
	lines := 0
	for id := trace.ID(1); id <= r.at; id++ {
		e := r.src.Event(id)
		for _, d := range e.Deltas {
			if d.Entity.Kind != "tcp" || !slices.ContainsFunc(want, func(w string) bool { return strings.EqualFold(w, d.Field) }) {
				continue
			}
			text := fmt.Sprintf(txtPoint, e.At, d.Entity.Node, d.Entity.Name, d.Field, d.New)
			if rule := e.Why(); rule != nil {
				text += fmt.Sprintf(txtBecauseOf, rule.Name)
			}
			r.say(text)
			lines++
		}
	}
	if lines == 0 {
		r.sayf(txtNoGraph, strings.Join(shown, ", "))
	}
}

// mostFutures is how many losses are tried.
const mostFutures = 1000

// explore loses each frame in turn and tells what becomes of it.
func (r *reader) explore(string) {
	report, err := explore.Explore(context.Background(), r.src.Scenario(), explore.Options{Most: mostFutures})
	if err != nil {
		r.say(err.Error())
		return
	}
	for i := range report.Futures {
		f := &report.Futures[i]
		text := string(f.Verdict)
		switch f.Verdict {
		case explore.Slower:
			text = fmt.Sprintf(txtSlowerBy, f.Later)
		case explore.Broken:
			text += ", " + f.Why
		}
		r.sayf(txtFuture, f.Frames[0].Cable, f.Frames[0].N, f.Frames[0].What, text)
	}
	if report.Cut != "" {
		r.say(report.Cut)
	}
}
