package sim

import (
	"fmt"
	"strings"

	"encap/layers/osi"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// schedule lets an act happen when its time or its frame comes. An act at an
// instant comes after all else that is due then.
func (w *world) schedule(a scenario.Act) error {
	switch {
	case a.Inject != nil:
		return w.scheduleInject(a)
	case a.Cable != (scenario.Direction{}):
		return w.scheduleFault(a)
	}
	n, run, err := w.command(a.Node, a.Do)
	if err != nil {
		return err
	}
	w.at(a, trace.Event{Node: n.name, Name: "command", Text: a.Do, Layer: osi.Application}, func() { w.do(n, run, a.Do) })
	return nil
}

// do does what is typed at a node, if it has power.
func (w *world) do(n *node, run command, line string) {
	if n.off && !strings.HasPrefix(line, "power") {
		w.print(n, "nothing happens: "+n.name+" has no power")
		return
	}
	run(w, n)
}

// command reads a line that is typed at a node's prompt.
func (w *world) command(name, line string) (*node, command, error) {
	n := w.byName[name]
	if n == nil {
		return nil, nil, fmt.Errorf("sim: %q is typed at the unknown node %q", line, name)
	}
	run, err := parseCommand(line, n.kind)
	if err != nil {
		return nil, nil, fmt.Errorf("sim: %s: %w", name, err)
	}
	return n, run, nil
}

func (w *world) scheduleFault(a scenario.Act) error {
	c, dir, ok := w.direction(a.Cable)
	if !ok {
		return fmt.Errorf("sim: there is no cable %s > %s", a.Cable.From, a.Cable.To)
	}
	fault, err := scenario.ParseFault(a.Do)
	if err != nil {
		return fmt.Errorf("sim: cable %s > %s: %w", a.Cable.From, a.Cable.To, err)
	}
	if fault.Kind.OfCable() != (a.Frame == 0) {
		return fmt.Errorf("sim: cable %s > %s: %q is not done to %s", a.Cable.From, a.Cable.To, a.Do, target(a))
	}
	if a.Frame > 0 {
		c.fates[dir].plan(a.Frame, fault)
		return nil
	}
	what := c.Cut
	if fault.Kind == scenario.Mend {
		what = c.Mend
	}
	w.at(a, trace.Event{Node: a.Cable.From, Name: "cable", Text: a.Do + " " + a.Cable.From + " > " + a.Cable.To, Layer: osi.Physical}, what)
	return nil
}

func target(a scenario.Act) string {
	if a.Frame > 0 {
		return "a frame"
	}
	return "a cable"
}

// scheduleInject lets a frame that came from outside enter its cable.
func (w *world) scheduleInject(a scenario.Act) error {
	n := w.byName[a.Cable.From]
	if _, _, ok := w.direction(a.Cable); !ok || n.outside == nil {
		return fmt.Errorf("sim: a frame from outside is for cable %s > %s, which comes from no outside node", a.Cable.From, a.Cable.To)
	}
	w.at(a, trace.Event{Node: n.name, Name: "outside", Text: "a frame came from outside", Layer: osi.Physical}, func() {
		n.outside.enter(w.pool, a.Inject)
	})
	return nil
}

// at does something at an act's instant, as the root of all that it causes.
func (w *world) at(a scenario.Act, e trace.Event, do func()) {
	e.Kind = trace.Act
	w.engine.Act(osi.Instant(a.At), func() {
		if w.tracer.Level() != trace.All {
			do()
			return
		}
		w.engine.Cause = 0
		w.tracer.Begin(e)
		do()
		w.tracer.End()
	})
}
