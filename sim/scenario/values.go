package scenario

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"encap/layers/link/ethernet"
	"encap/layers/physical"
)

// values looks at each value of a scenario that was built in Go: what the
// shapes ask of a file.
func (v *validator) values() {
	s := v.s
	v.plain(spot{}, "the title", s.Title, false)
	v.plain(spot{}, "the description", s.About, true)
	if s.Level != "" && !slices.Contains(levels, s.Level) {
		v.wrong(spot{}, 0, didYouMean(s.Level, levels), "%q is not a level", clip(s.Level))
	}
	v.within(spot{}, "until", s.Until, durations)
	v.tcp(s.TCP, spot{})
	v.arp(s.ARP, spot{})
	if s.Journal != "" {
		v.judge(spot{}, "the journal", readJournal(s.Journal))
	}
	seen := make(map[string]bool, len(s.Nodes))
	for i := range s.Nodes {
		if name := s.Nodes[i].Name; seen[name] {
			v.wrong(spot{part: "node", i: i}, 0, "", "two nodes are named %q", clip(name))
		}
		seen[s.Nodes[i].Name] = true
		v.nodeValues(&s.Nodes[i], spot{part: "node", i: i})
	}
	for i := range s.Cables {
		v.cableValues(&s.Cables[i], spot{part: "cable", i: i})
	}
	if len(s.Nodes) > mostNodes || len(s.Cables) > mostCables {
		v.wrong(spot{}, 0, "", "the most is %d nodes and %d cables", mostNodes, mostCables)
	}
	v.actValues()
	v.stepValues()
}

// judge reports what a reader found wrong.
func (v *validator) judge(sp spot, whose string, err error) {
	if err != nil {
		msg, mend, _ := told(err)
		v.wrong(sp, 0, mend, "%s: %s", whose, msg)
	}
}

func (v *validator) within(sp spot, whose string, d time.Duration, m *measure) {
	if d < 0 || uint64(d) > m.most {
		v.wrong(sp, 0, "", "%s: %v is not from 0 s to %s", whose, d, m.write(m.most))
	}
}

// plain refuses what a file could not say.
func (v *validator) plain(sp spot, whose, text string, lines bool) {
	for _, r := range text {
		if hidden(r) && r != '\t' && (r != '\n' || !lines) {
			v.wrong(sp, 0, "", "%s holds the hidden character %U", whose, r)
			return
		}
	}
	if strings.HasSuffix(text, "\n") {
		v.wrong(sp, 0, "", "%s ends with an empty line", whose)
	}
}

func (v *validator) nodeValues(n *Node, sp spot) {
	v.judge(sp, "node", readName(n.Name))
	v.tcp(n.TCP, sp)
	v.switching(n, sp)
	v.arp(n.ARP, sp)
	switch {
	case n.Kind.ByCables() || n.Kind == Outside:
		if len(n.Ports) > 0 || n.Gateway.IsValid() || len(n.Routes) > 0 || n.TCP != (TCP{}) || n.ICMP != (ICMP{}) {
			v.wrong(sp, 0, "", "%s is a %s, which has no addresses, gateway, routes, ICMP or TCP", n.Name, n.Kind)
		}
	case !n.Kind.HasAddresses():
		v.wrong(sp, 0, "", "%s is of no known kind: %q", n.Name, string(n.Kind))
	case len(n.Ports) == 0 || len(n.Ports) > mostPorts:
		v.wrong(sp, 0, "", "%s has %d ports; a node has 1 to %d", n.Name, len(n.Ports), mostPorts)
	}
	v.filterValues(n, sp)
	if n.Kind == Outside {
		_, err := readOutside(n.Outside.String())
		v.judge(sp, n.Name, err)
	}
	if n.Gateway.IsValid() {
		_, err := readAddr(n.Gateway.String())
		v.judge(sp, n.Name, err)
	}
	for _, r := range n.Routes {
		v.judge(sp, n.Name, readNetwork(r.Prefix.String()))
		v.routeValues(n, r, sp)
	}
	for i, p := range n.Ports {
		v.portValues(n, i, p, sp)
	}
}

func (v *validator) routeValues(n *Node, r Route, sp spot) {
	if r.Refuse != "" {
		v.judge(sp, n.Name, readRefusal(r.Refuse))
		if r.Via.IsValid() || len(r.Also) > 0 {
			v.wrong(sp, 0, "", "%s: the route to %s leads to a router and is %s", n.Name, r.Prefix, r.Refuse)
		}
		return
	}
	for _, via := range append([]netip.Addr{r.Via}, r.Also...) {
		_, err := readAddr(via.String())
		v.judge(sp, n.Name, err)
	}
	if len(r.Also) >= mostWays {
		v.wrong(sp, 0, "", "%s: the route to %s has more than %d ways", n.Name, r.Prefix, mostWays)
	}
}

