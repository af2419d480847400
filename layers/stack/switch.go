package stack

import (
	"encap/layers/link/bridge"
	"encap/layers/osi"
	"encap/layers/physical"
)

// Switch is a device with two layers: ports, and a bridge over them.
type Switch struct {
	Ports  []*physical.Port
	Bridge *bridge.Bridge
}

// SwitchPort is how a switch's port is to be.
type SwitchPort struct {
	Name  string
	VLANs bridge.Membership // if the switch looks at VLANs
}

// NewSwitch puts a switch with these ports together.
func NewSwitch(w World, cfg bridge.Config, ports ...SwitchPort) *Switch {
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
	return s
}
