package sim

import (
	"context"
	"strings"
	"testing"

	"encap/sim/trace"
)

const loop = `
nodes: {alice: {host: 10.0.1.2/24}, s1: switch, s2: switch}
cables:
  - {ends: [alice, s1]}
  - {ends: [s1, s2]}
  - {ends: [s1, s2]}
run:
  - {node: alice, do: arp announce}
`

// A broadcast storm ends by the run's limits, and the ending says what it was.
func TestStormIsBounded(t *testing.T) {
	s, _ := Parse("loop.yaml", []byte("stp: off\n"+loop))
	ses, err := Open(s, Options{Trace: trace.All, Limits: Limits{Events: 3000}})
	if err != nil {
		t.Fatal(err)
	}
	defer ses.Close()
	if err := ses.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !ses.Limited() || !strings.Contains(ses.Ending(), "broadcast storm") {
		t.Errorf("the run ends: %s", ses.Ending())
	}
}

// With a spanning tree it ends by itself, also where nothing is traced; hellos
// alone keep no run going.
func TestTreeEndsTheStorm(t *testing.T) {
	for _, mode := range []string{"stp", "rstp"} {
		for _, level := range []trace.Level{trace.All, trace.Off} {
			s, problems := Parse("loop.yaml", []byte("stp: "+mode+"\n"+loop+"  - {at: 60 s, node: alice, do: arp announce}\n  - {at: 61 s, node: s2, do: bridge stp}\n"))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			ses, err := Open(s, Options{Trace: level})
			if err != nil {
				t.Fatal(err)
			}
			defer ses.Close()
			if err := ses.Finish(context.Background()); err != nil {
				t.Fatal(err)
			}
			if ses.Limited() || ses.Now() < 61e9 || ses.Now() > 62e9 {
				t.Errorf("%s: the run ends at %v: %s", mode, ses.Now(), ses.Ending())
			}
		}
	}
}

// A cost that is set by hand changes the tree.
func TestBridgeCost(t *testing.T) {
	src := "stp: rstp\n" + loop + `  - {at: 10 s, node: s2, do: bridge link set dev eth0 cost 7000000}
  - {at: 11 s, node: s2, do: bridge link set dev eth9 cost 7}
  - {at: 20 s, node: s2, do: bridge stp}
`
	got := strings.Join(said(t, src, "s2"), "\n")
	for _, want := range []string{"bridge: there is no such port", "eth0 (8001) state discarding role alternate cost 7000000", "eth1 (8002) state forwarding role root"} {
		if !strings.Contains(got, want) {
			t.Errorf("s2 said\n%s\nand not %s", got, want)
		}
	}
	if got := said(t, "stp: off\nnodes: {s1: switch, s2: switch}\ncables: [{ends: [s1, s2]}]\nrun: [{node: s1, do: bridge link set dev eth0 cost 7}]", "s1"); len(got) != 1 || got[0] != "bridge: no spanning tree runs here" {
		t.Errorf("s1 said %q", got)
	}
}

// bridge stp prints what has become of the tree.
func TestBridgeSTP(t *testing.T) {
	got := strings.Join(said(t, "stp: {mode: rstp, priority: 8192}\n"+strings.Replace(loop, "alice, do", "s2, do: bridge link}\n  - {at: 10 s, node: s2, do: bridge stp}\n  - {at: 11 s, node: alice, do", 1), "s2"), "\n")
	for _, want := range []string{
		"1: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> master s2 state discarding role designated priority 128 cost 20000",
		"bridge id 2000.020000000300 designated root 2000.020000000200 path cost 20000",
		"eth0 (8001) state forwarding role root cost 20000", "eth1 (8002) state discarding role alternate cost 20000",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("s2 said\n%s\nand not %s", got, want)
		}
	}
}
