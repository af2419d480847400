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
	case r.owns(p.spa) && p.sha == r.mac:
		r.env.Drop(&CameBack, data)
		return
	case r.owns(p.spa):
		r.env.Drop(&Conflict, data)
		r.own.conflict(p.sha)
		return
	case r.own.State == tentative && p.isProbe() && p.tpa == r.addr && p.sha != r.mac:
		r.env.Drop(&ProbedToo, data)
		r.own.conflict(p.sha)
		return
	}
	// Second: if the sender's address is in the table, bring it up to date.
	known := r.cache[p.spa]
	if known != nil && known.vars.State != permanent {
		r.env.Note(&Merge)
		r.update(known, p.sha, p.op == reply)
	}
	// Third: are we the target, or do we answer for it?
	ours := r.owns(p.tpa)
	proxy := !ours && p.op == request && r.Proxy != nil && r.Proxy(p.tpa)
	if !ours && !proxy {
		if p.op == request && known == nil {
			r.env.Drop(&NotAsked, data)
		}
		return
	}
	if !r.own.usable() {
		r.env.Drop(&NotOurs, data)
		return
	}
	// Fourth: then the sender is worth remembering.
	if known == nil {
		r.learn(p)
	}
	// Fifth: a request is answered; the answer goes to the asker alone.
	if p.op == request {
		if proxy {
			r.env.Note(&AnswerFor)
		} else {
			r.env.Note(&Answer)
		}
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
	r.update(r.add(p.spa), p.sha, p.op == reply)
}

// update fills an entry and sends what waited for it. Only an answer confirms that
// the station can be reached: it has heard us.
func (r *Resolver) update(e *entry, mac ethernet.Addr, answer bool) {
	r.env.Enter(e)
	waiting := e.waiting
	e.waiting = nil
	was := e.vars
	e.vars = vars{MAC: mac, State: reachable, Updated: r.env.Now()}
	if r.Doubt && !answer && len(waiting) == 0 {
		if e.vars.State = stale; was.State == reachable && was.MAC == mac {
			e.vars = was
		}
	}
	if e.check != nil {
		e.check.Stop()
	}
	if e.retry != nil {
		e.retry.Stop()
	}
	for _, b := range waiting {
		r.below.Send(b, mac, ethernet.IPv4)
	}
}
