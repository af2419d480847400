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
	VLANs  bool          // frames belong to VLANs; else tags are not looked at
}

// Bridge is a learning switch.
type Bridge struct {
	env   osi.Env
	pool  *codec.Pool
	cfg   Config
	ports []*port
	table map[station]*row
	rows  []*row // the same, in the order in which they were learned
	hand  int    // the row that was last looked at to make room

	fast    time.Duration // ageing while the topology changes; 0: as set
	control Control       // reads what is for bridges; nil: nobody does
}

type port struct {
	name  string
	below Below
	vlans Membership
	// quiet: a spanning tree lets the port discard; deaf: it does not even learn.
	quiet, deaf bool
}

// Port is where the frames of one port come in.
type Port struct {
	b     *Bridge
	index int
}

// New makes a bridge without ports.
func New(env osi.Env, pool *codec.Pool, cfg Config) *Bridge {
	if cfg.Ageing == 0 {
		cfg.Ageing = usualAgeing
	}
	if cfg.Rows == 0 {
		cfg.Rows = maxRows
	}
	return &Bridge{env: env, pool: pool, cfg: cfg}
}

// AddPort gives the bridge one more port, in the VLANs of m.
func (b *Bridge) AddPort(name string, below Below, m Membership) *Port {
	b.ports = append(b.ports, &port{name: name, below: below, vlans: m})
	return &Port{b, len(b.ports) - 1}
}

// Receive takes a whole frame that came in by the port.
func (p *Port) Receive(frame []byte) { p.b.receive(p.index, frame) }

// receive forwards a frame: first is it whole, then to which VLAN does it
// belong, then who sent it, then where does it go (IEEE 802.1D-2004 §7.5 to
// §7.8). The frame that came in is not changed, and copies of it go on.
func (b *Bridge) receive(in int, bytes []byte) {
	if len(bytes) < ethernet.MinFrame+ethernet.FCSLen || !ethernet.CheckFCS(bytes) {
		b.env.Drop(&Damaged, bytes)
		return
	}
	if dst := ethernet.Addr(bytes[0:6]); b.control != nil && reserved(dst) {
		b.forBridges(in, dst, bytes)
		return
	}
	if b.ports[in].deaf {
		b.env.Drop(&Discarding, bytes)
		return
	}
	f := frame{bytes: bytes, dst: ethernet.Addr(bytes[0:6]), src: ethernet.Addr(bytes[6:12])}
	if refused := b.classify(in, &f); refused != nil {
		b.env.Drop(refused, bytes)
		return
	}
	b.learn(station{f.src, f.vid()}, in)
	if b.ports[in].quiet {
		b.env.Drop(&OnlyLearns, bytes)
		return
	}
	if reserved(f.dst) {
		b.env.Drop(&Reserved, bytes)
		return
	}
	if f.dst.Group() {
		b.env.Note(&FloodGroup)
		b.flood(in, &f)
		return
	}
	out, known := b.lookup(station{f.dst, f.vid()})
	switch {
	case !known:
		b.env.Note(&Flood)
		b.flood(in, &f)
	case out == in:
		b.env.Drop(&Filter, bytes)
	case !b.member(out, f.vid()):
		b.env.Drop(&NotThisVLAN, bytes)
	case b.ports[out].quiet:
		b.env.Drop(&NotForwarding, bytes)
	default:
		b.env.Note(&Forward)
		b.leave(out, &f)
	}
}

// reserved says whether a group address is one of the sixteen that mean the
// bridges of this link alone: spanning tree, pause, link aggregation (IEEE
// 802.1D-2004 §7.12.6).
func reserved(dst ethernet.Addr) bool {
	return dst[5] <= 0x0f && dst == ethernet.Addr{0x01, 0x80, 0xc2, 0, 0, dst[5]}
}

// flood sends a copy of the frame out of every port of its VLAN but one.
func (b *Bridge) flood(in int, f *frame) {
	for i := range b.ports {
		if i != in && b.member(i, f.vid()) && !b.ports[i].quiet {
			b.leave(i, f)
		}
	}
}
