package explore_test

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/explore"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// lesson reads a lesson of the library.
func lesson(t testing.TB, what string) *scenario.Scenario {
	t.Helper()
	name, ok := scenarios.Find(what)
	if !ok {
		t.Fatalf("there is no lesson %s", what)
	}
	src, _ := scenarios.Source(name)
	return parse(t, name+".yaml", string(src))
}

func parse(t testing.TB, name, src string) *scenario.Scenario {
	t.Helper()
	s, problems := sim.Parse(name, []byte(src))
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

func explored(t testing.TB, s *scenario.Scenario, o explore.Options) *explore.Report {
	t.Helper()
	r, err := explore.Explore(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// UDP mends nothing: a datagram that is lost breaks the story. A lost ARP
// request costs the second after which it is repeated.
func TestLostDatagram(t *testing.T) {
	r := explored(t, lesson(t, "1"), explore.Options{})
	want := []struct {
		fault   string
		verdict explore.Verdict
		later   time.Duration
		why     string
	}{
		{"alice > bob frame 1 drop", explore.Slower, time.Second, ""},
		{"bob > alice frame 1 drop", explore.Slower, time.Second, ""},
		{"alice > bob frame 2 drop", explore.Broken, 0, "bob message/1 no longer says"},
	}
	if r.Frames != len(want) || len(r.Futures) != len(want) {
		t.Fatalf("%d futures of %d frames", len(r.Futures), r.Frames)
	}
	for i, w := range want {
		f := r.Futures[i]
		if explore.Fault(f.Faults[0]) != w.fault || f.Verdict != w.verdict || f.Later != w.later || !strings.HasPrefix(f.Why, w.why) {
			t.Errorf("%s: %s, later by %v (%s); want %+v", explore.Fault(f.Faults[0]), f.Verdict, f.Later, f.Why, w)
		}
	}
}

// TCP mends the loss of any frame. Where a lesson speaks UDP as well, a program
// gives up, and says so; where one forges segments, the story is that a
// connection breaks.
func TestTCPMendsEachLoss(t *testing.T) {
	for i, name := range scenarios.Names() {
		s := lesson(t, name)
		if testing.Short() && (i%4 != 0 || len(s.Nodes) > 4) {
			continue
		}
		overTCP, overUDP := false, false
		for _, a := range s.Run {
			overUDP = overUDP || strings.HasPrefix(a.Do, "forge ") || strings.HasPrefix(a.Do, "ping ")
			overUDP = overUDP || strings.HasPrefix(a.Do, "message send ") && !strings.HasPrefix(a.Do, "message send tcp ")
			overTCP = overTCP || strings.Contains(a.Do, " tcp") || strings.HasPrefix(a.Do, "bulk ") || strings.HasPrefix(a.Do, "http ")
		}
		if !overTCP || overUDP { // a datagram that is lost stays lost
			continue
		}
		r := explored(t, s, explore.Options{})
		for _, f := range r.Futures {
			if f.Verdict == explore.Broken && !strings.Contains(f.Why, "no answer within") {
				t.Errorf("encap run %s --fault '%s': %s", name, explore.Fault(f.Faults[0]), f.Why)
			}
		}
		if r.Count(explore.Slower) == 0 {
			t.Errorf("%s: no loss makes it slower", name)
		}
	}
}

// It also bears what is late, doubled or damaged.
func TestTCPMendsEachFault(t *testing.T) {
	faults := []scenario.Fault{{Kind: scenario.Delay, Delay: 300 * time.Millisecond}, {Kind: scenario.Duplicate}, {Kind: scenario.Corrupt}}
	for _, name := range []string{"8", "11", "15"} {
		r := explored(t, lesson(t, name), explore.Options{Faults: faults})
		if len(r.Futures) != 3*r.Frames {
			t.Errorf("lesson %s: %d futures of %d frames", name, len(r.Futures), r.Frames)
		}
		for _, f := range r.Futures {
			if f.Verdict == explore.Broken {
				t.Errorf("encap run %s --fault '%s': %s", name, explore.Fault(f.Faults[0]), f.Why)
			}
		}
	}
}

// Pairs are two losses of which the second is seen in the future of the first:
// a segment that is sent again can be lost again.
func TestPairs(t *testing.T) {
	s := lesson(t, "8")
	r := explored(t, s, explore.Options{Pairs: true})
	if n := len(r.Futures); n <= r.Frames*(r.Frames+1)/2 {
		t.Errorf("%d futures of %d frames", n, r.Frames)
	}
	slowest := time.Duration(0)
	for _, f := range r.Futures {
		if f.Verdict == explore.Broken {
			t.Errorf("%v: %s", f.Faults, f.Why)
		}
		slowest = max(slowest, f.Later)
	}
	if slowest < 2500*time.Millisecond { // 1 s, and then 2
		t.Errorf("the slowest future comes %v later", slowest)
	}
	last := r.Futures[len(r.Futures)-1]
	run, err := sim.Open(explore.With(explore.With(s, last.Faults[0]), last.Faults[1]), sim.Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	if err := run.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	drops := 0
	for id := trace.ID(1); int(id) <= run.Len(); id++ {
		if e := run.Event(id); e.Kind == trace.Drop && e.Why() == &sim.Acted {
			drops++
		}
	}
	if drops != 2 {
		t.Errorf("%v: %d frames are lost", last.Faults, drops)
	}
}

// The report does not depend on how many processors there are.
func TestOrder(t *testing.T) {
	many := explored(t, lesson(t, "8"), explore.Options{})
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if one := explored(t, lesson(t, "8"), explore.Options{}); !reflect.DeepEqual(one, many) {
		t.Error("on one processor the report is another one")
	}
}

// Bounds cut the report and say so.
func TestBounds(t *testing.T) {
	told := 0
	r := explored(t, lesson(t, "8"), explore.Options{Most: 5, Progress: func(done, all int) {
		if told++; done != told || all != 5 {
			t.Errorf("%d of %d are done after %d", done, all, told)
		}
	}})
	if len(r.Futures) != 5 || told != 5 || r.Cut != "5 futures were explored of 14" {
		t.Errorf("%d futures, %d told, cut: %q", len(r.Futures), told, r.Cut)
	}
	r = explored(t, lesson(t, "8"), explore.Options{Within: 1})
	if len(r.Futures) != 0 || !strings.Contains(r.Cut, "the time was over") {
		t.Errorf("%d futures, cut: %q", len(r.Futures), r.Cut)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := explore.Explore(ctx, lesson(t, "8"), explore.Options{}); err == nil {
		t.Error("who is interrupted says nothing")
	}
}

// Two cables between the same nodes, a switch, and a promise of the scenario.
const twins = `
nodes:
  alice: {host: 10.0.1.2/24}
  s1: switch
  r1: {router: [10.0.1.1/24, 10.0.2.1/24, 10.0.3.1/24]}
  r2: {router: [10.0.3.2/24, 10.0.2.2/24, 10.0.4.1/24], routes: {10.0.1.0/24: 10.0.2.1}}
cables:
  - {ends: [alice, s1]}
  - {ends: [s1, r1]}
  - {ends: [r1, r2:eth1]}
  - {ends: [r2:eth0, r1]}
run:
  - {node: r1, do: ping -c 1 10.0.3.2}
expect:
  - 'r1 printed "1 packets transmitted, 1 received"'
`

// Every future lets its frame be lost, and no other.
func TestFaultsHitTheirFrame(t *testing.T) {
	for _, s := range []*scenario.Scenario{parse(t, "twins.yaml", twins), lesson(t, "2"), lesson(t, "7")} {
		for _, f := range explored(t, s, explore.Options{}).Futures {
			fault, err := explore.ParseFault(explore.Fault(f.Faults[0]))
			if err != nil {
				t.Fatal(err)
			}
			run, err := sim.Open(explore.With(s, fault), sim.Options{Trace: trace.All})
			if err != nil {
				t.Fatal(err)
			}
			if err := run.Finish(context.Background()); err != nil {
				t.Fatal(err)
			}
			lost := 0
			for id := trace.ID(1); int(id) <= run.Len(); id++ {
				e := run.Event(id)
				if e.Kind != trace.Drop || e.Why() != &sim.Acted {
					continue
				}
				lost++
				if sent := run.Event(e.Of); sent.At != f.Frames[0].At || sent.Node != f.Frames[0].Cable.From {
					t.Errorf("%s loses the frame of %s at %v", explore.Fault(fault), sent.Node, sent.At)
				}
			}
			if lost != 1 {
				t.Errorf("%s: %d frames are lost", explore.Fault(fault), lost)
			}
			run.Close()
		}
	}
}

func TestParseFault(t *testing.T) {
	for text, want := range map[string]string{
		"alice > r1 frame 3 drop":           "alice > r1 frame 3 drop",
		" alice>r1  frame 3  delay 5ms":     "alice > r1 frame 3 delay 5 ms",
		"alice > r1 (2) frame 1 duplicate":  "alice > r1 (2) frame 1 duplicate",
		"a-frame > b frame 7 corrupt bit 3": "a-frame > b frame 7 corrupt bit 3",
	} {
		a, err := explore.ParseFault(text)
		if err != nil || explore.Fault(a) != want {
			t.Errorf("%q: got %q, %v", text, explore.Fault(a), err)
		}
	}
	for _, text := range []string{"", "alice > r1", "alice > r1 frame drop", "alice > r1 frame 0 drop", "alice > r1 frame 3",
		"alice > r1 frame 3 cut", "alice > r1 frame 3 fly", "alice r1 frame 3 drop", "alice > r1 frame 99999999999999999999 drop"} {
		if a, err := explore.ParseFault(text); err == nil {
			t.Errorf("%q: got %q, want an error", text, explore.Fault(a))
		}
	}
}

func FuzzParseFault(f *testing.F) {
	f.Add("alice > r1 frame 3 drop")
	f.Add("alice > r1 (2) frame 1 delay 1.5 s")
	f.Add("a-frame > b frame 1 corrupt bit 17")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := explore.ParseFault(text)
		if err != nil {
			return
		}
		if b, err := explore.ParseFault(explore.Fault(a)); err != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("%q: %+v, written and read %+v, %v", text, a, b, err)
		}
	})
}

func Example() {
	src, _ := scenarios.Source("1-message-to-a-friend")
	s, _ := sim.Parse("1.yaml", src)
	report, err := explore.Explore(context.Background(), s, explore.Options{})
	if err != nil {
		panic(err)
	}
	for _, f := range report.Futures {
		fmt.Println(explore.Fault(f.Faults[0])+":", f.Verdict, f.Later)
	}
	// Output:
	// alice > bob frame 1 drop: slower 1s
	// bob > alice frame 1 drop: slower 1s
	// alice > bob frame 2 drop: broken 0s
}
