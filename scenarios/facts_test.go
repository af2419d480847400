package scenarios_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/scenarios"
	"encap/sim"
	"encap/sim/dissect"
	"encap/sim/trace"
)

// The answers of the classic lessons, counted anew from the trace.

// run plays a lesson by its number.
func run(t *testing.T, number string) *sim.Session {
	name, ok := scenarios.Find(number)
	if !ok {
		t.Fatalf("there is no lesson %s", number)
	}
	return play(t, lesson(t, name))
}

// events gives those of a kind, at a node ("" for all), whose PDU has a header
// of the protocol ("" for all).
func events(ses *sim.Session, kind trace.Kind, node, proto string) []*trace.Event {
	var found []*trace.Event
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		e := ses.Event(id)
		if e.Kind == kind && (node == "" || e.Node == node) && (proto == "" || value(e, proto) != nil) {
			found = append(found, e)
		}
	}
	return found
}

// value gives a header field of the event's PDU, or the header itself, as what
// it holds; nil where it is absent.
func value(e *trace.Event, name string) any {
	if len(e.PDU) == 0 {
		return nil
	}
	for _, p := range dissect.Dissect(e.Proto, e.PDU) {
		if p.Proto == name {
			return p
		}
		for _, f := range p.Fields {
			if f.Name == name {
				return f.Value
			}
		}
	}
	return nil
}

