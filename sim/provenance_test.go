package sim

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// rough is noisy, with streams besides the messages: short ones that wait for
// an echo, and one that is long enough to fill the windows.
func rough(seed uint64) *scenario.Scenario {
	s := noisy(seed)
	s.Run = append(s.Run,
		scenario.Act{At: 5 * time.Millisecond, Node: "bob", Do: "echo serve tcp"},
		scenario.Act{At: 5 * time.Millisecond, Node: "bob", Do: "bulk receive 5001"},
		scenario.Act{At: 30 * time.Millisecond, Node: "alice", Do: fmt.Sprintf(`echo send tcp bob:7 "the %d. time" 4`, seed)},
		scenario.Act{At: 40 * time.Millisecond, Node: "alice", Do: `echo send tcp bob:7 "is it you?" 3`},
		scenario.Act{At: 50 * time.Millisecond, Node: "alice", Do: "bulk send bob:5001 5000"})
	return s
}

// switched is rough with a switch between alice and the router.
func switched(seed uint64) *scenario.Scenario {
	s := rough(seed)
	s.Nodes = append(s.Nodes, scenario.Node{Name: "s1", Kind: scenario.Switch})
	second := s.Cables[0]
	s.Cables[0].Ends[1], second.Ends[0] = scenario.End{Node: "s1"}, scenario.End{Node: "s1"}
	s.Cables = slices.Insert(s.Cables, 1, second)
	return s
}

// spot is a byte of a frame.
type spot struct {
	frame  trace.FrameID
	offset int
}

// letter is a byte of a call's Data.
type letter struct {
	call trace.ID
	at   int
}

// Every byte on a wire leads to its character, every character to its bytes on
// the wires, and the two answers are the same relation seen from both ends.
func TestProvenanceOnRandomRuns(t *testing.T) {
	for seed := range uint64(4) {
		for _, s := range []*scenario.Scenario{rough(seed), switched(seed)} {
			t.Run(fmt.Sprintf("seed %d, %d cables", seed, len(s.Cables)), func(t *testing.T) {
				ses := run(t, s, Options{Trace: trace.All})
				from := origins(t, ses)
				to := carriers(t, ses)
				for p, l := range from {
					if to[p] != l {
						t.Fatalf("byte %d of frame %d comes from %v, but is a carrier of %v", p.offset, p.frame, l, to[p])
					}
				}
				if len(from) != len(to) || len(from) < 5_000 {
					t.Fatalf("%d bytes have a character, characters have %d bytes", len(from), len(to))
				}
				allMessagesFound(t, ses, to)
			})
		}
	}
}

// origins asks for each byte of each frame.
func origins(t *testing.T, s *Session) map[spot]letter {
	t.Helper()
	all := map[spot]letter{}
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		e := s.Event(id)
		if e.Kind != trace.TxStart {
			continue
		}
		for i, b := range e.PDU {
			o, ok := s.Origin(e.Frame, i)
			if !ok || o.PDU.Proto == "" || len(o.Fields) == 0 && (i < o.PDU.Body || i >= o.PDU.Tail) {
				t.Fatalf("byte %d of frame %d: %+v, %v", i, e.Frame, o, ok)
			}
			if o.Call == 0 {
				continue
			}
			if data := s.Event(o.Call).Data; o.At >= len(data) || data[o.At] != b {
				t.Fatalf("byte %d of frame %d is %q, but byte %d of %s is not", i, e.Frame, b, o.At, s.Event(o.Call).Text)
			}
			all[spot{e.Frame, i}] = letter{o.Call, o.At}
		}
		if _, ok := s.Origin(e.Frame, len(e.PDU)); ok {
			t.Fatalf("frame %d has a byte behind its end", e.Frame)
		}
	}
	return all
}

// carriers asks for each character of each call.
func carriers(t *testing.T, s *Session) map[spot]letter {
	t.Helper()
	all := map[spot]letter{}
	for _, c := range s.Calls() {
		for at, b := range s.Event(c.ID).Data {
			for _, carrier := range s.Carriers(c.ID, at) {
				e := s.Event(carrier.Start)
				if e.Kind != trace.TxStart || e.Frame != carrier.Frame || e.PDU[carrier.Offset] != b {
					t.Fatalf("byte %d of %s is %q, but not at %+v", at, c.Text, b, carrier)
				}
				all[spot{carrier.Frame, carrier.Offset}] = letter{c.ID, at}
			}
		}
	}
	return all
}

