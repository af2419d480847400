package narrate

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// runs plays every lesson of the library, and every drill: scenarios that show
// what goes wrong.
func runs(t *testing.T, test func(t *testing.T, s *sim.Session)) {
	for _, name := range scenarios.Names() {
		src, _ := scenarios.Source(name)
		t.Run(name, func(t *testing.T) { test(t, play(t, name+".yaml", src)) })
	}
	drills, err := filepath.Glob("../../scenarios/testdata/drills/*.yaml")
	if err != nil || len(drills) == 0 {
		t.Fatalf("no drills: %v", err)
	}
	for _, path := range drills {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(path), func(t *testing.T) { test(t, play(t, path, src)) })
	}
}

func play(t testing.TB, name string, src []byte) *sim.Session {
	s, problems := sim.Parse(name, src)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	ses, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ses.Close)
	if err := ses.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	return ses
}

// longest is how many characters a sentence may have: two lines of a screen.
const longest = 150

// quotation is what somebody has said: it may hold anything.
var quotation = regexp.MustCompile(`\\?"[^"]*"`)

// TestSentences: every event of every run has a sentence of its own, short
// enough, whole, and with all its values.
func TestSentences(t *testing.T) {
	runs(t, func(t *testing.T, s *sim.Session) {
		m := Remember(s)
		for id := trace.ID(1); int(id) <= s.Len(); id++ {
			text, own := sentence(m, id)
			e := s.Event(id)
			switch {
			case !own:
				t.Errorf("event %d (%v %s %s %v) has no sentence of its own: %s", id, e.Kind, e.Layer, e.Name, e.Why(), text)
			case utf8.RuneCountInString(text) > longest:
				t.Errorf("event %d: %d characters: %s", id, utf8.RuneCountInString(text), text)
			case strings.Contains(text, unknown):
				t.Errorf("event %d lacks a value: %s", id, text)
			case strings.ContainsAny(text, "{}\n") || strings.Contains(quotation.ReplaceAllString(text, "…"), "  ") && e.Kind != trace.Output:
				t.Errorf("event %d is not filled in: %q", id, text)
			case e.Node != "" && !strings.Contains(text, e.Node):
				t.Errorf("event %d does not say where it happens, at %s: %s", id, e.Node, text)
			case e.Kind != trace.Act && e.Kind != trace.Output && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?"):
				t.Errorf("event %d does not end: %s", id, text)
			}
		}
	})
}

// TestLines: the columns of plain text.
func TestLines(t *testing.T) {
	runs(t, func(t *testing.T, s *sim.Session) {
		m := Remember(s)
		for id := trace.ID(1); int(id) <= s.Len(); id++ {
			e := s.Event(id)
			line := Line(m, id)
			if !strings.HasSuffix(line, "  "+Sentence(m, id)) || !strings.Contains(line, e.At.String()+"  ") {
				t.Errorf("event %d: %q", id, line)
			}
		}
	})
}

// TestComments: each frame's comment is one line, and cites a rule where one
// was obeyed; the packets of a capture must not be silent about their why. Only
// a segment that brings nothing new to its receiver has none.
func TestComments(t *testing.T) {
	runs(t, func(t *testing.T, s *sim.Session) {
		m := Remember(s)
		for id := trace.ID(1); int(id) <= s.Len(); id++ {
			e := s.Event(id)
			if e.Kind != trace.TxStart && e.Kind != trace.Arrival {
				continue
			}
			text := Comment(m, id)
			nothingNew := e.Kind == trace.Arrival && outcome(m, e).Name == "tcp" && len(outcome(m, e).Rules) == 0
			n := newTeller(m, e).node()
			outside := n != nil && n.Kind == scenario.Outside
			if text == "" || strings.ContainsAny(text, "\n{}") || !outside && !nothingNew && !strings.HasSuffix(text, ").") {
				t.Errorf("event %d (%v at %s): %q", id, e.Kind, e.Node, text)
			}
		}
	})
}

// TestOwners: the MAC addresses that nodes send from are known by the nodes'
// names.
func TestOwners(t *testing.T) {
	runs(t, func(t *testing.T, s *sim.Session) {
		m := Remember(s)
		for id := trace.ID(1); int(id) <= s.Len(); id++ {
			e := s.Event(id)
			if e.Kind != trace.Send || e.Name != "eth" || e.Proto != "eth" {
				continue
			}
			from := newTeller(m, e).mac("eth.src")
			if name := newTeller(m, e).station(from); name != e.Node {
				t.Errorf("event %d: %s sends from %v, which is said to be %s", id, e.Node, from, name)
			}
		}
	})
}

// TestNextHops: where IP on a node sends a packet is where its frame goes, as
// long as its routes are those that it began with, and ARP tells the truth.
func TestNextHops(t *testing.T) {
	lies := []string{"36-duplicate-address", "37-arp-poisoning", "38-wrong-mask"}
	runs(t, func(t *testing.T, s *sim.Session) {
		if slices.Contains(lies, s.Scenario().Name) {
			return
		}
		m := Remember(s)
		learned := map[string]bool{}
		for id := trace.ID(1); int(id) <= s.Len(); id++ {
			e := s.Event(id)
			if d := newTeller(m, e).delta("route", "Via"); d != nil && e.Name != "power on" {
				learned[e.Node] = true
			}
			if e.Kind != trace.Send || e.Name != "eth" {
				continue
			}
			frame := newTeller(m, e)
			if frame.outer("eth") == nil || frame.inside("eth").Proto != "ip" || frame.mac("eth.dst").Group() {
				continue
			}
			hop := frame.firstRoute(frame.addr("ip.dst"))
			if learned[e.Node] {
				continue
			}
			owner, mac := frame.ownerOf(hop), frame.mac("eth.dst")
			if owner != "" && owner != frame.station(mac) {
				t.Errorf("event %d: the frame goes to %v, the next hop is %s", id, mac, owner)
			}
		}
	})
}

func Example() {
	src, _ := scenarios.Source("1-message-to-a-friend")
	s, _ := sim.Parse("1-message-to-a-friend.yaml", src)
	run, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer run.Close()
	if err := run.Finish(context.Background()); err != nil {
		fmt.Println(err)
		return
	}
	for _, id := range []trace.ID{15, 16, 41} {
		fmt.Println(Line(run, id))
	}
	fmt.Println(Why(run.Event(16)))
	// Output:
	//       10.000 ms  alice  A  alice's process message/1 sends "hello" (5 bytes) to port 5000 of 10.0.1.3 (bob); its own socket gets port 61208.
	//       10.000 ms  alice  T  UDP on alice puts 8 bytes in front of the message: from port 61208 to port 5000, a datagram (people say: a packet) of 13 bytes.
	//    16.017280 ms  bob    A  bob's recvfrom returns "hello" (5 bytes).
	// The IP address finds the host; the two port numbers find the process there and the one to answer (RFC 768).
}
