package scenario

import "encap/layers/physical"

// halfRate is that of a half-duplex cable of which nothing is said.
const halfRate physical.Bitrate = 10_000_000

var duplexes = []string{"full", "half"}

// hubObject says what a hub is.
var hubObject = &object{
	is: "a hub", about: "A repeater: what comes in by one port leaves by all others, bit by bit. It has as many ports as it has cables: eth0, eth1 … in their order. Its cables are half duplex and of one rate, 10 Mbit/s when nothing is said. Short: `h1: hub`.",
	keys: []key{{"kind", true, choice{"a kind", []string{"hub"}}, "`hub`"}},
}

// ByCables says whether nodes of the kind have as many ports as they have
// cables.
func (k Kind) ByCables() bool { return k == Switch || k == Hub }

// HalfDuplex says whether only one end of a cable can send at a time: it is
// said so, or there is a hub.
func (s *Scenario) HalfDuplex(c *Cable) bool {
	if c.Duplex == "half" {
		return true
	}
	for i := range s.Nodes {
		if n := &s.Nodes[i]; n.Kind == Hub && (n.Name == c.Ends[0].Node || n.Name == c.Ends[1].Node) {
			return true
		}
	}
	return false
}

// RateOf gives a cable's rate, also when nothing is said of it.
func (s *Scenario) RateOf(c *Cable) physical.Bitrate {
	switch {
	case c.Rate != 0:
		return c.Rate
	case s.HalfDuplex(c):
		return halfRate
	}
	return physical.DefaultRate
}

// duplex looks at the cables on which only one end can send at a time.
func (v *validator) duplex() {
	rates := map[string]physical.Bitrate{} // of each hub's first cable
	joined := newSets(len(v.s.Nodes))      // by cables from hub to hub
	for i := range v.s.Cables {
		c, sp := &v.s.Cables[i], spot{part: "cable", i: i}
		if v.broken("cable", i) {
			continue
		}
		hub, hubs := "", []int(nil)
		for _, end := range c.Ends {
			if n, ok := v.plugs.nr[end.Node]; ok && v.s.Nodes[n].Kind == Hub {
				hub, hubs = end.Node, append(hubs, n)
			}
		}
		if len(hubs) == 2 && hubs[0] != hubs[1] && !joined.join(hubs[0], hubs[1]) {
			v.wrong(sp, 0, "leave one of its cables out", "this cable closes a loop of hubs: bits would go round for ever")
		}
		if hub == "" && c.Duplex != "half" {
			continue
		}
		rate := c.Rate
		if rate == 0 {
			rate = halfRate
		}
		v.shared(c, sp, rate, hub)
		for _, end := range c.Ends {
			first, ok := rates[end.Node]
			n, known := v.plugs.nr[end.Node]
			switch {
			case !known || v.s.Nodes[n].Kind != Hub:
			case !ok:
				rates[end.Node] = rate
			case first != rate:
				v.wrong(sp, 0, "give all its cables one rate, or use a switch", "a hub repeats each bit as it comes: the cables of %s cannot have %s and %s",
					end.Node, ratesText(first), ratesText(rate))
			}
		}
	}
}

func ratesText(r physical.Bitrate) string { return rates.write(uint64(r)) }

// shared says what cannot be on a half-duplex cable.
func (v *validator) shared(c *Cable, sp spot, rate physical.Bitrate, hub string) {
	why := "the cable is half duplex"
	if hub != "" && c.Duplex == "full" {
		v.wrong(sp, 0, "leave duplex out, or use a switch", "a hub has half-duplex cables only")
	}
	if hub != "" {
		why = "cables of a hub are half duplex"
	}
	if rate > physical.MostHalf {
		v.wrong(sp, 0, "", "%s: the highest rate is %s", why, ratesText(physical.MostHalf))
	}
	if q := c.queue(); q != (physical.Queue{Frames: q.Frames}) && q != (physical.Queue{Kind: physical.DropTail, Frames: q.Frames}) {
		v.wrong(sp, 0, "write queue: 20", "%s: its queues have room for a number of frames, and no more can be said of them", why)
	}
	for _, what := range []struct {
		key string
		set bool
	}{{"duplicate", c.Duplicate > 0}, {"reorder", c.Reorder > 0}, {"jitter", c.Jitter > 0}} {
		if what.set {
			v.wrong(sp, 0, "leave it out", "%s: no frame can overtake another, and there is no %s", why, what.key)
		}
	}
}

// possible looks whether a fault can happen on its cable.
func (v *validator) possible(a *Act, sp spot) {
	f, err := ParseFault(a.Do)
	if err != nil || f.Kind != Delay && f.Kind != Duplicate {
		return
	}
	nth := a.Cable.Nth
	for i := range v.s.Cables {
		c := &v.s.Cables[i]
		if pair(c.Ends[0].Node, c.Ends[1].Node) != pair(a.Cable.From, a.Cable.To) {
			continue
		}
		if nth == 0 && v.s.HalfDuplex(c) {
			v.wrong(sp, 0, "there are drop and corrupt bit 17", "the cable is half duplex: no frame can overtake another, or come twice")
		}
		nth--
	}
}
