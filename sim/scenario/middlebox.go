package scenario

import (
	"errors"
	"net/netip"
	"strconv"
	"strings"

	"encap/layers/network/firewall"
	"encap/layers/network/flow"

	"go.yaml.in/yaml/v4"
)

// Filter is what a firewall or a translator does besides routing.
type Filter struct {
	Rules   []string // the firewall's list: see firewall.Parse
	Default string   // what becomes of packets that no rule fits; "": deny where there are rules, else allow
	Public  string   // of a translator: the port whose address all inside share; "": the last
	Forward []Forward
}

// Forward gives a public port of a translator to a host inside for good.
type Forward struct {
	Protocol uint8 // TCP or UDP
	Port     uint16
	To       netip.AddrPort
}

// Source writes what is forwarded as the file does: "tcp 80".
func (f Forward) Source() string { return flow.Name(f.Protocol) + " " + strconv.Itoa(int(f.Port)) }

// isSet says whether anything is said.
func (f *Filter) isSet() bool {
	return len(f.Rules) > 0 || f.Default != "" || f.Public != "" || len(f.Forward) > 0
}

const mostRules = 10_000

// verdicts are what may become of packets that no rule fits.
var verdicts = []string{string(firewall.Allow), string(firewall.Deny), string(firewall.Reject)}

var (
	rulesKey   = key{"rules", false, list{"a list of rules", firewallRule{}, 0, mostRules, false}, "the first that fits a packet decides"}
	defaultKey = key{"default", false, choice{"an action", verdicts}, "what becomes of packets that no rule fits; left out: `deny` where there are rules, else `allow`"}

	firewallObject = &object{
		is: "a firewall", about: "A router that lets some packets pass and others not, by a list of rules.",
		keys: []key{
			{"firewall", true, list{"a list of addresses", port, 1, mostPorts, true}, "its addresses: each is a port, eth0, eth1 …"},
			rulesKey, defaultKey, gatewayKey, routesKey, mtuKey, arpKey, tcpKey,
		},
	}
	natObject = &object{
		is: "a translator", about: "A router that lets the hosts behind it share one address (NAPT, RFC 3022).",
		keys: []key{
			{"nat", true, list{"a list of addresses", port, 2, mostPorts, false}, "its addresses: each is a port, eth0, eth1 …"},
			{"public", false, portName, "the port whose address all share; left out: the last"},
			{"forward", false, table{"a mapping of ports to hosts", publicPort, insideEnd, 0, mostNodes}, "public ports that belong to a server inside"},
			rulesKey, defaultKey, gatewayKey, routesKey, mtuKey, arpKey, tcpKey,
		},
	}

	publicPort = word{is: "a protocol and a port", like: []string{"tcp 80"}, pattern: `^(tcp|udp) [0-9]{1,5}$`,
		read: func(s string) error { _, _, err := readPublicPort(s); return err }}
	insideEnd = word{is: "an address and port", like: []string{"10.0.1.9:80"}, pattern: `^[0-9]{1,3}(\.[0-9]{1,3}){3}:[0-9]{1,5}$`,
		read: func(s string) error { _, err := readInsideEnd(s); return err }}
)

// firewallRule is the shape of a rule: a line of words.
type firewallRule struct{}

func (firewallRule) what() string { return "a rule" }

func (firewallRule) schema() map[string]any {
	return map[string]any{"type": "string", "pattern": "^(allow|deny|reject)( |$)", "examples": []string{"allow tcp to any port 80"}}
}

func (r firewallRule) check(c *checker, n *yaml.Node) {
	if c.colon(n) || !c.scalar(n, r.what()) {
		return
	}
	c.comment(n)
	if !c.bad[n] {
		c.judge(n, readRule(n.Value))
	}
}

// readRule says what is wrong with a rule, and at which byte.
func readRule(s string) error {
	words, starts, err := split(s)
	if err != nil {
		return err
	}
	_, err = firewall.Parse(words)
	var word interface{ Arg() int }
	if !errors.As(err, &word) {
		return err
	}
	msg, mend, _ := strings.Cut(strings.TrimPrefix(err.Error(), "firewall: "), ": write ")
	if mend != "" {
		mend = "write " + mend
	}
	bad := &complaint{msg: msg, mend: mend}
	if word.Arg() < len(starts) {
		bad.offset = starts[word.Arg()]
	}
	return bad
}

func readPublicPort(s string) (uint8, uint16, error) {
	name, number, ok := strings.Cut(s, " ")
	protocol := map[string]uint8{"tcp": flow.TCP, "udp": flow.UDP}[name]
	port, err := strconv.ParseUint(number, 10, 16)
	if !ok || protocol == 0 || err != nil || port == 0 || strconv.FormatUint(port, 10) != number {
		return 0, 0, complain("write it as tcp 80", "%q is no protocol and port", clip(s))
	}
	return protocol, uint16(port), nil
}

