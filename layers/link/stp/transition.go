package stp

import "time"

// The Port Role Transitions state machine (IEEE 802.1D-2004 §17.29): when a port
// may learn and forward. It is one machine for each role.

// transition acts if it can, and says whether it did.
func (p *Port) transition() (acted bool) {
	if !p.selected || p.updtInfo {
		return false
	}
	if p.role != p.selectedRole {
		p.take(p.selectedRole)
		return true
	}
	switch p.role {
	case Root:
		return p.rootPort()
	case Designated:
		return p.designatedPort()
	case Disabled:
		return p.settle(p.fdWhileOff())
	}
	return p.alternatePort()
}

// take gives the port another role.
func (p *Port) take(r Role) {
	for _, w := range []*while{&p.fdWhile, &p.rrWhile, &p.rbWhile} {
		p.release(w) // what was held in the old role counts down from now on
	}
	p.role = r
	switch r {
	case Root:
		p.env.Note(&RootPort)
		p.hold(&p.rrWhile, p.fwdDelay())
	case Designated:
		p.env.Note(&DesignatedPort)
	case Disabled:
		p.block()
	default:
		p.env.Note(&Blocked)
		p.block()
	}
}

// block lets a port discard.
func (p *Port) block() { p.learn, p.forward = false, false }

// fdWhileOff is how long a port that comes up waits before it learns, if no
// agreement helps: as long as information lives, or in STP one forward delay.
func (p *Port) fdWhileOff() time.Duration {
	if p.Tree.cfg.Rapid {
		return p.maxAge()
	}
	return p.fwdDelay()
}

// settle lets a port that discards be in step with all others.
func (p *Port) settle(delay time.Duration) (acted bool) {
	if p.learning || p.forwarding {
		return false
	}
	p.hold(&p.fdWhile, delay)
	acted = p.sync || p.reRoot || !p.synced
	p.synced, p.sync, p.reRoot, p.rrWhile = true, false, false, while{}
	return acted
}

// rootPort is a port's way to forward as root port.
func (p *Port) rootPort() bool {
	switch {
	case p.proposed && !p.agree:
		p.syncAll()
		p.proposed = false
	case p.allSynced() && !p.agree || p.proposed && p.agree:
		p.sayAgreed()
	case p.agreed && !p.synced || p.sync && p.synced:
		p.synced, p.sync = true, false
	case !p.forward && !p.reRoot:
		for _, q := range p.ports {
			q.reRoot = true
		}
	case p.reRoot && p.forward:
		p.reRoot = false
	case !p.learn && !p.runs(p.fdWhile):
		p.env.Note(&DelayOver)
		p.mayLearn()
	case !p.forward && p.learn && !p.runs(p.fdWhile):
		p.env.Note(&DelayOver)
		p.mayForward()
	case !p.learn && p.rapidRoot():
		p.env.Note(&RapidRoot)
		p.mayLearn()
	case !p.forward && p.learn && p.rapidRoot():
		p.mayForward()
	default:
		return false
	}
	return true
}

// rapidRoot says whether a new root port may forward at once: no port that was
// root port lately forwards any more, so there can be no loop.
func (p *Port) rapidRoot() bool {
	if !p.Tree.cfg.Rapid || p.runs(p.rbWhile) {
		return false
	}
	for _, q := range p.ports {
		if q != p && q.runs(q.rrWhile) {
			return false
		}
	}
	return true
}

// designatedPort is a port's way to forward as designated port.
func (p *Port) designatedPort() bool {
	old := p.reRoot && p.runs(p.rrWhile) // it was root port, and there is another
	switch {
	case !p.forward && !p.agreed && !p.proposing && !p.operEdge && p.sendRSTP && !p.cfg.Shared:
		p.env.Note(&Propose)
		p.proposing, p.newInfo = true, true
		p.start(&p.edgeDelayWhile, migrateTime)
	case !p.learning && !p.forwarding && !p.synced, p.agreed && !p.synced, p.operEdge && !p.synced, p.sync && p.synced:
		p.rrWhile, p.synced, p.sync = while{}, true, false
	case p.reRoot && !p.runs(p.rrWhile):
		p.reRoot = false
	case (p.sync && !p.synced || old || p.disputed) && !p.operEdge && (p.learn || p.forward):
		p.env.Note(&Step)
		p.block()
		p.disputed = false
		p.start(&p.fdWhile, p.forwardDelay())
	case p.disputed:
		p.disputed = false
		p.start(&p.fdWhile, p.forwardDelay())
	case p.sync || old:
		return false
	case !p.learn && (p.agreed || p.operEdge || !p.runs(p.fdWhile)):
		p.noteLeave()
		p.mayLearn()
	case !p.forward && p.learn && (p.agreed || p.operEdge || !p.runs(p.fdWhile)):
		p.noteLeave()
		p.mayForward()
		p.agreed = p.sendRSTP
	default:
		return false
	}
	return true
}

// noteLeave tells why a designated port may go on.
func (p *Port) noteLeave() {
	switch {
	case p.operEdge:
		p.env.Note(&Edge)
	case p.agreed:
		p.env.Note(&Leave)
	default:
		p.env.Note(&DelayOver)
	}
}

// alternatePort is what a port in reserve does: it agrees, and waits.
func (p *Port) alternatePort() bool {
	switch {
	case p.proposed && !p.agree:
		p.syncAll()
		p.proposed = false
		return true
	case p.allSynced() && !p.agree || p.proposed && p.agree:
		p.sayAgreed()
		return true
	}
	if p.role == Backup {
		p.hold(&p.rbWhile, 2*p.hello())
	}
	return p.settle(p.forwardDelay())
}

// mayLearn, mayForward are the two steps from discarding to forwarding.
func (p *Port) mayLearn() {
	p.learn = true
	p.start(&p.fdWhile, p.forwardDelay())
}

func (p *Port) mayForward() {
	p.forward, p.fdWhile = true, while{}
}

// syncAll lets all ports that might close a loop discard first (setSyncTree).
func (p *Port) syncAll() {
	p.env.Note(&Sync)
	for _, q := range p.ports {
		q.sync = true
	}
}

// allSynced says whether all other ports are in step: none of them can close a
// loop.
func (p *Port) allSynced() bool {
	for _, q := range p.ports {
		if !q.selected || q.updtInfo || q.role != q.selectedRole || q.role != Root && q != p && !q.synced {
			return false
		}
	}
	return true
}

// sayAgreed answers a proposal.
func (p *Port) sayAgreed() {
	if p.sendRSTP && p.priority.Bridge != (BridgeID{}) {
		p.env.Note(&Agree)
	}
	p.proposed, p.sync = false, false
	p.agree, p.newInfo = true, true
}

// state makes the port do what is wanted (Port State Transition, §17.30).
func (p *Port) state() bool {
	if p.learning == p.learn && p.forwarding == p.forward {
		return false
	}
	p.learning, p.forwarding = p.learn, p.forward
	p.relay.SetState(p.number, p.learning, p.forwarding)
	return true
}
