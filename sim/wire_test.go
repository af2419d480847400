package sim

import (
	"context"
	"fmt"
	"net"
	"regexp"
	"runtime"
	"testing"
	"time"

	"encap/layers/physical"
	"encap/layers/physical/vxlan"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// overSwitches is overRouter with a switch on each side of the router, and
// several who talk.
func overSwitches() *scenario.Scenario {
	s := overRouter()
	s.Title, s.Cables = "over switches", nil
	s.Nodes = append(s.Nodes, scenario.Node{Name: "s1", Kind: scenario.Switch}, scenario.Node{Name: "s2", Kind: scenario.Switch})
	for _, ends := range [][2]string{{"alice", "s1"}, {"s1", "r1"}, {"r1", "s2"}, {"s2", "bob"}} {
		s.Cables = append(s.Cables, scenario.Cable{Ends: [2]scenario.End{{Node: ends[0]}, {Node: ends[1]}}, Delay: time.Millisecond})
	}
	s.Run = append(s.Run, scenario.Act{At: time.Millisecond, Node: "alice", Do: "ping -c 3 bob"},
		scenario.Act{At: 2 * time.Millisecond, Node: "bob", Do: "traceroute alice"})
	return s
}

func openWire(t *testing.T, kind string, s *scenario.Scenario) (physical.Wire, string) {
	t.Helper()
	wire, note, err := OpenWire(kind, s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { wire.Close() })
	return wire, note
}

// What carries the frames is not seen in the trace.
func TestSameTraceOverBothWires(t *testing.T) {
	for _, s := range []*scenario.Scenario{overRouter(), overSwitches(), noisy(1), noisy(2)} {
		t.Run(fmt.Sprint(s.Title, s.Seed), func(t *testing.T) {
			var traces []string
			for _, kind := range []string{"memory", "vxlan"} {
				wire, note := openWire(t, kind, s)
				if shown := note != ""; shown != (kind == "vxlan") {
					t.Errorf("%s: note %q", kind, note)
				}
				session := run(t, s, Options{Trace: trace.All, Wire: wire})
				if err := session.Check(); err != nil {
					t.Errorf("%s: %v", kind, err)
				}
				traces = append(traces, trace.Hash(session))
			}
			if traces[0] != traces[1] {
				t.Error("the traces differ")
			}
		})
	}
}

func TestOpenWireTellsWhere(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux always has a loopback address for each node")
	}
	_, note := openWire(t, "vxlan", overRouter())
	if !regexp.MustCompile(`^127\.\d+\.\d+\.0/24 UDP 4789$`).MatchString(note) {
		t.Errorf("note %q", note)
	}
}

// A network that is too large for real sockets says so and stays in memory.
func TestOpenWireOfManyNodes(t *testing.T) {
	s := &scenario.Scenario{}
	for i := range vxlan.MaxNodes + 1 {
		s.Nodes = append(s.Nodes, scenario.Node{Name: fmt.Sprint("n", i), Kind: scenario.Switch})
	}
	wire, note := openWire(t, "vxlan", s)
	if want := "201 nodes are more than the 200 that get real sockets: frames stay in memory"; note != want {
		t.Errorf("note %q, want %q", note, want)
	}
	if _, memory := wire.(physical.Memory); !memory {
		t.Errorf("the wire is %T", wire)
	}
}

func TestOpenWireKnowsTwo(t *testing.T) {
	_, _, err := OpenWire("carrier pigeon", overRouter())
	if want := `sim: unknown wire "carrier pigeon": there are memory and vxlan`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Datagrams that no node has sent are counted, and change nothing.
func TestStrangersAreDropped(t *testing.T) {
	p, err := OpenPair(overRouter(), Options{Trace: trace.All}, "vxlan")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	stranger, err := net.Dial("udp4", p.wire.(*vxlan.Wire).Addr("bob").String())
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	for _, datagram := range []string{"hello?", "\x08\x00\x00\x00\x00\x00\x02\x00 this is no frame of yours"} {
		if _, err := stranger.Write([]byte(datagram)); err != nil {
			t.Fatal(err)
		}
	}
	followToTheEnd(t, p)
	if n := p.Strangers(); n != 2 {
		t.Errorf("%d strangers, want 2", n)
	}
}

func followToTheEnd(t *testing.T, p *Pair) {
	t.Helper()
	if err := p.Scout().Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	end := trace.ID(p.Scout().Len())
	for p.Followed() < end {
		if err := p.Follow(context.Background(), end); err != nil {
			t.Fatal(err)
		}
	}
}
