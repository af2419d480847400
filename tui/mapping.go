package tui

import (
	"sort"

	"encap/sim/scenario"
)

// spot is a node's place in the drawing of the network: a column, from the
// left, and a row.
type spot struct{ col, row int }

// mapNetwork places the nodes: the longest way through the network is the
// first row, everything else stands in the column that its distance from the
// first node gives it. A line of hosts is a line, a star a column of hosts. What
// the scenario says of places wins.
func mapNetwork(s *scenario.Scenario) (spots []spot, cols, rows int) {
	spots, cols, rows = mapAll(s)
	if len(s.Places) == 0 {
		return spots, cols, rows
	}
	given := map[string]spot{}
	taken := map[spot]bool{}
	for _, p := range s.Places {
		given[p.Node] = spot{p.Column, p.Row}
		taken[given[p.Node]] = true
	}
	// The scenario wins; who stands in the way goes down.
	for i := range s.Nodes {
		if at, ok := given[s.Nodes[i].Name]; ok {
			spots[i] = at
		} else {
			for taken[spots[i]] {
				spots[i].row++
			}
			taken[spots[i]] = true
		}
		cols, rows = max(cols, spots[i].col+1), max(rows, spots[i].row+1)
	}
	return spots, cols, rows
}

// mapAll places all nodes as if the scenario had no wish.
func mapAll(s *scenario.Scenario) (spots []spot, cols, rows int) {
	next := neighbours(s)
	spots = make([]spot, len(s.Nodes))
	placed := make([]bool, len(s.Nodes))
	height := map[int]int{} // rows taken in each column
	for first := range s.Nodes {
		if placed[first] {
			continue
		}
		// Islands stand below one another.
		base := rows
		for c := range cols {
			height[c] = base
		}
		for _, n := range layOut(first, next, height, base) {
			spots[n.node], placed[n.node] = n.spot, true
			cols, rows = max(cols, n.spot.col+1), max(rows, n.spot.row+1)
		}
	}
	return spots, cols, rows
}

type placement struct {
	node int
	spot spot
}

// layOut places all nodes that can be reached from first.
func layOut(first int, next [][]int, height map[int]int, base int) (out []placement) {
	// The two ends of the longest of all shortest ways: its first end is the
	// node of the island that the scenario names first among equals.
	island := distances(first, next)
	from, to, most := first, first, -1
	for a, reach := range island {
		if reach < 0 {
			continue
		}
		for b, d := range distances(a, next) {
			if d > most {
				from, to, most = a, b, d
			}
		}
	}
	dist := distances(from, next)
	onWay := map[int]bool{}
	for n := to; ; n = nearer(n, dist, next) {
		onWay[n] = true
		if n == from {
			break
		}
	}
	for n := range dist {
		if onWay[n] {
			out = append(out, placement{n, spot{dist[n], base}})
			height[dist[n]] = max(height[dist[n]], base+1)
		}
	}
	row := make([]int, len(next))
	for _, p := range out {
		row[p.node] = p.spot.row
	}
	for _, n := range outward(dist, onWay, next, row) {
		d := dist[n]
		col := d
		// What hangs on one node alone may as well stand on its other side.
		if d >= 2 && len(next[n]) == 1 && max(base+1, height[d-2]) < max(base+1, height[d]) {
			col = d - 2
		}
		row[n] = max(base+1, height[col])
		out = append(out, placement{n, spot{col, row[n]}})
		height[col] = row[n] + 1
	}
	return out
}

// outward gives the nodes off the way, the nearest first; what hangs on one node
// stands together.
func outward(dist []int, onWay map[int]bool, next [][]int, row []int) func(func(int, int) bool) {
	return func(yield func(int, int) bool) {
		for d, found := 1, true; found; d++ {
			found = false
			var ring []int
			for n := range dist {
				found = found || dist[n] >= d
				if dist[n] == d && !onWay[n] {
					ring = append(ring, n)
				}
			}
			sort.SliceStable(ring, func(i, j int) bool {
				return row[nearer(ring[i], dist, next)] < row[nearer(ring[j], dist, next)]
			})
			for i, n := range ring {
				if !yield(i, n) {
					return
				}
			}
		}
	}
}

// neighbours gives for each node the nodes that a cable joins it with.
func neighbours(s *scenario.Scenario) [][]int {
	index := map[string]int{}
	for i := range s.Nodes {
		index[s.Nodes[i].Name] = i
	}
	next := make([][]int, len(s.Nodes))
	for i := range s.Cables {
		a, aok := index[s.Cables[i].Ends[0].Node]
		b, bok := index[s.Cables[i].Ends[1].Node]
		if aok && bok {
			next[a], next[b] = append(next[a], b), append(next[b], a)
		}
	}
	return next
}

// distances gives how many cables away each node is; -1: no way leads there.
func distances(from int, next [][]int) []int {
	dist := make([]int, len(next))
	for i := range dist {
		dist[i] = -1
	}
	dist[from] = 0
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		for _, n := range next[queue[0]] {
			if dist[n] < 0 {
				dist[n] = dist[queue[0]] + 1
				queue = append(queue, n)
			}
		}
	}
	return dist
}

// nearer gives a neighbour that is one cable nearer to where dist counts from.
func nearer(n int, dist []int, next [][]int) int {
	for _, m := range next[n] {
		if dist[m] == dist[n]-1 {
			return m
		}
	}
	return n
}
