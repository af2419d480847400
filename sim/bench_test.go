package sim

import (
	"context"
	"fmt"
	"math"
	"net/netip"
	"runtime"
	"testing"
	"time"

	"encap/sim/scenario"
	"encap/sim/trace"
)

// chain is two hosts with routers in a row between them; one sends the other
// count datagrams, which come back.
func chain(routers, count int) *scenario.Scenario {
	net := func(i, host int) netip.Prefix {
		return netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i >> 8), byte(i), byte(host)}), 24)
	}
	s := &scenario.Scenario{Title: "chain", Seed: 1}
	last := routers
	s.Nodes = append(s.Nodes, scenario.Node{Name: "a", Kind: scenario.Host, Ports: []scenario.Port{{Addr: net(0, 2)}}, Gateway: net(0, 1).Addr()})
	for r := range routers {
		node := scenario.Node{Name: fmt.Sprint("r", r), Kind: scenario.Router, Ports: []scenario.Port{{Addr: net(r, 1)}, {Addr: net(r+1, 254)}}}
		if r < routers-1 {
			node.Routes = append(node.Routes, scenario.Route{Prefix: net(last, 0), Via: net(r+1, 1).Addr()})
		} else {
			node.Ports[1].Addr = net(r+1, 1)
		}
		if r > 0 {
			node.Routes = append(node.Routes, scenario.Route{Prefix: net(0, 0), Via: net(r, 254).Addr()})
		}
		s.Nodes = append(s.Nodes, node)
	}
	s.Nodes = append(s.Nodes, scenario.Node{Name: "b", Kind: scenario.Host, Ports: []scenario.Port{{Addr: net(last, 2)}}, Gateway: net(last, 1).Addr()})
	for i := range len(s.Nodes) - 1 {
		s.Cables = append(s.Cables, scenario.Cable{Ends: [2]scenario.End{{Node: s.Nodes[i].Name}, {Node: s.Nodes[i+1].Name}}, Delay: time.Microsecond})
	}
	s.Run = []scenario.Act{
		{Node: "b", Do: "echo serve"},
		{At: time.Millisecond, Node: "a", Do: fmt.Sprintf(`echo send b:7 "0123456789012345678901234567890123456789" %d`, count)},
	}
	return s
}

// BenchmarkFrameHop is the cost of one UDP frame on one cable, the echo's work
// at the ends included.
func BenchmarkFrameHop(b *testing.B) {
	const routers = 10
	for level, name := range []string{"off", "frames", "all"} {
		b.Run("trace="+name, func(b *testing.B) {
			hops := 2 * (routers + 1) // there and back
			s := chain(routers, max(1, b.N/hops))
			session, err := Open(s, Options{Trace: trace.Level(level), Limits: Limits{Memory: 16 << 30, Events: math.MaxInt}})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			b.ResetTimer()
			if err := session.Finish(context.Background()); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			if n := session.Len(); n > 0 {
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/event")
				b.ReportMetric(float64(session.world.tracer.Trace.Bytes())/float64(n), "trace-B/event")
			}
			session.Close()
		})
	}
}

// tree is hosts behind switches of 100, all at one router.
func star(hosts int) *scenario.Scenario {
	const perSwitch = 100
	s := &scenario.Scenario{Title: "star", Seed: 1}
	router := scenario.Node{Name: "r", Kind: scenario.Router}
	for i := range hosts {
		net, n := i/perSwitch, i%perSwitch
		gateway := netip.AddrFrom4([4]byte{10, byte(net >> 8), byte(net), 1})
		sw := fmt.Sprint("s", net)
		if n == 0 {
			router.Ports = append(router.Ports, scenario.Port{Addr: netip.PrefixFrom(gateway, 24)})
			s.Nodes = append(s.Nodes, scenario.Node{Name: sw, Kind: scenario.Switch})
			s.Cables = append(s.Cables, scenario.Cable{Ends: [2]scenario.End{{Node: "r"}, {Node: sw}}})
		}
		name := fmt.Sprint("h", i)
		s.Nodes = append(s.Nodes, scenario.Node{Name: name, Kind: scenario.Host, Gateway: gateway,
			Ports: []scenario.Port{{Addr: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(net >> 8), byte(net), byte(2 + n)}), 24)}}})
		s.Cables = append(s.Cables, scenario.Cable{Ends: [2]scenario.End{{Node: sw}, {Node: name}}})
	}
	s.Nodes = append(s.Nodes, router)
	return s
}

// BenchmarkSetup is what it takes until a big network is ready to run.
func BenchmarkSetup(b *testing.B) {
	for _, hosts := range []int{1000, 10_000} {
		b.Run(fmt.Sprintf("hosts=%d", hosts), func(b *testing.B) {
			s := star(hosts)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var keep *Session
			for b.Loop() {
				session, err := Open(s, Options{Trace: trace.Off})
				if err != nil {
					b.Fatal(err)
				}
				keep = session
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(hosts), "B/host")
			keep.Close()
		})
	}
}