func (v *validator) portValues(n *Node, i int, p Port, sp spot) {
	whose := n.Name + ":" + n.PortName(i)
	if p.Name != "" {
		v.judge(sp, whose, readName(p.Name))
	}
	if p.Addr.IsValid() {
		_, err := readPrefix(p.Addr.String())
		v.judge(sp, whose, err)
	}
	if p.MAC != (ethernet.Addr{}) && p.MAC.Group() {
		v.wrong(sp, 0, "make the first byte even", "%s: %s names a group of stations, not one", whose, p.MAC)
	}
	if p.MTU != 0 && (p.MTU < leastMTU || p.MTU > mostMTU) {
		v.wrong(sp, 0, "", "%s: an MTU of %d is not from %d to %d", whose, p.MTU, leastMTU, mostMTU)
	}
}

func (v *validator) cableValues(c *Cable, sp spot) {
	whose := "the cable from " + c.Ends[0].String() + " to " + c.Ends[1].String()
	if c.Duplex != "" && !slices.Contains(duplexes, c.Duplex) {
		v.wrong(sp, 0, didYouMean(c.Duplex, duplexes), "%s: %q is not a duplex", whose, clip(c.Duplex))
	}
	v.within(sp, whose, c.Delay, delays)
	v.within(sp, whose, c.Jitter, delays)
	if uint64(c.Rate) > rates.most {
		v.wrong(sp, 0, "", "%s: the highest rate is %s", whose, rates.write(rates.most))
	}
	if c.Queue < 0 || c.Queue > mostQueue {
		v.wrong(sp, 0, "", "%s: a queue of %d is not from 1 to %d", whose, c.Queue, mostQueue)
	}
	if max(c.Loss, c.BitErrors, c.Duplicate, c.Reorder) > physical.Certain {
		v.wrong(sp, 0, "", "%s: a chance is above 100 %%", whose)
	}
}

func (v *validator) actValues() {
	for i, a := range v.s.Run {
		sp := spot{part: "run", i: i}
		v.within(sp, "an act", a.At, durations)
		switch {
		case a.Inject != nil && (len(a.Inject) < leastFrame || len(a.Inject) > mostFrameBytes):
			v.wrong(sp, 0, "", "a frame of %d bytes; it has %d to %d", len(a.Inject), leastFrame, mostFrameBytes)
		case a.Inject != nil && (a.Node != "" || a.Do != ""), a.Inject == nil && a.Cable != (Direction{}), a.Frame != 0:
			v.wrong(sp, 0, "", "an act is either a command at a node or a frame that enters a cable")
		default:
			v.plain(sp, "the command", a.Do, false)
		}
	}
	for i, a := range v.s.Faults {
		sp := spot{part: "fault", i: i}
		v.within(sp, "a fault", a.At, durations)
		f, err := ParseFault(a.Do)
		switch {
		case err != nil:
			v.judge(sp, "fault", err)
		case a.Node != "" || a.Inject != nil:
			v.wrong(sp, 0, "", "a fault is done to a cable or a frame of it")
		case f.Kind.OfCable() == (a.Frame > 0) || a.Frame > mostFrame:
			v.wrong(sp, 0, "", "%s of frame %d: frames are counted from 1, and 0 is the cable itself", f.Kind, a.Frame)
		case a.Frame > 0 && a.At != 0:
			v.wrong(sp, 0, "", "a fault is done to a frame, or to a cable at an instant, not both")
		}
	}
}

func (v *validator) stepValues() {
	for i, st := range v.s.Steps {
		sp := spot{part: "step", i: i}
		v.plain(sp, "when", st.When, false)
		v.plain(sp, "what a step says", st.Say, true)
		if strings.TrimSpace(st.When) == "" || strings.TrimSpace(st.Say) == "" {
			v.wrong(sp, 0, "", "a step has no when or nothing to say")
		}
		if st.Ask != nil && !slices.Contains(questions, st.Ask.Which) {
			v.wrong(sp, 0, didYouMean(st.Ask.Which, questions), "%q is not a question", clip(st.Ask.Which))
		}
		if st.Ask != nil && len(st.Ask.Of) == 1 {
			v.wrong(sp, 0, "", "a question with one choice")
		}
	}
	for i, e := range v.s.Expect {
		v.plain(spot{part: "expect", i: i}, "an expectation", e.Expr, false)
	}
}
