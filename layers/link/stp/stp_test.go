package stp

import (
	"strings"
	"testing"
	"time"

	"encap/layers/link/ethernet"
)

// triangle is three bridges in a loop; the first is the root.
func triangle(t *testing.T, rapid bool) (*network, [3]*bridge, [3]*link) {
	n := newNetwork(t)
	var b [3]*bridge
	for i := range b {
		b[i] = n.add(Config{Rapid: rapid})
	}
	links := [3]*link{n.join(20000, b[0], b[1]), n.join(20000, b[1], b[2]), n.join(20000, b[2], b[0])}
	return n, b, links
}

// RSTP needs no timers: a triangle is a tree within a blink.
func TestRapidTriangle(t *testing.T) {
	n, b, links := triangle(t, true)
	n.begin()
	n.Advance(time.Millisecond)
	n.is(b[0], "D:f D:f")
	n.is(b[1], "R:f D:f") // the port that discards has agreed
	n.is(b[2], "A:d R:f")
	n.Advance(time.Minute)
	n.is(b[1], "R:f D:f")
	n.is(b[2], "A:d R:f")
	// The cable to the root breaks: the port in reserve forwards at once.
	n.log = nil
	n.set(links[2], false)
	n.Advance(time.Millisecond)
	n.is(b[2], "R:f D:d")
	if b[0].flushs == 0 || b[1].flushs == 0 {
		t.Error("nobody forgot what was learned")
	}
	// And when it is mended, the old tree is back.
	n.Advance(time.Minute)
	n.set(links[2], true)
	n.Advance(time.Minute)
	n.is(b[0], "D:f D:f")
	n.is(b[1], "R:f D:f")
	n.is(b[2], "A:d R:f")
}

// STP waits fifteen seconds in each state, and as long again after a change.
func TestSlowTriangle(t *testing.T) {
	n, b, links := triangle(t, false)
	n.begin()
	n.Advance(14 * time.Second)
	n.is(b[0], "D:d D:d")
	n.is(b[1], "R:d D:d")
	n.is(b[2], "A:d R:d")
	n.Advance(2 * time.Second)
	n.is(b[0], "D:l D:l")
	n.is(b[1], "R:l D:l")
	n.Advance(15 * time.Second)
	n.is(b[0], "D:f D:f")
	n.is(b[1], "R:f D:f")
	n.is(b[2], "A:d R:f")
	n.Advance(time.Minute)
	if b[0].fast != 0 {
		t.Errorf("tables still age by %v", b[0].fast)
	}
	n.set(links[2], false)
	n.Advance(29 * time.Second)
	n.is(b[2], "R:l D:d")
	n.Advance(2 * time.Second)
	n.is(b[2], "R:f D:d")
	n.Advance(2 * time.Second)
	if b[1].fast != 15*time.Second {
		t.Errorf("the table ages by %v, want 15 s", b[1].fast)
	}
	if rules := n.Obeyed(); !strings.Contains(rules, "HeardTCN") {
		t.Error("nobody told the root of the change")
	}
	n.Advance(time.Minute)
	if b[0].fast != 0 || b[1].fast != 0 {
		t.Error("tables age fast for ever")
	}
}

// A root that falls silent, its cables whole, is forgotten.
func TestSilence(t *testing.T) {
	for _, c := range []struct {
		rapid bool
		after time.Duration
	}{{true, 7 * time.Second}, {false, 22 * time.Second}} {
		n, b, _ := triangle(t, c.rapid)
		n.begin()
		n.Advance(time.Minute)
		for _, e := range b[0].ends {
			e.cut = true
		}
		n.Obeyed()
		n.Advance(c.after)
		if rules := n.Obeyed(); b[1].root.Root != b[1].cfg.ID || b[2].root.Root != b[1].cfg.ID || !strings.Contains(rules, "InfoAged") || !strings.Contains(rules, "IAmRoot") {
			t.Errorf("rapid %v: the roots are %v and %v", c.rapid, b[1].root.Root, b[2].root.Root)
		}
	}
}

// A station's port forwards at once if it is an edge port, else after three
// seconds in which nobody answers; a BPDU makes an edge port an ordinary one.
func TestEdge(t *testing.T) {
	n := newNetwork(t)
	a, b := n.add(Config{Rapid: true}), n.add(Config{Rapid: true})
	n.station(a, true)
	n.station(a, false)
	n.begin()
	n.is(a, "D:f D:d")
	n.Advance(2999 * time.Millisecond)
	n.is(a, "D:f D:d")
	n.Advance(2 * time.Millisecond)
	n.is(a, "D:f D:f")
	if flushs := a.flushs; flushs > 2 {
		t.Errorf("stations that come are no change of the topology, but %d tables were flushed", flushs)
	}
	// Somebody plugs a bridge into the edge port.
	n.Obeyed()
	l := &link{ends: []*end{a.ends[0]}}
	a.ends[0].link = l
	e := &end{link: l, b: b, port: 0}
	b.AddPort(PortConfig{Name: "eth0", Priority: 0x80, Cost: 1}, e)
	b.ends = append(b.ends, e)
	l.ends = append(l.ends, e)
	b.SetEnabled(0, true)
	n.Advance(time.Second)
	n.is(b, "R:f")
	if rules := n.Obeyed(); !strings.Contains(rules, "NoEdge") {
		t.Errorf("obeyed %s", rules)
	}
}

