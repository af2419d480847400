package stp

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

// network is some bridges and the links between them, in virtual time.
type network struct {
	t testing.TB
	ositest.World
	bridges []*bridge
	links   []*link
	log     []string // "1:2 forwarding"
}

// bridge is a tree with the states of its ports.
type bridge struct {
	*Tree
	n      *network
	number int
	states []State
	flushs int
	fast   time.Duration
	ends   []*end
}

func (b *bridge) SetState(port int, learning, forwarding bool) {
	s := Discarding
	switch {
	case forwarding:
		s = Forwarding
	case learning:
		s = Learning
	}
	for len(b.states) <= port {
		b.states = append(b.states, Discarding)
	}
	b.states[port] = s
	b.n.log = append(b.n.log, fmt.Sprintf("%v %d:%d %v", time.Duration(b.n.Now()), b.number, port, s))
}
func (b *bridge) Unlearn(int)             { b.flushs++ }
func (b *bridge) AgeFast(d time.Duration) { b.fast = d }

// link joins the ports of two or more bridges.
type link struct {
	ends []*end
	cut  bool
	sent int
}

type end struct {
	*link
	b    *bridge
	port int
}

// Send frames a BPDU and lets the others have it a little later.
func (e *end) Send(b *codec.Buffer, dst ethernet.Addr, typ ethernet.Type) {
	src := e.b.Tree.cfg.ID.Addr
	frame := append(append(append([]byte{}, dst[:]...), src[:]...), byte(typ>>8), byte(typ))
	frame = append(frame, b.Bytes()...)
	for len(frame) < 60 {
		frame = append(frame, 0)
	}
	e.sent++
	for _, other := range e.ends {
		if other != e {
			e.b.n.Timer("arrival", func() {
				if !e.cut {
					other.b.Receive(other.port, frame)
				}
			}).Reset(time.Microsecond)
		}
	}
}

func newNetwork(t testing.TB) *network { return &network{t: t} }

// add adds a bridge.
func (n *network) add(cfg Config) *bridge {
	b := &bridge{n: n, number: len(n.bridges)}
	if cfg.ID == (BridgeID{}) {
		cfg.ID = BridgeID{0x8000, ethernet.Addr{2, 0, 0, 0, byte(b.number), 0}}
	}
	b.Tree = New(n.Env(), nil, cfg, b)
	n.bridges = append(n.bridges, b)
	return b
}

// join joins bridges by a link of a cost.
func (n *network) join(cost uint32, bridges ...*bridge) *link {
	l := &link{}
	for _, b := range bridges {
		e := &end{link: l, b: b, port: len(b.ends)}
		b.AddPort(PortConfig{Name: fmt.Sprint("eth", e.port), Priority: 0x80, Cost: cost, Shared: len(bridges) > 2}, e)
		b.ends = append(b.ends, e)
		l.ends = append(l.ends, e)
	}
	n.links = append(n.links, l)
	return l
}

// station gives a bridge a port at which nobody answers.
func (n *network) station(b *bridge, edge bool) {
	e := &end{link: &link{}, b: b, port: len(b.ends)}
	e.ends = []*end{e}
	b.AddPort(PortConfig{Name: fmt.Sprint("eth", e.port), Priority: 0x80, Cost: 20000, Edge: edge}, e)
	b.ends = append(b.ends, e)
}

// begin switches all ports on.
func (n *network) begin() {
	for _, b := range n.bridges {
		for i := range b.ends {
			b.SetEnabled(i, true)
		}
	}
}

// set cuts or mends a link.
func (n *network) set(l *link, on bool) {
	l.cut = !on
	for _, e := range l.ends {
		e.b.SetEnabled(e.port, on)
	}
}

// is checks the roles and states of a bridge's ports: "D:f R:f A:d".
func (n *network) is(b *bridge, want string) {
	n.t.Helper()
	var got []string
	for i, p := range b.Tree.ports {
		if p.now() != b.states[i] {
			n.t.Errorf("port %d is %v, the relay was told %v", i, p.now(), b.states[i])
		}
		got = append(got, strings.ToUpper(p.role.String()[:1])+":"+p.now().String()[:1])
	}
	if s := strings.Join(got, " "); s != want {
		n.t.Errorf("at %v bridge %d is %q, want %q", time.Duration(n.Now()), b.number, s, want)
	}
}

var _ osi.Clock = (*network)(nil)
