package scenario

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/link/ethernet"
)

// pairOf is a sound little network, built in Go.
func pairOf() *Scenario {
	return &Scenario{
		Nodes: []Node{
			{Name: "alice", Kind: Host, Ports: []Port{{Addr: netip.MustParsePrefix("10.0.1.2/24")}}},
			{Name: "bob", Kind: Host, Ports: []Port{{Addr: netip.MustParsePrefix("10.0.1.3/24")}}},
		},
		Cables: []Cable{{Ends: [2]End{{Node: "alice"}, {Node: "bob"}}}},
		Run:    []Act{{Node: "alice", Do: "message listen 5000"}},
		Faults: []Act{{Cable: Direction{From: "alice", To: "bob"}, Frame: 1, Do: "drop"}},
		Steps:  []Step{{When: "tcp", Say: "Look.", Ask: &Ask{Which: "next"}}},
		Expect: []Expect{{Expr: "tcp"}},
	}
}

// What a file could not say is found in a scenario that was built in Go.
func TestValidateGo(t *testing.T) {
	if problems := Validate(pairOf()); len(problems) > 0 {
		t.Fatalf("the sound one has problems:\n%v", problems)
	}
	for _, c := range []struct {
		want string
		do   func(s *Scenario)
	}{
		{"a network needs at least one node", func(s *Scenario) { *s = Scenario{} }},
		{"two nodes are named \"alice\"", func(s *Scenario) { s.Nodes[1].Name = "alice" }},
		{"the word \"yes\" has a meaning of its own", func(s *Scenario) { s.Nodes[1].Name = "yes" }},
		{"bob is of no known kind: \"radio\"", func(s *Scenario) { s.Nodes[1].Kind = "radio" }},
		{"bob has 0 ports", func(s *Scenario) { s.Nodes[1].Ports = nil }},
		{"bob is a switch, which has no addresses", func(s *Scenario) { s.Nodes[1].Kind = Switch }},
		{"is not an IPv4 address and UDP port", func(s *Scenario) { s.Nodes[1] = Node{Name: "bob", Kind: Outside} }},
		{"is an IPv6 address", func(s *Scenario) { s.Nodes[1].Ports[0].Addr = netip.MustParsePrefix("fe80::1/64") }},
		{"is an IPv6 address", func(s *Scenario) { s.Nodes[1].Gateway = netip.MustParseAddr("fe80::1") }},
		{"not the network", func(s *Scenario) {
			s.Nodes[1].Routes = []Route{{Prefix: netip.MustParsePrefix("10.0.2.1/24"), Via: netip.MustParseAddr("10.0.1.2")}}
		}},
		{"bob has two routes to 10.0.2.0/24", func(s *Scenario) {
			r := Route{Prefix: netip.MustParsePrefix("10.0.2.0/24"), Via: netip.MustParseAddr("10.0.1.2")}
			s.Nodes[1].Routes = []Route{r, r}
		}},
		{"names a group of stations", func(s *Scenario) { s.Nodes[1].Ports[0].MAC = ethernet.Broadcast }},
		{"an MTU of 67", func(s *Scenario) { s.Nodes[1].Ports[0].MTU = 67 }},
		{"unknown node \"carol\"", func(s *Scenario) { s.Cables[0].Ends[1].Node = "carol" }},
		{"back to alice", func(s *Scenario) { s.Cables[0].Ends[1].Node = "alice" }},
		{"-1ns is not from 0 s to 1 h", func(s *Scenario) { s.Cables[0].Delay = -1 }},
		{"the highest rate is 1000 Gbit/s", func(s *Scenario) { s.Cables[0].Rate = 1 << 63 }},
		{"a queue of -1", func(s *Scenario) { s.Cables[0].Queue = -1 }},
		{"a chance is above 100 %", func(s *Scenario) { s.Cables[0].Reorder = 1_000_000_001 }},
		{"until: -1ns", func(s *Scenario) { s.Until = -1 }},
		{"\"lunix\" is not a profile", func(s *Scenario) { s.TCP.Profile = "lunix" }},
		{"\"cubik\" is not an algorithm", func(s *Scenario) { s.Nodes[1].TCP.Congestion = "cubik" }},
		{"\"yes\" is not a way of using ECN", func(s *Scenario) { s.TCP.ECN = "yes" }},
		{"is not a level", func(s *Scenario) { s.Level = "third" }},
		{"the title holds the hidden character U+001B", func(s *Scenario) { s.Title = "\x1b[31m" }},
		{"the description ends with an empty line", func(s *Scenario) { s.About = "x\n" }},
		{"the command is empty", func(s *Scenario) { s.Run[0].Do = "" }},
		{"the command holds the hidden character U+000A", func(s *Scenario) { s.Run[0].Do = "a\nb" }},
		{"a frame of 3 bytes", func(s *Scenario) { s.Run[0] = Act{Inject: make([]byte, 3)} }},
		{"an act is either a command", func(s *Scenario) { s.Run[0].Frame = 1 }},
		{"frames are counted from 1", func(s *Scenario) { s.Faults[0].Frame = 0 }},
		{"cut of frame 1", func(s *Scenario) { s.Faults[0].Do = "cut" }},
		{"unknown fault \"dorp\"", func(s *Scenario) { s.Faults[0].Do = "dorp" }},
		{"not both", func(s *Scenario) { s.Faults[0].At = time.Second }},
		{"a fault is done to a cable", func(s *Scenario) { s.Faults[0].Node = "alice" }},
		{"there is no cable number 2", func(s *Scenario) { s.Faults[0].Cable.Nth = 1 }},
		{"a step has no when", func(s *Scenario) { s.Steps[0].When = " " }},
		{"is not a question", func(s *Scenario) { s.Steps[0].Ask.Which = "whether" }},
		{"a question with one choice", func(s *Scenario) { s.Steps[0].Ask.Of = []string{"x"} }},
		{"an expectation holds the hidden character", func(s *Scenario) { s.Expect[0].Expr = "\x00" }},
	} {
		s := pairOf()
		c.do(s)
		if err := Validate(s).Err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q, got:\n%v", c.want, err)
		}
	}
}

