package scenario

import (
	"strconv"
	"strings"
	"time"

	"encap/layers/link/vlan"

	"go.yaml.in/yaml/v4"
)

// The builder makes a Scenario of nodes that the shapes have checked. It never
// complains: what was refused stays zero, so that the rest can still be judged
// as a whole.

// spot names a value of a scenario, so that a mistake found later can be shown
// where it was written.
type spot struct {
	part string // "node", "cable", "run", "fault", "step", "expect"
	i    int    // the i-th of them
	key  string // "" is the whole
	j    int    // the j-th value of the key
}

// places are the nodes of the file in which the values stand.
type places struct {
	at     map[spot]*yaml.Node
	broken map[spot]bool // something in it was refused: judge it no further
}

// value gives what a mapping holds for a key, or nil.
func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// text gives what a mapping holds for a key, if it is a scalar.
func text(n *yaml.Node, key string) string {
	if v := value(n, key); v != nil && v.Kind == yaml.ScalarNode {
		return v.Value
	}
	return ""
}

// items gives the entries of a list; a single value is a list of itself.
func items(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	}
	return []*yaml.Node{n}
}

// prosaic gives a text without the line end that a block scalar leaves.
func prosaic(n *yaml.Node, key string) string { return strings.TrimRight(text(n, key), "\n") }

func number(n *yaml.Node, key string) uint64 {
	v, _ := strconv.ParseUint(text(n, key), 10, 64) // checked before; else 0
	return v
}

func span(n *yaml.Node, key string) time.Duration {
	d, _ := readDuration(text(n, key))
	return d
}

type builder struct {
	c      *checker
	s      *Scenario
	places places
}

// build makes the scenario and notes where each part of it stands.
func (c *checker) build(root *yaml.Node, name string) (*Scenario, places) {
	b := builder{c: c, s: &Scenario{Name: name}, places: places{at: map[spot]*yaml.Node{}, broken: map[spot]bool{}}}
	s := b.s
	s.Title, s.Level, s.About = prosaic(root, "title"), text(root, "level"), prosaic(root, "about")
	s.Seed, s.Until = number(root, "seed"), span(root, "until")
	s.TCP, s.STP = tcpOf(root), stpOf(root)
	s.ARP = text(root, "arp")
	s.Mistakes = text(root, "mistakes") == "wanted"
	if nodes := value(root, "nodes"); nodes != nil && nodes.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(nodes.Content); i += 2 {
			b.node(nodes.Content[i], nodes.Content[i+1])
		}
	}
	b.drawn(value(root, "places"))
	for i, n := range items(value(root, "cables")) {
		b.cable(i, n)
	}
	for i, n := range items(value(root, "run")) {
		s.Run = append(s.Run, b.act("run", i, n))
	}
	s.Journal = text(root, "journal")
	for i, n := range items(value(root, "faults")) {
		s.Faults = append(s.Faults, b.act("fault", i, n))
	}
	for i, n := range items(value(root, "steps")) {
		b.step(i, n)
	}
	for i, n := range items(value(root, "expect")) {
		b.note(spot{part: "expect", i: i}, n)
		s.Expect = append(s.Expect, Expect{Expr: strings.TrimRight(n.Value, "\n"), Where: b.where(n)})
	}
	return s, b.places
}

func (b *builder) where(n *yaml.Node) Where {
	return Where{File: b.c.src.file, Line: n.Line, Column: n.Column}
}

// note remembers where a part stands, and the values of the given keys in it.
func (b *builder) note(sp spot, n *yaml.Node, keys ...string) {
	b.places.at[sp] = n
	if b.c.tainted(n) {
		b.places.broken[sp] = true
	}
	for _, key := range keys {
		for j, item := range items(value(n, key)) {
			b.places.at[spot{sp.part, sp.i, key, j}] = item
		}
	}
}

func (b *builder) node(name, n *yaml.Node) {
	if name.Kind != yaml.ScalarNode {
		return
	}
	sp := spot{part: "node", i: len(b.s.Nodes)}
	b.note(sp, n, "host", "router", "firewall", "nat", "public", "gateway", "mac")
	b.places.at[sp] = name
	if b.c.bad[name] {
		b.places.broken[sp] = true
	}
	node := Node{Name: name.Value}
	switch {
	case n.Kind == yaml.ScalarNode:
		node.Kind = Kind(n.Value)
	case value(n, "kind") != nil:
		node.Kind = Kind(text(n, "kind"))
	case value(n, "host") != nil:
		node.Kind = Host
	case value(n, "router") != nil:
		node.Kind = Router
	case value(n, "firewall") != nil:
		node.Kind = Firewall
	case value(n, "nat") != nil:
		node.Kind = NAT
	case value(n, "outside") != nil:
		node.Kind = Outside
		node.Outside, _ = readOutside(text(n, "outside"))
	}
	node.TCP, node.ICMP = tcpOf(n), icmpOf(n)
	node.Switch, node.ARP = b.switchOf(n), text(n, "arp")
	node.Gateway, _ = readAddr(text(n, "gateway"))
	b.routes(&node, len(b.s.Nodes), value(n, "routes"))
	b.filter(&node, len(b.s.Nodes), n)
	b.ports(&node, n)
	b.s.Nodes = append(b.s.Nodes, node)
}

