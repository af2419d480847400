package scenarios_test

import (
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
