package main

import (
	"context"

	"encap/sim"
	"encap/sim/account"
	"encap/sim/narrate"
	"encap/sim/trace"
)

// lesson is a run that is over, with what its scenario has to say of it.
type lesson struct {
	*sim.Session
	steps map[trace.ID]string
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
	l := &lesson{Session: s, steps: map[trace.ID]string{}}
	for i, id := range ids {
		if id != 0 {
			l.steps[id] = s.Scenario().Steps[i].Say
		}
	}
	return l, nil
}

// Steps gives what the lesson says at which event.
func (l *lesson) Steps() map[trace.ID]string { return l.steps }

// Sentence tells an event.
func (l *lesson) Sentence(id trace.ID) string { return narrate.Sentence(l.Session, id) }

// Account says where the time went until an event.
func (l *lesson) Account(id trace.ID) (account.Account, error) { return account.Of(l.Session, id) }
