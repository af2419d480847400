package filter

import (
	"testing"

	"encap/sim/trace"
)

// The engine's trace is one that Holds reads.
var _ Trace = (*trace.Trace)(nil)

// claims are judged on the sample, whose event n is at 9+n ms.
var claims = []struct {
	src    string
	ok     bool
	at     trace.ID
	detail string
}{
	// Some event matches.
	{`drop`, true, 23, `event 23 at 32.000 ms matches`},
	{`ip.ttl == 62`, false, 0, `no event matches`},
	{`arp && node == "bob"`, false, 0, `no event matches`},

	{`never drop`, false, 23, `event 23 at 32.000 ms matches`},
	{`never (arp && node == "bob")`, true, 0, `no event matches`},

	// count: frames, calls, and what belongs to no PDU.
	{`count(ip && node == "alice") == 2`, true, 0, `count is 2, want == 2`},
	{`count(ip && node == "alice") == 1`, false, 21, `count is 2, want == 1`},
	{`count(ip && node == "alice") != 1`, true, 21, `count is 2, want != 1`},
	{`count(ip && node == "alice") < 2`, false, 21, `count is 2, want < 2`},
	{`count(ip && node == "alice") <= 1`, false, 21, `count is 2, want <= 1`},
	{`count(ip && node == "alice") > 1`, true, 21, `count is 2, want > 1`},
	{`count(ip && node == "alice") >= 1`, true, 12, `count is 2, want >= 1`},
	{`count(ip && node == "alice") > 2`, false, 0, `count is 2, want > 2`},
	{`count(ip) == 4`, true, 0, `count is 4, want == 4`}, // the one that was dropped, too, but once
	{`count(ip) >= 0`, true, 0, `count is 4, want >= 0`},
	{`count(arp) == 2`, true, 0, `count is 2, want == 2`},
	{`count(frame) == 6`, true, 0, `count is 6, want == 6`}, // not bob's Return, which carries frame 4
	{`count(frame == 4) == 1`, true, 0, `count is 1, want == 1`},
	{`count(frame && node == "alice") == 3`, true, 0, `count is 3, want == 3`},
	{`count(call == "sendto") == 1`, true, 0, `count is 1, want == 1`},
	{`count(text == "= 5") == 2`, true, 0, `count is 2, want == 2`}, // Returns whose Calls do not match
	{`count(timer == "arp request") == 2`, true, 0, `count is 2, want == 2`},
	{`count(node == "bob") == 3`, true, 0, `count is 3, want == 3`}, // Return, Output, Exit

	// count: exactly the events that the predicate picks.
	{`count(drop) == 1`, true, 0, `count is 1, want == 1`},
	{`count(kind == "drop" && ip) == 1`, true, 0, `count is 1, want == 1`},
	{`count(arrival && node == "bob") == 1`, true, 0, `count is 1, want == 1`},
	{`count(rule == "Forward") == 1`, true, 0, `count is 1, want == 1`},
	{`count(cite contains "5.3.1") == 2`, true, 0, `count is 2, want == 2`},
	{`count(layer == "network") == 3`, true, 0, `count is 3, want == 3`},
	{`count(event <= 5) == 5`, true, 0, `count is 5, want == 5`},
	{`count(bob received "hello") == 1`, true, 0, `count is 1, want == 1`},

	// Instants.
	{`first(drop) < 40 ms`, true, 23, `first is at 32.000 ms, want < 40 ms`},
	{`first(drop) == 32 ms`, true, 23, `first is at 32.000 ms, want == 32 ms`},
	{`first(drop) <= 30 ms`, false, 22, `first is at 32.000 ms, want <= 30 ms`}, // event 22 is at 31 ms
	{`first(drop) < 30 ms`, false, 21, `first is at 32.000 ms, want < 30 ms`},
	{`first(drop) == 30 ms`, false, 22, `first is at 32.000 ms, want == 30 ms`},
	{`first(drop) != 30 ms`, true, 23, `first is at 32.000 ms, want != 30 ms`},
	{`first(drop) >= 30 ms`, true, 23, `first is at 32.000 ms, want >= 30 ms`},
	{`first(drop) > 32 ms`, false, 23, `first is at 32.000 ms, want > 32 ms`},
	{`first(tcp) < 30 ms`, false, 21, `no event matches, want < 30 ms`},
	{`first(tcp) > 30 ms`, false, 0, `no event matches, want > 30 ms`},
	{`last(arp) < 25 ms`, true, 0, `last is at 19.000 ms, want < 25 ms`},
	{`last(arp) == 19 ms`, true, 0, `last is at 19.000 ms, want == 19 ms`},
	{`last(arp) < 18 ms`, false, 9, `last is at 19.000 ms, want < 18 ms`},
	{`last(arp) <= 18 ms`, false, 10, `last is at 19.000 ms, want <= 18 ms`},
	{`last(arp) == 18 ms`, false, 10, `last is at 19.000 ms, want == 18 ms`},
	{`last(arp) > 17 ms`, true, 9, `last is at 19.000 ms, want > 17 ms`},
	{`last(arp) > 20 ms`, false, 0, `last is at 19.000 ms, want > 20 ms`},
	{`last(tcp) < 1 s`, false, 0, `no event matches, want < 1 s`},

	// Order.
	{`arp before icmp`, true, 24, `arp at event 7, icmp at event 24`},
	{`icmp before arp`, false, 7, `arp at event 7, but no icmp before`},
	{`drop before drop`, false, 23, `drop at event 23, but no drop before`},
	{`tcp before drop`, false, 23, `drop at event 23, but no tcp before`},
	{`drop before tcp`, false, 0, `drop at event 23, but no tcp`},
	{`tcp before tcp.port`, false, 0, `neither tcp nor tcp.port`},
	{`(arp && node == "r1") before bob received "hello"`, true, 19, `arp && node == "r1" at event 8, bob received "hello" at event 19`},

	// What processes saw.
	{`bob received "hello"`, true, 19, `event 19 at 28.000 ms matches`},
	{`bob received "hell"`, true, 19, `event 19 at 28.000 ms matches`},
	{`bob received "hallo"`, false, 0, `the last that bob received was "hello"`},
	{`carol received "hello"`, false, 0, `carol received nothing`},
	{`alice received "hello"`, false, 0, `alice received nothing`}, // she sent it
	{`bob printed "says hello"`, true, 20, `event 20 at 29.000 ms matches`},
	{`bob printed "goodbye"`, false, 0, `the last that bob printed was "10.0.1.2 says hello"`},
	{`never bob received "hello"`, false, 19, `event 19 at 28.000 ms matches`},
	{`!bob received "hallo"`, true, 0, `the last that bob received was "hello"`},

	// Joined: what is found first decides "all are true" and "any is true".
	{`arp before icmp && bob received "hello"`, true, 24, `arp before icmp: arp at event 7, icmp at event 24; bob received "hello": event 19 at 28.000 ms matches`},
	{`never drop && never arp`, false, 7, `never arp: event 7 at 16.000 ms matches`},
	{`bob received "x" && never arp`, false, 7, `never arp: event 7 at 16.000 ms matches`},
	{`bob received "x" && count(arp) == 2`, false, 0, `bob received "x": the last that bob received was "hello"`},
	{`count(arp) == 2 && bob received "hello"`, true, 0, `count(arp) == 2: count is 2, want == 2; bob received "hello": event 19 at 28.000 ms matches`},
	{`drop || count(arp) >= 1`, true, 7, `count(arp) >= 1: count is 2, want >= 1`},
	{`never drop || never arp`, false, 23, `never drop: event 23 at 32.000 ms matches; never arp: event 7 at 16.000 ms matches`},
	{`!(never drop || never arp)`, true, 23, `never drop: event 23 at 32.000 ms matches; never arp: event 7 at 16.000 ms matches`},
	{`count(arp) == 2 && (never drop || bob received "x")`, false, 0, `never drop: event 23 at 32.000 ms matches; bob received "x": the last that bob received was "hello"`},
}

