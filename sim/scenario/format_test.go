package scenario

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
	"encap/layers/physical"
	"encap/layers/transport/tcp"
)

// withoutPlaces gives a scenario without what a copy of its file does not share: the
// name and the places.
func withoutPlaces(s *Scenario) *Scenario {
	c := *s
	c.Name = ""
	c.Run, c.Faults = append([]Act(nil), s.Run...), append([]Act(nil), s.Faults...)
	c.Steps, c.Expect = append([]Step(nil), s.Steps...), append([]Expect(nil), s.Expect...)
	for i := range c.Run {
		c.Run[i].Where = Where{}
	}
	for i := range c.Faults {
		c.Faults[i].Where = Where{}
	}
	for i := range c.Steps {
		c.Steps[i].Where = Where{}
	}
	for i := range c.Expect {
		c.Expect[i].Where = Where{}
	}
	return &c
}

// thereAndBack says how a scenario differs from what its file says.
func thereAndBack(s *Scenario) error {
	text := Format(s)
	back, problems := Parse("back.yaml", text, Options{})
	if err := problems.Err(); err != nil {
		return fmt.Errorf("%w\nin\n%s", err, text)
	}
	if want, got := withoutPlaces(s), withoutPlaces(back); !reflect.DeepEqual(got, want) {
		return fmt.Errorf("got\n%+v\nwant\n%+v\nfrom\n%s", got, want, text)
	}
	if again := Format(back); !bytes.Equal(again, text) {
		return fmt.Errorf("written again it is\n%s\nnot\n%s", again, text)
	}
	return nil
}

func TestFormatGoodFiles(t *testing.T) {
	for _, file := range glob(t, "testdata/good/*.yaml") {
		s := parse(t, string(read(t, file)))
		if err := thereAndBack(s); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		golden(t, strings.TrimSuffix(file, filepath.Ext(file))+".formatted", Format(s))
	}
}

func TestFormatAnyScenario(t *testing.T) {
	schema := schemaOf(t)
	for seed := range uint64(500) {
		g := generator{rand.New(rand.NewPCG(seed, 0))}
		s := g.scenario()
		if err := Validate(s).Err(); err != nil {
			t.Fatalf("seed %d: the generator made a bad one:\n%v", seed, err)
		}
		if err := thereAndBack(s); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if err := editor(schema, Format(s)); err != nil {
			t.Fatalf("seed %d: an editor refuses\n%s\n%v", seed, Format(s), err)
		}
	}
}

// generator makes random scenarios that are sound: local networks in a row,
// with a router between each two.
type generator struct{ *rand.Rand }

func (g generator) maybe() bool { return g.IntN(3) == 0 }

