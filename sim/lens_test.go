package sim

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// the gives the first call of a node whose text begins like this.
func the(t *testing.T, s *Session, node, text string) Call {
	t.Helper()
	for _, c := range s.Calls() {
		if c.Node == node && strings.HasPrefix(c.Text, text) {
			return c
		}
	}
	t.Fatalf("%s does not call %s", node, text)
	return Call{}
}

// flagsOf gives the flags of a segment that an event is about.
func flagsOf(t *testing.T, s *Session, id trace.ID) string {
	t.Helper()
	for _, p := range dissect.Dissect(s.Event(id).Proto, s.Event(id).PDU) {
		if p.Proto == "tcp" {
			_, flags, _ := strings.Cut(p.Summary, "[")
			flags, _, _ = strings.Cut(flags, "]")
			return flags
		}
	}
	t.Fatalf("event %d is about no segment", id)
	return ""
}

func ms(n int) osi.Instant { return osi.Instant(n) * osi.Instant(time.Millisecond) }

// connect sends a SYN, waits on its socket and is woken by the SYN of the
// peer.
func TestLensOnConnect(t *testing.T) {
	s := run(t, tcpTalk(1, 0), Options{Trace: trace.All})
	c := the(t, s, "alice", "connect(3, 10.0.2.2:7)")
	if c.Process != "echo/1" || c.Name != "connect" || c.Answer != "= 0" || c.Socket.Name != "1/3" {
		t.Errorf("%+v", c)
	}
	if !c.Blocked || len(c.On) != 1 || c.On[0] != c.Socket || c.From != ms(10) || c.Until != s.Event(c.Return).At {
		t.Errorf("blocked %v on %v from %v until %v", c.Blocked, c.On, c.From, c.Until)
	}
	if got := flagsOf(t, s, c.Received); got != "SYN, ACK" || s.Event(c.Received).Kind != trace.Receive {
		t.Errorf("woken by %s", got)
	}
	if len(c.Sends) != 1 || flagsOf(t, s, c.Sends[0]) != "SYN" || len(c.Bearers) != 0 {
		t.Errorf("it sent %v, %v bore its bytes", c.Sends, c.Bearers)
	}
	var protos []string
	for _, f := range c.Frames {
		o, _ := s.Origin(f, 14)
		protos = append(protos, o.PDU.Proto)
	}
	if strings.Join(protos, " ") != "arp ip" { // the SYN waits for an address
		t.Errorf("frames of %v", protos)
	}
	server := the(t, s, "bob", "poll([3:POLLIN 4:POLLIN]")
	if len(server.On) != 2 || !server.Blocked || server.Received == 0 {
		t.Errorf("poll: %+v", server)
	}
}

// A SYN that is lost is sent again by a timer that connect has set.
func TestLensOnATimer(t *testing.T) {
	s := tcpTalk(1, 0)
	s.Run = s.Run[:2]
	s.Faults = []scenario.Act{{Cable: scenario.Direction{From: "alice", To: "r1"}, Frame: 2, Do: "drop"}}
	ses := run(t, s, Options{Trace: trace.All})
	c := the(t, ses, "alice", "connect")
	if len(c.Sends) != 2 || flagsOf(t, ses, c.Sends[1]) != "SYN" || len(c.Frames) != 3 {
		t.Errorf("connect sent %v in frames %v", c.Sends, c.Frames)
	}
}

// recvfrom is woken by a datagram, or by the clock, or not at all.
func TestLensOnDatagrams(t *testing.T) {
	s := overRouter()
	s.Run = append(s.Run, scenario.Act{At: time.Second, Node: "alice", Do: `message send bob:6000 "anybody?" wait 1s`})
	s.Run = append(s.Run, scenario.Act{At: time.Second, Node: "bob", Do: `message listen 6001`})
	ses := run(t, s, Options{Trace: trace.All})
	sent := the(t, ses, "alice", `sendto(3, "hello"`)
	if sent.Blocked || len(sent.Sends) != 1 || len(sent.Bearers) != 1 || sent.Sends[0] != sent.Bearers[0] {
		t.Errorf("sendto: %+v", sent)
	}
	got := the(t, ses, "bob", "recvfrom")
	if by := ses.Event(got.Received); by == nil || by.Name != "udp" || !bytes.HasSuffix(by.PDU, []byte("hello")) || by.At != got.Until {
		t.Errorf("recvfrom: %+v", got)
	}
	late := Call{}
	for _, c := range ses.Calls() {
		if c.Node == "alice" && strings.HasPrefix(c.Answer, "= -1 EAGAIN") &&
			(c.Received != 0 || ses.Event(c.WokenBy).Kind != trace.TimerFired || c.Until.Sub(c.From) != time.Second) {
			t.Errorf("the call whose time ran out: %+v", c)
		}
		if c.Node == "bob" && c.Return == 0 {
			late = c
		}
	}
	if late.Name != "recvfrom" || !late.Blocked || late.Until != 0 || late.WokenBy != 0 || len(late.On) != 1 {
		t.Errorf("the call that waits for ever: %+v", late)
	}
}

