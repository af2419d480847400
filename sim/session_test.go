package sim

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"encap/layers/physical"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// overRouter is alice and bob with a router between them; bob answers.
func overRouter() *scenario.Scenario {
	prefix, addr := netip.MustParsePrefix, netip.MustParseAddr
	return &scenario.Scenario{
		Title: "over a router", Seed: 1,
		Nodes: []scenario.Node{
			{Name: "alice", Kind: scenario.Host, Ports: []scenario.Port{{Addr: prefix("10.0.1.2/24")}}, Gateway: addr("10.0.1.1")},
			{Name: "r1", Kind: scenario.Router, Ports: []scenario.Port{{Addr: prefix("10.0.1.1/24")}, {Addr: prefix("10.0.2.1/24")}}},
			{Name: "bob", Kind: scenario.Host, Ports: []scenario.Port{{Addr: prefix("10.0.2.2/24")}}, Gateway: addr("10.0.2.1")},
		},
		Cables: []scenario.Cable{
			{Ends: [2]scenario.End{{Node: "alice"}, {Node: "r1"}}, Rate: 100_000_000, Delay: 2 * time.Millisecond},
			{Ends: [2]scenario.End{{Node: "r1"}, {Node: "bob"}}, Rate: 10_000_000, Delay: 20 * time.Millisecond},
		},
		Run: []scenario.Act{
			{Node: "bob", Do: `message listen 5000 "hi alice"`},
			{At: 10 * time.Millisecond, Node: "alice", Do: `message send bob:5000 "hello" wait 1s`},
		},
	}
}

// noisy is overRouter with everything that chance can do, and more talk.
func noisy(seed uint64) *scenario.Scenario {
	s := overRouter()
	s.Seed = seed
	for i := range s.Cables {
		c := &s.Cables[i]
		c.Loss, c.Duplicate, c.Reorder, c.BitErrors = 50_000_000, 50_000_000, 50_000_000, 50_000
		c.Jitter = 3 * time.Millisecond
	}
	s.Run = append(s.Run,
		scenario.Act{At: 5 * time.Millisecond, Node: "bob", Do: "echo serve"},
		scenario.Act{At: 20 * time.Millisecond, Node: "alice", Do: `echo send bob:7 "are you there?" 5`},
		scenario.Act{At: 20 * time.Millisecond, Node: "alice", Do: "ping -c 5 -i 100ms bob"},
		scenario.Act{At: 30 * time.Millisecond, Node: "bob", Do: "traceroute -q 1 alice"},
		scenario.Act{At: 40 * time.Millisecond, Node: "alice", Do: "ping -c 1 10.9.9.9"},
		scenario.Act{At: 50 * time.Millisecond, Node: "alice", Do: "ping -c 1 10.0.1.77"},
		scenario.Act{At: 60 * time.Millisecond, Node: "alice", Do: `echo send bob:9999 "anybody?"`},
		scenario.Act{At: 70 * time.Millisecond, Node: "alice", Do: "arp announce"})
	return s
}

func run(t testing.TB, s *scenario.Scenario, opts Options) *Session {
	t.Helper()
	session, err := Open(s, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	if err := session.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	return session
}

func outputs(s *Session) string {
	var b strings.Builder
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		if e := s.Event(id); e.Kind == trace.Output {
			fmt.Fprintf(&b, "%v %s: %s\n", e.At, e.Node, e.Text)
		}
	}
	return b.String()
}

func Example() {
	session, err := Open(overRouter(), Options{Trace: trace.All})
	if err != nil {
		panic(err)
	}
	defer session.Close()
	if err := session.Finish(context.Background()); err != nil {
		panic(err)
	}
	fmt.Print(outputs(session))
	// Output:
	// 76.190080 ms bob: 10.0.1.2:61208 says: hello
	// 98.253440 ms alice: 10.0.2.2:5000 answers: hi alice
}

// Whatever happens, the trace is whole: at the end, and at random places.
func TestTraceIsWhole(t *testing.T) {
	for seed := range uint64(30) {
		s, err := Open(noisy(seed), Options{Trace: trace.All})
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 1))
		for !s.Done() {
			if err := s.Advance(context.Background(), 1+r.IntN(40)); err != nil {
				t.Fatal(err)
			}
			if err := s.world.tracer.Audit(); err != nil {
				t.Fatalf("seed %d after event %d: %v", seed, s.Len(), err)
			}
		}
		if err := s.Check(); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		s.Close()
	}
}

