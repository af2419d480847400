package scenarios_test

import (
	"testing"

	"encap/sim/trace"
)

// What a translator changes is the ends of a conversation, not what is said: each
// byte of a message is found on every cable, and leads back to its call.
func TestBytesPassATranslator(t *testing.T) {
	ses := play(t, lesson(t, "50-many-behind-one"))
	cables := map[string]int{"alice": 3, "carol": 3} // to the switch, to the translator, to bob
	for _, c := range ses.Calls() {
		if c.Name != "sendto" || cables[c.Node] == 0 {
			continue
		}
		message := ses.Event(c.ID).Data
		for at := range message {
			carriers := ses.Carriers(c.ID, at)
			same(t, c.Node+"'s cables", len(carriers), cables[c.Node])
			for _, k := range carriers {
				same(t, "byte", ses.Event(k.Start).PDU[k.Offset], message[at])
				o, _ := ses.Origin(k.Frame, k.Offset)
				same(t, "origin", []int{int(o.Call), o.At}, []int{int(c.ID), at})
			}
		}
	}
}

// Two hosts, same source port: same outside port? No.
func TestNoTwoHostsShareAPort(t *testing.T) {
	ses := play(t, lesson(t, "50-many-behind-one"))
	state := ses.State(trace.ID(ses.Len()))
	outside := map[string]string{}
	for _, row := range state.Of("gw", "nat") {
		key := row.Entity.Name[:3] + " " + row.Get("Outside")
		if other, taken := outside[key]; taken {
			t.Errorf("%s and %s share %s", other, row.Entity.Name, key)
		}
		outside[key] = row.Entity.Name
	}
	same(t, "mappings", len(outside), 3)
}

// Dropped reply without state: which packet? SYN-ACK.
func TestWhichReplyIsDropped(t *testing.T) {
	ses := play(t, lesson(t, "51-the-wall-that-remembers"))
	dropped := events(ses, trace.Drop, "w1", "")
	same(t, "flags", value(dropped[0], "tcp.flags"), uint64(0x12))
}
