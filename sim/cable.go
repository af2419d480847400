package sim

import (
	"strconv"

	"encap/layers/osi"
	"encap/layers/physical"
	"encap/sim/engine"
	"encap/sim/scenario"
)

// firstVNI is the number of the first cable on the wire.
const firstVNI = 1

// cable is one running cable.
type cable struct {
	*physical.Cable
	wish  *scenario.Cable
	ends  [2]*physical.Port
	fates [2]fates
}

// addCable plugs the i-th cable in.
func (w *world) addCable(i int, plugs [2]int, wire physical.Wire) {
	wish := &w.scenario.Cables[i]
	half, rate := w.medium(wish)
	c := &cable{wish: wish}
	nth := strconv.Itoa(w.twin(wish))
	for dir := range c.fates {
		from, to := wish.Ends[dir].Node, wish.Ends[1-dir].Node
		c.fates[dir] = fates{
			key: engine.Key(w.scenario.Seed, "cable", from, to, nth),
			chance: physical.Impairments{
				Loss: wish.Loss, Bursts: wish.Bursts, BitErrors: wish.BitErrors, Duplicate: wish.Duplicate,
				Reorder: wish.Reorder, Jitter: wish.Jitter, Rate: rate,
			},
		}
	}
	cfg := physical.Config{
		Number: firstVNI + i, Half: half, Rate: rate, Delay: wish.Delay, Queue: wish.Queue, Manage: managed(wish),
		Pool: w.pool, Wire: wire, Fail: w.fail, Watch: w.tracer.Cables(),
		Fate: func(dir int, n uint64, frame []byte) physical.Fate { return c.fates[dir].of(n, frame) },
	}
	cfg.Keys = [2]uint64{c.fates[0].key, c.fates[1].key}
	for e, end := range wish.Ends {
		c.ends[e] = w.byName[end.Node].ports[plugs[e]]
	}
	c.Cable = physical.NewCable(w.cableEnv(), cfg, c.ends[0], c.ends[1])
	w.cables = append(w.cables, c)
}

// medium says whether a cable is half duplex, and of what rate. It is
// scenario.RateOf where there are so many nodes that none is looked for.
func (w *world) medium(wish *scenario.Cable) (half bool, rate physical.Bitrate) {
	half = wish.Duplex == "half"
	for _, end := range wish.Ends {
		half = half || w.byName[end.Node].kind == scenario.Hub
	}
	if half && wish.Rate == 0 {
		return half, w.scenario.RateOf(wish)
	}
	return half, wish.Rate
}

// managed says what a cable's queues are to be.
func managed(wish *scenario.Cable) physical.Queue {
	q := wish.Manage
	q.Frames = wish.Queue
	return q
}

// leaveUnplugged lets ports without a cable drop what they are to send.
func (w *world) leaveUnplugged() {
	plugged := map[*physical.Port]bool{}
	for _, c := range w.cables {
		plugged[c.ends[0]], plugged[c.ends[1]] = true, true
	}
	for _, n := range w.nodes {
		for _, p := range n.ports {
			if !plugged[p] {
				physical.Unplugged(w.cableEnv(), physical.Config{Pool: w.pool, Watch: w.tracer.Cables()}, p)
			}
		}
	}
}

// cableEnv gives what cables may ask of the world. Their clockwork is seen as
// TxStart and Arrival.
func (w *world) cableEnv() osi.Env {
	env := w.env("", 0)
	env.Clock = w.engine
	return env
}

// twin counts the cables before this one that join the same two nodes: its
// chance depends on them only, so a further cable elsewhere changes nothing.
func (w *world) twin(c *scenario.Cable) int {
	pair := [2]string{c.Ends[0].Node, c.Ends[1].Node}
	if pair[0] > pair[1] {
		pair[0], pair[1] = pair[1], pair[0]
	}
	w.twins[pair]++
	return w.twins[pair] - 1
}

// joins says whether a cable joins two nodes, and which of its directions goes
// from the first to the second.
func joins(c *scenario.Cable, from, to string) (dir int, ok bool) {
	switch {
	case c.Ends[0].Node == from && c.Ends[1].Node == to:
		return 0, true
	case c.Ends[1].Node == from && c.Ends[0].Node == to:
		return 1, true
	}
	return 0, false
}

// direction finds one direction of a cable.
func (w *world) direction(d scenario.Direction) (c *cable, dir int, ok bool) {
	nth := d.Nth
	for _, c := range w.cables {
		if dir, ok := joins(c.wish, d.From, d.To); ok {
			if nth == 0 {
				return c, dir, true
			}
			nth--
		}
	}
	return nil, 0, false
}
