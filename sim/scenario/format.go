package scenario

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"encap/layers/link/ethernet"
	"encap/layers/physical"
)

// Format writes a scenario as a file that Parse reads as the same one: so a
// fork is saved. What a file cannot say (see Validate) is lost.
func Format(s *Scenario) []byte {
	var w writer
	w.prose("", "title", s.Title)
	w.plain("", "level", s.Level)
	w.prose("", "about", s.About)
	if s.Seed != 0 {
		w.plain("", "seed", strconv.FormatUint(s.Seed, 10))
	}
	w.span("", "until", s.Until)
	w.plain("", "tcp", tcpText(s.TCP))
	if s.STP != (STP{}) {
		w.plain("", "stp", stpText(s.STP))
	}
	w.plain("", "arp", s.ARP)
	if s.Mistakes {
		w.plain("", "mistakes", "wanted")
	}
	w.nodes(s.Nodes)
	w.places(s.Places)
	w.cables(s.Cables)
	w.acts("run", s.Run)
	w.prose("", "journal", s.Journal)
	w.acts("faults", s.Faults)
	w.steps(s.Steps)
	if len(s.Expect) > 0 {
		w.line("expect:")
	}
	for _, e := range s.Expect {
		w.line("  - " + scalar(e.Expr, "    "))
	}
	return w.Bytes()
}

// writer writes the parts of a file. Keys whose value is the default are left
// out.
type writer struct{ bytes.Buffer }

func (w *writer) line(s string) { w.WriteString(s + "\n") }

// prose writes a text of any kind; indent is what stands before the key.
func (w *writer) prose(indent, key, value string) {
	if value != "" {
		deeper := strings.Repeat(" ", len(indent)+2)
		w.line(indent + key + ": " + scalar(value, deeper))
	}
}

// plain writes a value that needs no quotes.
func (w *writer) plain(indent, key, value string) {
	if value != "" {
		w.line(indent + key + ": " + value)
	}
}

func (w *writer) span(indent, key string, d time.Duration) {
	if d != 0 {
		w.plain(indent, key, durations.write(uint64(d)))
	}
}

func (w *writer) nodes(nodes []Node) {
	if len(nodes) == 0 {
		w.line("nodes: {}")
		return
	}
	w.line("nodes:")
	for i := range nodes {
		w.line("  " + nodes[i].Name + ": " + nodeText(&nodes[i]))
	}
}

// fields collects the keys of a mapping in braces.
type fields []string

func (f *fields) add(key, value string) { *f = append(*f, key+": "+value) }

func (f fields) String() string { return "{" + strings.Join(f, ", ") + "}" }

func nodeText(n *Node) string {
	var f fields
	switch {
	case n.Kind == Outside:
		f.add("outside", n.Outside.String())
		return f.String()
	case n.Kind == Switch:
		return switchText(&n.Switch)
	case !n.Kind.HasAddresses():
		return string(n.Kind)
	case n.Kind == Host && len(n.Ports) == 1 && n.Ports[0].Name == "":
		p := n.Ports[0]
		switch {
		case p.Addr.IsValid():
			f.add("host", p.Addr.String())
		case p == Port{} && !n.Gateway.IsValid() && len(n.Routes) == 0 && n.TCP == TCP{} && n.ARP == "" && n.ICMP == ICMP{}:
			return string(Host)
		default:
			f.add("kind", string(Host))
		}
		addMAC(&f, p)
		addMTU(&f, p)
	default:
		var ports []string
		for _, p := range n.Ports {
			ports = append(ports, portText(p))
		}
		f.add(string(n.Kind), "["+strings.Join(ports, ", ")+"]")
	}
	filterFields(&f, n)
	if n.Gateway.IsValid() {
		f.add("gateway", n.Gateway.String())
	}
	if n.ICMP != (ICMP{}) {
		f.add("icmp", icmpText(n.ICMP))
	}
	if n.ARP != "" {
		f.add("arp", n.ARP)
	}
	if n.TCP != (TCP{}) {
		f.add("tcp", tcpText(n.TCP))
	}
	if len(n.Routes) > 0 {
		var routes fields
		for _, r := range n.Routes {
			routes.add(r.Prefix.String(), r.ways())
		}
		f.add("routes", routes.String())
	}
	return f.String()
}

