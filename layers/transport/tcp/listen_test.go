package tcp

import (
	"net/netip"
	"testing"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/osi"
)

func TestQueues(t *testing.T) {
	h := newHost(t, &RFC)
	b, _ := h.Bind(own, true)
	li := h.Listen(b, 2, h)
	syn := func(port int) {
		s := parse(t, "S 0:0(0) win 1000")
		s.Src, s.Dst, s.Seq = netip.AddrPortFrom(peer.Addr(), uint16(port)), own, h.irs
		h.take(s)
	}
	ack := func(port int) {
		h.t.Helper()
		c := h.conns[pair{own, netip.AddrPortFrom(peer.Addr(), uint16(port))}]
		s := Segment{Src: c.Remote, Dst: own, Seq: h.irs + 1, Ack: c.SndNxt, Flags: ACK, Window: 1000}
		h.take(s)
	}
	syn(1)
	syn(2)
	h.sent = nil
	syn(3)
	h.nothing()
	h.obeyed("drop:SynQueueFull")
	ack(1)
	syn(3)
	ack(2)
	syn(4)
	h.sent = nil
	ack(3)
	if v := li.Vars().(ListenerVars); v != (ListenerVars{Listen, 1, 3, 2}) {
		t.Errorf("%+v", v)
	}
	ack(4)
	h.nothing()
	h.obeyed("drop:AcceptQueueFull")
	syn(5)
	h.nothing()
	h.obeyed("drop:AcceptQueueFull")
	if c := li.Accept(); c == nil || c.Remote.Port() != 1 {
		t.Error("the first is not the one that waited longest")
	}
	ack(4) // is heard now
	if v := li.Vars().(ListenerVars); v != (ListenerVars{Listen, 0, 3, 2}) {
		t.Errorf("%+v", v)
	}
	h.Obeyed()
	li.Close()
	if len(h.sent) != 3 || !h.sent[0].Has(RST) {
		t.Errorf("%d segments, want three resets", len(h.sent))
	}
	h.obeyed("AbortReset")
	if li.Vars() != nil || li.Accept() != nil {
		t.Error("a closed listener goes on")
	}
}

func TestListenersOfTwoAddresses(t *testing.T) {
	h := newHost(t, &RFC)
	other := netip.AddrPortFrom(netip.MustParseAddr("10.0.1.9"), own.Port())
	second := h.Listen(&Binding{Local: other}, 1, h)
	h.listen(Settings{})
	if h.Listen(&Binding{Local: netip.AddrPortFrom(netip.IPv4Unspecified(), own.Port())}, 1, h) != nil {
		t.Error("two wait at one address")
	}
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	if len(second.half) != 0 || len(h.listener.half) != 1 {
		t.Error("the wrong one has it")
	}
	h.listener.Close()
	h.sends("R. 1:1(0) ack 1")
	h.gets("S 0:0(0) win 1000")
	if s := h.sent[0]; !s.Has(RST) {
		t.Error("somebody still waits")
	}
}

func TestPorts(t *testing.T) {
	h := newHost(t, &RFC)
	a, err := h.Bind(own, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Bind(own, true); err != ErrInUse {
		t.Error("a port of two")
	}
	h.Unbind(a)
	d, err := h.Bind(netip.AddrPortFrom(own.Addr(), 0), false)
	if err != nil || d.Local.Port() < firstDynamic {
		t.Errorf("%v %v", d, err)
	}
	h.listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1 win 1000")
	h.accept()
	h.Conn.Close()
	h.sends("F. 1:1(0) ack 1")
	h.listener.Close()
	h.Unbind(h.ports[own.Port()][0])
	if _, err := h.Bind(own, false); err != ErrInUse {
		t.Error("the port is free while an old connection has it")
	}
	other := h.newConn(own, netip.AddrPortFrom(peer.Addr(), 1), Settings{})
	h.add(other)
	h.add(h.newConn(own, netip.AddrPortFrom(peer.Addr(), 2), Settings{}))
	other.finish()
	if _, err := h.Bind(own, false); err != ErrInUse {
		t.Error("the port is free while another connection has it")
	}
	if _, err := h.Bind(own, true); err != nil {
		t.Errorf("to be used again: %v", err)
	}
	if _, err := h.Bind(own, false); err != ErrInUse {
		t.Error("a port of two")
	}
}

func TestISNsDiffer(t *testing.T) {
	h := newHost(t, &RFC)
	a, b := h.isn(own, peer), h.isn(peer, own)
	if a == b {
		t.Error("two connections begin alike")
	}
	h.after(8 * time.Microsecond)
	if c := h.isn(own, peer); c != a+2 {
		t.Errorf("%d, want %d: a clock of four microseconds", c, a+2)
	}
}

func TestSoftErrorAndSyn(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{SynRetries: 1})
	h.sends("S 0:0(0)")
	h.complains(icmp.Unreachable, icmp.HostUnreachable, 0, 0)
	h.obeyed("SoftError")
	h.is(SynSent)
	h.after(time.Second)
	h.sends("S 0:0(0)")
	h.after(2 * time.Second)
	h.failed(ErrNoRoute) // what the network has said explains the silence

	h = newHost(t, &Linux)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.complains(icmp.Unreachable, icmp.HostUnreachable, 0, 0)
	h.failed(ErrNoRoute)
	h.complains(icmp.Unreachable, icmp.HostUnreachable, 0, 0) // about nobody
}

func TestToMany(t *testing.T) {
	h := newHost(t, &RFC).listen(Settings{})
	s := parse(t, "S 0:0(0) win 1000")
	s.Src, s.Dst = peer, netip.MustParseAddrPort("255.255.255.255:8080")
	b := h.pool.Get(nil)
	h.peer.encode(b, &s, nil)
	h.Layer.Receive(osi.Path{Src: s.Src.Addr(), Dst: s.Dst.Addr()}, b.Bytes())
	h.nothing()
	h.obeyed("drop:NotToMany")
}

// A node that speaks to itself takes what it sends only when it has sent it.
func TestToOneself(t *testing.T) {
	n := newNetwork(t, 1, faults{}, &RFC, &RFC)
	n.ends[0].Layer = nil
	e := n.ends[1]
	n.ends[0] = e // what it sends comes back
	door, _ := e.Bind(netip.AddrPortFrom(e.addr, 80), false)
	li := e.Listen(door, 1, idle{})
	port, _ := e.Bind(netip.AddrPortFrom(e.addr, 0), false)
	e.below = mirror{e}
	c, err := e.Connect(port, door.Local, idle{})
	if err != nil {
		t.Fatal(err)
	}
	n.Advance(ms)
	twin := li.Accept()
	if c.State != Established || twin == nil || twin.State != Established {
		t.Fatalf("%v", c.State)
	}
	c.Send(text(0, 100), false)
	n.Advance(ms)
	if got := twin.Receive(200, false); string(got) != string(text(0, 100)) {
		t.Errorf("%d bytes", len(got))
	}
}

// idle is a process that does nothing.
type idle struct{}

func (idle) Changed() {}