// Any state that keyframes give is what folding every delta from the start
// gives.
func TestStateIsAFold(t *testing.T) {
	s := run(t, noisy(3), Options{Trace: trace.All})
	naive := map[string]string{}
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		for _, d := range s.Event(id).Deltas {
			key := fmt.Sprint(d.Entity)
			if d.Field == "" {
				for k := range naive {
					if strings.HasPrefix(k, key+".") {
						delete(naive, k)
					}
				}
				continue
			}
			if old := naive[key+"."+d.Field]; old != d.Old {
				t.Fatalf("event %d: %v.%s was %q, the delta says %q", id, d.Entity, d.Field, old, d.Old)
			}
			naive[key+"."+d.Field] = d.New
		}
		state, n := s.State(id), 0
		for _, row := range state.Rows {
			for _, v := range row.Vars {
				n++
				if want := naive[fmt.Sprint(row.Entity)+"."+v.Name]; want != v.Value {
					t.Fatalf("at event %d %v.%s is %q, want %q", id, row.Entity, v.Name, v.Value, want)
				}
			}
		}
		if n != len(naive) {
			t.Fatalf("at event %d the state has %d variables, want %d", id, n, len(naive))
		}
	}
}

func TestSameScenarioSameTrace(t *testing.T) {
	hashes := map[string]bool{}
	for range 3 {
		hashes[trace.Hash(run(t, noisy(7), Options{Trace: trace.All}))] = true
	}
	if len(hashes) != 1 {
		t.Fatal("the same scenario gave different traces")
	}
	if hashes[trace.Hash(run(t, noisy(8), Options{Trace: trace.All}))] {
		t.Fatal("another seed gave the same trace")
	}
}

// What a process sees does not depend on whether anybody watches.
func TestTracingChangesNothing(t *testing.T) {
	for _, level := range []trace.Level{trace.Off, trace.Frames} {
		traced, other := run(t, noisy(5), Options{Trace: trace.All}), run(t, noisy(5), Options{Trace: level})
		if a, b := traced.EngineSteps(), other.EngineSteps(); a != b {
			t.Errorf("%d steps at level all, %d at level %d", a, b, level)
		}
		if a, b := traced.Now(), other.Now(); a != b {
			t.Errorf("level all ends at %v, level %d at %v", a, level, b)
		}
	}
}

// A fork is the same run until its act, and another one afterwards.
func TestForkIsIdenticalUntilItsAct(t *testing.T) {
	base := run(t, noisy(2), Options{Trace: trace.All})
	acts := []scenario.Act{
		{Cable: scenario.Direction{From: "alice", To: "r1"}, Frame: 3, Do: "drop"},
		{Cable: scenario.Direction{From: "r1", To: "bob"}, Frame: 2, Do: "delay 7 ms"},
		{Cable: scenario.Direction{From: "r1", To: "bob"}, Frame: 4, Do: "duplicate"},
		{Cable: scenario.Direction{From: "bob", To: "r1"}, Frame: 5, Do: "corrupt bit 100"},
		{At: 90 * time.Millisecond, Cable: scenario.Direction{From: "alice", To: "r1"}, Do: "cut"},
		{At: 35 * time.Millisecond, Node: "bob", Do: `message send alice:99 "out of the blue"`},
	}
	for _, act := range acts {
		fork, err := base.Fork(act)
		if err != nil {
			t.Fatal(err)
		}
		if err := fork.Finish(context.Background()); err != nil {
			t.Fatal(err)
		}
		if err := fork.Check(); err != nil {
			t.Errorf("%s: %v", act.Do, err)
		}
		first := trace.ID(1)
		for int(first) <= min(base.Len(), fork.Len()) && trace.Same(base.Event(first), fork.Event(first)) {
			first++
		}
		e := fork.Event(first)
		if e == nil {
			t.Errorf("%s: changed nothing", act.Do)
			continue
		}
		if act.At > 0 && time.Duration(e.At) != act.At {
			t.Errorf("%s: first difference at %v, want %v", act.Do, e.At, act.At)
		}
		if act.Frame > 0 && (e.Node != act.Cable.From && e.Node != act.Cable.To) {
			t.Errorf("%s: first difference at %s: %v", act.Do, e.Node, e.Kind)
		}
		fork.Close()
	}
}

func TestThousandForksLeaveNothing(t *testing.T) {
	base := run(t, overRouter(), Options{Trace: trace.All})
	before := runtime.NumGoroutine()
	for n := range 1000 {
		fork, err := base.Fork(scenario.Act{Cable: scenario.Direction{From: "r1", To: "bob"}, Frame: uint64(1 + n%3), Do: "drop"})
		if err != nil {
			t.Fatal(err)
		}
		if err := fork.Advance(context.Background(), n%60); err != nil {
			t.Fatal(err)
		}
		fork.Close()
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Fatalf("%d goroutines before, %d after 1000 forks", before, after)
	}
}

func TestLimitsEndARun(t *testing.T) {
	for _, c := range []struct {
		limits Limits
		want   string
	}{
		{Limits{Events: 10}, "limit: 10 events"},
		{Limits{Time: 20 * time.Millisecond}, "limit: 20ms of virtual time"},
		{Limits{Memory: 1 << 20}, "limit: 1 MB of trace"},
	} {
		s := overRouter()
		s.Run = append(s.Run, scenario.Act{Node: "alice", Do: "ping -c 100000 -i 1ms bob"})
		session := run(t, s, Options{Trace: trace.All, Limits: c.limits})
		if session.Ending() != c.want || !session.Limited() {
			t.Errorf("the run ended because %q, want %q", session.Ending(), c.want)
		}
	}
}

