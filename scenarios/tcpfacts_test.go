package scenarios_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/layers/transport/tcp"
	"encap/sim"
	"encap/sim/trace"
)

// The answers of the classic lessons on TCP, counted anew from the trace.

// deltas gives what a variable of a node's entities of a kind became, in order,
// with the instants.
func deltas(ses *sim.Session, node, kind, field string) (values []string, at []osi.Instant) {
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		e := ses.Event(id)
		for _, d := range e.Deltas {
			if d.Entity.Node == node && d.Entity.Kind == kind && d.Field == field {
				values, at = append(values, d.New), append(at, e.At)
			}
		}
	}
	return values, at
}

// calls gives the events of a socket call on a node: Call or Return.
func calls(ses *sim.Session, kind trace.Kind, node, name string) (found []*trace.Event) {
	for _, e := range events(ses, kind, node, "") {
		if e.Name == name {
			found = append(found, e)
		}
	}
	return found
}

// obeyed counts the events on a node that obeyed a rule.
func obeyed(ses *sim.Session, node, rule string) (n int) {
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		e := ses.Event(id)
		for _, r := range e.Rules {
			if e.Node == node && r.Rule != nil && r.Rule.Name == rule {
				n++
			}
		}
	}
	return n
}

// Lesson 8, sequence numbers: 100 bytes behind an ISN of 1000 are acknowledged
// by 1101, and n bytes behind any ISN by ISN + 1 + n.
func TestSequenceNumbers(t *testing.T) {
	ses := run(t, "8")
	iss := value(segments(ses, "alice", 0x02)[0], "tcp.seq_raw").(uint64)
	text, acks := uint64(0), segments(ses, "bob", 0x10)
	for _, e := range segments(ses, "alice", 0x10) {
		text += value(e, "tcp.len").(uint64)
	}
	if text == 0 || len(acks) == 0 {
		t.Fatalf("%d bytes, %d acknowledgments", text, len(acks))
	}
	most := uint64(0)
	for _, e := range acks {
		most = max(most, value(e, "tcp.ack_raw").(uint64)-iss)
	}
	same(t, "the last acknowledgment, counted from ISN", most, 1+text+1) // SYN, text, FIN
}

// Lesson 9, closing: who closes first enters TIME-WAIT.
func TestWhoWaits(t *testing.T) {
	ses := run(t, "9")
	first := calls(ses, trace.Call, "alice", "close")[0]
	second := calls(ses, trace.Call, "bob", "close")[0]
	if first.At >= second.At {
		t.Errorf("alice closes at %v, bob at %v", first.At, second.At)
	}
	alice, _ := deltas(ses, "alice", "tcp", "State")
	bob, _ := deltas(ses, "bob", "tcp", "State")
	same(t, "alice's states at the end", strings.Join(alice[len(alice)-3:], " "), "FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT")
	same(t, "bob's states at the end", strings.Join(bob[len(bob)-2:], " "), "CLOSE-WAIT LAST-ACK")
}

// Lesson 7, socket server: accept can return after the third segment of the
// handshake, the ACK.
func TestWhenAcceptReturns(t *testing.T) {
	ses := run(t, "7")
	accepted := calls(ses, trace.Return, "bob", "accept")[0]
	last := ses.Event(accepted.Cause) // poll has returned because of it
	for last.Kind != trace.Receive || last.Name != "tcp" {
		last = ses.Event(last.Cause)
	}
	same(t, "flags of the segment that it came with", value(last, "tcp.flags"), 0x10)
	same(t, "state of the connection", obeyed(ses, "bob", "HandshakeDone"), 2)
	ack := value(last, "tcp.ack_raw").(uint64)
	same(t, "it acknowledges bob's SYN", ack, value(segments(ses, "bob", 0x12)[0], "tcp.seq_raw").(uint64)+1)
}

