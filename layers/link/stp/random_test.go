package stp

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"encap/layers/link/ethernet"
)

// On random networks, also after some links are cut, the tree is the one that is
// computed here in another way; it has no loop, and joins all that is joined.
func TestRandomNetworks(t *testing.T) {
	for seed := range uint64(60) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 1))
			n := newNetwork(t)
			size := 2 + rng.IntN(7)
			for i := range size {
				id := BridgeID{uint16(rng.IntN(3)) << 12, ethernet.Addr{2, byte(rng.UintN(256)), 0, 0, 0, byte(i)}}
				n.add(Config{Rapid: seed%3 != 0, ID: id})
			}
			for i := 1; i < size; i++ {
				n.join(uint32(1+rng.IntN(3))*10000, n.bridges[rng.IntN(i)], n.bridges[i])
			}
			for range rng.IntN(2 * size) {
				if a, b := rng.IntN(size), rng.IntN(size); a != b {
					n.join(uint32(1+rng.IntN(3))*10000, n.bridges[a], n.bridges[b])
				}
			}
			n.begin()
			n.Advance(2 * time.Minute)
			n.checkTree()
			for range rng.IntN(4) {
				n.set(n.links[rng.IntN(len(n.links))], rng.IntN(3) == 0)
				n.Advance(time.Duration(rng.IntN(20)) * time.Second)
			}
			n.Advance(3 * time.Minute)
			n.checkTree()
		})
	}
}

// checkTree compares the ports that forward with those of a tree that is
// computed from the whole network: by Dijkstra's method from the best bridge of
// each part.
func (n *network) checkTree() {
	n.t.Helper()
	best := n.shortest()
	for _, l := range n.links {
		for i, e := range l.ends {
			port, other := e.b.Tree.ports[e.port], l.ends[1-i]
			want := n.roleOf(best, l, e, other)
			if port.role != want {
				n.t.Errorf("bridge %d port %d is %v, want %v", e.b.number, e.port, port.role, want)
			}
			if forwards := want == Root || want == Designated; (e.b.states[e.port] == Forwarding) != forwards {
				n.t.Errorf("bridge %d port %d, %v, is %v", e.b.number, e.port, want, e.b.states[e.port])
			}
		}
	}
}

// way is the best way of a bridge to the root of its part.
type way struct {
	root BridgeID
	cost uint32
	port int // root port; -1: it is the root
}

// shortest computes the ways, from the best bridge on.
func (n *network) shortest() []way {
	ways := make([]way, len(n.bridges))
	done := make([]bool, len(n.bridges))
	order := slices.Clone(n.bridges)
	slices.SortFunc(order, func(a, b *bridge) int { return a.cfg.ID.Compare(b.cfg.ID) })
	for _, root := range order {
		if done[root.number] {
			continue
		}
		part := n.reach(root)
		for _, b := range part {
			done[b.number] = true
			ways[b.number] = way{root.cfg.ID, ^uint32(0), -1}
		}
		ways[root.number].cost = 0
		for range part { // Bellman and Ford: as many rounds as there are bridges
			for _, b := range part {
				if b != root {
					ways[b.number] = n.relax(b, ways)
				}
			}
		}
	}
	return ways
}

// reach gives all bridges that links join to one.
func (n *network) reach(from *bridge) []*bridge {
	part := []*bridge{from}
	for i := 0; i < len(part); i++ {
		for _, e := range part[i].ends {
			for _, o := range e.ends {
				if !e.cut && !slices.Contains(part, o.b) {
					part = append(part, o.b)
				}
			}
		}
	}
	return part
}

// relax chooses a bridge's root port from what its neighbours offer.
func (n *network) relax(b *bridge, ways []way) way {
	best, port := Vector{Cost: ^uint32(0)}, -1
	for _, e := range b.ends {
		for _, o := range e.ends {
			if o == e || e.cut || ways[o.b.number].cost == ^uint32(0) {
				continue
			}
			v := Vector{Cost: ways[o.b.number].cost + b.Tree.ports[e.port].cfg.Cost, Bridge: o.b.cfg.ID, Port: o.b.Tree.ports[o.port].id}
			if c := v.Compare(best); c < 0 || c == 0 && e.port < port {
				best, port = v, e.port
			}
		}
	}
	return way{ways[b.number].root, best.Cost, port}
}

// roleOf gives the role that an end of a link should have.
func (n *network) roleOf(ways []way, l *link, e, other *end) Role {
	mine, theirs := ways[e.b.number], ways[other.b.number]
	c := cmp.Or(cmp.Compare(mine.cost, theirs.cost), e.b.cfg.ID.Compare(other.b.cfg.ID), cmp.Compare(e.port, other.port))
	switch {
	case l.cut:
		return Disabled
	case mine.port == e.port:
		return Root
	case c < 0:
		return Designated
	}
	return Alternate
}
