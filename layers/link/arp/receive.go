package arp

import "encap/layers/link/ethernet"

// Receive handles an ARP packet in the order of RFC 826's "Packet Reception".
func (r *Resolver) Receive(data []byte) {
	// First: do we speak this hardware type and this protocol?
	p, err := r.decode(data)
	if err != nil {
		r.env.Drop(&Garbled, data)
		return
	}
	// Second: if the sender's address is in the table, bring it up to date.
	merged := false
	if e := r.find(p.spa); e != nil {
		r.env.Note(&Merge)
		r.update(e, p.sha)
		merged = true
	}
	// Third: are we the target?
	if p.tpa != r.addr || p.spa == r.addr {
		if p.op == request && !merged {
			r.env.Drop(&NotAsked, data)
		}
		return
	}
	// Fourth: then the sender is worth remembering.
	if !merged && !p.spa.IsUnspecified() {
		r.env.Note(&Learn)
		r.update(r.add(p.spa), p.sha)
	}
	// Fifth: a request is answered; the answer goes to the asker alone.
	if p.op == request {
		r.env.Note(&Answer)
		r.send(packet{op: reply, sha: r.mac, spa: r.addr, tha: p.sha, tpa: p.spa}, p.sha)
	}
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
