package sim

import (
	"flag"
	"fmt"
	"os"
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
		if again := run(t, tcpTalk(seed, physical.Chance(seed%4*40_000_000)), Options{Trace: trace.All}); trace.Hash(again) != trace.Hash(s) {
			t.Fatalf("seed %d: run again it is another run", seed)
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

var update = flag.Bool("update", false, "write the goldens anew")

// The story of the socket: a server listens; each client gets a socket of its
// own; one poll watches all of them; a client closes, the server closes its
// end and goes on listening.
func TestSocketStory(t *testing.T) {
	s := run(t, tcpTalk(1, 0), Options{Trace: trace.All})
	var b strings.Builder
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		e := s.Event(id)
		said := e.Text
		switch e.Kind {
		case trace.Return:
			said = e.Name + " " + e.Text
		case trace.Output:
			said = "says: " + e.Text
		case trace.Start, trace.Call, trace.Exit:
		default:
			continue
		}
		fmt.Fprintf(&b, "%14v  %-5s  %s  %s\n", e.At, e.Node, e.Process, said)
	}
	const file = "testdata/socket-story.golden"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (write it with -update)", err)
	}
	if b.String() != string(want) {
		t.Errorf("the story has changed (write it anew with -update):\n%s", b.String())
	}
}

// How TCP is set is a matter of the scenario, or of a node.
func TestTCPSettings(t *testing.T) {
	order := func(all, alice scenario.TCP) string {
		s := tcpTalk(1, 0)
		s.TCP, s.Nodes[0].TCP = all, alice
		ses := run(t, s, Options{Trace: trace.All})
		for id := trace.ID(1); int(id) <= ses.Len(); id++ {
			if e := ses.Event(id); e.Kind == trace.Send && e.Name == "tcp" {
				return fmt.Sprintf("%x", e.PDU[20:])
			}
		}
		t.Fatal("no SYN")
		return ""
	}
	linux, freebsd, classic := scenario.TCP{Profile: "linux"}, scenario.TCP{Profile: "freebsd"}, scenario.TCP{Profile: "classic"}
	none := scenario.TCP{}
	if order(none, none) != order(scenario.TCP{Profile: "rfc"}, none) || order(linux, none) == order(freebsd, none) {
		t.Error("the profile of all is not used")
	}
	if got := order(linux, classic); got != "020405b4" {
		t.Errorf("alice of 1988 offers %s", got)
	}
	if order(linux, scenario.TCP{Congestion: "reno"}) != order(linux, none) {
		t.Error("an algorithm of its own changes alice's profile")
	}
	flags := func(ecn string) byte {
		s := tcpTalk(1, 0)
		s.TCP.ECN = ecn
		ses := run(t, s, Options{Trace: trace.All})
		for id := trace.ID(1); int(id) <= ses.Len(); id++ {
			if e := ses.Event(id); e.Kind == trace.Send && e.Name == "tcp" {
				return e.PDU[13]
			}
		}
		return 0
	}
	if asks, answers := flags("ask"), flags("answer"); asks != 0xc2 || answers != 0x02 {
		t.Errorf("the SYN's flags are %#x and %#x, want 0xc2 where ECN is asked for", asks, answers)
	}
}

// TIME-WAIT keeps no run going; but one that is to last sees its end.
func TestRunsEndInTimeWait(t *testing.T) {
	for _, c := range []struct {
		until time.Duration
		ends  string
		gone  bool
	}{
		{0, "nothing is left to do", false},
		{time.Minute, "the scenario ends at 60000.000 ms", false},
		{time.Hour, "nothing is left to do", true},
	} {
		s := tcpTalk(1, 0)
		s.Until = c.until
		ses := run(t, s, Options{Trace: trace.All})
		waiting := 0
		for _, row := range ses.State(trace.ID(ses.Len())).Rows {
			if row.Entity.Kind == "tcp" && row.Get("State") == "TIME-WAIT" {
				waiting++
			}
		}
		if ses.Ending() != c.ends || (waiting == 0) != c.gone {
			t.Errorf("until %v: %s, %d connections in TIME-WAIT", c.until, ses.Ending(), waiting)
		}
		if err := ses.Check(); err != nil {
			t.Error(err)
		}
	}
}