// allMessagesFound looks for what processes sent with other eyes: all that a
// segment or datagram on a wire bears must have been found, and so must every
// frame in which a message is to be read.
func allMessagesFound(t *testing.T, s *Session, found map[spot]letter) {
	t.Helper()
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		e := s.Event(id)
		if e.Kind != trace.TxStart {
			continue
		}
		for _, p := range dissect.Dissect("eth", e.PDU) {
			if p.Layer == osi.Transport && p.Body < p.Tail {
				if _, ok := found[spot{e.Frame, p.Body}]; !ok {
					t.Fatalf("frame %d bears %s, which nobody sent: %s", e.Frame, p.Word, p.Summary)
				}
			}
		}
		for _, text := range []string{"hello", "are you there?", "is it you?", "anybody?", ". time"} {
			if i := bytes.Index(e.PDU, []byte(text)); i >= 0 {
				l := found[spot{e.Frame, i}]
				if l.call == 0 || !strings.HasPrefix(string(s.Event(l.call).Data[l.at:]), text) {
					t.Fatalf("frame %d bears %q, which nobody sent", e.Frame, text)
				}
			}
		}
	}
}

// What was asked in the middle of a run leaves the answers at its end as they
// are.
func TestThreadsGrowWithTheTrace(t *testing.T) {
	ses, err := Open(rough(3), Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	defer ses.Close()
	for !ses.Done() {
		if err := ses.Advance(context.Background(), 7); err != nil {
			t.Fatal(err)
		}
		ses.Calls()
	}
	want := run(t, rough(3), Options{Trace: trace.All})
	if !reflect.DeepEqual(ses.Calls(), want.Calls()) {
		t.Error("the calls are not the same")
	}
	if !reflect.DeepEqual(carriers(t, ses), carriers(t, want)) {
		t.Error("the carriers are not the same")
	}
}

// Sequence numbers wrap, places in a stream do not; what is sent again stands
// where it stood.
func TestPlacesGoOnWhereNumbersWrap(t *testing.T) {
	f := &flow{first: 0xffff_ff00}
	for _, c := range []struct {
		seq  uint32
		want int64
	}{{0xffff_ff00, 0}, {0xffff_fffe, 0xfe}, {0x10, 0x110}, {0xffff_ffff, 0xff}, {0x7000_0000, 0x7000_0100}, {0xe000_0000, 0xe000_0100}, {0xffff_ff10, 0x1_0000_0010}} {
		if got := f.place(c.seq); got != c.want {
			t.Errorf("%#x stands at %#x, want %#x", c.seq, got, c.want)
		}
	}
}

// A lost segment is carried once more; over a router each time on two cables.
func TestRetransmissionsAreCarriers(t *testing.T) {
	s := tcpTalk(1, 0)
	s.Faults = []scenario.Act{{Cable: scenario.Direction{From: "r1", To: "bob"}, Frame: 5, Do: "drop"}}
	ses := run(t, s, Options{Trace: trace.All})
	for _, c := range ses.Calls() {
		if c.Name != "write" || len(c.Bearers) < 2 {
			continue
		}
		var ways []string
		for _, carrier := range ses.Carriers(c.ID, 2) {
			e := ses.Event(carrier.Start)
			ways = append(ways, e.Node)
		}
		if got := strings.Join(ways, " "); got != "alice r1 alice r1" || len(c.Bearers) != 2 {
			t.Errorf("%s was carried from %s, borne by %v", c.Text, got, c.Bearers)
		}
		return
	}
	t.Error("nothing was sent twice")
}

// An ICMP error carries what it quotes back: at once, as when a port is closed,
// or after ARP has asked in vain for the host.
func TestQuotationsAreCarriers(t *testing.T) {
	for to, ways := range map[string]string{"bob:6000": "alice r1 bob r1", "10.0.2.77:6000": "alice r1"} {
		s := overRouter()
		s.Run = []scenario.Act{{Node: "alice", Do: fmt.Sprintf(`message send %s "anybody?" wait 1s`, to)}}
		s.Until = 10 * time.Second
		ses := run(t, s, Options{Trace: trace.All})
		var got []string
		var last Carrier
		for _, c := range ses.Carriers(the(t, ses, "alice", "sendto").ID, 3) {
			got, last = append(got, ses.Event(c.Start).Node), c
		}
		if strings.Join(got, " ") != ways {
			t.Errorf("what is sent to %s is carried from %v, want %s", to, got, ways)
			continue
		}
		if o, _ := ses.Origin(last.Frame, last.Offset); o.At != 3 || o.Send != last.Send {
			t.Errorf("to %s: %+v comes from %+v", to, last, o)
		}
	}
}

func BenchmarkThreads(b *testing.B) {
	s := overRouter()
	s.Run = []scenario.Act{
		{Node: "bob", Do: "bulk receive 5001"},
		{At: time.Millisecond, Node: "alice", Do: "bulk send bob:5001 10000000"},
	}
	ses := run(b, s, Options{Trace: trace.All})
	for b.Loop() {
		ses.threads = nil
		ses.follow()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*ses.Len()), "ns/event")
}
