package stp

// Who else is there: bridges that speak the old protocol (Port Protocol
// Migration, IEEE 802.1D-2004 §17.24), and stations (Bridge Detection, §17.25).

// checkRSTP lets the port speak RSTP, if the bridge does, for at least three
// seconds.
func (p *Port) checkRSTP() {
	p.sendRSTP = p.Tree.cfg.Rapid
	p.sensing = false
	p.start(&p.mdelayWhile, migrateTime)
}

// migrate acts if it can, and says whether it did.
func (p *Port) migrate() bool {
	if !p.enabled {
		return false
	}
	switch {
	case !p.sensing:
		if p.runs(p.mdelayWhile) {
			break
		}
		p.sensing, p.rcvdRSTP, p.rcvdSTP = true, false, false
		return true
	case p.sendRSTP && p.rcvdSTP:
		p.env.Note(&OldNeighbour)
		p.sendRSTP, p.sensing = false, false
		p.start(&p.mdelayWhile, migrateTime)
		return true
	case p.Tree.cfg.Rapid && !p.sendRSTP && p.rcvdRSTP:
		p.env.Note(&NewNeighbour)
		p.checkRSTP()
		return true
	}
	if !p.operEdge && !p.runs(p.edgeDelayWhile) && p.sendRSTP && p.proposing {
		p.env.Note(&NobodyAnswers)
		p.operEdge = true
		return true
	}
	return false
}
