package tui

import (
	"fmt"
	"testing"

	"encap/layers/osi"
	"encap/sim/scenario"
	"encap/tui/canvas"
)

func instant(n int64) osi.Instant { return osi.Instant(n) }

// Whatever the size: everything is on the screen, nothing is twice, and nothing
// is left empty.
func TestLayoutFills(t *testing.T) {
	for w := leastWidth; w < 260; w += 7 {
		for h := leastHeight; h < 90; h += 3 {
			for focus := paneTopology; focus < panePicker; focus++ {
				for _, lesson := range []bool{false, true} {
					order := newRecent()
					order.saw(focus)
					l := arrange(w, h, order, everywhere, lesson)
					covers(t, w, h, l)
					if l.panes[focus].Empty() {
						t.Fatalf("%d×%d: no %s", w, h, focus.title())
					}
					reachable(t, l, w, h)
					if r, p := l.panes[focus], panels[focus].small; r.H < 6 && p != placeNet && p != placeBar || r.H < 11 && panels[focus].tall {
						t.Fatalf("%d×%d: %d rows for %s", w, h, r.H, focus.title())
					}
				}
			}
			for id := paneTopology; id < panePicker; id++ {
				if l := arrange(w, h, newRecent(), id, true); l.panes[id].Empty() {
					t.Fatalf("%d×%d: %s is not there when it is large", w, h, id.title())
				}
			}
		}
	}
}

// reachable fails unless each pane is seen or named in the title of one, but for
// the stacks, for which a tall pane may stand.
func reachable(t *testing.T, l layout, w, h int) {
	t.Helper()
	found := map[paneID]bool{paneStacks: true}
	for _, tabs := range l.tabs {
		for _, id := range tabs {
			found[id] = true
		}
	}
	for id := paneTopology; id < panePicker; id++ {
		if !found[id] && l.panes[id].Empty() {
			t.Fatalf("%d×%d: %s cannot be found", w, h, id.title())
		}
	}
}

func covers(t *testing.T, w, h int, l layout) {
	t.Helper()
	seen := make([]int, w*h)
	for _, r := range append(l.panes[:], l.header, l.why, l.footer) {
		for y := r.Y; y < r.Y+r.H; y++ {
			for x := r.X; x < r.X+r.W; x++ {
				if x < 0 || y < 0 || x >= w || y >= h {
					t.Fatalf("%d×%d: %v is outside", w, h, r)
				}
				seen[y*w+x]++
			}
		}
	}
	for i, n := range seen {
		if n != 1 {
			t.Fatalf("%d×%d: %d panes at column %d, row %d", w, h, n, i%w, i/w)
		}
	}
}

// No pane breaks in a rectangle that is too small for it, or draws outside.
func TestPanesStayInside(t *testing.T) {
	s := newScreen(t, "router", look{w: 120, h: 36}).at("r1 send link arp", 1).press("4", "down", "down")
	for id := paneTopology; id < panePicker; id++ {
		for _, r := range []canvas.Rect{{X: 10, Y: 5, W: 60, H: 12}, {X: 3, Y: 3, W: 20, H: 4}, {X: 1, Y: 1, W: 3, H: 2}, {X: 9, Y: 9}, {X: 2, Y: 2, W: 1, H: 1}} {
			c := canvas.New(90, 30, false)
			c.Fill(c.Bounds(), "#", canvas.Style{})
			s.m.panes[id].draw(&s.m.stage, c.Only(r), r)
			for y := range 30 {
				for x := range 90 {
					if c.At(x, y).Text != "#" && !r.Contains(x, y) {
						t.Fatalf("%s in %v draws %q at %d,%d", id.title(), r, c.At(x, y).Text, x, y)
					}
				}
			}
		}
	}
}

func network(nodes int, cables ...[2]int) *scenario.Scenario {
	s := &scenario.Scenario{}
	for i := range nodes {
		s.Nodes = append(s.Nodes, scenario.Node{Name: fmt.Sprint(i)})
	}
	for _, c := range cables {
		s.Cables = append(s.Cables, scenario.Cable{Ends: [2]scenario.End{{Node: fmt.Sprint(c[0])}, {Node: fmt.Sprint(c[1])}}})
	}
	return s
}

func TestMapNetwork(t *testing.T) {
	for _, c := range []struct {
		name       string
		s          *scenario.Scenario
		cols, rows int
		want       string
	}{
		{"line", network(3, [2]int{0, 1}, [2]int{1, 2}), 3, 1, "[{0 0} {1 0} {2 0}]"},
		{"line in another order", network(3, [2]int{1, 0}, [2]int{0, 2}), 3, 1, "[{1 0} {0 0} {2 0}]"},
		{"star", network(4, [2]int{0, 3}, [2]int{1, 3}, [2]int{2, 3}), 3, 2, "[{0 0} {2 0} {2 1} {1 0}]"},
		{"ring", network(3, [2]int{0, 1}, [2]int{1, 2}, [2]int{2, 0}), 2, 2, "[{0 0} {1 0} {1 1}]"},
		{"islands", network(4, [2]int{0, 1}, [2]int{2, 3}), 2, 2, "[{0 0} {1 0} {0 1} {1 1}]"},
		{"alone", network(1), 1, 1, "[{0 0}]"},
		{"a cable to nowhere", network(1, [2]int{0, 7}), 1, 1, "[{0 0}]"},
		{"nothing", network(0), 0, 0, "[]"},
	} {
		spots, cols, rows := mapNetwork(c.s)
		if got := fmt.Sprint(spots); got != c.want || cols != c.cols || rows != c.rows {
			t.Errorf("%s: %s in %d×%d, want %s in %d×%d", c.name, got, cols, rows, c.want, c.cols, c.rows)
		}
	}
}

// No two nodes stand in one place.
func TestNodesDoNotOverlap(t *testing.T) {
	s := network(30)
	for i := 1; i < 30; i++ {
		s.Cables = append(s.Cables, scenario.Cable{Ends: [2]scenario.End{{Node: fmt.Sprint(i * 7 % 5)}, {Node: fmt.Sprint(i)}}})
	}
	spots, _, _ := mapNetwork(s)
	seen := map[spot]int{}
	for i, p := range spots {
		if other, ok := seen[p]; ok {
			t.Errorf("nodes %d and %d both stand at %v", other, i, p)
		}
		seen[p] = i
	}
}
