package bridge

import (
	"time"

	"encap/layers/link/ethernet"
)

// What a spanning tree does to a bridge.

// Control reads frames that are for bridges.
type Control interface {
	// Receive is given a whole frame that came in by a port.
	Receive(port int, frame []byte)
}

// tree is the address to which bridges send what spans the tree (IEEE
// 802.1D-2004 §7.12.3).
var tree = ethernet.Addr{0x01, 0x80, 0xc2, 0, 0, 0}

// Govern lets c read what is for the bridges of a spanning tree.
func (b *Bridge) Govern(c Control) { b.control = c }

// forBridges gives a frame that goes no further to who reads it.
func (b *Bridge) forBridges(in int, dst ethernet.Addr, frame []byte) {
	if dst != tree {
		b.env.Drop(&Reserved, frame)
		return
	}
	b.env.Note(&ForBridges)
	b.control.Receive(in, frame)
}

// SetState says whether a port learns from the frames that come in, and whether
// it forwards any.
func (b *Bridge) SetState(port int, learning, forwarding bool) {
	b.ports[port].deaf, b.ports[port].quiet = !learning && !forwarding, !forwarding
}

// Unlearn forgets what was learned at a port.
func (b *Bridge) Unlearn(port int) { _ = b.Flush(b.ports[port].name) }

// AgeFast lets the table forget what is older than d, until it is told 0.
func (b *Bridge) AgeFast(d time.Duration) { b.fast = d }

// ageing is how long a row is believed now.
func (b *Bridge) ageing() time.Duration {
	if b.fast > 0 {
		return min(b.fast, b.cfg.Ageing)
	}
	return b.cfg.Ageing
}
