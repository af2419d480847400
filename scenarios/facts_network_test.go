package scenarios_test

import (
	"fmt"
	"testing"

	"encap/sim/trace"
)

// The answers of the classic lessons of the network layer, counted anew.

// Lesson 40, fragmentation: 4000 bytes over an MTU of 1500 become three
// fragments, at 0, 185 and 370, the last of 1040 bytes.
func TestFragments(t *testing.T) {
	var pieces []*trace.Event
	for _, e := range events(run(t, "40"), trace.TxStart, "alice", "ip") {
		if value(e, "ip.flags.mf") == true || value(e, "ip.frag_offset") != uint64(0) {
			pieces = append(pieces, e)
		}
	}
	same(t, "fragments", len(pieces), 3)
	same(t, "offsets", values(pieces, "ip.frag_offset"), []string{"0", "185", "370"})
	same(t, "lengths", values(pieces, "ip.len"), []string{"1500", "1040"})
	same(t, "identifications", len(values(pieces, "ip.id")), 1)
}

// Lesson 42, path-MTU discovery: the next hop's MTU carries the limit.
func TestWhichFieldCarriesTheLimit(t *testing.T) {
	reports := events(run(t, "42"), trace.TxStart, "r1", "icmp.mtu")
	same(t, "reports", len(reports), 1)
	same(t, "MTU", values(reports, "icmp.mtu"), []string{"1400"})
}

// Lesson 44, longest prefix: 10.1.2.3 with /8 to ra and /16 to rb goes to rb.
func TestWhichRouteWins(t *testing.T) {
	ses := run(t, "44")
	for node, want := range map[string]int{"ra": 0, "rb": 1} {
		seen := 0
		for _, e := range events(ses, trace.Arrival, node, "ip") {
			if fmt.Sprint(value(e, "ip.dst")) == "10.1.2.3" {
				seen++
			}
		}
		same(t, node, seen, want)
	}
}

// Lesson 45, hop by hop: five links, five source addresses of frames, one of the
// packet; four routers take one each from the TTL.
func TestFourRouters(t *testing.T) {
	var hops []*trace.Event
	for _, e := range events(run(t, "45"), trace.TxStart, "", "icmp") {
		if e.At >= 2e9 && e.At < 3e9 && value(e, "icmp.type") == uint64(8) {
			hops = append(hops, e)
		}
	}
	same(t, "links", len(hops), 5)
	same(t, "source MACs", len(values(hops, "eth.src")), 5)
	same(t, "source IPs", values(hops, "ip.src"), []string{"10.0.0.2"})
	same(t, "TTL", values(hops, "ip.ttl"), []string{"64", "63", "62", "61", "60"})
}

// Lesson 47, smurf: who receives the reply? The spoofed address.
func TestWhoReceivesTheReplies(t *testing.T) {
	for _, e := range events(run(t, "47"), trace.TxStart, "", "icmp") {
		if e.Node[0] == 'h' && value(e, "icmp.type") == uint64(0) {
			same(t, "to", value(e, "ip.dst"), "10.0.1.9")
		}
	}
}
