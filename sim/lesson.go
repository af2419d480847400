package sim

import (
	"errors"
	"fmt"
	"strings"

	"encap/sim/capture"
	"encap/sim/filter"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Parse reads a scenario file, with everything checked that can be checked:
// its commands and its expressions too.
func Parse(name string, src []byte) (*scenario.Scenario, scenario.Problems) {
	return scenario.Parse(name, src, scenario.Options{
		Programs:   Programs(),
		CheckEvent: func(expr string) error { _, err := filter.ParseEvent(expr); return place(err) },
		CheckTrace: func(expr string) error { _, err := filter.Parse(expr); return place(err) },
	})
}

// placed is an error in an expression that tells the checker of files where.
type placed struct{ e *filter.Error }

// Error gives the complaint without its place, at which the checker points.
func (p placed) Error() string {
	return strings.Replace(p.e.Error(), fmt.Sprintf(" at %d", p.e.Offset), "", 1)
}

// Offset gives the byte of the expression.
func (p placed) Offset() int { return p.e.Offset }

func place(err error) error {
	var e *filter.Error
	if errors.As(err, &e) {
		return placed{e}
	}
	return err
}

// Steps finds where the scenario's lesson stops: the event of each of its
// steps, in their order; 0 for a step whose event did not come.
func (s *Session) Steps() ([]trace.ID, error) {
	ids := make([]trace.ID, len(s.scenario.Steps))
	after := trace.ID(0)
	for i, step := range s.scenario.Steps {
		when, err := filter.ParseEvent(step.When)
		if err != nil {
			return nil, err
		}
		for id := after + 1; int(id) <= s.Len(); id++ {
			if when.Match(s.Event(id)) {
				ids[i], after = id, id
				break
			}
		}
	}
	return ids, nil
}

// Guide is a lesson that speaks while its run goes on.
type Guide struct {
	steps []scenario.Step // that have not come yet
	when  []*filter.Expr
}

// Guide gives the scenario's lesson from its beginning.
func (s *Session) Guide() (*Guide, error) {
	g := &Guide{steps: s.scenario.Steps}
	for _, step := range g.steps {
		when, err := filter.ParseEvent(step.When)
		if err != nil {
			return nil, err
		}
		g.when = append(g.when, when)
	}
	return g, nil
}

// Says gives what the lesson says at an event. It is asked of each event once,
// in their order.
func (g *Guide) Says(e *trace.Event) string {
	if len(g.steps) == 0 || !g.when[0].Match(e) {
		return ""
	}
	say := g.steps[0].Say
	g.steps, g.when = g.steps[1:], g.when[1:]
	return say
}

// Left gives the steps that have not come yet.
func (g *Guide) Left() []scenario.Step { return g.steps }

// Judgement is what became of one expectation of the scenario.
type Judgement struct {
	Expect scenario.Expect
	filter.Verdict
}

// Judge says which of the scenario's expectations hold of the trace.
func (s *Session) Judge() ([]Judgement, error) {
	all := make([]Judgement, len(s.scenario.Expect))
	for i, e := range s.scenario.Expect {
		expr, err := filter.Parse(e.Expr)
		if err != nil {
			return nil, err
		}
		all[i] = Judgement{e, expr.Holds(s)}
	}
	return all, nil
}

// CaptureOptions say what an exported capture tells of the scenario: its
// cables' ends in order, and who has which address.
func (s *Session) CaptureOptions() capture.Options {
	o := capture.Options{Scenario: s.scenario.Name, Seed: s.scenario.Seed}
	plugs := s.scenario.Plugs()
	for i := range s.scenario.Cables {
		c := &s.scenario.Cables[i]
		for e, end := range c.Ends {
			port := s.world.byName[end.Node].ports[plugs[i][e]]
			o.Ends = append(o.Ends, capture.End{Node: end.Node, Port: port.Name, Rate: s.scenario.RateOf(c)})
		}
	}
	for _, n := range s.world.nodes {
		if n.host == nil {
			continue
		}
		for _, i := range n.host.IP.Interfaces() {
			if i.Addr.IsValid() {
				o.Names = append(o.Names, capture.Name{Addr: i.Addr.Addr(), Node: n.name})
			}
		}
	}
	return o
}
