package tui

import (
	"fmt"
	"strings"
	"testing"

	"encap/sim/scenario"
)

// campus writes a scenario of n nodes: hosts on switches, and one router where
// there are several of these. The first host greets the last.
func campus(n, perSwitch int) string {
	switches := max(1, (n-1)/(perSwitch+1))
	hosts := n - switches
	if switches > 1 {
		hosts--
	}
	if n == 2 {
		switches, hosts = 0, 2
	}
	var nodes, cables strings.Builder
	var ports []string
	h := 0
	for s := 1; s <= switches; s++ {
		gateway := ""
		if switches > 1 {
			gateway = fmt.Sprintf(", gateway: 10.0.%d.1", s)
			ports = append(ports, fmt.Sprintf("10.0.%d.1/24", s))
			fmt.Fprintf(&cables, "  - {ends: [s%d, r1], rate: 100 Mbit/s, delay: 1 ms}\n", s)
		}
		fmt.Fprintf(&nodes, "  s%d: switch\n", s)
		for i := 0; h < hosts*s/switches; i++ {
			h++
			fmt.Fprintf(&nodes, "  h%d: {host: 10.0.%d.%d/24%s}\n", h, s, i+2, gateway)
			fmt.Fprintf(&cables, "  - {ends: [h%d, s%d], rate: 100 Mbit/s, delay: 1 ms}\n", h, s)
		}
	}
	if switches > 1 {
		fmt.Fprintf(&nodes, "  r1: {router: [%s]}\n", strings.Join(ports, ", "))
	}
	if n == 2 {
		nodes.WriteString("  h1: {host: 10.0.1.2/24}\n  h2: {host: 10.0.1.3/24}\n")
		cables.WriteString("  - {ends: [h1, h2], rate: 100 Mbit/s, delay: 1 ms}\n")
	}
	return fmt.Sprintf("title: %d nodes\nlevel: advanced\nabout: A network.\nnodes:\n%scables:\n%srun:\n  - {node: h%d, do: message listen 5000}\n  - {at: 10 ms, node: h1, do: 'message send h%d:5000 \"hello\"'}\n",
		n, &nodes, &cables, hosts, hosts)
}

// openText opens a scenario that was written for a test.
func openText(t testing.TB, text string, l look) *screen {
	t.Helper()
	_, session, steps := play(t, "network", []byte(text))
	return newScreenOf(t, only{performed{session, steps}}, "it", l)
}

// From two nodes to two hundred: no two boxes meet, every node can be seen, and
// what happens is in sight.
func TestNetworksOfAnySize(t *testing.T) {
	for _, c := range []struct{ nodes, perSwitch int }{{2, 1}, {5, 4}, {12, 5}, {50, 12}, {200, 20}} {
		s := openText(t, campus(c.nodes, c.perSwitch), look{w: 80, h: 24})
		for _, size := range [][2]int{{80, 24}, {120, 36}, {200, 60}} {
			s.size(size[0], size[1])
			if n := len(s.m.film().sc.Nodes); n != c.nodes {
				t.Fatalf("%d nodes, want %d", n, c.nodes)
			}
			for _, keys := range [][]string{{"1"}, {"\\"}, {"+"}, {"+"}, {"0", "v"}, {"0", "\\"}} {
				s.press(keys...)
				top := s.m.panes[paneTopology].(*topology)
				for i, a := range top.boxes {
					for j, b := range top.boxes[:i] {
						if !a.Intersect(b).Empty() {
							t.Fatalf("%d nodes at %v, %v: boxes %d and %d meet: %v %v", c.nodes, size, keys, i, j, a, b)
						}
					}
				}
				// Wherever the run is, the node that does something is in sight.
				for id := s.m.film().last; id > s.m.film().last/8; id -= s.m.film().last / 3 {
					s.m.stage.goTo(id)
					s.send(nil)
					if e := s.m.stage.event(); e.Node != "" {
						s.expect(paneTopology, e.Node)
					}
				}
			}
		}
	}
}

func TestZoomAndPan(t *testing.T) {
	s := openText(t, campus(50, 12), look{w: 120, h: 36}).press("1").expect(paneTopology, "of 50").expect(paneTopology, "router")
	s.press("\\").lacks(paneTopology, "of 50").expect(paneTopology, "┤s1 S├")
	s.press("+", "+").expect(paneTopology, "┌─ h4").lacks(paneTopology, "┤s1 S├").press("-", "-").expect(paneTopology, "┤s1 S├")
	s.press("+", "+", "+", "home")
	before := s.pane(paneTopology)
	s.press("shift+down")
	down := s.pane(paneTopology)
	s.press("shift+up")
	if s.pane(paneTopology) != before || down == before {
		t.Error("the drawing does not move down and up again")
	}
	s.press("0").expect(paneTopology, "┤s1 S├").press("v").expect(paneTopology, "of 50").press("v").expect(paneTopology, "┤s1 S├")
}

// What a node is shows in the shape of its box, in each set of glyphs.
func TestKindsOfNodes(t *testing.T) {
	newScreen(t, "router", look{w: 200, h: 60}).expect(paneTopology, "╔═ s1 · switch ═").expect(paneTopology, "╭─ r1 · router ─").expect(paneTopology, "┌─ bob ─")
	newScreen(t, "router", look{w: 200, h: 60, glyphs: "ascii"}).expect(paneTopology, "+= s1 . switch =+").expect(paneTopology, ".- r1 . router -")
}

// Frames that wait are counted at their port.
func TestQueuesAreSeen(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 36}).at("r1 queued physical ", 3).expect(paneTopology, "waiting: ").expect(paneTopology, "r1 eth1 ≡").expect(paneTopology, "≡2")
	s.press("end").lacks(paneTopology, "waiting")
}

// A lost frame falls while it is dwelt on.
func TestLostFramesFall(t *testing.T) {
	s := newScreen(t, "stream", look{w: 120, h: 50}).at("r1 drop physical ", 1)
	line := func() int {
		for i, l := range strings.Split(s.pane(paneTopology), "\n") {
			if strings.Contains(l, "lost") {
				return i
			}
		}
		return -1
	}
	first := line()
	s.m.stage.at.show += s.m.film().reel.dwells[s.m.stage.at.id-1] - 1
	s.send(nil)
	if last := line(); first < 0 || last <= first {
		t.Errorf("the lost frame falls from line %d to line %d", first, last)
	}
}

// Where the scenario says where a node stands, it stands there, and the others
// keep out of its way.
func TestPlacesWin(t *testing.T) {
	s := network(4, [2]int{0, 1}, [2]int{1, 2}, [2]int{1, 3})
	s.Places = []scenario.Place{{Node: "0", Column: 1, Row: 2}, {Node: "1", Column: 0, Row: 0}}
	spots, cols, rows := mapNetwork(s)
	if spots[0] != (spot{1, 2}) || spots[1] != (spot{0, 0}) || cols != 3 || rows != 3 {
		t.Errorf("%v in %d×%d", spots, cols, rows)
	}
	seen := map[spot]bool{}
	for _, p := range spots {
		if seen[p] {
			t.Errorf("two nodes at %v", p)
		}
		seen[p] = true
	}
}
