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

// Cable joins two ports, full duplex: each direction has its own queue,
// transmitter and frames under way.
type Cable struct {
	env   osi.Env
	cfg   Config
	cut   bool
	lines [2]*line
}

// NewCable plugs a cable into ports a and b. Of env it uses the clock and the
// recorder.
func NewCable(env osi.Env, cfg Config, a, b *Port) *Cable {
	if a.out != nil || b.out != nil {
		panic("physical: a port has one cable only")
	}
	if cfg.Rate == 0 {
		cfg.Rate = DefaultRate
	}
	if cfg.Queue == 0 {
		cfg.Queue = DefaultQueue
	}
	c := &Cable{env: env, cfg: cfg}
	c.lines[0] = newLine(c, 0, a, b)
	c.lines[1] = newLine(c, 1, b, a)
	a.vars.Carrier, b.vars.Carrier = true, true
	return c
}

// Unplugged lets a port that has no cable drop what it is to send where env
// and cfg.Watch can see it, as a port does whose cable was cut.
func Unplugged(env osi.Env, cfg Config, p *Port) {
	cfg.Queue, cfg.Rate = DefaultQueue, DefaultRate
	c := &Cable{env: env, cfg: cfg, cut: true}
	newLine(c, 0, p, &Port{Name: p.Name})
}

// Cut severs the cable. Frames under way are lost, and both ports lose the
// carrier: as an operating system does then, they drop what waits and whatever
// is sent until the cable is mended.
func (c *Cable) Cut() {
	if c.cut {
		return
	}
	c.setCarrier(false)
	for _, l := range c.lines {
		l.sever()
	}
	c.tell()
}

// tell lets both ends know whether they have a carrier.
func (c *Cable) tell() {
	for _, l := range c.lines {
		if l.from.CarrierChanged != nil {
			l.from.CarrierChanged(!c.cut)
		}
	}
}

// Mend makes the cable whole again. What was lost stays lost.
func (c *Cable) Mend() {
	if c.cut {
		c.setCarrier(true)
		c.tell()
	}
}

func (c *Cable) setCarrier(on bool) {
	c.cut = !on
	for _, l := range c.lines {
		c.env.Enter(l.from)
		l.from.vars.Carrier = on
	}
}
