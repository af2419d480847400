package firewall

import (
	"slices"

	"encap/layers/network/flow"
	"encap/layers/osi"
)

// connection is a conversation that was allowed.
type connection struct {
	flow  flow.Flow // as its first packet named it
	track flow.Track
	gone  bool
}

// maxConnections bounds the table, and so the memory: a flood must not fill it.
const maxConnections = 16384

// Entity names the conversation as its first packet does.
func (c *connection) Entity() (kind, name string) { return "connection", c.flow.String() }

// Vars gives how far the conversation has come; nil once it is forgotten.
func (c *connection) Vars() any {
	if c.gone {
		return nil
	}
	return struct {
		State flow.State
		Used  osi.Instant
	}{c.track.State, c.track.Used}
}

// stateful says whether any rule asks what was allowed before: only then is it
// remembered.
func (f *Firewall) stateful() bool {
	return slices.ContainsFunc(f.rows, func(r *row) bool { return r.rule.Established })
}

// of gives the conversation that a packet, or the one it quotes, belongs to, in
// either direction; nil if it was not allowed, or so long ago that it is over.
func (f *Firewall) of(p *flow.Packet) *connection {
	key := p.Flow
	if p.Quoted != nil {
		key = *p.Quoted
	}
	c := f.known[key]
	if c != nil && f.forget(c) {
		return nil
	}
	return c
}

// remember keeps a conversation in mind, if the firewall has a memory and the
// packet may begin one: one that comes in the middle of a connection does not.
func (f *Firewall) remember(p *flow.Packet) *connection {
	if !f.stateful() || p.Protocol == flow.TCP && p.Flags&(flow.SYN|flow.ACK) != flow.SYN {
		return nil
	}
	if c := f.known[p.Flow]; c != nil && !f.forget(c) {
		return c
	}
	if len(f.connections) >= maxConnections && !f.makeRoom() {
		f.env.Note(&Forgets)
		return nil
	}
	c := &connection{flow: p.Flow, track: flow.NewTrack(p.Protocol)}
	f.env.Note(&Remember)
	f.env.Enter(c)
	c.track.Used = f.env.Now()
	f.connections = append(f.connections, c)
	f.known[p.Flow], f.known[p.Reverse()] = c, c
	return c
}

// saw keeps in mind that a packet of a conversation has passed.
func (f *Firewall) saw(c *connection, p *flow.Packet) {
	f.env.Enter(c)
	side := 0
	if p.Flow != c.flow {
		side = 1
	}
	c.track.Saw(f.env.Now(), side, p.Flags)
}

// forget drops a conversation that has been silent for too long, and says
// whether it was.
func (f *Firewall) forget(c *connection) bool {
	if !c.track.Over(f.env.Now()) {
		return false
	}
	f.env.Note(&Idle)
	f.env.Enter(c)
	c.gone = true
	delete(f.known, c.flow)
	delete(f.known, c.flow.Reverse())
	f.connections = slices.DeleteFunc(f.connections, func(other *connection) bool { return other == c })
	return true
}

// makeRoom forgets a conversation that is over, if there is one.
func (f *Firewall) makeRoom() bool {
	return slices.ContainsFunc(f.connections, f.forget)
}
