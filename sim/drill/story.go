package drill

import (
	"net/netip"

	"encap/layers/stack"
	"encap/sim/capture"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Len gives the number of events; their IDs are 1 to Len.
func (r *Run) Len() int { return r.world.tracer.Trace.Len() }

// Event gives an event, or nil. The caller does not change it.
func (r *Run) Event(id trace.ID) *trace.Event { return r.world.tracer.Trace.Event(id) }

// State gives all entities as they were after an event.
func (r *Run) State(at trace.ID) trace.State { return r.world.tracer.Trace.State(at) }

// Steps gives what the script says at which event.
func (r *Run) Steps() map[trace.ID]string {
	delete(r.said, trace.ID(r.Len()+1)) // steps at the end of which nothing happened
	return r.said
}

// say keeps what the script says at an event, behind what it says there already.
func (r *Run) say(id trace.ID, text string) {
	if id == 0 {
		id = trace.ID(r.Len())
	}
	if before := r.said[id]; before != "" {
		text = before + "\n" + text
	}
	r.said[id] = text
}

// Scenario gives the network in which the script was played.
func (r *Run) Scenario() *scenario.Scenario {
	return &scenario.Scenario{
		Name: r.script.Name, Title: r.script.Name, Seed: seed,
		Nodes: []scenario.Node{
			{Name: hostName, Kind: scenario.Host, Gateway: gateway,
				Ports: []scenario.Port{{Addr: hostAddr, MAC: hostMAC, MTU: r.script.set.mtu}}},
			{Name: peerName, Kind: scenario.Host,
				Ports: []scenario.Port{{Addr: netip.PrefixFrom(peerAddr, peerAddr.BitLen()), MAC: peerMAC}}},
		},
		Cables: []scenario.Cable{{Ends: [2]scenario.End{{Node: hostName}, {Node: peerName}}, Rate: cableRate}},
	}
}

// CaptureOptions say what an exported capture tells besides its packets.
func (r *Run) CaptureOptions() capture.Options {
	port := stack.PortName(0)
	return capture.Options{
		Scenario: r.script.Name, Seed: seed,
		Ends:  []capture.End{{Node: hostName, Port: port, Rate: cableRate}, {Node: peerName, Port: port, Rate: cableRate}},
		Names: []capture.Name{{Addr: hostAddr.Addr(), Node: hostName}, {Addr: peerAddr, Node: peerName}},
	}
}
