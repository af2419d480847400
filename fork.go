package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"encap/sim"
	"encap/sim/scenario"
	"encap/tui"
)

// fork is a lesson in which one more thing happened. Its frames stay in memory.
type fork struct{ *lesson }

// Close ends its processes.
func (f fork) Close() error {
	f.Session.Close()
	return nil
}

// Fork runs the lesson again with one more act.
func (l *lesson) Fork(a scenario.Act) (tui.Source, error) {
	f, err := l.fork(a)
	if err != nil {
		return nil, err
	}
	return fork{f}, nil
}

func (l *lesson) fork(a scenario.Act) (*lesson, error) {
	session, err := l.Session.Fork(a)
	if err != nil {
		return nil, err
	}
	f, err := finished(context.Background(), session)
	if err != nil {
		session.Close()
		return nil, err
	}
	return f, nil
}

// Save writes the run as a scenario: with all that was done to it, without the
// expectations that no longer hold. No file is written over.
func (l *lesson) Save(file string) error {
	s := *l.Recorded()
	judged, err := l.Judge()
	if err != nil {
		return err
	}
	s.Expect = nil
	for _, j := range judged {
		if j.OK {
			s.Expect = append(s.Expect, j.Expect)
		}
	}
	text := scenario.Format(&s)
	if _, problems := sim.Parse(file, text); problems.Err() != nil {
		return fmt.Errorf("%w: what was saved could not be read again: %v", sim.ErrInternal, problems)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// Commands are what can be typed at a prompt.
func (l *lesson) Commands() (usages []string) {
	for _, p := range sim.Programs() {
		usages = append(usages, strings.TrimSpace(p.Usage))
	}
	return usages
}
