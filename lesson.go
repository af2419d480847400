package main

import (
	"context"

	"encap/sim"
	"encap/sim/account"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/plain"
)

// lesson is a run that is over, with what its scenario has to say of it.
type lesson struct {
	*sim.Session
	told  *narrate.Memory
	steps map[trace.ID]string
	asks  map[trace.ID]scenario.Ask
}

// finished lets a session run to its end and finds the places where its lesson
// speaks.
func finished(ctx context.Context, s *sim.Session) (*lesson, error) {
	if err := s.Finish(ctx); err != nil {
		return nil, err
	}
	ids, err := s.Steps()
	if err != nil {
		return nil, err
	}
	l := &lesson{Session: s, told: narrate.Remember(s), steps: map[trace.ID]string{}, asks: map[trace.ID]scenario.Ask{}}
	for i, id := range ids {
		if id == 0 {
			continue
		}
		step := &s.Scenario().Steps[i]
		l.steps[id] = step.Say
		if step.Ask != nil {
			l.asks[id] = *step.Ask
		}
	}
	return l, nil
}

// Steps gives what the lesson says at which event.
func (l *lesson) Steps() map[trace.ID]string { return l.steps }

// Asks gives what the lesson asks at which event.
func (l *lesson) Asks() map[trace.ID]scenario.Ask { return l.asks }

// readable is a lesson as plain text reads it.
type readable struct{ *lesson }

// Fork runs the lesson again with one more act.
func (r readable) Fork(a scenario.Act) (plain.Source, error) {
	f, err := r.fork(a)
	if err != nil {
		return nil, err
	}
	return forkRead{readable{f}}, nil
}

// forkRead is one in which one more thing happened.
type forkRead struct{ readable }

// Close ends its processes.
func (f forkRead) Close() error {
	f.Session.Close()
	return nil
}

// Sentence tells an event.
func (l *lesson) Sentence(id trace.ID) string { return narrate.Sentence(l.told, id) }

// Account says where the time went until an event.
func (l *lesson) Account(id trace.ID) (account.Account, error) { return account.Of(l.Session, id) }
