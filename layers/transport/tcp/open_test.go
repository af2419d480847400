package tcp

import (
	"net/netip"
	"testing"
	"time"

	"encap/layers/network/icmp"
	"encap/layers/osi"
)

func TestHandshakeOptionsOfEachProfile(t *testing.T) {
	for _, row := range []struct {
		p         *Profile
		syn, back string
	}{
		{&RFC, "<mss 1460,sackOK,TS val 1 ecr 0,wscale 3>", "<mss 1460,sackOK,TS val 1 ecr 100,wscale 3>"},
		{&Linux, "<mss 1460,sackOK,TS val 1 ecr 0,wscale 7>", "<mss 1460,sackOK,TS val 1 ecr 100,wscale 7>"},
		{&FreeBSD, "<mss 1460,sackOK,TS val 1 ecr 0,wscale 6>", "<mss 1460,sackOK,TS val 1 ecr 100,wscale 6>"},
		{&Classic, "<mss 1460>", "<mss 1460>"},
	} {
		h := newHost(t, row.p)
		h.connect(Settings{})
		h.sends("S 0:0(0) " + row.syn)
		h = newHost(t, row.p).listen(Settings{})
		h.gets("S 0:0(0) win 1000 <mss 1460,sackOK,TS val 100 ecr 0,wscale 7>")
		h.sends("S. 0:0(0) ack 1 " + row.back)
		h = newHost(t, row.p).listen(Settings{})
		h.gets("S 0:0(0) win 1000")
		h.sends("S. 0:0(0) ack 1 <mss 1460>")
	}
}

func TestConnect(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0) win 65535 <mss 1460,sackOK,TS val 1 ecr 0,wscale 3>")
	h.obeyed("ActiveOpen")
	h.after(10 * ms)
	h.gets("S. 0:0(0) ack 1 win 5000 <mss 1000,wscale 7>")
	h.sends(". 1:1(0) ack 1 <>")
	h.is(Established)
	if h.SRTT != 10*ms || h.SMSS != 1000 || h.SndWnd != 5000 || h.Cwnd != 10000 {
		t.Errorf("%+v", h.TCB)
	}
	// The window of a SYN is not scaled, all others are (RFC 7323 §2.2).
	h.gets(". 1:1(0) ack 1 win 50")
	if h.SndWnd != 50<<7 {
		t.Errorf("window %d", h.SndWnd)
	}
	if _, err := h.Connect(&Binding{Local: own}, peer, h); err != ErrInUse {
		t.Errorf("a second connection of the same ends: %v", err)
	}
}

func TestConnectTakesTextWithTheAnswer(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.gets("S. 0:5(5) ack 1 win 5000")
	h.sends(". 1:1(0) ack 6")
	if got := string(h.Conn.Receive(10, true)); got != string(text(0, 5)) {
		t.Errorf("read %q", got)
	}
}

func TestConnectWithoutAWay(t *testing.T) {
	h := newHost(t, &RFC)
	h.noWay = true
	if _, err := h.Connect(&Binding{Local: netip.AddrPortFrom(netip.Addr{}, 1)}, peer, h); err != ErrNoRoute {
		t.Errorf("%v", err)
	}
	h.connect(Settings{}) // with an address of its own, TCP tries
	h.noWay = false
	h.after(time.Second)
	h.sends("S 0:0(0)")
}

func TestClosedWhileConnecting(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.Conn.Close()
	h.is(Closed)
	h.silence(time.Minute)
	h.gets("S. 0:0(0) ack 1 win 5000")
	h.sends("R 1:1(0)")
}

func TestFinWaitsForTheHandshake(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.writes(5)
	h.Shutdown(false, true)
	h.gets("S. 0:0(0) ack 1 win 5000")
	h.sends("FP. 1:6(5) ack 1")
	h.is(FinWait1)
	h.gets(". 1:1(0) ack 7")
	h.is(FinWait2)

	h = newHost(t, &RFC).listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1")
	h.accept()
	h.Shutdown(false, true)
	h.sends("F. 1:1(0) ack 1")
}

func TestSynAgainGetsTheSameAnswer(t *testing.T) {
	h := newHost(t, &Linux).listen(Settings{})
	h.gets("S 0:0(0) win 1000 <mss 1000>")
	h.sends("S. 0:0(0) ack 1")
	h.after(500 * ms)
	h.gets("S 0:0(0) win 1000 <mss 1000>")
	h.sends("S. 0:0(0) ack 1")
	h.obeyed("SynAgain")
	h.after(500 * ms) // the timer was not put off
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 1")
	h.accept()
	if h.listener.Ready() {
		t.Error("two connections of one SYN")
	}
}

func TestLostSynMakesTheFirstWindowSmall(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.after(time.Second)
	h.sends("S 0:0(0)")
	h.gets("S. 0:0(0) ack 1 win 50000 <mss 1000>")
	h.sends(". 1:1(0) ack 1")
	h.obeyed("LostSyn")
	if h.Cwnd != 1000 || h.RTO != 3*time.Second || h.SRTT != 0 {
		t.Errorf("cwnd %d, RTO %v, SRTT %v", h.Cwnd, h.RTO, h.SRTT)
	}
}

func TestServerGivesUpOnAHandshake(t *testing.T) {
	h := newHost(t, &Linux).listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	for range Linux.SynRetries + 1 {
		h.sends("S. 0:0(0) ack 1")
		h.after(64 * time.Second)
		if len(h.sent) == 0 {
			break
		}
		h.sent = h.sent[:1]
	}
	if v := h.listener.Vars().(ListenerVars); v.SynQ != 0 {
		t.Errorf("%+v", v)
	}
}

func TestResetInAHandshake(t *testing.T) {
	h := newHost(t, &Linux).listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets("R 5:5(0) win 0")
	h.sends(". 1:1(0) ack 1")
	h.gets("R 1:1(0) win 0")
	h.gets("S 0:0(0) win 1000") // the server listens still
	h.sends("S. 0:0(0) ack 1")
	h.gets(". 1:1(0) ack 5001")
	h.sends("R 5001:5001(0)")
	h.gets(". 1:1(0) ack 1")
	h.accept()
}

func TestOtherSynInAHandshake(t *testing.T) {
	h := newHost(t, &RFC).listen(Settings{})
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets("S 100:100(0) win 1000")
	h.nothing()
	h.obeyed("SynChanged")
	h.gets("S 100:100(0) win 1000")
	h.sends("S. 0:0(0) ack 101")
}

func TestResetWhileBothOpen(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets("S 5:5(0) win 1000")
	h.sends(". 1:1(0) ack 1")
	h.gets("R. 1:1(0) ack 1 win 0")
	h.failed(ErrRefused)
}

func TestBothOpenWithAnswers(t *testing.T) {
	h := newHost(t, &RFC)
	h.connect(Settings{})
	h.sends("S 0:0(0)")
	h.gets("S 0:0(0) win 1000")
	h.sends("S. 0:0(0) ack 1")
	h.gets("S. 0:0(0) ack 1 win 1000")
	h.is(Established)
	h.nothing()
	h.gets("S. 0:0(0) ack 1 win 1000") // ours was lost
	h.sends(". 1:1(0) ack 1")
}

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
