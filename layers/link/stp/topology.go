package stp

import "time"

// The Topology Change state machine (IEEE 802.1D-2004 §17.31): where stations
// seem to be may be wrong when ports begin to forward, so tables are flushed.

// tcState is the state of the machine.
type tcState uint8

const (
	tcInactive tcState = iota // the port does not take part
	tcLearning                // it is about to
	tcActive                  // it forwards
)

// topology acts if it can, and says whether it did.
func (p *Port) topology() bool {
	inTree := p.role == Root || p.role == Designated
	heard := p.rcvdTc || p.rcvdTcn || p.rcvdTcAck || p.tcProp
	switch p.tcState {
	case tcInactive:
		if !p.flushed {
			p.flushed, p.tcWhile, p.tcAck = true, while{}, false
			p.flush()
		}
		if p.learn {
			p.tcState, p.flushed = tcLearning, false
			p.forget()
			return true
		}
		p.forget()
	case tcLearning:
		switch {
		case inTree && p.forward && !p.operEdge:
			p.env.Note(&Changed)
			p.newTcWhile()
			p.propagate()
			p.newInfo = true
			p.tcState = tcActive
		case !inTree && !p.learn && !p.learning && !heard:
			p.tcState = tcInactive
		case heard:
			p.forget()
		default:
			return false
		}
		return true
	case tcActive:
		return p.activeTopology(inTree)
	}
	return false
}

// activeTopology is what a port that forwards does.
func (p *Port) activeTopology(inTree bool) bool {
	switch {
	case !inTree || p.operEdge:
		p.tcState = tcLearning
	case p.rcvdTcn:
		p.newTcWhile()
		p.notified()
	case p.rcvdTc:
		p.notified()
	case p.tcProp:
		p.env.Note(&Flush)
		p.newTcWhile()
		p.flush()
		p.tcProp = false
	case p.rcvdTcAck:
		p.tcWhile, p.rcvdTcAck = while{}, false
	default:
		return false
	}
	return true
}

// notified passes on that a neighbour tells of a change.
func (p *Port) notified() {
	if p.rcvdTcn && p.role == Designated {
		p.tcAck, p.newInfo = true, true
	}
	p.rcvdTcn, p.rcvdTc = false, false
	p.propagate()
}

// propagate lets all other ports tell of the change (setTcPropTree).
func (p *Port) propagate() {
	for _, q := range p.ports {
		if q != p {
			q.tcProp = true
		}
	}
}

// newTcWhile lets the port tell of the change for a while.
func (p *Port) newTcWhile() {
	if p.runs(p.tcWhile) {
		return
	}
	if p.sendRSTP {
		p.start(&p.tcWhile, p.hello()+time.Second)
		p.newInfo = true
		return
	}
	p.start(&p.tcWhile, p.rootTimes.MaxAge+p.rootTimes.ForwardDelay)
	p.newInfo = true
}

// flush forgets what was learned at the port. STP, which does not tell how many
// bridges it is to the change, lets all tables age faster for a while instead.
func (p *Port) flush() {
	if p.Tree.cfg.Rapid || p.tcState == tcInactive {
		p.relay.Unlearn(p.number)
		return
	}
	p.relay.AgeFast(p.fwdDelay())
	p.rapidUntil = p.env.Now().Add(p.fwdDelay())
}

func (p *Port) forget() { p.rcvdTc, p.rcvdTcn, p.rcvdTcAck, p.tcProp = false, false, false, false }
