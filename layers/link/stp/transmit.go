package stp

import (
	"time"

	"encap/layers/link/ethernet"
)

// The Port Transmit state machine (IEEE 802.1D-2004 §17.26).

// transmit sends a BPDU if there is something to say and the port has not said
// too much in this second.
func (p *Port) transmit() {
	if !p.enabled || !p.selected || p.updtInfo {
		return
	}
	for p.txCount > 0 && !p.runs(p.txWhile) {
		p.txCount--
		p.txWhile.until = p.txWhile.until.Add(time.Second)
	}
	if !p.runs(p.helloWhen) {
		if p.role == Designated || p.role == Root && p.runs(p.tcWhile) {
			p.env.Note(&Hello)
			p.newInfo = true
		}
		p.start(&p.helloWhen, p.hello())
	}
	if !p.newInfo {
		return
	}
	if p.txCount >= txHoldCount {
		p.env.Note(&HoldBack)
		return
	}
	p.newInfo = false
	if m, ok := p.bpdu(); ok {
		p.send(m)
	}
}

// bpdu is what there is to say.
func (p *Port) bpdu() (m BPDU, ok bool) {
	switch {
	case p.sendRSTP:
		m = BPDU{Version: 2, Kind: RST, Role: p.role, Agreement: p.agree && p.role != Designated, Proposal: p.proposing, Learning: p.learning, Forwarding: p.forwarding}
	case p.role == Root:
		return BPDU{Kind: TCN}, p.runs(p.tcWhile)
	case p.role == Designated:
		m = BPDU{Kind: ConfigBPDU, TCAck: p.tcAck}
	default:
		return m, false
	}
	m.TC = p.runs(p.tcWhile)
	m.Vector, m.Times = p.designated, p.designatedTimes
	p.tcAck = false
	return m, true
}

func (p *Port) send(m BPDU) {
	if p.txCount++; p.txCount == 1 {
		p.start(&p.txWhile, time.Second)
	}
	b := p.pool.Get(nil)
	m.Encode(b)
	p.below.Send(b, Group, ethernet.Type(b.Len())) // a length where others have a type
}