// A write that must wait for room does its work in pieces; what it handed over
// leaves when the peer lets it.
func TestLensOnALongWrite(t *testing.T) {
	s := overRouter()
	s.Run = []scenario.Act{
		{Node: "bob", Do: "bulk receive 5001 after 1s"},
		{At: time.Millisecond, Node: "alice", Do: "bulk send bob:5001 400000 piece 400000"},
	}
	ses := run(t, s, Options{Trace: trace.All})
	c := the(t, ses, "alice", "write")
	if c.Answer != "= 400000" || !c.Blocked || len(c.Bearers) <= len(c.Sends) || c.Until.Sub(c.From) < time.Second/10 {
		t.Errorf("write: %s, blocked %v, %d segments because of it, %d bore its bytes", c.Answer, c.Blocked, len(c.Sends), len(c.Bearers))
	}
	sum := 0
	for _, id := range c.Bearers {
		sum += len(ses.Event(id).PDU) - 32
	}
	if sum != 400000 {
		t.Errorf("its segments bear %d bytes", sum)
	}
	if pause := the(t, ses, "bob", "nanosleep"); !pause.Blocked || len(pause.On) != 0 || pause.Received != 0 || ses.Event(pause.WokenBy).Kind != trace.TimerFired {
		t.Errorf("nanosleep: %+v", pause)
	}
}

// Once the network takes more than the send buffer holds, it is the waiting
// write that sends, each time that it is woken.
func TestLensOnAWriteThatGoesOn(t *testing.T) {
	s := overRouter()
	s.Run = []scenario.Act{
		{Node: "bob", Do: "bulk receive 5001 buffer 4000000"},
		{At: time.Millisecond, Node: "alice", Do: "bulk send bob:5001 1500000 piece 1500000"},
	}
	ses := run(t, s, Options{Trace: trace.All})
	c := the(t, ses, "alice", "write")
	later := 0
	for _, id := range c.Sends {
		if ses.Event(id).At > c.From {
			later++
		}
	}
	if later == 0 || later == len(c.Sends) || len(c.Sends) >= len(c.Bearers) {
		t.Errorf("%d of %d segments were sent when it was woken, %d bore its bytes", later, len(c.Sends), len(c.Bearers))
	}
}

// What holds for all calls, whatever happens on the cables.
func TestLensOnRandomRuns(t *testing.T) {
	for seed := range uint64(4) {
		ses := run(t, rough(seed), Options{Trace: trace.All})
		owner := map[trace.ID]trace.ID{}
		framed := map[trace.FrameID]bool{}
		calls := ses.Calls()
		for i, c := range calls {
			if i > 0 && calls[i-1].ID >= c.ID {
				t.Fatal("the calls are not in order")
			}
			if by := ses.Event(c.Received); by != nil && (!c.Blocked || by.Kind != trace.Receive || by.Node != c.Node || by.At != c.Until) {
				t.Fatalf("seed %d: %s at %v was woken by event %d at %v", seed, c.Text, c.Until, by.ID, by.At)
			}
			if c.Blocked != (c.Return == 0 || ses.Event(c.Return).Cause != c.ID) || !c.Blocked && len(c.On) > 0 {
				t.Fatalf("seed %d: %s blocked %v on %v", seed, c.Text, c.Blocked, c.On)
			}
			for _, id := range c.Sends {
				if owner[id] != 0 || ses.Event(id).Node != c.Node {
					t.Fatalf("seed %d: event %d belongs to %s and to call %d", seed, id, c.Text, owner[id])
				}
				owner[id] = c.ID
			}
			for _, f := range c.Frames {
				if framed[f] {
					t.Fatalf("seed %d: frame %d has two calls", seed, f)
				}
				framed[f] = true
			}
		}
		for id := trace.ID(1); int(id) <= ses.Len(); id++ {
			// What a process sends within a call has an owner.
			if e := ses.Event(id); e.Kind == trace.Send && e.Process != "" && e.Layer == osi.Transport && owner[id] == 0 && ses.Event(e.Cause).Kind == trace.Call {
				t.Fatalf("seed %d: nobody owns event %d", seed, id)
			}
		}
		if len(owner) < 20 || len(framed) < 20 {
			t.Fatalf("seed %d: %d sends, %d frames", seed, len(owner), len(framed))
		}
	}
}
