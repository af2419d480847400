package plain

import (
	"strconv"

	"encap/sim"
	"encap/sim/trace"
)

// Tracker is what a Source offers besides when it knows the way of each byte.
type Tracker interface {
	// Origin says where a byte of a frame, counted from 0, comes from.
	Origin(id trace.FrameID, offset int) (sim.Origin, bool)
	// Carriers gives every frame that carried a byte of what a call handed over.
	Carriers(call trace.ID, at int) []sim.Carrier
}

// trail tells where a byte of this event's frame comes from: its header and
// field, or the call and the character; then every frame that carried it.
func (r *reader) trail(arg string) {
	src, ok := r.src.(Tracker)
	e := r.src.Event(r.at)
	if !ok || e == nil || e.Frame == 0 {
		r.say(txtNoTrail)
		return
	}
	at, err := strconv.Atoi(arg)
	o, known := src.Origin(e.Frame, at)
	if err != nil || !known {
		r.sayf(txtNoByte, arg)
		return
	}
	where := o.PDU.Title
	for _, f := range o.Fields {
		where += ", " + f.Label
	}
	r.sayf(txtByteIn, at, e.Frame, where)
	if o.Call == 0 {
		return
	}
	call := r.src.Event(o.Call)
	r.sayf(txtByteOf, o.At, call.Data[o.At:o.At+1], call.Node, call.Text, call.ID)
	for _, c := range src.Carriers(o.Call, o.At) {
		start := r.src.Event(c.Start)
		r.sayf(txtCarried, c.Frame, start.Node, start.ID, start.At, c.Offset)
	}
}
