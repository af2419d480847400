package bridge

import (
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// Below is what a bridge needs of a port: to send a whole frame.
type Below interface {
	Send(b *codec.Buffer)
}

// Config says how a bridge is set. What is zero is as usual.
type Config struct {
	Ageing time.Duration // how long a row is believed that is not heard of; 0: 300 s
	Rows   int           // stations that the table has room for; 0: 8192
}

// Bridge is a learning switch.
type Bridge struct {
	env   osi.Env
	pool  *codec.Pool
	cfg   Config
	ports []port
	table map[ethernet.Addr]*row
	rows  []*row // the same, in the order in which they were learned
	hand  int    // the row that was last looked at to make room
}

type port struct {
	name  string
	below Below
}

// Port is where the frames of one port come in.
type Port struct {
	b     *Bridge
	index int
}

// New makes a bridge without ports.
func New(env osi.Env, pool *codec.Pool, cfg Config) *Bridge {
	if cfg.Ageing == 0 {
		cfg.Ageing = ageing
	}
	if cfg.Rows == 0 {
		cfg.Rows = maxRows
	}
	return &Bridge{env: env, pool: pool, cfg: cfg}
}

// AddPort gives the bridge one more port.
func (b *Bridge) AddPort(name string, below Below) *Port {
	b.ports = append(b.ports, port{name, below})
	return &Port{b, len(b.ports) - 1}
}

// Receive takes a whole frame that came in by the port.
func (p *Port) Receive(frame []byte) { p.b.receive(p.index, frame) }

// receive forwards a frame: first is it whole, then who sent it, then where
// does it go (IEEE 802.1D-2004 §7.5 to §7.8). The frame that came in is not
// changed, and copies of it go on.
func (b *Bridge) receive(in int, frame []byte) {
	if len(frame) < ethernet.MinFrame+ethernet.FCSLen || !ethernet.CheckFCS(frame) {
		b.env.Drop(&Damaged, frame)
		return
	}
	dst, src := ethernet.Addr(frame[0:6]), ethernet.Addr(frame[6:12])
	b.learn(src, in)
	if reserved(dst) {
		b.env.Drop(&Reserved, frame)
		return
	}
	if dst.Group() {
		b.env.Note(&FloodGroup)
		b.flood(in, frame)
		return
	}
	out, known := b.lookup(dst)
	switch {
	case !known:
		b.env.Note(&Flood)
		b.flood(in, frame)
	case out == in:
		b.env.Drop(&Filter, frame)
	default:
		b.env.Note(&Forward)
		b.ports[out].below.Send(b.pool.Get(frame))
	}
}

// reserved says whether a group address is one of the sixteen that mean the
// bridges of this link alone: spanning tree, pause, link aggregation (IEEE
// 802.1D-2004 §7.12.6).
func reserved(dst ethernet.Addr) bool {
	return dst[5] <= 0x0f && dst == ethernet.Addr{0x01, 0x80, 0xc2, 0, 0, dst[5]}
}

// flood sends a copy of the frame out of every port but one.
func (b *Bridge) flood(in int, frame []byte) {
	for i := range b.ports {
		if i != in {
			b.ports[i].below.Send(b.pool.Get(frame))
		}
	}
}
