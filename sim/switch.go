package sim

import (
	"encap/layers/link/bridge"
	"encap/layers/link/stp"
	"encap/layers/link/vlan"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/stack"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// addSwitch builds a switch.
func (w *world) addSwitch(n *node, wish *scenario.Node, plugs [][2]int) {
	cfg := bridge.Config{Ageing: wish.Switch.Ageing, Rows: wish.Switch.Table, VLANs: wish.Switch.VLANs()}
	var ports []stack.SwitchPort
	for i, p := range w.scenario.SwitchPorts(n.number, plugs) {
		m := bridge.Membership{Native: p.VLAN, Tagged: vlan.SetOf(p.Trunk...)}
		if p.All {
			m.Tagged = vlan.All()
		}
		ports = append(ports, stack.SwitchPort{Name: p.Port, VLANs: m, MAC: w.scenario.MAC(n.number, i), Tree: w.treePort(n.name, i, p, plugs)})
	}
	n.sw = stack.NewSwitch(w.parts(n), cfg, w.tree(n, wish), ports...)
	n.ports = n.sw.Ports
	if n.sw.Tree != nil && w.tracer.Level() == trace.All {
		w.tellCarrier(n)
	}
}

// tellCarrier lets it be an event of the switch that a cable is cut or mended.
func (w *world) tellCarrier(n *node) {
	for _, p := range n.ports {
		changed := p.CarrierChanged
		p.CarrierChanged = func(on bool) {
			e := trace.Event{Kind: trace.Note, Node: n.name, Port: p.Name, Layer: osi.Link, Name: "carrier", Text: "off"}
			if on {
				e.Text = "on"
			}
			w.tracer.Begin(e)
			changed(on)
			w.tracer.End()
		}
	}
}

// tree gives how a switch takes part in the spanning tree; nil: not at all.
func (w *world) tree(n *node, wish *scenario.Node) *stp.Config {
	s := wish.Switch.STP.Or(w.scenario.STP)
	if !s.On() {
		return nil
	}
	id := stp.BridgeID{Priority: s.Priority, Addr: w.scenario.MAC(n.number, 0)}
	if id.Priority == 0 {
		id.Priority = 0x8000
	}
	return &stp.Config{Rapid: s.Mode == "rstp", ID: id, HelloTime: s.Hello, MaxAge: s.MaxAge, ForwardDelay: s.ForwardDelay}
}

// treePort gives how a port takes part: its cost is that of its cable's rate.
func (w *world) treePort(name string, port int, p scenario.SwitchPort, plugs [][2]int) stp.PortConfig {
	c := stp.PortConfig{Name: p.Port, Priority: p.Priority, Cost: p.Cost, Edge: p.Edge}
	if c.Priority == 0 {
		c.Priority = 0x80
	}
	for i := range w.scenario.Cables {
		cable := &w.scenario.Cables[i]
		for e, end := range cable.Ends {
			if end.Node != name || plugs[i][e] != port {
				continue
			}
			rate := cable.Rate
			if rate == 0 {
				rate = physical.DefaultRate
			}
			if c.Cost == 0 {
				c.Cost = stp.PathCost(uint64(rate))
			}
			c.Shared = w.scenario.Shared(cable)
		}
	}
	return c
}

// beginTrees lets the spanning trees begin.
func (w *world) beginTrees() {
	for _, n := range w.nodes {
		if n.sw == nil || n.sw.Tree == nil {
			continue
		}
		if w.tracer.Level() != trace.All {
			n.sw.SwitchOn()
			continue
		}
		w.tracer.Begin(trace.Event{Kind: trace.Act, Node: n.name, Layer: osi.Link, Name: "switch on", Text: "spanning tree"})
		n.sw.SwitchOn()
		w.tracer.End()
		w.engine.Cause = 0
	}
}

// storm says whether hardly anything happens any more but that switches flood
// frames.
func (s *Session) storm() bool {
	const latest = 1000 // events
	floods := 0
	for id := max(1, s.Len()-latest); id <= s.Len(); id++ {
		for _, why := range s.Event(trace.ID(id)).Rules {
			if why.Rule == &bridge.FloodGroup || why.Rule == &bridge.Flood {
				floods++
			}
		}
	}
	return floods > latest/20
}
