package capture

import (
	"fmt"
	"io"
	"slices"

	"encap/layers/physical"
	"encap/sim/trace"
)

// Trace is the list of events that is exported: IDs are 1 to Len.
type Trace interface {
	Len() int
	Event(id trace.ID) *trace.Event
}

// End is one end of a cable, which becomes an interface of the file.
type End struct {
	Node, Port string
	Rate       physical.Bitrate
}

// Options says what an exported file tells besides its packets.
type Options struct {
	Scenario string
	Seed     uint64
	Ends     []End  // in the scenario's order; ends that only the trace knows come after
	Names    []Name // of addresses
	Only     []End  // whose frames are wanted; none: all
}

// Export writes the frames of a trace: each when its first bit leaves, seen at
// the sender's end, and each when its last bit has arrived, seen at the
// receiver's. What ended in a collision is no frame and left out. The comment of an event, if any, becomes its packet's; the
// event's number becomes its packet's.
func Export(w io.Writer, t Trace, comment func(*trace.Event) string, o Options) error {
	c := NewWriter(w, Section{
		Comment:     fmt.Sprintf("scenario %s, seed %d", o.Scenario, o.Seed),
		Application: "encap",
	})
	known := make(map[string]bool)
	add := func(e End) {
		if name := e.name(); !known[name] && o.wants(e) {
			known[name] = true
			c.Interface(name, e.Rate, physical.FCSLength)
		}
	}
	for _, e := range o.Ends {
		add(e)
	}
	c.Names(o.Names)
	collided := brokenOff(t)
	for id := trace.ID(1); int(id) <= t.Len(); id++ {
		e := t.Event(id)
		if e.Kind != trace.TxStart && e.Kind != trace.Arrival || collided[id] {
			continue
		}
		end := End{Node: e.Node, Port: e.Port}
		if !o.wants(end) {
			continue
		}
		add(end)
		c.Packet(packetOf(e, end, comment(e)))
	}
	return c.Flush()
}

// brokenOff gives the transmissions that ended in a collision: no whole frame
// was on the cable, so none is in the file.
func brokenOff(t Trace) map[trace.ID]bool {
	broken := map[trace.ID]bool{}
	for id := trace.ID(1); int(id) <= t.Len(); id++ {
		if e := t.Event(id); e.Kind == trace.Collision {
			broken[e.Of] = true
		}
	}
	return broken
}

// wants says whether the frames at an end are to be in the file.
func (o *Options) wants(e End) bool {
	return len(o.Only) == 0 || slices.ContainsFunc(o.Only, func(only End) bool { return only.name() == e.name() })
}

func (e End) name() string { return e.Node + " " + e.Port }

func packetOf(e *trace.Event, end End, comment string) Packet {
	p := Packet{Interface: end.name(), At: e.At, Data: e.PDU, Length: len(e.PDU), FCS: physical.FCSLength,
		Direction: Outbound, ID: uint64(e.ID), Comment: comment}
	if e.Kind == trace.Arrival {
		p.Direction = Inbound
	}
	return p
}
