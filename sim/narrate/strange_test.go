package narrate

import (
	"strings"
	"testing"

	"encap/layers/osi"
	"encap/layers/transport/udp"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// single is a run of two events, the second because of the first; what the
// scenario says may be missing.
type single struct {
	s      *scenario.Scenario
	events [2]*trace.Event
}

func (s single) Len() int                     { return 2 }
func (s single) Scenario() *scenario.Scenario { return s.s }
func (s single) Event(id trace.ID) *trace.Event {
	if id < 1 || id > 2 {
		return nil
	}
	return s.events[id-1]
}

// check tells of a strange event in all ways there are, and looks for what must
// hold of every text.
func check(t *testing.T, s *scenario.Scenario, e trace.Event) {
	t.Helper()
	first, second := e, e
	first.ID, second.ID, second.Cause, second.Of = 1, 2, 1, 1
	src := single{s, [2]*trace.Event{&first, &second}}
	for id := trace.ID(0); id <= 3; id++ {
		texts := []string{Sentence(src, id), Line(src, id), Comment(src, id)}
		for _, text := range texts {
			if (text == "") != (id == 0 || id == 3) {
				t.Errorf("event %d of %+v: %q", id, e, texts)
			}
			if oneLine(text) != text {
				t.Errorf("event %d of %+v breaks its line: %q", id, e, text)
			}
		}
	}
	if why := Why(&e); oneLine(why) != why {
		t.Errorf("%+v: the reason breaks its line: %q", e, why)
	}
}

var names = []string{"", "udp", "ip", "icmp", "arp", "eth", "bridge", "socket", "bind", "connect", "send", "sendto", "recv",
	"recvfrom", "recvmsg", "poll", "setsockopt", "getsockopt", "getsockname", "nanosleep", "close", "begin", "command", "cable",
	"outside", "power on", "arp request", "timeout of message/1", "tcp"}

// TestStrangeEvents: whatever an event lacks, it can be told.
func TestStrangeEvents(t *testing.T) {
	s := &scenario.Scenario{Nodes: []scenario.Node{{Name: "alice", Kind: scenario.Host}}}
	pdus := [][]byte{nil, {}, {0x45}, []byte("\x45\x00\x00\x21"), make([]byte, 14), make([]byte, 64)}
	for kind := trace.Kind(0); kind <= trace.Note+1; kind++ {
		for layer := osi.Layer(0); layer <= 8; layer++ {
			for _, name := range names {
				for i, proto := range []string{"", "eth", "arp", "ip", "icmp", "udp", "data", "nonsense"} {
					e := trace.Event{Kind: kind, Layer: layer, Name: name, Proto: proto, PDU: pdus[i%len(pdus)]}
					check(t, nil, e)
					e.Node, e.Port = "alice", "eth0"
					e.Rules = []trace.Reason{{}, {Rule: &udp.NoPort}}
					check(t, s, e)
				}
			}
		}
	}
}

// TestNodesThatAreNotThere: an event of a node that the scenario does not know,
// and a scenario whose cables lead nowhere.
func TestNodesThatAreNotThere(t *testing.T) {
	s := &scenario.Scenario{
		Nodes:  []scenario.Node{{Name: "alice", Kind: scenario.Host}, {Name: "s1", Kind: scenario.Switch}},
		Cables: []scenario.Cable{{Ends: [2]scenario.End{{Node: "alice", Port: "eth7"}, {Node: "nobody"}}}},
	}
	for _, node := range []string{"alice", "s1", "nobody", "carol"} {
		for kind := trace.Act; kind <= trace.Note; kind++ {
			for layer := osi.Physical; layer <= osi.Application; layer++ {
				check(t, s, trace.Event{Kind: kind, Layer: layer, Node: node, Port: "eth0", Name: "power on", Proto: "eth", PDU: make([]byte, 64)})
			}
		}
	}
}

// TestGenericIsStillTrue: an event without a text of its own says what is
// known of it, and why.
func TestGenericIsStillTrue(t *testing.T) {
	rule := &osi.Rule{Name: "Odd", Why: "It is odd."}
	e := trace.Event{ID: 1, Kind: trace.Drop, Node: "alice", Layer: osi.Transport, Proto: "tcp", Rules: []trace.Reason{{Rule: rule}}}
	text, own := sentence(Remember(single{nil, [2]*trace.Event{&e, nil}}), 1)
	if want := "At alice, transport layer: drop tcp. It is odd."; own || text != want {
		t.Errorf("got %q (own: %v), want %q", text, own, want)
	}
}

// TestHostileTexts: what a process prints or a stranger sends cannot break out
// of its sentence.
func TestHostileTexts(t *testing.T) {
	hostile := "\x1b[2J\nalice\u202e {node} " + strings.Repeat("x", 500)
	for _, e := range []trace.Event{
		{Kind: trace.Output, Text: hostile},
		{Kind: trace.Act, Name: "command", Text: hostile},
		{Kind: trace.Act, Name: "begin", Text: hostile},
		{Kind: trace.Call, Name: "sendto", Text: "sendto(3, " + hostile, Data: []byte(hostile)},
		{Kind: trace.Return, Name: "recvfrom", Text: hostile, Data: []byte(hostile)},
		{Kind: trace.Exit, Text: "exit 1: " + hostile},
		{Kind: trace.Change, Deltas: []trace.Delta{{Entity: trace.Entity{Kind: "socket", Name: hostile}, Field: hostile, New: hostile}}},
	} {
		check(t, nil, e)
		e.ID = 1
		text := Sentence(single{nil, [2]*trace.Event{&e, nil}}, 1)
		if strings.ContainsAny(text, "\x1b\n\u202e") {
			t.Errorf("%v %s: %q", e.Kind, e.Name, text)
		}
	}
}

func FuzzSentence(f *testing.F) {
	f.Add(uint8(trace.Send), uint8(osi.Transport), "udp", "udp", "", []byte("\x9c\x41\x9c\x40\x00\x0d\x6c\x7chello"), []byte(nil))
	f.Add(uint8(trace.Receive), uint8(osi.Network), "ip", "ip", "", []byte("\x45\x00\x00\x21\x00\x07\x00\x00\x40\x11"), []byte(nil))
	f.Add(uint8(trace.Call), uint8(osi.Application), "sendto", "", `sendto(3, "a, \"b", 0, 10.0.1.3:5000)`, []byte(nil), []byte("hello"))
	f.Add(uint8(trace.Return), uint8(osi.Application), "poll", "", "= 1 [3:POLLIN|POLLERR 4:POLLIN]", []byte(nil), []byte(nil))
	f.Add(uint8(trace.Return), uint8(osi.Application), "recvmsg", "", "= EHOSTUNREACH from 10.0.1.1", []byte(nil), []byte(nil))
	f.Add(uint8(trace.Act), uint8(osi.Physical), "cable", "", "cut alice > bob", []byte(nil), []byte(nil))
	f.Fuzz(func(t *testing.T, kind, layer uint8, name, proto, text string, pdu, data []byte) {
		if len(pdu) > 2000 {
			return
		}
		e := trace.Event{Kind: trace.Kind(kind), Layer: osi.Layer(layer), Name: name, Proto: proto, Text: text, PDU: pdu, Data: data,
			Node: "alice", Port: "eth0", Process: "message/1", Rules: []trace.Reason{{Rule: &udp.Demultiplexed}}}
		check(t, &scenario.Scenario{Nodes: []scenario.Node{{Name: "alice", Kind: scenario.Host}}}, e)
	})
}
