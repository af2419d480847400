package stp

import "time"

// The Port Information state machine (IEEE 802.1D-2004 §17.27): what a BPDU is
// worth, and how long.

// hear takes a BPDU to the port (Port Receive, §17.23).
func (p *Port) hear(m BPDU) {
	if m.Kind == RST {
		p.rcvdRSTP = true
	} else {
		p.rcvdSTP = true
	}
	if p.operEdge {
		p.env.Note(&NoEdge)
		p.operEdge = false
	}
	p.start(&p.edgeDelayWhile, migrateTime)
	p.msg, p.rcvdMsg = m, true
}

// information acts if it can, and says whether it did.
func (p *Port) information() (acted bool) {
	if !p.enabled {
		p.rcvdMsg = false
		return false
	}
	switch {
	case p.selected && p.updtInfo:
		p.update()
	case p.infoIs == infoReceived && !p.runs(p.rcvdInfoWhile) && !p.updtInfo && !p.rcvdMsg:
		p.env.Note(&InfoAged)
		p.infoIs, p.reselect, p.selected = infoAged, true, false
	case p.rcvdMsg && !p.updtInfo:
		p.judge()
		p.rcvdMsg = false
	default:
		return false
	}
	return true
}

// update lets the port say what this bridge knows (UPDATE).
func (p *Port) update() {
	p.proposing, p.proposed = false, false
	p.agreed = p.agreed && p.betterOrSame(infoMine, p.designated)
	p.synced = p.synced && p.agreed
	p.priority, p.portTimes = p.designated, p.designatedTimes
	p.updtInfo, p.infoIs, p.newInfo = false, infoMine, true
}

// betterOrSame says whether new information of a kind is not worse than what the
// port has of that kind.
func (p *Port) betterOrSame(kind info, v Vector) bool {
	return p.infoIs == kind && v.Compare(p.priority) <= 0
}

// judge compares a BPDU with what the port knows (RECEIVE).
func (p *Port) judge() {
	m := &p.msg
	switch {
	case m.Kind == TCN:
		p.env.Note(&HeardTCN)
		p.rcvdTcn = true
	case m.Bridge == p.Tree.cfg.ID && m.Port == p.id && m.Kind == ConfigBPDU:
		p.env.Note(&OwnBPDU)
	case m.Role != Designated:
		if m.Vector.Compare(p.priority) >= 0 { // InferiorRootAlternateInfo
			p.recordAgreement()
			p.setTcFlags()
		}
	case m.Vector == p.priority && m.Times == p.portTimes && p.infoIs == infoReceived:
		p.env.Note(&Repeated)
		p.recordProposal()
		p.setTcFlags()
		p.recordAgreement()
		p.believe()
	case m.Vector.superior(p.priority):
		if m.Vector.Compare(p.priority) <= 0 {
			p.env.Note(&Superior)
		} else {
			p.env.Note(&Revised)
		}
		p.superior()
	default:
		p.env.Note(&Inferior)
		p.recordDispute()
		p.newInfo = p.newInfo || !p.sendRSTP && p.role == Designated // an old bridge learns better at once
	}
}

// superior takes better information for the port's own (SUPERIOR_DESIGNATED).
func (p *Port) superior() {
	m := &p.msg
	p.agreed, p.proposing = false, false
	p.recordProposal()
	p.setTcFlags()
	p.agree = p.agree && p.betterOrSame(infoReceived, m.Vector)
	p.recordAgreement()
	p.synced = p.synced && p.agreed
	p.priority, p.portTimes = m.Vector, m.Times
	p.portTimes.HelloTime = max(m.HelloTime, time.Second)
	p.believe()
	p.infoIs, p.reselect, p.selected = infoReceived, true, false
}

// believe lets the information live for three hellos more, unless it is too many
// bridges old (updtRcvdInfoWhile).
func (p *Port) believe() {
	p.rcvdInfoWhile = while{}
	if p.portTimes.MessageAge+time.Second <= p.portTimes.MaxAge {
		life := 3 * p.portTimes.HelloTime
		if !p.Tree.cfg.Rapid { // STP believes until the age is reached
			life = p.portTimes.MaxAge - p.portTimes.MessageAge
		}
		p.start(&p.rcvdInfoWhile, life)
	}
}

// recordProposal notes that the other side asks for leave to forward at once.
func (p *Port) recordProposal() {
	if p.msg.Role == Designated && p.msg.Proposal {
		p.env.Note(&Proposal)
		p.proposed = true
	}
}

// recordAgreement notes that the other side gives it.
func (p *Port) recordAgreement() {
	p.agreed = p.Tree.cfg.Rapid && !p.cfg.Shared && p.msg.Agreement
	if p.agreed {
		p.env.Note(&Agreement)
		p.proposing = false
	}
}

// recordDispute notes that the other side, which is worse, takes itself for the
// designated one and learns: it does not hear us.
func (p *Port) recordDispute() {
	if p.msg.Kind == RST && p.msg.Learning {
		p.disputed, p.agreed = true, false
	}
}

// setTcFlags notes what the BPDU tells of the topology.
func (p *Port) setTcFlags() {
	p.rcvdTc = p.rcvdTc || p.msg.TC
	p.rcvdTcAck = p.rcvdTcAck || p.msg.TCAck
}
