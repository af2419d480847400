package stp

import "time"

// Role is what a port is in the tree (IEEE 802.1D-2004 §17.7).
type Role uint8

// The roles of a port.
const (
	Disabled   Role = iota // no carrier, or switched off
	Root                   // the best way to the root
	Designated             // others reach the root by it
	Alternate              // another way to the root: it discards, in reserve
	Backup                 // another way to this bridge's own designated port
)

// String gives the role's name.
func (r Role) String() string {
	return [...]string{"disabled", "root", "designated", "alternate", "backup"}[r]
}

// State is what a port does with frames (IEEE 802.1D-2004 §7.4).
type State uint8

// The states of a port.
const (
	Discarding State = iota // it forwards nothing and learns nothing
	Learning                // it learns who is where, but forwards nothing
	Forwarding
)

// String gives the state's name.
func (s State) String() string { return [...]string{"discarding", "learning", "forwarding"}[s] }

// PortConfig says how a port takes part.
type PortConfig struct {
	Name     string
	Priority uint8  // 0 to 240 in steps of 16
	Cost     uint32 // of the link
	Edge     bool   // no bridge is expected there: it forwards at once
	Shared   bool   // several bridges may hear each other there, as at a hub
}

// info says where a port's information comes from.
type info uint8

const (
	infoDisabled info = iota
	infoAged
	infoMine
	infoReceived
)

// Port is one port of a bridge, with the variables of IEEE 802.1D-2004 §17.19.
type Port struct {
	*Tree
	cfg    PortConfig
	id     PortID
	number int
	below  Below

	enabled              bool
	role, selectedRole   Role
	learn, forward       bool // what is wanted,
	learning, forwarding bool // and what is
	infoIs               info
	priority             Vector // the best that is known of the link: portPriority
	portTimes            Times
	designated           Vector // what this bridge would say there
	designatedTimes      Times
	msg                  BPDU
	rcvdMsg              bool

	reselect, selected, updtInfo   bool
	proposing, proposed            bool
	agree, agreed                  bool
	sync, synced, reRoot, disputed bool
	operEdge                       bool
	newInfo                        bool

	sendRSTP, rcvdRSTP, rcvdSTP, sensing bool

	tcState                             tcState
	tcProp, tcAck                       bool
	rcvdTc, rcvdTcn, rcvdTcAck, flushed bool

	txCount int

	helloWhen, fdWhile, rrWhile, rbWhile, rcvdInfoWhile while
	mdelayWhile, edgeDelayWhile, tcWhile, txWhile       while
}

// AddPort gives the bridge one more port, without a carrier yet.
func (t *Tree) AddPort(cfg PortConfig, below Below) {
	p := &Port{Tree: t, cfg: cfg, number: len(t.ports), below: below}
	p.id = NewPortID(cfg.Priority, p.number+1)
	p.sync, p.reRoot = true, true
	p.hold(&p.fdWhile, p.fdWhileOff())
	p.disable()
	p.block()
	t.ports = append(t.ports, p)
	t.relay.SetState(p.number, false, false)
}

// Entity names the port.
func (p *Port) Entity() (kind, name string) { return "stp", p.cfg.Name }

// portVars are what a student sees of a port.
type portVars struct {
	Role             Role
	State            State
	DesignatedRoot   BridgeID
	DesignatedCost   uint32
	DesignatedBridge BridgeID
	DesignatedPort   PortID
	Proposing        bool
	Agreed           bool
	Edge             bool
}

// Vars gives the port's variables.
func (p *Port) Vars() any {
	return portVars{p.role, p.now(), p.priority.Root, p.priority.Cost, p.priority.Bridge, p.priority.Port, p.proposing, p.agreed, p.operEdge}
}

func (p *Port) now() State {
	switch {
	case p.forwarding:
		return Forwarding
	case p.learning:
		return Learning
	}
	return Discarding
}

// enable is the beginning of a port with a carrier.
func (p *Port) enable() {
	p.infoIs, p.reselect, p.selected = infoAged, true, false
	p.operEdge = p.cfg.Edge
	p.txCount, p.newInfo = 0, true
	p.start(&p.helloWhen, p.hello())
	p.start(&p.edgeDelayWhile, migrateTime)
	p.checkRSTP()
}

// disable is its end (Port Information: DISABLED).
func (p *Port) disable() {
	p.rcvdMsg, p.proposing, p.proposed, p.agree, p.agreed = false, false, false, false, false
	p.rcvdInfoWhile, p.txCount = while{}, 0
	p.infoIs, p.reselect, p.selected = infoDisabled, true, false
	p.priority, p.operEdge = Vector{}, p.cfg.Edge
}

// hello is how long the port waits between BPDUs.
func (p *Port) hello() time.Duration {
	if p.designatedTimes.HelloTime > 0 {
		return p.designatedTimes.HelloTime
	}
	return p.Tree.cfg.HelloTime
}

// fwdDelay is how long a port waits in each state when no agreement helps.
func (p *Port) fwdDelay() time.Duration {
	if p.designatedTimes.ForwardDelay > 0 {
		return p.designatedTimes.ForwardDelay
	}
	return p.Tree.cfg.ForwardDelay
}

// forwardDelay is how long it waits now: among bridges that speak RSTP a hello
// time is enough (IEEE 802.1D-2004 §17.20.6).
func (p *Port) forwardDelay() time.Duration {
	if p.sendRSTP {
		return p.hello()
	}
	return p.fwdDelay()
}

// maxAge is after what time information is no longer believed.
func (p *Port) maxAge() time.Duration {
	if p.designatedTimes.MaxAge > 0 {
		return p.designatedTimes.MaxAge
	}
	return p.Tree.cfg.MaxAge
}