// values gives the different values of a field, in the order they come.
func values(list []*trace.Event, name string) []string {
	var all []string
	for _, e := range list {
		if v := fmt.Sprint(value(e, name)); !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// highest gives the highest layer at which something happens on a node.
func highest(ses *sim.Session, node string) (top osi.Layer) {
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		if e := ses.Event(id); e.Node == node {
			top = max(top, e.Layer)
		}
	}
	return top
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Lesson 1, encapsulation: a message of 5 bytes is 33 as a packet, and 13 pad
// bytes fill its frame.
func TestEncapsulation(t *testing.T) {
	frames := events(run(t, "1"), trace.TxStart, "alice", "ip")
	if len(frames) != 1 {
		t.Fatalf("alice sends %d frames with a packet, want 1", len(frames))
	}
	e := frames[0]
	same(t, "IP total length", value(e, "ip.len"), 33)
	same(t, "UDP length", value(e, "udp.length"), 13)
	same(t, "pad bytes", len(value(e, "eth.padding").([]byte)), 13)
	same(t, "frame", len(e.PDU), 64)
	same(t, "letters", value(e, "data.text"), "hello")
}

// Lesson 2, devices: a switch stops at layer 2, a router at 3, a host at 7.
func TestHighestLayers(t *testing.T) {
	ses := run(t, "2")
	for node, want := range map[string]osi.Layer{"s1": osi.Link, "r1": osi.Network, "carol": osi.Link, "alice": osi.Application, "bob": osi.Application} {
		same(t, node, highest(ses, node), want)
	}
}

// Lesson 2, hop by hop: the IP addresses stay from end to end, the MAC
// addresses are new behind the router, and TTL falls by one.
func TestHopByHop(t *testing.T) {
	ses := run(t, "2")
	var hello []*trace.Event
	for _, e := range events(ses, trace.TxStart, "", "udp") {
		if value(e, "udp.dstport") == uint64(5000) {
			hello = append(hello, e)
		}
	}
	same(t, "cables", len(hello), 3)
	same(t, "source IP", values(hello, "ip.src"), []string{"10.0.1.2"})
	same(t, "destination IP", values(hello, "ip.dst"), []string{"10.0.2.2"})
	same(t, "source MACs", values(hello, "eth.src"), []string{"02:00:00:00:01:00", "02:00:00:00:04:01"})
	same(t, "destination MACs", values(hello, "eth.dst"), []string{"02:00:00:00:04:00", "02:00:00:00:05:00"})
	same(t, "TTL", values(hello, "ip.ttl"), []string{"64", "63"})
	same(t, "ports", values(hello, "udp.srcport"), []string{fmt.Sprint(value(hello[0], "udp.srcport"))})
	same(t, "UDP checksums", len(values(hello, "udp.checksum")), 1)
	same(t, "IP checksums", len(values(hello, "ip.checksum")), 2)
}

// In every lesson a switch rewrites nothing: what leaves is what came, byte by
// byte, but for the tag of a VLAN.
func TestSwitchRewritesNothing(t *testing.T) {
	passed := 0
	each(t, func(t *testing.T, _ string, ses *sim.Session) {
		for _, e := range events(ses, trace.TxStart, "s1", "") {
			if value(e, "stp") != nil {
				continue // what a switch says itself
			}
			came := ses.Event(e.Cause)
			if came != nil && came.Kind == trace.Queued { // it had to wait first
				came = ses.Event(came.Cause)
			}
			if came == nil || came.Name != "bridge" {
				t.Fatalf("event %d: a switch sends of its own accord", e.ID)
			}
			passed++
			if value(came, "vlan.id") != value(e, "vlan.id") {
				continue
			}
			if !bytes.Equal(came.PDU, e.PDU) {
				t.Errorf("event %d: the switch has changed the frame", e.ID)
			}
		}
	})
	if passed < 5 {
		t.Errorf("only %d frames passed a switch", passed)
	}
}

// Lesson 3, first ping and ARP: four frames, then two.
func TestFramesOfTwoPings(t *testing.T) {
	var first, second int
	for _, e := range events(run(t, "3"), trace.TxStart, "", "") {
		switch at := int64(e.At); {
		case at < 1e9:
			first++
		case at < 70e9:
			second++
		}
	}
	same(t, "frames of the first ping", first, 4)
	same(t, "frames of the second ping", second, 2)
}

// Lesson 4, traceroute: TTL 2 is answered by the second router, and a port that
// nobody has by type 3, code 3.
func TestWhoAnswers(t *testing.T) {
	ses := run(t, "4")
	who := map[string]string{} // by the TTL the datagram began with
	for _, e := range events(ses, trace.Drop, "", "ip") {
		who[fmt.Sprint(len(who)+1)] = e.Node
	}
	same(t, "TTL 2", who["2"], "r2")
	for _, e := range events(ses, trace.TxStart, "bob", "icmp") {
		same(t, "type and code", []any{value(e, "icmp.type"), value(e, "icmp.code")}, "[3 3]")
	}
}

// Lesson 5, UDP: what is lost stays lost.
func TestLossStaysLost(t *testing.T) {
	ses := run(t, "5")
	same(t, "questions sent", len(events(ses, trace.TxStart, "alice", "udp")), 2)
	same(t, "questions that arrived", len(events(ses, trace.Arrival, "bob", "udp")), 1)
	same(t, "answers", len(events(ses, trace.Arrival, "alice", "udp")), 1)
}

// segments gives those that leave a node with all of these flags, and without
// the others of SYN, ACK, FIN and RST.
func segments(ses *sim.Session, node string, flags uint64) (found []*trace.Event) {
	for _, e := range events(ses, trace.TxStart, node, "tcp") {
		if value(e, "tcp.flags").(uint64)&0x17 == flags {
			found = append(found, e)
		}
	}
	return found
}

// Lesson 8, handshake: SYN, SYN and ACK, ACK; each acknowledges the other's
// number and one more, and the first byte has the number behind SYN.
func TestHandshake(t *testing.T) {
	ses := run(t, "8")
	syn, answer, third := segments(ses, "alice", 0x02), segments(ses, "bob", 0x12), segments(ses, "alice", 0x10)
	if len(syn) != 1 || len(answer) != 1 || len(third) < 2 {
		t.Fatalf("%d SYNs, %d answers, %d others", len(syn), len(answer), len(third))
	}
	iss, irs := value(syn[0], "tcp.seq_raw").(uint64), value(answer[0], "tcp.seq_raw").(uint64)
	same(t, "the answer acknowledges", value(answer[0], "tcp.ack_raw"), iss+1)
	same(t, "the third acknowledges", value(third[0], "tcp.ack_raw"), irs+1)
	same(t, "the third's number", value(third[0], "tcp.seq_raw"), iss+1)
	same(t, "the first byte's number", value(third[1], "tcp.seq_raw"), iss+1)
	same(t, "its length", value(third[1], "tcp.len"), 5)
}

// Lesson 10, closed port: TCP answers by a reset that acknowledges the SYN, UDP
// by ICMP.
func TestClosedPort(t *testing.T) {
	ses := run(t, "10")
	resets, syns := segments(ses, "bob", 0x14), segments(ses, "alice", 0x02)
	if len(resets) != 1 {
		t.Fatalf("%d resets, want 1", len(resets))
	}
	same(t, "the reset acknowledges", value(resets[0], "tcp.ack_raw"), value(syns[0], "tcp.seq_raw").(uint64)+1)
	same(t, "the reset's number", value(resets[0], "tcp.seq_raw"), 0)
	same(t, "ICMP for the datagram", len(events(ses, trace.TxStart, "bob", "icmp")), 1)
}

// Lesson 12, backoff: the same bytes leave after 0, 1, 3 and 7 seconds.
func TestBackoff(t *testing.T) {
	var first *trace.Event
	var after []int64
	for _, e := range events(run(t, "12"), trace.TxStart, "alice", "tcp") {
		switch {
		case value(e, "tcp.len") != uint64(14):
		case first == nil:
			first = e
			fallthrough
		case value(e, "tcp.seq_raw") == value(first, "tcp.seq_raw"):
			after = append(after, int64(e.At.Sub(first.At).Round(time.Second)/time.Second))
		}
	}
	same(t, "seconds", after, []int64{0, 1, 3, 7})
}