func readInsideEnd(s string) (netip.AddrPort, error) {
	a, err := netip.ParseAddrPort(s)
	if err != nil || !a.Addr().Is4() || a.Port() == 0 {
		return netip.AddrPort{}, complain("write it as 10.0.1.9:80", "%q is no address and port", clip(s))
	}
	return a, nil
}

// filter reads what a firewall or a translator does.
func (b *builder) filter(node *Node, i int, n *yaml.Node) {
	node.Default, node.Public = text(n, "default"), text(n, "public")
	for j, r := range items(value(n, "rules")) {
		b.places.at[spot{"node", i, "rules", j}] = r
		node.Rules = append(node.Rules, r.Value)
	}
	forward := value(n, "forward")
	if forward == nil || forward.Kind != yaml.MappingNode {
		return
	}
	for k := 0; k+1 < len(forward.Content); k += 2 {
		protocol, port, err := readPublicPort(forward.Content[k].Value)
		to, err2 := readInsideEnd(forward.Content[k+1].Value)
		if err == nil && err2 == nil {
			b.places.at[spot{"node", i, "forward", len(node.Forward)}] = forward.Content[k+1]
			node.Forward = append(node.Forward, Forward{protocol, port, to})
		}
	}
}

// filterFields writes it.
func filterFields(f *fields, n *Node) {
	if n.Public != "" {
		f.add("public", n.Public)
	}
	if len(n.Forward) > 0 {
		var forward fields
		for _, fw := range n.Forward {
			forward.add(fw.Source(), `"`+fw.To.String()+`"`)
		}
		f.add("forward", forward.String())
	}
	if len(n.Rules) > 0 {
		var rules []string
		for _, r := range n.Rules {
			rules = append(rules, inBrackets(r))
		}
		f.add("rules", "["+strings.Join(rules, ", ")+"]")
	}
	if n.Default != "" {
		f.add("default", n.Default)
	}
}

// filterValues looks at what a firewall or translator is to do, also of one
// that was built in Go.
func (v *validator) filterValues(n *Node, sp spot) {
	if n.Kind != Firewall && n.Kind != NAT {
		if n.isSet() {
			v.wrong(sp, 0, "", "%s is a %s, which neither filters nor translates", n.Name, n.Kind)
		}
		return
	}
	for _, r := range n.Rules {
		v.judge(sp, n.Name, readRule(r))
	}
	if n.Kind == Firewall && (n.Public != "" || len(n.Forward) > 0) {
		v.wrong(sp, 0, "", "%s is a firewall, which translates nothing", n.Name)
	}
}

// filters looks whether rules and forwarded ports make sense in their network.
func (v *validator) filters() {
	for i := range v.s.Nodes {
		n := &v.s.Nodes[i]
		if v.broken("node", i) || n.Kind != Firewall && n.Kind != NAT {
			continue
		}
		for j, text := range n.Rules {
			if words, err := Words(text); err == nil {
				r, _ := firewall.Parse(words)
				v.portOfRule(n, r.In, spot{"node", i, "rules", j})
				v.portOfRule(n, r.Out, spot{"node", i, "rules", j})
			}
		}
		if n.Kind == NAT {
			v.translator(n, i)
		}
	}
}

// portOfRule looks whether a node has the port that a rule speaks of.
func (v *validator) portOfRule(n *Node, name string, sp spot) {
	if name != "" && n.port(name) < 0 {
		v.wrong(sp, 0, "", "%s has no port %s", n.Name, clip(name))
	}
}

func (v *validator) translator(n *Node, i int) {
	public := n.PublicPort()
	switch {
	case public < 0:
		v.wrong(spot{"node", i, "public", 0}, 0, "", "%s has no port %s", n.Name, clip(n.Public))
		return
	case !n.Ports[public].Addr.IsValid():
		v.wrong(spot{part: "node", i: i}, 0, "", "the public port of %s has no address for all to share", n.Name)
	}
	type end struct {
		protocol uint8
		at       netip.AddrPort
	}
	inside := map[end]bool{}
	for j, f := range n.Forward {
		if at := (end{f.Protocol, f.To}); inside[at] {
			v.wrong(spot{"node", i, "forward", j}, 0, "leave one of the two out", "two public ports are forwarded to %s", f.To)
		} else {
			inside[at] = true
		}
	}
}

// port gives the number of a node's port by its name, -1 if it has none such.
func (n *Node) port(name string) int {
	for i := range n.Ports {
		if n.PortName(i) == name {
			return i
		}
	}
	return -1
}

// PublicPort gives the number of a translator's public port; -1 if the name it
// gives is none of its ports.
func (n *Node) PublicPort() int {
	if n.Public == "" {
		return len(n.Ports) - 1
	}
	return n.port(n.Public)
}
