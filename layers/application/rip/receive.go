package rip

import (
	"net/netip"

	"encap/layers/osi"
)

// Receive takes a message, in the order of RFC 2453 §3.9.
func (r *Router) Receive(from, to netip.AddrPort, ttl uint8, message []byte) {
	command, v, adverts, err := decode(message)
	switch {
	case err != nil:
		r.env.Drop(&Garbled, message)
		return
	case v != version:
		r.env.Drop(&OtherVersion, message)
		return
	}
	switch command {
	case request:
		r.request(from, to, adverts)
	case response:
		r.response(from, message, adverts)
	default:
		r.env.Drop(&Garbled, message)
	}
}

// request answers who asks (RFC 2453 §3.9.1).
func (r *Router) request(from, to netip.AddrPort, adverts []advert) {
	p := osi.Path{Dst: from.Addr()}
	if number, ok := r.network.Towards(from.Addr()); ok && len(adverts) == 1 && adverts[0].family == 0 && adverts[0].metric == Infinity {
		r.env.Note(&AnswerAll)
		r.sendTo(p, from.Port(), response, r.adverts(number, r.network.Interfaces()[number], false))
		return
	}
	// What is asked for one by one is answered as it is in the table.
	r.env.Note(&AnswerSome)
	answer := make([]advert, len(adverts))
	for i, a := range adverts {
		answer[i] = a
		answer[i].metric = Infinity
		if p, ok := a.prefix(); ok && r.table[p] != nil {
			answer[i].metric = uint32(r.table[p].vars.Metric)
		}
	}
	r.sendTo(p, from.Port(), response, answer)
}

// response takes in what a neighbour says (RFC 2453 §3.9.2).
func (r *Router) response(from netip.AddrPort, message []byte, adverts []advert) {
	number, near := r.network.Towards(from.Addr())
	if from.Port() != port || !near || r.network.Local(from.Addr()) {
		r.env.Drop(&NoNeighbour, message)
		return
	}
	r.env.Note(&Heard)
	for _, a := range adverts {
		p, ok := a.prefix()
		if a.family != familyIP || !ok || !believable(p) || a.metric < 1 || a.metric > Infinity {
			r.env.Note(&BadAdvert)
			continue
		}
		via := from.Addr()
		if n, ok := r.network.Towards(a.nextHop); ok && n == number && !r.network.Local(a.nextHop) {
			via = a.nextHop // the sender is not the best way itself
		}
		r.hear(p, min(int(a.metric)+1, Infinity), via, number)
	}
	r.trigger()
}

// believable says whether a network may be the destination of a route: not
// network 0, but for the default route, nor 127, nor a group.
func believable(p netip.Prefix) bool {
	first := p.Addr().As4()[0]
	return p.Bits() == 0 || first != 0 && first != 127 && first < 224
}

// hear compares what a neighbour says of one network with what is known.
func (r *Router) hear(p netip.Prefix, metric int, via netip.Addr, number int) {
	e := r.table[p]
	switch {
	case e == nil && metric < Infinity:
		r.env.Note(&NewRoute)
		r.adopt(r.add(p), metric, via, number)
	case e == nil, e.vars.State == connected:
		// Nothing is lost that was not there, and nobody is nearer than oneself.
	case e.vars.Via == via && e.vars.State == learned && metric == Infinity:
		r.env.Note(&Lost)
		r.giveUp(e)
	case e.vars.Via == via && e.vars.State == learned && metric != e.vars.Metric:
		r.env.Note(&SameNeighbour)
		r.adopt(e, metric, via, number)
	case e.vars.Via == via && e.vars.State == learned:
		e.timeout.Reset(r.settings.Timeout)
	case metric < e.vars.Metric:
		r.env.Note(&BetterRoute)
		r.adopt(e, metric, via, number)
	}
}
