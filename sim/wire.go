package sim

import (
	"fmt"
	"net/netip"

	"encap/layers/physical"
	"encap/layers/physical/vxlan"
	"encap/sim/scenario"
)

// OpenWire opens what carries the frames of a scenario: "memory", or "vxlan"
// for real sockets on the loopback interface. note tells where the frames can
// be seen, or why they cannot. The caller closes the wire.
func OpenWire(kind string, s *scenario.Scenario) (wire physical.Wire, note string, err error) {
	switch {
	case kind == "memory":
		return physical.Memory{}, "", nil
	case kind != "vxlan":
		return nil, "", fmt.Errorf("sim: unknown wire %q: there are memory and vxlan", kind)
	case len(s.Nodes) > vxlan.MaxNodes:
		return physical.Memory{}, fmt.Sprintf("%d nodes are more than the %d that get real sockets: frames stay in memory", len(s.Nodes), vxlan.MaxNodes), nil
	}
	nodes := make([]string, len(s.Nodes))
	for i := range nodes {
		nodes[i] = s.Nodes[i].Name
	}
	cables := make([]vxlan.Ends, len(s.Cables))
	for i, c := range s.Cables {
		cables[i] = vxlan.Ends{Cable: firstVNI + i, A: c.Ends[0].Node, B: c.Ends[1].Node}
	}
	w, err := vxlan.Open(nodes, cables)
	if err != nil {
		return physical.Memory{}, fmt.Sprintf("no real sockets (%v): frames stay in memory", err), nil
	}
	if note = w.Note(); note == "" {
		first := w.Addr(nodes[0])
		note = fmt.Sprintf("%v UDP %d", netip.PrefixFrom(first.Addr(), 24).Masked(), first.Port())
	}
	return w, note, nil
}
