package sim

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"encap/layers/application/rip"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// randomRouters is a connected network of routers that speak RIP, joined at
// random. Each cable is a network of its own, and each router has a network
// besides.
func randomRouters(seed uint64) *scenario.Scenario {
	chance := rand.New(rand.NewPCG(seed, 520))
	s := &scenario.Scenario{Title: "random routers", Seed: seed, Until: 40 * time.Second}
	n := 2 + chance.IntN(8)
	for i := range n {
		s.Nodes = append(s.Nodes, scenario.Node{Name: fmt.Sprintf("r%d", i), Kind: scenario.Router,
			RIP:   &rip.Settings{SplitHorizon: rip.SplitHorizon(chance.IntN(3)), Update: 5 * time.Second},
			Ports: []scenario.Port{{Addr: netip.MustParsePrefix(fmt.Sprintf("10.200.%d.1/24", i))}}})
	}
	join := func(a, b int) {
		net := len(s.Cables)
		for side, r := range []int{a, b} {
			s.Nodes[r].Ports = append(s.Nodes[r].Ports, scenario.Port{Addr: netip.MustParsePrefix(fmt.Sprintf("10.1.%d.%d/24", net, side+1))})
		}
		port := func(r int) string { return s.Nodes[r].PortName(len(s.Nodes[r].Ports) - 1) }
		s.Cables = append(s.Cables, scenario.Cable{Delay: time.Duration(1+chance.IntN(9)) * time.Millisecond,
			Ends: [2]scenario.End{{Node: s.Nodes[a].Name, Port: port(a)}, {Node: s.Nodes[b].Name, Port: port(b)}}})
	}
	for i := 1; i < n; i++ {
		join(i, chance.IntN(i))
	}
	for range chance.IntN(n + 1) {
		if a, b := chance.IntN(n), chance.IntN(n); a != b {
			join(a, b)
		}
	}
	return s
}

// hops gives how many cables are between each two routers: by looking, not by
// RIP.
func hops(s *scenario.Scenario) map[[2]string]int {
	d := map[[2]string]int{}
	for _, from := range s.Nodes {
		d[[2]string{from.Name, from.Name}] = 0
		for queue := []string{from.Name}; len(queue) > 0; queue = queue[1:] {
			for _, c := range s.Cables {
				for side, e := range c.Ends {
					if far := [2]string{from.Name, c.Ends[1-side].Node}; e.Node == queue[0] {
						if _, seen := d[far]; !seen {
							d[far] = d[[2]string{from.Name, e.Node}] + 1
							queue = append(queue, far[1])
						}
					}
				}
			}
		}
	}
	return d
}

// On any network RIP finds the shortest ways, and who follows its routes comes
// to every network without going round.
func TestRIPFindsShortestPaths(t *testing.T) {
	for seed := range uint64(40) {
		s := randomRouters(seed)
		if err := scenario.Validate(s).Err(); err != nil {
			t.Fatal(err)
		}
		ses := run(t, s, Options{Trace: trace.Off})
		followed(t, ses, s, hops(s))
	}
}

// followed goes from each router to each router's own network by the routes that
// are in the tables, and counts the steps.
func followed(t *testing.T, ses *Session, s *scenario.Scenario, want map[[2]string]int) {
	owner := map[netip.Addr]string{}
	for _, n := range s.Nodes {
		for _, p := range n.Ports {
			owner[p.Addr.Addr()] = n.Name
		}
	}
	for _, from := range s.Nodes {
		for _, to := range s.Nodes {
			dst := to.Ports[0].Addr.Addr().Next() // somebody in its own network
			at, steps := from.Name, 0
			for at != to.Name && steps <= len(s.Nodes) {
				r := ses.world.byName[at].host.IP.Routes.Lookup(dst)
				if r == nil {
					t.Errorf("seed %d: %s has no way to %s, on the way from %s", s.Seed, at, to.Name, from.Name)
					return
				}
				at, steps = owner[r.Via], steps+1
			}
			if w := want[[2]string{from.Name, to.Name}]; steps != w {
				t.Errorf("seed %d: from %s to %s in %d steps, the shortest way has %d", s.Seed, from.Name, to.Name, steps, w)
			}
		}
	}
}