// A bridge that speaks RSTP falls back to STP beside one that does not, and
// returns when the other has learnt it.
func TestOldNeighbour(t *testing.T) {
	n := newNetwork(t)
	young, old := n.add(Config{Rapid: true}), n.add(Config{})
	n.join(20000, young, old)
	n.begin()
	n.Advance(10 * time.Second)
	n.is(young, "D:d")
	n.is(old, "R:d")
	if young.Tree.ports[0].sendRSTP {
		t.Error("RSTP is spoken to a bridge that does not know it")
	}
	n.Advance(30 * time.Second)
	n.is(young, "D:f")
	n.is(old, "R:f")
	old.Tree.cfg.Rapid = true
	old.Tree.ports[0].checkRSTP()
	old.Tree.ports[0].newInfo = true
	old.Tree.run()
	n.Advance(time.Minute)
	if !young.Tree.ports[0].sendRSTP || !strings.Contains(n.Obeyed(), "NewNeighbour") {
		t.Error("STP is spoken to a bridge that knows RSTP")
	}
}

// Two cables between the same bridges: the lower port is used. A cable that
// leads back to the same bridge is blocked, and so is one at a hub.
func TestParallelAndBackup(t *testing.T) {
	n := newNetwork(t)
	a, b := n.add(Config{Rapid: true}), n.add(Config{Rapid: true})
	n.join(20000, a, b)
	n.join(20000, a, b)
	n.join(20000, b, b)
	n.begin()
	n.Advance(time.Minute)
	n.is(a, "D:f D:f")
	n.is(b, "R:f A:d D:f B:d")
}

// At a hub nobody can agree for all, so timers decide.
func TestShared(t *testing.T) {
	n := newNetwork(t)
	a, b, c := n.add(Config{Rapid: true}), n.add(Config{Rapid: true}), n.add(Config{Rapid: true})
	n.join(20000, a, b, c)
	n.join(20000, b, c)
	n.begin()
	n.Advance(time.Second)
	n.is(a, "D:d")
	n.Advance(time.Minute)
	n.is(a, "D:f")
	n.is(b, "R:f D:f")
	n.is(c, "R:f A:d")
}

// Priorities decide before addresses do, costs before bridges.
func TestPriorities(t *testing.T) {
	n := newNetwork(t)
	a := n.add(Config{Rapid: true})
	b := n.add(Config{Rapid: true, ID: BridgeID{0x1000, ethernet.Addr{2, 9}}})
	c := n.add(Config{Rapid: true})
	n.join(200000, a, b)
	n.join(20000, a, c)
	n.join(20000, c, b)
	n.begin()
	n.Advance(time.Minute)
	n.is(a, "A:d R:f")
	n.is(b, "D:f D:f")
	n.is(c, "D:f R:f")
	if root := a.Tree.root; root.Cost != 40000 || root.Root != b.cfg.ID {
		t.Errorf("a knows %+v", root)
	}
}

// Another cost makes another tree.
func TestSetCost(t *testing.T) {
	n, b, _ := triangle(t, true)
	n.begin()
	n.Advance(time.Minute)
	n.is(b[2], "A:d R:f")
	if !b[2].SetCost("eth1", 100_000) || b[2].SetCost("eth7", 1) {
		t.Error("ports are found wrong")
	}
	n.Advance(time.Minute)
	n.is(b[1], "R:f D:f")
	n.is(b[2], "R:f A:d")
	n.checkTree()
}

// No port says more than it may in a second.
func TestHoldBack(t *testing.T) {
	n := newNetwork(t)
	a, b := n.add(Config{Rapid: true}), n.add(Config{Rapid: true})
	l := n.join(20000, a, b)
	n.begin()
	n.Advance(10 * time.Second)
	l.sent = 0
	for range 50 {
		a.Tree.ports[0].newInfo = true
		a.Tree.run()
	}
	if l.sent > txHoldCount || !strings.Contains(n.Obeyed(), "HoldBack") {
		t.Errorf("%d BPDUs at once", l.sent)
	}
	n.Advance(3 * time.Second)
	if l.sent > 2*txHoldCount {
		t.Errorf("%d BPDUs", l.sent)
	}
}

// What is no BPDU does no harm, nor does what comes to a port that is off.
func TestStrange(t *testing.T) {
	n := newNetwork(t)
	a := n.add(Config{Rapid: true})
	n.station(a, false)
	a.Receive(0, make([]byte, 60))
	if got := n.Obeyed(); got != "drop:PortOff" {
		t.Errorf("obeyed %q", got)
	}
	n.begin()
	n.Obeyed()
	for _, frame := range [][]byte{nil, make([]byte, 60), append(make([]byte, 12), 0xff, 0xff, 0x42, 0x42, 3)} {
		a.Receive(0, frame)
		if got := n.Obeyed(); got != "drop:NoBPDU" {
			t.Errorf("%x: obeyed %q", frame, got)
		}
	}
	own := BPDU{Kind: ConfigBPDU, Vector: Vector{Root: a.cfg.ID, Bridge: a.cfg.ID, Port: 0x8001}, Times: Times{0, usualMaxAge, usualHello, usualForwardDelay}}
	a.Receive(0, framed(own))
	if got := n.Obeyed(); !strings.HasPrefix(got, "OwnBPDU") {
		t.Errorf("obeyed %q", got)
	}
	n.Advance(time.Minute)
	n.is(a, "D:f")
}