func TestHolds(t *testing.T) {
	for _, c := range claims {
		e, err := Parse(c.src)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got, want := e.Holds(sample()), (Verdict{c.ok, c.at, c.detail}); got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", c.src, got, want)
		}
	}
}

// TestHoldsOnPrefix judges every claim after every event, as a run that goes
// on does: once At is set, nothing changes any more; and At is the event after
// which it was set.
func TestHoldsOnPrefix(t *testing.T) {
	whole := sample()
	for _, c := range claims {
		e, err := Parse(c.src)
		if err != nil {
			t.Fatal(err)
		}
		for n := range len(whole) + 1 {
			v := e.Holds(whole[:n])
			switch {
			case c.at == 0 && v.At != 0, n < int(c.at) && v.At != 0:
				t.Errorf("%s: decided at %d after %d events", c.src, v.At, n)
			case c.at != 0 && n >= int(c.at) && (v.At != c.at || v.OK != c.ok):
				t.Errorf("%s: %v at %d after %d events, want %v at %d", c.src, v.OK, v.At, n, c.ok, c.at)
			}
		}
	}
}

// An event predicate can be asked of a trace, too, even one that Parse would
// refuse as misleading.
func TestHoldsOfAPredicate(t *testing.T) {
	e, err := ParseEvent("!frame && node")
	if err != nil {
		t.Fatal(err)
	}
	if v := e.Holds(sample()); !v.OK || v.At != 1 {
		t.Errorf("got %+v", v)
	}
}

// A long answer is cut in a verdict.
func TestInsteadIsShort(t *testing.T) {
	e, err := Parse(`bob received "b"`)
	if err != nil {
		t.Fatal(err)
	}
	ev := trace.Event{ID: 1, Kind: trace.Return, Node: "bob", Name: "recv", Data: make([]byte, 1000)}
	for i := range ev.Data {
		ev.Data[i] = 'a'
	}
	want := `the last that bob received was "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"`
	if v := e.Holds(list{ev}); v.Detail != want {
		t.Errorf("got %s, want %s", v.Detail, want)
	}
}
