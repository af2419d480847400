package stack

import (
	"encap/layers/osi"
	"encap/layers/physical"
)

// NewHub puts a hub with ports of these names together. It is a device with one
// layer: it repeats bits and knows no frames, so there is nothing to tap.
func NewHub(w World, ports ...string) *physical.Repeater {
	return physical.NewRepeater(w.Env(osi.Physical), ports...)
}
