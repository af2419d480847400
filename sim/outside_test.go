package sim

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// withOutside is alice and a real machine on one cable.
func withOutside(machine netip.AddrPort) *scenario.Scenario {
	return &scenario.Scenario{
		Title: "outside", Seed: 1,
		Nodes: []scenario.Node{
			{Name: "alice", Kind: scenario.Host, Ports: []scenario.Port{{Addr: netip.MustParsePrefix("10.0.1.2/24")}}},
			{Name: "k", Kind: scenario.Outside, Outside: machine},
		},
		Cables: []scenario.Cable{{Ends: [2]scenario.End{{Node: "alice"}, {Node: "k"}}, Delay: time.Millisecond}},
	}
}

// documentation is nobody's address (RFC 5737 §3).
var documentation = netip.MustParseAddrPort("192.0.2.1:4789")

// datagram packs a frame as VXLAN does (RFC 7348 §5).
func datagram(vni byte, frame []byte) []byte {
	return append([]byte{0x08, 0, 0, 0, 0, 0, vni, 0}, frame...)
}

// whoHas is the ARP request of 10.0.1.9 for an address of 10.0.1.0/24,
// unpadded as Linux sends it through VXLAN.
func whoHas(last byte) []byte {
	mac := []byte{2, 0, 0, 0, 9, 9}
	return slices.Concat([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, mac, []byte{8, 6, 0, 1, 8, 0, 6, 4, 0, 1},
		mac, []byte{10, 0, 1, 9, 0, 0, 0, 0, 0, 0, 10, 0, 1, last})
}

func listenUDP(t *testing.T, addr string) (*net.UDPConn, netip.AddrPort) {
	t.Helper()
	c, err := net.ListenUDP("udp4", net.UDPAddrFromAddrPort(netip.MustParseAddrPort(addr)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c, c.LocalAddr().(*net.UDPAddr).AddrPort()
}

// A machine outside asks for a simulated host and is answered; who is not that
// machine, or speaks of no cable of its own, is counted and not heard.
func TestOutsideComesIn(t *testing.T) {
	before := runtime.NumGoroutine()
	machine, at := listenUDP(t, "127.0.0.1:0")
	l := openLive(t, withOutside(at), LiveOptions{Local: netip.MustParseAddrPort("127.0.0.1:0")})
	us := l.peers[0].Addr()
	if want := fmt.Sprintf("%v to %v", us, at); l.Note() != want {
		t.Errorf("note %q, want %q", l.Note(), want)
	}
	strangers := [][]byte{datagram(2, whoHas(2)), []byte("hello?"), datagram(1, nil)}
	for _, d := range append(strangers, datagram(1, whoHas(2))) {
		if _, err := machine.WriteToUDPAddrPort(d, us); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- l.Run(ctx) }()
	answer := make([]byte, 100)
	machine.SetReadDeadline(time.Now().Add(10 * time.Second))
	n, err := machine.Read(answer)
	if err != nil {
		t.Fatal(err)
	}
	// To the machine that asked, padded, and with alice's address in it.
	if want := datagram(1, []byte{2, 0, 0, 0, 9, 9, 2, 0, 0, 0, 1, 0, 8, 6}); n != 8+60 || !bytes.HasPrefix(answer, want) {
		t.Errorf("the answer is % x", answer[:n])
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if c := l.Counts(); c != (Counts{Strangers: uint64(len(strangers))}) {
		t.Errorf("got %+v", c)
	}
	if n := len(l.session.journal); n != 1 {
		t.Errorf("%d acts in the journal", n)
	}
	replayed(t, l.session).Close()
	l.Close()
	goroutinesEnd(t, before)
}

// A machine that is not there, and a flood, harm nobody.
func TestOutsideOverflows(t *testing.T) {
	s := withOutside(netip.MustParseAddrPort("127.0.0.1:9"))
	s.Until = 100 * time.Millisecond
	l := openLive(t, s, LiveOptions{Local: netip.MustParseAddrPort("127.0.0.1:0")})
	way := scenario.Direction{From: "k", To: "alice"}
	for range inboxSize + 10 {
		l.knock(way, whoHas(2))
	}
	if err := l.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c := l.Counts(); c.Overflow != 10 || c.Strangers != 0 {
		t.Errorf("got %+v", c)
	}
	if n := len(l.session.journal); n != inboxSize {
		t.Errorf("%d acts in the journal, want %d", n, inboxSize)
	}
	replayed(t, l.session)
}

func TestOutsideWithoutAWay(t *testing.T) {
	machine, at := listenUDP(t, "127.0.0.1:0")
	session, err := Open(withOutside(at), Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	taken := machine.LocalAddr().(*net.UDPAddr).AddrPort()
	if _, err := NewLive(session, LiveOptions{Local: taken}); err == nil || !strings.Contains(err.Error(), "sim: k: vxlan: ") {
		t.Errorf("our address is taken, and NewLive says %v", err)
	}
}

// A fork hears from outside until its change, and no more.
func TestForkCutsTheOutside(t *testing.T) {
	s := withOutside(documentation)
	for i := range 5 {
		s.Run = append(s.Run, scenario.Act{At: time.Duration(10*i) * time.Millisecond, Cable: scenario.Direction{From: "k", To: "alice"}, Inject: whoHas(2)})
	}
	s.Run = append(s.Run, scenario.Act{At: 35 * time.Millisecond, Node: "alice", Do: "arp announce"})
	base := run(t, s, Options{Trace: trace.All})
	in, out := scenario.Direction{From: "k", To: "alice"}, scenario.Direction{From: "alice", To: "k"}
	for _, c := range []struct {
		act  scenario.Act
		cut  time.Duration
		left int // frames from outside
	}{
		{scenario.Act{At: 20 * time.Millisecond, Node: "alice", Do: "arp announce"}, 20 * time.Millisecond, 3},
		{scenario.Act{At: 5 * time.Millisecond, Cable: in, Do: "cut"}, 5 * time.Millisecond, 1},
		{scenario.Act{Cable: in, Frame: 4, Do: "drop"}, 30 * time.Millisecond, 4},
		{scenario.Act{Cable: out, Frame: 1, Do: "drop"}, time.Duration(arrival(base, 1)), 1},
		{scenario.Act{Cable: out, Frame: 99, Do: "drop"}, 1<<63 - 1, 5}, // not yet
	} {
		fork, err := base.Fork(c.act)
		if err != nil {
			t.Fatal(err)
		}
		left := 0
		for _, a := range fork.scenario.Run {
			if a.Inject != nil {
				left++
			}
		}
		if at, cut := fork.OutsideCut(); !cut || time.Duration(at) != c.cut || left != c.left {
			t.Errorf("%v: cut %v at %v with %d frames, want %v with %d", c.act, cut, at, left, c.cut, c.left)
		}
		// A fork of it hears no more than it did.
		again, err := fork.Fork(scenario.Act{At: time.Second, Node: "alice", Do: "arp announce"})
		if err != nil {
			t.Fatal(err)
		}
		if at, _ := again.OutsideCut(); time.Duration(at) != min(c.cut, time.Second) {
			t.Errorf("%v: a fork of the fork is cut off at %v", c.act, at)
		}
		fork.Close()
		again.Close()
	}
	if _, cut := run(t, overRouter(), Options{Trace: trace.All}).OutsideCut(); cut {
		t.Error("a run without an outside is cut off from it")
	}
}

// arrival gives the instant of the n-th arrival, from 1.
func arrival(s *Session, n int) osi.Instant {
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		if e := s.Event(id); e.Kind == trace.Arrival {
			if n--; n == 0 {
				return e.At
			}
		}
	}
	return 0
}

// Whatever comes from outside, the trace stays whole.
func TestHostileFramesLeaveTheTraceWhole(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 3))
		s := overRouter()
		s.Nodes = append(s.Nodes, scenario.Node{Name: "k", Kind: scenario.Outside, Outside: netip.MustParseAddrPort("192.0.2.1:4789")},
			scenario.Node{Name: "s1", Kind: scenario.Switch})
		s.Cables[0].Ends[1] = scenario.End{Node: "s1"}
		s.Cables = append(s.Cables, scenario.Cable{Ends: [2]scenario.End{{Node: "s1"}, {Node: "r1"}}},
			scenario.Cable{Ends: [2]scenario.End{{Node: "k"}, {Node: "s1"}}})
		// The frames of a run like it, damaged at random.
		var sound [][]byte
		base := run(t, noisy(seed), Options{Trace: trace.All})
		for id := trace.ID(1); int(id) <= base.Len(); id++ {
			if e := base.Event(id); e.Kind == trace.TxStart {
				sound = append(sound, e.PDU[:len(e.PDU)-4])
			}
		}
		for i := range 200 {
			frame := bytes.Clone(sound[r.IntN(len(sound))])
			for range r.IntN(4) {
				frame[r.IntN(len(frame))] = byte(r.Uint32())
			}
			s.Run = append(s.Run, scenario.Act{At: time.Duration(i) * time.Millisecond, Cable: scenario.Direction{From: "k", To: "s1"}, Inject: frame[:14+r.IntN(len(frame)-13)]})
		}
		session := run(t, s, Options{Trace: trace.All})
		if err := session.Check(); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}
