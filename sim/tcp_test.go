package sim

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"encap/layers/physical"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// tcpTalk is overRouter with an echo server for streams and two clients.
func tcpTalk(seed uint64, loss physical.Chance) *scenario.Scenario {
	s := overRouter()
	s.Seed = seed
	for i := range s.Cables {
		s.Cables[i].Loss = loss
	}
	s.Run = []scenario.Act{
		{Node: "bob", Do: "echo serve tcp"},
		{At: 10 * time.Millisecond, Node: "alice", Do: `echo send tcp bob:7 "hello" 3`},
		{At: 20 * time.Millisecond, Node: "alice", Do: `echo send tcp bob:7 "is it you?" 2`},
	}
	return s
}

// A run over TCP is one that can be stepped back through, also where frames
// are lost; it ends when all is said, although connections still linger.
func TestTCPRunsAreWhole(t *testing.T) {
	for seed := range uint64(40) {
		s := run(t, tcpTalk(seed, physical.Chance(seed%4*40_000_000)), Options{Trace: trace.All})
		if err := s.Check(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		said := outputs(s)
		for _, line := range []string{"alice: 3: hello\n", "alice: 2: is it you?\n"} {
			if !strings.Contains(said, line) {
				t.Fatalf("seed %d: not said: %s\nbut\n%s", seed, line, said)
			}
		}
		if n := strings.Count(said, "has closed"); n != 2 || s.Ending() != "nothing is left to do" {
			t.Fatalf("seed %d: %d clients have closed, %s\n%s", seed, n, s.Ending(), said)
		}
	}
}

// Every segment that is sent is one event of the transport layer, which ends
// in one packet.
func TestEachSegmentIsOneSend(t *testing.T) {
	s := run(t, tcpTalk(1, 0), Options{Trace: trace.All})
	segments, packets := 0, 0
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		e := s.Event(id)
		switch {
		case e.Kind == trace.Send && e.Name == "tcp":
			segments++
			if e.Proto != "tcp" || len(e.PDU) < 20 {
				t.Fatalf("event %d sends %s of %d bytes", id, e.Proto, len(e.PDU))
			}
		case e.Kind == trace.Send && e.Name == "ip" && e.PDU[9] == 6:
			packets++
			if of := s.Event(e.Cause); of.Name != "tcp" || fmt.Sprint(of.PDU) != fmt.Sprint(e.PDU[20:]) {
				t.Fatalf("packet %d is because of event %d, %s", id, of.ID, of.Name)
			}
		}
	}
	if segments < 20 || segments != packets {
		t.Fatalf("%d segments in %d packets", segments, packets)
	}
}
