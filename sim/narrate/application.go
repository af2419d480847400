package narrate

import (
	"slices"
	"strings"

	"encap/sim/scenario"
	"encap/sim/trace"
)

// act tells what a person, the scenario or the outside did.
func (t *teller) act() string {
	switch t.e.Name {
	case "begin":
		return t.say(runBegins, "title", quoted(t.e.Text))
	case "command":
		switch t.e.Text {
		case "power off":
			return t.say(powerOff)
		case "power on":
			return t.say(powerOn)
		}
		return t.say(commandTyped, "command", t.e.Text)
	case "script":
		return t.say(scriptSays, "step", t.e.Text)
	case "switch on":
		return t.withChanges(treeBegins)
	case "outside":
		return t.say(fromOutside)
	case "cable":
		what, ends, _ := strings.Cut(t.e.Text, " ")
		from, to, ok := strings.Cut(ends, " > ")
		switch {
		case ok && what == string(scenario.Cut):
			return t.say(cableCut, "from", from, "to", to)
		case ok && what == string(scenario.Mend):
			return t.say(cableMended, "from", from, "to", to)
		}
	}
	return ""
}

// note tells what the world says: at the beginning, what each node is.
func (t *teller) note() string {
	n := t.node()
	switch {
	case t.e.Name == "carrier" && t.e.Text == "on":
		return t.withChanges(treePortUp)
	case t.e.Name == "carrier":
		return t.withChanges(treePortDown)
	}
	if t.e.Name != "power on" || n == nil {
		return ""
	}
	var addresses []string
	for _, p := range n.Ports {
		if p.Addr.IsValid() {
			addresses = append(addresses, p.Addr.Addr().String())
		}
	}
	switch {
	case n.Kind == scenario.Firewall:
		return t.say(firewallIsOn, "address", some(addresses))
	case n.Kind == scenario.NAT:
		return t.say(natIsOn, "address", some(addresses), "public", n.Ports[n.PublicPort()].Addr.Addr())
	case n.Kind == scenario.Router:
		return t.say(t.onceOfKind(n, routerIsOnFirst, routerIsOn), "address", some(addresses))
	case n.Kind == scenario.Switch:
		return t.say(t.onceOfKind(n, switchIsOnFirst, switchIsOn))
	case n.Kind == scenario.Hub:
		return t.say(t.onceOfKind(n, hubIsOnFirst, hubIsOn))
	case n.Kind == scenario.Outside:
		return t.say(outsideIsOn)
	case len(addresses) == 0:
		return t.say(bareHostIsOn)
	}
	return t.say(hostIsOn, "address", some(addresses))
}

// onceOfKind is once for nodes: the first text is for the first of a kind.
func (t *teller) onceOfKind(n *scenario.Node, explained, short string) string {
	for i := range t.s.Nodes {
		if t.s.Nodes[i].Kind == n.Kind {
			n = &t.s.Nodes[i]
			break
		}
	}
	if n.Name == t.e.Node {
		return explained
	}
	return short
}

// maxListed is how many things a sentence lists.
const maxListed = 3

// some lists things, with "…" for the rest of many.
func some(things []string) string {
	if len(things) > maxListed {
		things = append(slices.Clone(things[:maxListed]), "…")
	}
	return strings.Join(things, ", ")
}

// life tells of a process's beginning and end.
func (t *teller) life() string {
	if t.e.Kind == trace.Start {
		return t.say(processStarts, "program", orUnknown(t.e.Name))
	}
	text := t.say(processEnds)
	if _, reason, failed := strings.Cut(t.e.Text, ": "); failed {
		text = t.say(processFails, "reason", reason)
	}
	if t.delta("socket", "") != nil {
		text += t.say(leftOpen)
	}
	return text
}