func (g generator) scenario() *Scenario {
	s := &Scenario{Title: g.text(false), About: g.text(true), Seed: g.Uint64() >> g.UintN(64), Until: g.duration(1000 * time.Hour)}
	if g.maybe() {
		s.Level = levels[g.IntN(3)]
	}
	s.TCP, s.Mistakes = g.tcp(), g.maybe()
	lans := 1 + g.IntN(3)
	for i := range lans {
		g.lan(s, i)
	}
	for i := range lans - 1 {
		r := Node{Name: fmt.Sprintf("r%d", i), Kind: Router, Ports: []Port{g.port(i, 1), g.port(i+1, 250)}}
		s.Nodes = append(s.Nodes, r)
		s.Cables = append(s.Cables,
			g.cable(End{Node: r.Name}, End{Node: fmt.Sprintf("s%d", i)}),
			g.cable(End{Node: fmt.Sprintf("s%d", i+1)}, End{Node: r.Name, Port: r.PortName(1)}))
	}
	if g.maybe() {
		s.Nodes = append(s.Nodes, Node{Name: "k", Kind: Outside, Outside: netip.MustParseAddrPort("192.0.2.1:4789")})
		s.Cables = append(s.Cables, g.cable(End{Node: "k"}, End{Node: "s0"}))
	}
	for range g.IntN(5) {
		g.act(s)
	}
	if g.maybe() {
		s.Journal = "x" + strings.NewReplacer(":", "", `\`, "", "\t", "").Replace(g.some(false)) + ".pcapng"
	}
	for range g.IntN(4) {
		step := Step{When: g.some(false), Say: g.some(true)}
		if g.maybe() {
			step.Ask = &Ask{Which: questions[g.IntN(len(questions))]}
			switch step.Ask.Which {
			case "changed":
				step.Ask.Of = []string{"ip.ttl", "eth.src", "ip.id"}[g.IntN(2):]
			case "who":
				step.Ask.Of = []string{s.Nodes[0].Name, s.Nodes[len(s.Nodes)-1].Name}
			case "value", "where":
				step.Ask.Field = []string{"", "ip.ttl"}[g.IntN(2)]
			}
		}
		s.Steps = append(s.Steps, step)
		s.Expect = append(s.Expect, Expect{Expr: g.some(false)})
	}
	return s
}

func (g generator) lan(s *Scenario, i int) {
	sw := Node{Name: fmt.Sprintf("s%d", i), Kind: Switch}
	at := len(s.Nodes)
	s.Nodes = append(s.Nodes, sw)
	defer func() { s.Nodes[at].Switch = g.switching(s, i) }()
	for j := range g.IntN(4) {
		h := Node{Name: fmt.Sprintf("h%d-%d", i, j), Kind: Host, Ports: []Port{g.port(i, 2+j)}}
		h.TCP = g.tcp()
		h.ARP = []string{"", "rfc", "linux"}[g.IntN(3)]
		switch g.IntN(4) {
		case 0:
			h.Ports[0].Addr = netip.Prefix{}
		case 1:
			h.Gateway = gateway(i)
			h.Routes = []Route{{Prefix: netip.MustParsePrefix("172.16.0.0/12"), Via: gateway(i)}, {Prefix: netip.MustParsePrefix("172.17.0.0/16"), Refuse: "blackhole"}}
		case 2:
			h.Ports = append(h.Ports, Port{Name: "spare"}, Port{})
		}
		s.Nodes = append(s.Nodes, h)
		s.Cables = append(s.Cables, g.cable(End{Node: h.Name}, End{Node: sw.Name}))
	}
}

func (g generator) switching(s *Scenario, i int) (sw Switching) {
	if g.maybe() {
		sw.Table = 1 + g.IntN(1000)
	}
	if g.maybe() {
		sw.Ageing = time.Second + g.duration(time.Hour)
	}
	if g.maybe() {
		sw.STP = STP{Mode: stpModes[g.IntN(3)], Priority: uint16(g.IntN(16)) << 12, Hello: g.duration(2 * time.Second)}
		s.STP = STP{MaxAge: 21 * time.Second, ForwardDelay: time.Duration(15+g.IntN(3)) * time.Second}
	}
	name := fmt.Sprintf("h%d-0", i)
	if h := &s.Nodes[len(s.Nodes)-1]; strings.HasPrefix(h.Name, fmt.Sprintf("h%d-", i)) && g.maybe() {
		sw.Ports = append(sw.Ports, SwitchPort{Port: name, VLAN: 1, Cost: 7, Priority: 16, Edge: g.maybe()}, SwitchPort{Port: "eth1", All: true, VLAN: 1})
		if h.Name == name {
			sw.Ports = []SwitchPort{{Port: "eth0", Trunk: []vlan.ID{1, 4094}, VLAN: vlan.ID(g.IntN(2))}}
			h.Ports = append(h.Ports, Port{VLAN: 4094, Trunk: h.PortName(0)}, Port{VLAN: 7})
		}
	}
	return sw
}

func (g generator) tcp() (t TCP) {
	if g.maybe() {
		t.Profile = profiles()[g.IntN(len(profiles()))]
	}
	if g.maybe() {
		t.Congestion = controls()[g.IntN(len(controls()))]
	}
	if g.maybe() {
		t.ECN = tcp.ECNs[g.IntN(len(tcp.ECNs))]
	}
	return t
}

func gateway(lan int) netip.Addr { return netip.AddrFrom4([4]byte{10, 0, byte(lan), 1}) }

func (g generator) port(lan, host int) Port {
	p := Port{Addr: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, byte(lan), byte(host)}), 24)}
	if g.maybe() {
		p.MTU = leastMTU + g.IntN(mostMTU-leastMTU+1)
	}
	if g.maybe() {
		p.MAC = ethernet.Addr{2, 0, 0, 1, byte(lan), byte(host)}
	}
	if g.maybe() {
		p.Name = fmt.Sprintf("port%d", host)
	}
	return p
}

func (g generator) duration(most time.Duration) time.Duration {
	return time.Duration(g.Uint64N(uint64(most)+1) >> g.UintN(64))
}

func (g generator) chance() physical.Chance {
	return physical.Chance(g.Uint64N(uint64(physical.Certain)+1) >> g.UintN(32))
}

func (g generator) cable(a, b End) Cable {
	c := Cable{Ends: [2]End{a, b}, Delay: g.duration(time.Hour)}
	if g.maybe() {
		c.Rate, c.Queue = physical.Bitrate(1+g.Uint64N(rates.most)), 1+g.IntN(mostQueue)
	}
	if g.maybe() {
		c.Loss, c.BitErrors, c.Duplicate, c.Reorder = g.chance(), g.chance(), g.chance(), g.chance()
		c.Jitter = g.duration(time.Hour)
	}
	return c
}

func (g generator) act(s *Scenario) {
	for _, n := range s.Nodes {
		if n.Kind == Host || n.Kind == Router {
			s.Run = append(s.Run, Act{At: g.duration(time.Hour), Node: n.Name, Do: "message " + strings.NewReplacer(`"`, "", "'", "", `\`, "").Replace(g.some(false))})
			break
		}
	}
	if len(s.Cables) == 0 {
		return
	}
	ends := s.Cables[g.IntN(len(s.Cables))].Ends
	d := Direction{From: ends[0].Node, To: ends[1].Node}
	kinds := []FaultKind{Drop, Duplicate, Delay, Corrupt, Cut, Mend}
	f := Fault{Kind: kinds[g.IntN(len(kinds))]}
	a := Act{Cable: d}
	switch {
	case f.Kind.OfCable():
		a.At = g.duration(time.Hour)
	default:
		a.Frame = 1 + g.Uint64N(mostFrame)
	}
	switch f.Kind {
	case Delay:
		f.Delay = 1 + g.duration(time.Hour-1)
	case Corrupt:
		f.Bit = g.IntN(mostBits)
	}
	a.Do = f.String()
	s.Faults = append(s.Faults, a)
	if g.maybe() {
		s.Run = append(s.Run, Act{At: g.duration(time.Hour), Cable: d, Inject: bytes.Repeat([]byte{byte(g.IntN(256))}, leastFrame+g.IntN(100))})
	}
}

// text is some text or none.
func (g generator) text(lines bool) string {
	if g.maybe() {
		return ""
	}
	return g.some(lines)
}

// some gives text with all that YAML stumbles over.
func (g generator) some(lines bool) string {
	parts := []string{"a", "tcp", " ", "  ", ": ", " #", "#", "'", `"`, `\`, "!", "&x", "*y", "[", "]", "{", "}", ",", "- ", "-", "? ", "|", ">", "%",
		"@", "`", "null", "~", "true", "12", "1e3", "é", "日本", "\u00a0", "\t", "---", "...", "<<", "=", "10.0.0.1", "😀", "\u200d"}
	if lines {
		parts = append(parts, "\n", "\n\n", "\n ", "\n  x")
	}
	var b strings.Builder
	for range 1 + g.IntN(8) {
		b.WriteString(parts[g.IntN(len(parts))])
	}
	s := strings.TrimRight(b.String(), "\n")
	if strings.TrimSpace(s) == "" {
		return "x"
	}
	return s
}
