package stp

import (
	"fmt"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
)

// Below is what a port needs of the link: to frame a BPDU and send it.
type Below interface {
	Send(b *codec.Buffer, dst ethernet.Addr, t ethernet.Type)
}

// Relay is the bridge that the tree governs.
type Relay interface {
	// SetState says whether a port learns from the frames that come in, and
	// whether it forwards any.
	SetState(port int, learning, forwarding bool)
	// Unlearn forgets what was learned at a port.
	Unlearn(port int)
	// AgeFast lets the table forget what is older than d, until it is told 0.
	AgeFast(d time.Duration)
}

// Config says how a bridge takes part. What is zero is as usual.
type Config struct {
	Rapid        bool // RSTP; else STP
	ID           BridgeID
	HelloTime    time.Duration
	MaxAge       time.Duration
	ForwardDelay time.Duration
}

// Tree is one bridge's part in the spanning tree.
type Tree struct {
	env   osi.Env
	pool  *codec.Pool
	cfg   Config
	relay Relay
	ports []*Port

	root      Vector // rootPriority: the best there is
	rootTimes Times
	rootPort  int // its number from 0; -1: this bridge is the root

	timer      osi.Timer
	armed      osi.Instant // when it runs out
	rapidUntil osi.Instant // the relay forgets faster until then
}

// New makes a tree of a bridge without ports.
func New(env osi.Env, pool *codec.Pool, cfg Config, relay Relay) *Tree {
	for _, t := range []struct {
		of    *time.Duration
		usual time.Duration
	}{{&cfg.HelloTime, usualHello}, {&cfg.MaxAge, usualMaxAge}, {&cfg.ForwardDelay, usualForwardDelay}} {
		if *t.of == 0 {
			*t.of = t.usual
		}
	}
	t := &Tree{env: env, pool: pool, cfg: cfg, relay: relay, rootPort: -1}
	t.root = Vector{Root: cfg.ID, Bridge: cfg.ID}
	t.rootTimes = t.times()
	t.timer = env.Background("spanning tree", t.tick)
	return t
}

// times are BridgeTimes: what this bridge says if it is the root.
func (t *Tree) times() Times { return Times{0, t.cfg.MaxAge, t.cfg.HelloTime, t.cfg.ForwardDelay} }

// Entity names the bridge by its identifier.
func (t *Tree) Entity() (kind, name string) { return "bridge", t.cfg.ID.String() }

// vars are what a student sees of a bridge.
type vars struct {
	Root     BridgeID
	RootCost uint32
	RootPort string // "none": it is the root itself
}

// Vars gives the bridge's variables.
func (t *Tree) Vars() any {
	v := vars{Root: t.root.Root, RootCost: t.root.Cost, RootPort: "none"}
	if t.rootPort >= 0 {
		v.RootPort = t.ports[t.rootPort].cfg.Name
	}
	return v
}

// Receive takes a whole frame to Group that came in by a port.
func (t *Tree) Receive(port int, frame []byte) {
	p := t.ports[port]
	if !p.enabled {
		t.env.Drop(&PortOff, frame)
		return
	}
	m, err := unframe(frame)
	if err != nil {
		t.env.Drop(&NoBPDU, frame)
		return
	}
	if m.Kind == RST && !t.cfg.Rapid {
		t.env.Drop(&TooYoung, frame)
		return
	}
	t.env.Enter(p)
	t.env.Enter(t)
	p.hear(m)
	t.run()
}

// unframe reads the BPDU in a frame, which tells its length where others have a
// type.
func unframe(frame []byte) (BPDU, error) {
	const header = ethernet.HeaderLen
	if len(frame) < header {
		return BPDU{}, errNoBPDU
	}
	n := int(frame[12])<<8 | int(frame[13])
	if n > len(frame)-header {
		return BPDU{}, fmt.Errorf("stp: length %d at byte 12, but %d bytes follow", n, len(frame)-header)
	}
	return Decode(frame[header : header+n])
}

// SetEnabled tells that a port has got a carrier, or lost it.
func (t *Tree) SetEnabled(port int, on bool) {
	p := t.ports[port]
	if p.enabled == on {
		return
	}
	t.enterAll()
	if p.enabled = on; on {
		t.env.Note(&PortUp)
		p.enable()
	} else {
		t.env.Note(&PortDown)
		p.disable()
	}
	t.run()
}

// tick is what happens when some timer has come to zero.
func (t *Tree) tick() {
	t.armed = 0
	t.enterAll()
	if t.rapidUntil != 0 && t.env.Now() >= t.rapidUntil {
		t.rapidUntil = 0
		t.relay.AgeFast(0)
	}
	t.run()
}

func (t *Tree) enterAll() {
	t.env.Enter(t)
	for _, p := range t.ports {
		t.env.Enter(p)
	}
}

// most bounds how often the state machines may act at one instant, for each
// port: they come to rest after a few times.
const most = 1000

// run lets the state machines act until none of them has anything to do
// (IEEE 802.1D-2004 clause 17: a transition whose condition holds takes place).
func (t *Tree) run() {
	t.env.Enter(t)
	for n, acted := 0, true; acted; n++ {
		if n > most*(1+len(t.ports)) {
			panic("stp: the state machines do not come to rest")
		}
		acted = false
		for _, p := range t.ports {
			t.env.Enter(p)
			acted = p.information() || acted
		}
		acted = t.selectRoles() || acted
		for _, p := range t.ports {
			acted = p.migrate() || acted
			acted = p.transition() || acted
			acted = p.state() || acted
			acted = p.topology() || acted
		}
	}
	for _, p := range t.ports {
		p.transmit()
	}
	t.arm()
}

// SetCost gives a port's link another cost, and chooses anew; it says whether
// there is such a port.
func (t *Tree) SetCost(port string, cost uint32) bool {
	for _, p := range t.ports {
		if p.cfg.Name == port {
			t.enterAll()
			p.cfg.Cost, p.reselect, p.selected = cost, true, false
			t.run()
			return true
		}
	}
	return false
}

// Status is a port as it is shown to a person.
type Status struct {
	Name  string
	ID    PortID
	Cost  uint32
	Role  Role
	State State
}

// Status gives all ports, and the root they know.
func (t *Tree) Status() (id BridgeID, root Vector, ports []Status) {
	for _, p := range t.ports {
		ports = append(ports, Status{p.cfg.Name, p.id, p.cfg.Cost, p.role, p.now()})
	}
	return t.cfg.ID, t.root, ports
}

// Show enters what there is to see of a bridge that nothing has happened to.
func (t *Tree) Show() { t.enterAll() }
