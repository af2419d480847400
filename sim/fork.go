package sim

import (
	"slices"

	"encap/sim/scenario"
)

// Fork begins another run of the same scenario in which one more thing
// happens. It runs from the beginning, with all that came from outside so far,
// and is identical to this one until the step that the act touches.
func (s *Session) Fork(a scenario.Act) (*Session, error) {
	forked := s.Recorded()
	if a.Cable != (scenario.Direction{}) {
		forked.Faults = append(forked.Faults, a)
	} else {
		forked.Run = append(forked.Run, a)
	}
	opts := s.options
	opts.Wire = nil
	return Open(forked, opts)
}

// Recorded gives the scenario with all that came to this run from a keyboard
// or from outside: running it gives the same trace.
func (s *Session) Recorded() *scenario.Scenario {
	c := *s.scenario
	c.Run = append(slices.Clone(c.Run), s.journal...)
	c.Faults = slices.Clone(c.Faults)
	return &c
}
