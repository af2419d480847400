package stp

import "time"

// The Port Role Selection state machine (IEEE 802.1D-2004 §17.28).

// selectRoles gives each port its role, if some port has heard anything new; it
// says whether it did.
func (t *Tree) selectRoles() bool {
	again := false
	for _, p := range t.ports {
		again = again || p.reselect
		p.reselect = false
	}
	if !again {
		return false
	}
	was := t.root.Root
	t.chooseRoot()
	switch {
	case was == t.root.Root:
	case t.rootPort < 0:
		t.env.Note(&IAmRoot)
	default:
		t.env.Note(&NewRoot)
	}
	for i, p := range t.ports {
		p.chooseRole(i)
		p.selected = true
	}
	return true
}

// chooseRoot finds the best way to the best root: what each port knows, and the
// cost of its link; or this bridge itself.
func (t *Tree) chooseRoot() {
	t.root, t.rootTimes, t.rootPort = Vector{Root: t.cfg.ID, Bridge: t.cfg.ID}, t.times(), -1
	for i, p := range t.ports {
		if p.infoIs != infoReceived || p.priority.Bridge == t.cfg.ID {
			continue
		}
		v := p.priority
		v.Cost += p.cfg.Cost
		if c := v.Compare(t.root); c < 0 || c == 0 && t.rootPort >= 0 && p.id < t.ports[t.rootPort].id {
			t.root, t.rootPort, t.rootTimes = v, i, p.portTimes
			t.rootTimes.MessageAge = (t.rootTimes.MessageAge + time.Second).Round(time.Second)
		}
	}
}

// chooseRole gives the i-th port its role (updtRolesTree, §17.21.25).
func (p *Port) chooseRole(i int) {
	t := p.Tree
	p.designated = Vector{Root: t.root.Root, Cost: t.root.Cost, Bridge: t.cfg.ID, Port: p.id}
	p.designatedTimes = t.rootTimes
	p.designatedTimes.HelloTime = t.cfg.HelloTime
	p.updtInfo = false
	switch p.infoIs {
	case infoDisabled:
		p.selectedRole = Disabled
	case infoAged:
		p.selectedRole, p.updtInfo = Designated, true
	case infoMine:
		p.selectedRole = Designated
		p.updtInfo = p.priority != p.designated || p.portTimes != p.designatedTimes
	case infoReceived:
		switch {
		case i == t.rootPort:
			p.selectedRole = Root
		case p.designated.Compare(p.priority) < 0:
			p.selectedRole, p.updtInfo = Designated, true
		case p.priority.Bridge == t.cfg.ID:
			p.selectedRole = Backup
		default:
			p.selectedRole = Alternate
		}
	}
}
