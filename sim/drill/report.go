package drill

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
)

// Result is how a script went.
type Result struct {
	Script   string        `json:"script"`
	Profile  string        `json:"profile,omitempty"`
	OK       bool          `json:"ok"`
	Problem  string        `json:"problem,omitempty"` // why the script could not be read
	Column   int           `json:"column,omitempty"`  // of the problem
	Line     int           `json:"line,omitempty"`    // where it failed
	Step     string        `json:"step,omitempty"`    // what stands there
	At       time.Duration `json:"at,omitempty"`      // virtual time, in nanoseconds
	Expected string        `json:"expected,omitempty"`
	Came     string        `json:"came,omitempty"`
	Rules    []Rule        `json:"rules,omitempty"`   // that made it so, in their order
	Skipped  []string      `json:"skipped,omitempty"` // shell commands that were not played
}

// Rule is a reason that the stack had.
type Rule struct {
	Name string `json:"name"`
	Cite string `json:"cite"`
	Why  string `json:"why"`
}

// Unread is the result of a script that Parse has refused.
func Unread(script string, err error) Result {
	r := Result{Script: script, Problem: err.Error()}
	var e *Error
	if errors.As(err, &e) {
		r.Problem, r.Line, r.Column = e.Text, e.Line, e.Column
	}
	return r
}

// String gives the result as lines of text.
func (r Result) String() string {
	switch {
	case r.OK && len(r.Skipped) > 0:
		return fmt.Sprintf("%s: ok, without %s", r.Script, strings.Join(r.Skipped, "; "))
	case r.OK:
		return fmt.Sprintf("%s: ok", r.Script)
	case r.Problem != "":
		return fmt.Sprintf("%s:%d:%d: %s", r.Script, r.Line, r.Column, r.Problem)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d: %s\n  expected %s\n  came     %s", r.Script, r.Line, r.Step, r.Expected, r.Came)
	for _, rule := range r.Rules {
		fmt.Fprintf(&b, "\n  rule     %s (%s): %s", rule.Name, rule.Cite, rule.Why)
	}
	return b.String()
}

// why gives the rules of TCP that led to an event: those noted by the nearest
// of its causes that noted any. Without an event: the latest that were noted.
func (r *Run) why(id trace.ID) []*osi.Rule {
	t := r.world.tracer.Trace
	if id == 0 {
		for id := trace.ID(t.Len()); id > 0; id-- {
			if rules := transportRules(t.Event(id)); len(rules) > 0 {
				return rules
			}
		}
		return nil
	}
	for e := t.Event(id); e != nil; e = t.Event(e.Cause) {
		rules := transportRules(e)
		// What is dropped has an event of its own, beside what answers it.
		for beside := e.ID + 1; beside < id; beside++ {
			if d := t.Event(beside); d.Kind == trace.Drop && d.Cause == e.ID {
				rules = append(rules, transportRules(d)...)
			}
		}
		if len(rules) > 0 {
			return rules
		}
	}
	return nil
}

func transportRules(e *trace.Event) (rules []*osi.Rule) {
	for _, reason := range e.Rules {
		if ofTCP(reason.PC) {
			rules = append(rules, reason.Rule)
		}
	}
	return rules
}

// ofTCP says whether a line of our source belongs to TCP.
func ofTCP(pc uintptr) bool {
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	return strings.Contains(frame.Function, "layers/transport/tcp.")
}
