package physical

import (
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
)

// What a cable is when nothing else is said.
const (
	DefaultRate  Bitrate = 1_000_000_000
	DefaultQueue int     = 100
)

// Config is what a cable is to be.
type Config struct {
	Number int           // of the cable, as the wire knows it (VNI)
	Rate   Bitrate       // 0: DefaultRate
	Delay  time.Duration // of propagation, one way
	Queue  int           // frames that may wait at each end; 0: DefaultQueue
	Half   bool          // only one end can send at a time; the ports of a Repeater want that
	Keys   [2]uint64     // of the chance by which the ends of a half-duplex cable back off

	// Pool takes frames back when they have been delivered or dropped. It is
	// nil when somebody keeps the bytes, as a trace does.
	Pool *codec.Pool
	// Wire carries the bytes; nil: they stay in memory.
	Wire Wire
	// Fail is told when the wire fails. It is needed with a Wire only.
	Fail func(error)
	// Fate says what befalls the n-th frame (from 1) that enters direction
	// dir: 0 is from a to b. nil: nothing ever does.
	Fate func(dir int, n uint64, frame []byte) Fate
	// Watch sees all; nil: nobody does.
	Watch Watcher
}

// Cable joins two ports. Full duplex, each direction has its own queue,
// transmitter and frames under way; half duplex, whoever sends can be heard by
// all and be disturbed by them.
type Cable struct {
	env   osi.Env
	cfg   Config
	cut   bool    // there is no carrier, since
	torn  bool    // it was cut, or
	dark  [2]bool // the port at an end is not in use
	ends  [2]*Port
	lines [2]*line // full duplex
	pairs [2]*pair // half duplex
}

// NewCable plugs a cable into ports a and b. Of env it uses the clock and the
// recorder.
func NewCable(env osi.Env, cfg Config, a, b *Port) *Cable {
	for _, p := range [...]*Port{a, b} {
		switch {
		case p.out != nil || p.half != nil || p.arm != nil && p.arm.pair != nil:
			panic("physical: a port has one cable only")
		case p.arm != nil && !cfg.Half:
			panic("physical: a repeater has half-duplex cables only")
		}
	}
	if cfg.Rate == 0 {
		cfg.Rate = DefaultRate
	}
	if cfg.Queue == 0 {
		cfg.Queue = DefaultQueue
	}
	c := &Cable{env: env, cfg: cfg, ends: [2]*Port{a, b}}
	a.vars.Carrier, b.vars.Carrier = true, true
	if cfg.Half {
		c.pairUp()
		return c
	}
	c.lines[0] = newLine(c, 0, a, b)
	c.lines[1] = newLine(c, 1, b, a)
	return c
}

// pairUp lays a half-duplex cable. Who sends into one pair listens to the other.
func (c *Cable) pairUp() {
	for dir, from := range c.ends {
		c.pairs[dir] = newPair(c, dir, from, c.ends[1-dir])
	}
	for dir, from := range c.ends {
		if from.arm != nil {
			from.arm.pair = c.pairs[dir]
			c.pairs[1-dir].ear = from.arm
		} else {
			c.pairs[1-dir].ear = newStation(c.pairs[dir])
		}
	}
}

// Unplugged lets a port that has no cable drop what it is to send where env
// and cfg.Watch can see it, as a port does whose cable was cut.
func Unplugged(env osi.Env, cfg Config, p *Port) {
	cfg.Queue, cfg.Rate = DefaultQueue, DefaultRate
	c := &Cable{env: env, cfg: cfg, cut: true, ends: [2]*Port{p, p}}
	newLine(c, 0, p, &Port{Name: p.Name})
}

// Cut severs the cable. Frames under way are lost, and both ports lose the
// carrier: as an operating system does then, they drop what waits and whatever
// is sent until the cable is mended.
func (c *Cable) Cut() {
	c.torn = true
	c.update()
}

// Mend makes the cable whole again. What was lost stays lost.
func (c *Cable) Mend() {
	c.torn = false
	c.update()
}

// Enable says whether the port at an end, 0 or 1, is in use. While it is not,
// the port at the other end hears nothing, as if the cable were cut.
func (c *Cable) Enable(end int, on bool) {
	c.dark[end] = !on
	c.update()
}

// Power is Enable for a port that loses its power, or gets it back: it forgets
// what it has counted.
func (c *Cable) Power(end int, on bool) {
	c.Enable(end, on)
	if p := c.ends[end]; !on {
		c.env.Enter(p)
		p.vars = PortVars{}
	}
}

// gone gives the rule by which what is under way is lost.
func (c *Cable) gone() *osi.Rule {
	if c.torn {
		return &CableCut
	}
	return &PowerLost
}

// update lets the carrier come and go.
func (c *Cable) update() {
	whole := !c.torn && !c.dark[0] && !c.dark[1]
	if whole != c.cut {
		return
	}
	c.setCarrier(whole)
	defer c.tell()
	if whole {
		return
	}
	if c.cfg.Half {
		for _, p := range c.pairs {
			p.sever()
		}
		for _, p := range c.pairs {
			p.ear.deaf()
		}
		return
	}
	for _, l := range c.lines {
		l.sever()
	}
}

// tell lets both ends know whether they have a carrier.
func (c *Cable) tell() {
	for _, p := range c.ends {
		if p.CarrierChanged != nil {
			p.CarrierChanged(!c.cut)
		}
	}
}

func (c *Cable) setCarrier(on bool) {
	c.cut = !on
	for _, p := range c.ends {
		c.env.Enter(p)
		p.vars.Carrier = on
	}
}
