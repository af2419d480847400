package account

import (
	"slices"

	"encap/sim"
	"encap/sim/trace"
)

// receivingCalls are those that bring a process what somebody has sent it.
var receivingCalls = []string{"recv", "recvfrom", "recvmsg", "read"}

// Telling gives the event that a run is mostly about: the last time that a
// process got something on another node than the one that sent first; else the
// last line printed there; else the last one printed anywhere; else the last
// thing that a process or a layer got. 0: nothing happened.
func Telling(run *sim.Session) trace.ID {
	var got, told, printed, last trace.ID
	first := ""
	for id := trace.ID(1); int(id) <= run.Len(); id++ {
		e := run.Event(id)
		elsewhere := first != "" && e.Node != first
		switch {
		case e.Kind == trace.Send && first == "":
			first = e.Node
		case e.Kind == trace.Return && elsewhere && len(e.Data) > 0 && slices.Contains(receivingCalls, e.Name):
			got = id
		case e.Kind == trace.Output:
			if printed = id; elsewhere {
				told = id
			}
		case e.Kind == trace.Return || e.Kind == trace.Receive || last == 0:
			last = id
		}
	}
	for _, id := range []trace.ID{got, told, printed} {
		if id != 0 {
			return id
		}
	}
	return last
}
