package arp

import "encap/layers/link/ethernet"

// Receive handles an ARP packet in the order of RFC 826's "Packet Reception".
// Whether the frame was for all does not matter: the packet itself says whom
// it concerns.
func (r *Resolver) Receive(data []byte, _ bool) {
	// First: do we speak this hardware type and this protocol?
	p, err := r.decode(data)
	if err != nil {
		r.env.Drop(&Garbled, data)
		return
	}
	// RFC 826 trusts everybody. Two senders are not believed since.
	switch {
	case p.sha.Group():
		r.env.Drop(&NoStation, data)
		return
	case r.owns(p.spa):
		r.env.Drop(&Conflict, data)
		return
	}
	// Second: if the sender's address is in the table, bring it up to date.
	known := r.cache[p.spa]
	if known != nil && known.vars.State != permanent {
		r.env.Note(&Merge)
		r.update(known, p.sha)
	}
	// Third: are we the target?
	if !r.owns(p.tpa) {
		if p.op == request && known == nil {
			r.env.Drop(&NotAsked, data)
		}
		return
	}
	// Fourth: then the sender is worth remembering.
	if known == nil {
		r.learn(p)
	}
	// Fifth: a request is answered; the answer goes to the asker alone.
	if p.op == request {
		r.env.Note(&Answer)
		r.send(packet{op: reply, sha: r.mac, spa: p.tpa, tha: p.sha, tpa: p.spa}, p.sha)
	}
}

// learn makes a row for a sender who is not in the table. Who asks before it
// has an address of its own (a probe, RFC 5227 §2.1) has none to remember.
func (r *Resolver) learn(p packet) {
	if p.spa.IsUnspecified() {
		return
	}
	if !r.room(false) {
		r.env.Note(&CacheFull)
		return
	}
	r.env.Note(&Learn)
	r.update(r.add(p.spa), p.sha)
}

// update fills an entry and sends what waited for it.
func (r *Resolver) update(e *entry, mac ethernet.Addr) {
	r.env.Enter(e)
	waiting := e.waiting
	e.waiting = nil
	e.vars = vars{MAC: mac, State: reachable, Updated: r.env.Now()}
	if e.retry != nil {
		e.retry.Stop()
	}
	for _, b := range waiting {
		r.below.Send(b, mac, ethernet.IPv4)
	}
}