// Lesson 11, byte stream: of two writes of 84 bytes one takes two reads, the
// other one.
func TestReadsAreNotWrites(t *testing.T) {
	ses := run(t, "11")
	same(t, "bytes of the writes", lengths(calls(ses, trace.Call, "alice", "write")), []int{84, 84})
	same(t, "bytes of the reads", lengths(calls(ses, trace.Return, "bob", "recv"))[:3], []int{48, 36, 84})
}

// The classic form of that: three writes of 500 bytes, one read of 2000 later
// gives 1500.
func TestByteStream(t *testing.T) {
	s, problems := sim.Parse("stream.yaml", []byte(`
seed: 1
nodes: {alice: {host: 10.0.1.2/24}, bob: {host: 10.0.1.3/24}}
cables: [{ends: [alice, bob], delay: 1 ms}]
run:
  - {node: bob, do: bulk receive 5000 piece 2000 after 1s}
  - {at: 1 ms, node: alice, do: bulk send bob:5000 1500 piece 500}
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	ses := play(t, s)
	same(t, "bytes of the writes", lengths(calls(ses, trace.Call, "alice", "write")), []int{500, 500, 500})
	same(t, "bytes of the read", lengths(calls(ses, trace.Return, "bob", "read"))[0], 1500)
}

// lengths gives how many bytes each call had.
func lengths(calls []*trace.Event) (n []int) {
	for _, e := range calls {
		n = append(n, len(e.Data))
	}
	return n
}

// Lesson 13, zero window: when the buffer is full of what is unread, the window
// is 0.
func TestZeroWindow(t *testing.T) {
	ses := run(t, "13")
	buffer, unread := uint64(4344), uint64(0)
	for _, e := range events(ses, trace.Receive, "bob", "tcp") {
		if e.Name == "tcp" && e.At < osi.Instant(time.Second) {
			unread += value(e, "tcp.len").(uint64)
		}
	}
	same(t, "bytes unread", unread, buffer)
	var last *trace.Event
	for _, e := range segments(ses, "bob", 0x10) {
		if e.At < osi.Instant(time.Second) {
			last = e
		}
	}
	same(t, "window", value(last, "tcp.window_size_value"), 0)
}

// Lesson 14, HTTP: a page with two objects takes 4 round trips over one
// connection, and 6 over one for each.
func TestRoundTripsOfAPage(t *testing.T) {
	const rtt = 20 * time.Millisecond
	begin, trips := osi.Instant(-1), []int64{}
	for id, ses := trace.ID(1), run(t, "14"); int(id) <= ses.Len(); id++ {
		switch e := ses.Event(id); {
		case e.Kind == trace.Act && e.Node == "alice":
			begin = e.At
		case e.Kind == trace.Output && e.Node == "alice" && strings.HasPrefix(e.Text, "/logo.svg"):
			arp := time.Duration(0)
			if len(trips) == 0 {
				arp = rtt // the first asks for the MAC address as well
			}
			trips = append(trips, int64((e.At.Sub(begin)-arp)/rtt))
		}
	}
	same(t, "round trips", trips, []int64{4, 6})
}

// Lesson 15, fast retransmit: three duplicate acknowledgments trigger it.
func TestDuplicatesTriggerIt(t *testing.T) {
	ses := run(t, "15")
	duplicates := 0
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		e := ses.Event(id)
		for _, r := range e.Rules {
			switch r.Rule {
			case &tcp.DuplicateAck:
				duplicates++
			case &tcp.FastRetransmit:
				same(t, "duplicates until then", duplicates, 3)
				return
			}
		}
	}
	t.Error("nothing is sent again fast")
}

// Lesson 17, slow start: from one segment on the window is 16 after four round
// trips.
func TestSlowStart(t *testing.T) {
	ses := run(t, "17")
	const mss = 1448
	// A round trip of a full segment, and the time in which a window leaves.
	const rtt, window = 41360 * time.Microsecond, 10 * time.Millisecond
	for _, node := range []string{"tahoe", "reno", "newreno", "cubic"} {
		cwnd, at := deltas(ses, node, "tcp", "Cwnd")
		begin := slices.Index(cwnd, strconv.Itoa(mss))
		var after []int
		for trip := range 5 {
			upto := at[begin].Add(time.Duration(trip)*rtt + window)
			i := begin
			for i+1 < len(at) && at[i+1] <= upto {
				i++
			}
			n, _ := strconv.Atoi(cwnd[i])
			after = append(after, n/mss)
		}
		same(t, node+", segments after each round trip", after, []int{1, 2, 4, 8, 16})
	}
}

// Lesson 17, a loss: Tahoe begins anew with one segment, Reno and NewReno go on
// with half of what was in flight, CUBIC with seven tenths.
func TestAfterALoss(t *testing.T) {
	ses := run(t, "17")
	const flight = 18 * 1448 // the sender's window when the loss is found
	for node, share := range map[string]int{"tahoe": 5, "reno": 5, "newreno": 5, "cubic": 7} {
		ssthresh, _ := deltas(ses, node, "tcp", "Ssthresh")
		same(t, node+"'s threshold", ssthresh[1], flight*share/10)
	}
	cwnd, _ := deltas(ses, "tahoe", "tcp", "Cwnd")
	same(t, "tahoe's least window after the first", slices.Index(cwnd[2:], "1448") >= 0, true)
	for _, node := range []string{"newreno", "cubic"} {
		cwnd, _ := deltas(ses, node, "tcp", "Cwnd")
		same(t, node+" ever has one segment again", slices.Contains(cwnd[2:], "1448"), false)
	}
}

// Lesson 18, SACK: the last hole is filled a round trip after the first is
// found to be one; without, it takes a round trip for each of the four.
func TestHoles(t *testing.T) {
	ses := run(t, "18")
	const rtt = 41 * time.Millisecond
	found, filled := map[string]osi.Instant{}, map[string]osi.Instant{}
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		e := ses.Event(id)
		for _, r := range e.Rules {
			switch r.Rule {
			case &tcp.FastRetransmit:
				found[e.Node] = e.At
			case &tcp.Recovered:
				filled[e.Node] = e.At
			}
		}
	}
	for node, want := range map[string]int{"alice": 1, "carol": 4} {
		same(t, node+"'s round trips", int(filled[node].Sub(found[node])/rtt), want)
	}
}

// Lesson 19, SYN flood: with a backlog of 8, of 20 SYNs 8 are remembered.
func TestHalfOpenQueue(t *testing.T) {
	ses := run(t, "19")
	half, _ := deltas(ses, "bob", "tcp", "SynQ")
	most := 0
	for _, v := range half {
		n, _ := strconv.Atoi(v)
		most = max(most, n)
	}
	same(t, "SYNs", len(segments(ses, "mallory", 0x02)), 20)
	same(t, "entries", most, 8)
	backlog, _ := deltas(ses, "bob", "tcp", "Backlog")
	same(t, "backlog", backlog[len(backlog)-1], 8)
}

// Lesson 20, RST injection: the third reset has the very number that Bob
// expects, the second lies within his window, the first outside.
func TestForgedNumbers(t *testing.T) {
	ses := run(t, "20")
	next, at := deltas(ses, "bob", "tcp", "RcvNxt")
	var beyond []int64
	for _, e := range segments(ses, "mallory", 0x04) {
		expected := ""
		for i := range next {
			if at[i] < e.At {
				expected = next[i]
			}
		}
		n, _ := strconv.ParseUint(expected, 10, 32)
		beyond = append(beyond, int64(int32(uint32(value(e, "tcp.seq_raw").(uint64))-uint32(n))))
	}
	if len(beyond) != 3 || beyond[0] >= 0 && beyond[0] < 60000 || beyond[1] <= 0 || beyond[1] >= 60000 || beyond[2] != 0 {
		t.Errorf("beyond what is expected: %v", beyond)
	}
	for _, rule := range []string{"OldReset", "ChallengeReset", "Reset"} {
		same(t, rule, obeyed(ses, "bob", rule), 1)
	}
}
