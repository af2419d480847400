package physical

import (
	"encap/layers/codec"
	"encap/layers/osi"
)

// Receiver is what stands above a port.
type Receiver interface {
	// Receive is given a whole frame, FCS included. The bytes are valid until
	// it returns, and are never written to.
	Receive(frame []byte)
}

// Port is one end of a cable: a queue, a transmitter and a receiver. Name and
// Up are set before the first frame.
type Port struct {
	Name string   // "eth0", unique on its node
	Up   Receiver // nil: what arrives is counted and forgotten
	// Mark gives a copy of a frame that says that it has met congestion, or nil
	// if the frame cannot say so. nil: this port marks nothing.
	Mark func(frame []byte) []byte
	// CarrierChanged is told when a cable is cut or mended; nil: nobody is.
	CarrierChanged func(on bool)

	vars  PortVars
	out   *line        // the direction this port sends into; nil: no cable, or a half-duplex one
	half  *station     // what it is at a half-duplex cable
	arm   *arm         // what it is of a repeater
	parts []osi.Entity // what else changes when it sends or receives
}

// PortVars are a port's variables, as a student sees them.
type PortVars struct {
	Carrier           bool   // a whole cable is plugged in
	TxFrames, TxBytes uint64 // began to leave; bytes with FCS, without preamble
	RxFrames, RxBytes uint64 // arrived whole, damaged or not
	Dropped           uint64 // by this port itself: queue full, no carrier
	Queued            int    // frames that wait for the transmitter
}

// Send hands a frame, FCS included, to the port, and consumes b: the frame
// leaves, waits, or is dropped. A port that never had a cable drops what it is
// given and counts it; nothing else can see that.
func (p *Port) Send(b *codec.Buffer) {
	switch {
	case p.out != nil:
		p.out.send(b)
	case p.half != nil:
		p.half.send(b)
	default:
		p.vars.Dropped++
	}
}

// Entity gives "port" and the port's name.
func (p *Port) Entity() (kind, name string) { return "port", p.Name }

// Vars gives the port's PortVars. They have already changed when a Watcher is
// told of a frame.
func (p *Port) Vars() any { return p.vars }

// Parts gives the entities that belong to the port and change with it: the
// station that it is at a half-duplex cable, its queue if that is managed.
func (p *Port) Parts() []osi.Entity { return p.parts }