func TestUntilEndsARun(t *testing.T) {
	s := overRouter()
	s.Until = 50 * time.Millisecond
	session := run(t, s, Options{Trace: trace.All})
	if got := time.Duration(session.Now()); got != s.Until || session.Limited() {
		t.Errorf("ended at %v because %q, want %v", got, session.Ending(), s.Until)
	}
	if err := session.Check(); err != nil {
		t.Error(err) // a frame is still on the cable, and a call still waits
	}
}

// A session whose wire fails says so and stops.
type tornWire struct{ physical.Memory }

func (tornWire) Carry(cable, dir int, frame []byte) ([]byte, error) {
	return nil, fmt.Errorf("the kernel lost cable %d", cable)
}

func TestWireFailureIsLoud(t *testing.T) {
	s, err := Open(overRouter(), Options{Trace: trace.All, Wire: tornWire{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Finish(context.Background()); err == nil || !strings.Contains(err.Error(), "the kernel lost cable 1") {
		t.Fatalf("the run ended with %v", err)
	}
}

func BenchmarkRerun(b *testing.B) {
	s := overRouter()
	b.ReportAllocs()
	events := 0
	for b.Loop() {
		session, _ := Open(s, Options{Trace: trace.All})
		session.Finish(context.Background())
		events = session.Len()
		session.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(events), "ns/event")
}

// Closing ends the processes, which close their sockets: nothing of that is
// part of the trace.
func TestCloseLeavesTheTraceAlone(t *testing.T) {
	s := run(t, overRouter(), Options{Trace: trace.All})
	n, hash := s.Len(), trace.Hash(s)
	s.Close()
	if s.Len() != n || trace.Hash(s) != hash {
		t.Errorf("%d events before Close, %d after", n, s.Len())
	}
}

func TestAdvanceHeedsItsContext(t *testing.T) {
	s, err := Open(overRouter(), Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Advance(ctx, 1); err != context.Canceled || s.Len() > 10 {
		t.Errorf("Advance says %v after %d events", err, s.Len())
	}
}

// A port without a cable drops what it is to send, for all to see.
func TestPortWithoutACable(t *testing.T) {
	s := overRouter()
	s.Cables = s.Cables[:1]
	session := run(t, s, Options{Trace: trace.All})
	if err := session.Check(); err != nil {
		t.Error(err)
	}
	drops := 0
	for id := trace.ID(1); int(id) <= session.Len(); id++ {
		if e := session.Event(id); e.Kind == trace.Drop && e.Why() == &physical.NoCarrier && e.Node == "r1" {
			drops++
		}
	}
	if drops != 3 { // three ARP requests for bob
		t.Errorf("%d drops by NoCarrier, want 3", drops)
	}
}

func TestAnnounceWithoutAnAddress(t *testing.T) {
	s := overRouter()
	s.Nodes = append(s.Nodes, scenario.Node{Name: "carol", Kind: scenario.Host, Ports: []scenario.Port{{}}})
	s.Nodes = append(s.Nodes, scenario.Node{Name: "s1", Kind: scenario.Switch})
	s.Cables = append(s.Cables, scenario.Cable{Ends: [2]scenario.End{{Node: "carol"}, {Node: "s1"}}})
	s.Run = append(s.Run, scenario.Act{Node: "carol", Do: "arp announce"}, scenario.Act{Node: "carol", Do: "ping -c 1 bob"})
	if err := run(t, s, Options{Trace: trace.All}).Check(); err != nil {
		t.Error(err)
	}
}

// A long wait is the same on machines whose int has 32 bits.
func TestLongWait(t *testing.T) {
	s := overRouter()
	s.Run[0].Do = "message listen 5000"
	s.Run[1].Do = `message send bob:5000 "hello" wait 3h`
	if got := outputs(run(t, s, Options{Trace: trace.All})); !strings.Contains(got, "no answer within 3h0m0s") {
		t.Error(got)
	}
}

// Frames of every length that a scenario can have cross every wire.
func TestJumboFramesOverBothWires(t *testing.T) {
	s := overRouter()
	for i := range s.Nodes {
		for j := range s.Nodes[i].Ports {
			s.Nodes[i].Ports[j].MTU = 9216
		}
	}
	s.Run = append(s.Run, scenario.Act{Node: "alice", Do: "ping -c 1 -s 9188 bob"})
	memory := trace.Hash(run(t, s, Options{Trace: trace.All}))
	wire, note, err := OpenWire("vxlan", s)
	if err != nil {
		t.Fatal(err)
	}
	defer wire.Close()
	if vxlan := trace.Hash(run(t, s, Options{Trace: trace.All, Wire: wire})); vxlan != memory {
		t.Errorf("over %s the trace is another one", note)
	}
}
