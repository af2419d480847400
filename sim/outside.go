package sim

import (
	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/physical"
)

// outside stands in the world for a real machine. What the world sends it goes
// out, if somebody takes it; what comes in enters its cable.
type outside struct {
	port *physical.Port
	out  func(frame []byte) // gets each frame without FCS; nil: nobody takes it
}

// Receive takes a frame that the world sends to the outside.
func (o *outside) Receive(frame []byte) {
	if o.out != nil && ethernet.CheckFCS(frame) {
		o.out(frame[:len(frame)-ethernet.FCSLen])
	}
}

// enter puts a frame that came from outside on the cable: padded and with an
// FCS, as a media converter does.
func (o *outside) enter(pool *codec.Pool, frame []byte) {
	b := pool.Get(frame)
	ethernet.AppendFCS(b)
	o.port.Send(b)
}