// portText gives the address alone, if there is no more to say.
func portText(p Port) string {
	if p.Addr.IsValid() && p == (Port{Addr: p.Addr}) {
		return p.Addr.String()
	}
	var f fields
	if p.Addr.IsValid() {
		f.add("address", p.Addr.String())
	}
	if p.Name != "" {
		f.add("name", p.Name)
	}
	if p.Trunk != "" {
		f.add("port", p.Trunk)
	}
	if p.VLAN != 0 {
		f.add("vlan", strconv.Itoa(int(p.VLAN)))
	}
	addMAC(&f, p)
	addMTU(&f, p)
	return f.String()
}

func addMAC(f *fields, p Port) {
	if p.MAC != (ethernet.Addr{}) {
		f.add("mac", p.MAC.String())
	}
}

func addMTU(f *fields, p Port) {
	if p.MTU != 0 {
		f.add("mtu", strconv.Itoa(p.MTU))
	}
}

func (w *writer) cables(cables []Cable) {
	if len(cables) > 0 {
		w.line("cables:")
	}
	for _, c := range cables {
		var f fields
		f.add("ends", "["+c.Ends[0].String()+", "+c.Ends[1].String()+"]")
		if c.Duplex != "" {
			f.add("duplex", c.Duplex)
		}
		if c.Rate != 0 {
			f.add("rate", rates.write(uint64(c.Rate)))
		}
		if c.Delay != 0 {
			f.add("delay", delays.write(uint64(c.Delay)))
		}
		if c.Queue != 0 {
			f.add("queue", strconv.Itoa(c.Queue))
		}
		for _, luck := range []struct {
			key string
			of  physical.Chance
		}{{"loss", c.Loss}, {"bit-errors", c.BitErrors}, {"duplicate", c.Duplicate}, {"reorder", c.Reorder}} {
			if luck.of != 0 {
				f.add(luck.key, chances.write(uint64(luck.of)))
			}
		}
		if c.Jitter != 0 {
			f.add("jitter", delays.write(uint64(c.Jitter)))
		}
		w.line("  - " + f.String())
	}
}

func (w *writer) acts(part string, acts []Act) {
	if len(acts) > 0 {
		w.line(part + ":")
	}
	for _, a := range acts {
		at := durations.write(uint64(a.At))
		switch {
		case a.Inject != nil:
			w.plain("  - ", "at", at)
			w.plain("    ", "cable", a.Cable.String())
			w.plain("    ", "inject", `"`+hex.EncodeToString(a.Inject)+`"`)
			continue
		case part == "run":
			w.plain("  - ", "at", at)
			w.plain("    ", "node", a.Node)
		case a.Frame > 0:
			w.plain("  - ", "cable", a.Cable.String())
			w.plain("    ", "frame", strconv.FormatUint(a.Frame, 10))
		default:
			w.plain("  - ", "cable", a.Cable.String())
			w.plain("    ", "at", at)
		}
		w.prose("    ", "do", a.Do)
	}
}

func (w *writer) steps(steps []Step) {
	if len(steps) > 0 {
		w.line("steps:")
	}
	for _, s := range steps {
		w.prose("  - ", "when", s.When)
		w.prose("    ", "say", s.Say)
		if s.Ask == nil {
			continue
		}
		w.line("    ask:")
		w.plain("      ", "which", s.Ask.Which)
		var choices []string
		for _, choice := range s.Ask.Of {
			choices = append(choices, inBrackets(choice))
		}
		if len(choices) > 0 {
			w.line("      of: [" + strings.Join(choices, ", ") + "]")
		}
		w.prose("      ", "field", s.Ask.Field)
	}
}

// ways gives where a route leads as the file has it.
func (r *Route) ways() string {
	switch {
	case r.Refuse != "":
		return r.Refuse
	case len(r.Also) == 0:
		return r.Via.String()
	}
	all := []string{r.Via.String()}
	for _, a := range r.Also {
		all = append(all, a.String())
	}
	return "[" + strings.Join(all, ", ") + "]"
}
