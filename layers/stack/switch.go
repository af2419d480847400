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

// NewSwitch puts a switch with ports of these names together.
func NewSwitch(w World, cfg bridge.Config, ports ...string) *Switch {
	s := &Switch{Bridge: bridge.New(w.Env(osi.Link), w.Pool, cfg)}
	for _, name := range ports {
		port := &physical.Port{Name: name}
		in := s.Bridge.AddPort(name, port)
		port.Up = in
		if w.Tap != nil {
			port.Up = fromPort{in, w.Tap, "bridge"}
		}
		s.Ports = append(s.Ports, port)
	}
	return s
}