func (b *builder) ports(node *Node, n *yaml.Node) {
	if node.Kind.HasAddresses() {
		for _, item := range items(value(n, string(node.Kind))) {
			node.Ports = append(node.Ports, onePort(item))
		}
		if value(n, "kind") != nil || n.Kind == yaml.ScalarNode {
			node.Ports = []Port{{}}
		}
	}
	mtu := int(number(n, "mtu"))
	for i := range node.Ports {
		if node.Ports[i].MTU == 0 {
			node.Ports[i].MTU = mtu
		}
	}
	if a, err := readMAC(text(n, "mac")); err == nil && len(node.Ports) > 0 {
		node.Ports[0].MAC = a
	}
}

func onePort(n *yaml.Node) Port {
	var p Port
	addr := n.Value
	if n.Kind == yaml.MappingNode {
		addr = text(n, "address")
		p.Name, p.MTU = text(n, "name"), int(number(n, "mtu"))
		p.MAC, _ = readMAC(text(n, "mac"))
	}
	p.Addr, _ = readPrefix(addr)
	p.VLAN, p.Trunk = vlan.ID(number(n, "vlan")), text(n, "port")
	return p
}

func (b *builder) routes(node *Node, i int, n *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		prefix, err := readPrefix(n.Content[k].Value)
		route, err2 := oneRoute(items(n.Content[k+1]))
		if err != nil || err2 != nil {
			continue
		}
		route.Prefix = prefix
		b.places.at[spot{"node", i, "routes", len(node.Routes)}] = n.Content[k+1]
		node.Routes = append(node.Routes, route)
	}
}

// oneRoute reads where a route leads: to a router, to several, or nowhere.
func oneRoute(ways []*yaml.Node) (r Route, err error) {
	for _, n := range ways {
		switch a, err := readAddr(n.Value); {
		case readRefusal(n.Value) == nil:
			r.Refuse = n.Value
		case err != nil:
			return r, err
		case r.Via.IsValid():
			r.Also = append(r.Also, a)
		default:
			r.Via = a
		}
	}
	return r, nil
}

func (b *builder) cable(i int, n *yaml.Node) {
	b.note(spot{part: "cable", i: i}, n, "ends")
	var c Cable
	if ends := items(value(n, "ends")); len(ends) == 2 {
		c.Ends[0], _ = readEnd(ends[0].Value)
		c.Ends[1], _ = readEnd(ends[1].Value)
	}
	c.Duplex = text(n, "duplex")
	c.Rate, _ = readRate(text(n, "rate"))
	c.Delay, c.Jitter = span(n, "delay"), span(n, "jitter")
	c.Queue = int(number(n, "queue"))
	c.Loss, _ = readChance(text(n, "loss"))
	c.BitErrors, _ = readChance(text(n, "bit-errors"))
	c.Duplicate, _ = readChance(text(n, "duplicate"))
	c.Reorder, _ = readChance(text(n, "reorder"))
	b.s.Cables = append(b.s.Cables, c)
}

func (b *builder) act(part string, i int, n *yaml.Node) Act {
	b.note(spot{part: part, i: i}, n, "at", "node", "cable", "frame", "do")
	a := Act{At: span(n, "at"), Node: text(n, "node"), Frame: number(n, "frame"), Where: b.where(n)}
	a.Do = prosaic(n, "do")
	if part == "fault" {
		if f, err := ParseFault(a.Do); err == nil {
			a.Do = f.String()
		}
	}
	if value(n, "cable") != nil {
		a.Cable, _ = ParseDirection(text(n, "cable"))
	}
	if value(n, "inject") != nil {
		a.Inject, _ = readFrame(text(n, "inject"))
	}
	return a
}

func (b *builder) step(i int, n *yaml.Node) {
	b.note(spot{part: "step", i: i}, n, "when", "say")
	s := Step{When: prosaic(n, "when"), Say: prosaic(n, "say"), Where: b.where(n)}
	if question := value(n, "ask"); question != nil {
		s.Ask = &Ask{Which: text(question, "which"), Field: text(question, "field")}
		for j, item := range items(value(question, "of")) {
			s.Ask.Of = append(s.Ask.Of, strings.TrimRight(item.Value, "\n"))
			b.places.at[spot{"step", i, "of", j}] = item
		}
		b.places.at[spot{"step", i, "field", 0}] = value(question, "field")
	}
	b.s.Steps = append(b.s.Steps, s)
}
