package stack

import (
	"encap/layers/link/bridge"
	"encap/layers/link/ethernet"
	"encap/layers/link/stp"
	"encap/layers/osi"
	"encap/layers/physical"
)

// Switch is a device with two layers: ports, and a bridge over them.
type Switch struct {
	Ports  []*physical.Port
	Bridge *bridge.Bridge
	Tree   *stp.Tree // nil: it takes no part in a spanning tree
}

// SwitchPort is how a switch's port is to be.
type SwitchPort struct {
	Name  string
	VLANs bridge.Membership // if the switch looks at VLANs
	MAC   ethernet.Addr     // of what the switch itself sends
	Tree  stp.PortConfig    // if it takes part in a spanning tree
}

// NewSwitch puts a switch with these ports together; with a tree it takes part in
// the spanning tree, once it is switched on.
func NewSwitch(w World, cfg bridge.Config, tree *stp.Config, ports ...SwitchPort) *Switch {
	s := &Switch{Bridge: bridge.New(w.Env(osi.Link), w.Pool, cfg)}
	for _, p := range ports {
		port := w.port(p.Name)
		in := s.Bridge.AddPort(p.Name, port, p.VLANs)
		port.Up = in
		if w.Tap != nil {
			port.Up = fromPort{in, w.Tap, "bridge"}
		}
		s.Ports = append(s.Ports, port)
	}
	if tree != nil {
		s.govern(w, *tree, ports)
	}
	return s
}

// govern lets a spanning tree decide which ports forward.
func (s *Switch) govern(w World, cfg stp.Config, ports []SwitchPort) {
	s.Tree = stp.New(w.Env(osi.Link), w.Pool, cfg, s.Bridge)
	for i, p := range ports {
		link := ethernet.New(w.Env(osi.Link), w.Pool, p.Name, p.MAC, longestBPDU, s.Ports[i])
		var below stp.Below = link
		if w.Tap != nil {
			below = intoEthernet{link, w.Tap}
		}
		s.Tree.AddPort(p.Tree, below)
		s.Ports[i].CarrierChanged = func(on bool) { s.Tree.SetEnabled(i, on) }
	}
	if w.Tap == nil {
		s.Bridge.Govern(s.Tree)
		return
	}
	s.Bridge.Govern(fromBridge{s.Tree, w.Tap})
}

// longestBPDU is the MTU of what a switch itself sends, in bytes.
const longestBPDU = 1500

// SwitchOn lets the ports that have a carrier begin.
func (s *Switch) SwitchOn() {
	for i, p := range s.Ports {
		if s.Tree != nil && p.Vars().(physical.PortVars).Carrier {
			s.Tree.SetEnabled(i, true)
		}
	}
}

// fromBridge is the arrow from a bridge to its spanning tree.
type fromBridge struct {
	*stp.Tree
	tap Tap
}

func (a fromBridge) Receive(port int, frame []byte) {
	a.tap.Up(osi.Link, "stp", frame)
	defer a.tap.Done()
	a.Tree.Receive(port, frame)
}

var _ stp.Relay = (*bridge.Bridge)(nil)

// Show enters what there is to see of a switch that nothing has happened to.
func (s *Switch) Show() {
	s.Bridge.Show()
	if s.Tree != nil {
		s.Tree.Show()
	}
}
