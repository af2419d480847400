package sim

import (
	"fmt"
	"math/rand/v2"
	"net/netip"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/sim/engine"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// world is the running thing that a scenario describes.
type world struct {
	scenario *scenario.Scenario
	engine   *engine.Engine
	tracer   *trace.Tracer
	pool     *codec.Pool
	nodes    []*node
	byName   map[string]*node
	cables   []*cable
	twins    map[[2]string]int // cables so far between two nodes
	failure  error
}

// build makes the world of a scenario and schedules its acts.
func build(s *scenario.Scenario, opts Options) (*world, error) {
	e := engine.New()
	w := &world{
		scenario: s,
		engine:   e,
		tracer:   trace.NewTracer(opts.Trace, e.Now, &e.Cause),
		byName:   make(map[string]*node, len(s.Nodes)),
		twins:    make(map[[2]string]int, len(s.Cables)),
	}
	if opts.Trace == trace.Off {
		w.pool = &codec.Pool{} // nobody keeps the bytes
	}
	plugs := s.Plugs()
	for i := range s.Nodes {
		if err := w.addNode(i, plugs); err != nil {
			return nil, err
		}
	}
	for i := range s.Cables {
		w.addCable(i, plugs[i], opts.Wire)
	}
	w.leaveUnplugged()
	w.powerOn()
	w.beginTrees()
	for _, a := range s.Run {
		if err := w.schedule(a); err != nil {
			return nil, err
		}
	}
	for _, a := range s.Faults {
		if err := w.schedule(a); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// powerOn records what every node is at the beginning.
func (w *world) powerOn() {
	if w.tracer.Level() != trace.All {
		return
	}
	w.tracer.Begin(trace.Event{Kind: trace.Act, Name: "begin", Text: w.scenario.Title})
	for _, n := range w.nodes {
		w.tracer.Begin(trace.Event{Kind: trace.Note, Node: n.name, Name: "power on", Text: string(n.kind)})
		n.show(w.env(n.name, 0))
		w.tracer.End()
	}
	w.tracer.End()
	w.engine.Cause = 0
}

// env gives what a protocol of a node's layer may ask of the world.
func (w *world) env(node string, l osi.Layer) osi.Env {
	return osi.Env{
		Clock:    w.tracer.Clock(w.engine, node, l),
		Recorder: w.tracer.Scope(node, l),
		Rand:     func(purpose string) *rand.Rand { return engine.Rand(w.scenario.Seed, node, purpose) },
	}
}

// lookup finds the first address of a node by its name: every host knows all
// names, as if each had the same table.
func (w *world) lookup(name string) (netip.Addr, bool) {
	n := w.byName[name]
	if n == nil {
		return netip.Addr{}, false
	}
	for _, p := range w.scenario.Nodes[n.number].Ports {
		if p.Addr.IsValid() {
			return p.Addr.Addr(), true
		}
	}
	return netip.Addr{}, false
}

// fail ends the run because the wire did not carry a frame.
func (w *world) fail(err error) {
	if w.failure == nil {
		w.failure = fmt.Errorf("at %v: %w", w.engine.Now(), err)
	}
}
