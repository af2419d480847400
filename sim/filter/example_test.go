package filter_test

import (
	"fmt"

	"encap/sim/filter"
	"encap/sim/trace"
)

// journey is a packet's way through a router, as a trace.
type journey []trace.Event

func (j journey) Len() int                       { return len(j) }
func (j journey) Event(id trace.ID) *trace.Event { return &j[id-1] }

func Example() {
	packet := []byte{0x45, 0, 0, 20, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 1, 2, 10, 0, 2, 2}
	later := append([]byte(nil), packet...)
	later[8]-- // the router takes one from the TTL
	trip := journey{
		{ID: 1, Kind: trace.TxStart, Node: "alice", Frame: 1, Proto: "ip", PDU: packet},
		{ID: 2, Kind: trace.TxStart, Node: "r1", Frame: 2, Proto: "ip", PDU: later},
	}

	stop, err := filter.ParseEvent(`ip.dst == 10.0.2.0/24 && ip.ttl == 63`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, ev := range trip {
		fmt.Println(ev.Node, stop.Match(&ev))
	}

	expect, err := filter.Parse(`count(ip) == 1`)
	if err != nil {
		fmt.Println(err)
		return
	}
	v := expect.Holds(trip)
	fmt.Println(v.OK, v.Detail, "since event", v.At)

	_, err = filter.Parse(`node == "r1" && ip.tll == 63`)
	fmt.Println(err)
	// Output:
	// alice false
	// r1 true
	// false count is 2, want == 1 since event 2
	// unknown field "ip.tll" at 16; did you mean "ip.ttl"?
}
