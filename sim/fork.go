package sim

import (
	"math"
	"slices"
	"time"

	"encap/layers/osi"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Fork begins another run of the same scenario in which one more thing
// happens. It runs from the beginning, with all that came from outside so far,
// and is identical to this one until the step that the act touches. From then
// on nothing comes from outside: what the machines there would have sent to
// the changed world is not known.
func (s *Session) Fork(a scenario.Act) (*Session, error) {
	forked := s.played()
	cutAt, isCut := s.cutFor(a)
	forked.Run = slices.DeleteFunc(forked.Run, func(r scenario.Act) bool {
		return isCut && r.Inject != nil && osi.Instant(r.At) > cutAt
	})
	if a.Cable != (scenario.Direction{}) {
		forked.Faults = append(forked.Faults, a)
	} else {
		forked.Run = append(forked.Run, a)
	}
	opts := s.options
	opts.Wire = nil
	f, err := Open(forked, opts)
	if err != nil {
		return nil, err
	}
	f.isCut, f.cutAt = isCut, cutAt
	return f, nil
}

// OutsideCut says whether this is a fork of a run with machines outside, and
// from when on nothing comes from them.
func (s *Session) OutsideCut() (at osi.Instant, cut bool) { return s.cutAt, s.isCut }

// Recorded gives the scenario with all that came to this run from a keyboard
// or from outside: running it gives the same trace. A live run has no end of
// its own; its recording ends where it stands.
func (s *Session) Recorded() *scenario.Scenario {
	c := s.played()
	if s.live {
		c.Until = max(time.Duration(s.Now()), 1)
	}
	return c
}

// played gives the scenario with all that came to this run.
func (s *Session) played() *scenario.Scenario {
	c := *s.scenario
	c.Run = append(slices.Clone(c.Run), s.journal...)
	c.Faults = slices.Clone(c.Faults)
	return &c
}

// cutFor gives the instant at which an act cuts a fork off from the outside,
// if there is one.
func (s *Session) cutFor(a scenario.Act) (osi.Instant, bool) {
	if !slices.ContainsFunc(s.scenario.Nodes, func(n scenario.Node) bool { return n.Kind == scenario.Outside }) {
		return 0, false
	}
	at := osi.Instant(a.At)
	if a.Frame > 0 {
		at = s.entered(a.Cable, a.Frame)
	}
	if s.live {
		at = min(at, s.Now()) // what comes later has not come yet
	}
	if s.isCut {
		at = min(at, s.cutAt)
	}
	return at, true
}

// entered gives the instant at which the n-th frame entered a direction of a
// cable, or the end of time when it has not.
func (s *Session) entered(d scenario.Direction, n uint64) osi.Instant {
	c, dir, ok := s.world.direction(d)
	if !ok {
		return math.MaxInt64 // Open will complain
	}
	plug := s.scenario.Plugs()[slices.Index(s.world.cables, c)][dir]
	port := s.world.byName[d.From].ports[plug].Name
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		e := s.Event(id)
		if e.Kind == trace.TxStart && e.Node == d.From && e.Port == port {
			if n--; n == 0 {
				return e.At
			}
		}
	}
	return math.MaxInt64
}