func big(hosts int) *Scenario {
	s := &Scenario{Nodes: make([]Node, 0, hosts+1)}
	s.Nodes = append(s.Nodes, Node{Name: "s1", Kind: Switch})
	for i := range hosts {
		addr := netip.AddrFrom4([4]byte{10, byte(1 + i>>16), byte(i >> 8), byte(i)})
		name := fmt.Sprintf("h%d", i)
		s.Nodes = append(s.Nodes, Node{
			Name: name, Kind: Host, Gateway: netip.MustParseAddr("10.99.0.1"),
			Ports: []Port{{Addr: netip.PrefixFrom(addr, 8)}},
		})
		s.Cables = append(s.Cables, Cable{Ends: [2]End{{Node: name}, {Node: "s1"}}})
		s.Run = append(s.Run, Act{Node: name, Do: "message listen 5000"})
		s.Faults = append(s.Faults, Act{Cable: Direction{From: name, To: "s1"}, Frame: 1, Do: "drop"})
	}
	return s
}

// The time grows with the hosts, not with their square: twenty thousand take
// well under this limit, and would take minutes.
func TestValidateManyHosts(t *testing.T) {
	s := big(20_000)
	start := time.Now()
	problems := Validate(s)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
	if problems.Err() != nil || !strings.Contains(problems.String(), "no node has the address 10.99.0.1") {
		t.Errorf("got:\n%.2000v", problems)
	}
	s.Nodes = append(s.Nodes, make([]Node, mostNodes)...)
	if err := Validate(s).Err(); err == nil {
		t.Error("120,000 nodes are not too many")
	}
}

func BenchmarkValidate10000Hosts(b *testing.B) {
	s := big(10_000)
	for b.Loop() {
		Validate(s)
	}
}

func BenchmarkParse10000Hosts(b *testing.B) {
	var text strings.Builder
	text.WriteString("nodes:\n  s1: switch\n" + hosts(10_000) + "cables:\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "  - {ends: [h%d, s1]}\n", i)
	}
	for b.Loop() {
		if _, problems := Parse("big.yaml", []byte(text.String()), Options{}); problems.Err() != nil {
			b.Fatal(problems)
		}
	}
}

// Node 1, port 0 has 02:00:00:00:01:00, as the reference says.
func TestMAC(t *testing.T) {
	own := ethernet.Addr{2, 1, 1, 1, 1, 1}
	s := &Scenario{Nodes: []Node{{Ports: []Port{{}, {MAC: own}}}, {}, {}}}
	for _, c := range []struct {
		node, port int
		want       ethernet.Addr
	}{
		{0, 0, ethernet.Addr{2, 0, 0, 0, 1, 0}},
		{0, 1, own},
		{2, 1, ethernet.Addr{2, 0, 0, 0, 3, 1}},
	} {
		if got := s.MAC(c.node, c.port); got != c.want {
			t.Errorf("node %d, port %d: %v, want %v", c.node, c.port, got, c.want)
		}
	}
}
