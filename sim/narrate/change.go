package narrate

import (
	"net/netip"
	"strconv"
	"strings"

	"encap/layers/osi"
	"encap/sim/trace"
)

// changeOf gives the text for a change of an entity of each kind.
var changeOf = map[string]string{
	"socket": socketChange, "arp": arpChange, "mac": macChange, "vlan": vlanChange, "stp": treePort, "address": addressChange, "bridge": treeBridge,
	"port": portChange, "csma": portChange, "route": routeChange, "interface": ifaceChange,
	"nat": natChange, "nat session": connectionChange, "connection": connectionChange, "rule": ruleChange,
	"reassembly": partsChange, "path MTU": pathChange,
}

// change tells what changed when the event that changed it had already led to
// others.
func (t *teller) change() string {
	if text := t.woken(); text != "" {
		return text
	}
	if len(t.e.Deltas) == 0 {
		if t.e.Layer == osi.Transport {
			return t.say(tcpRuleOnly)
		}
		return ""
	}
	entity := t.e.Deltas[0].Entity
	if c := t.cause(); c != nil && c.Kind == trace.Act && c.Text == "power off" && t.e.Deltas[0].Field == "" {
		var gone []string
		for _, d := range t.e.Deltas {
			gone = append(gone, d.Entity.Kind+" "+d.Entity.Name)
		}
		return t.say(forgetsAll, "changes", some(gone))
	}
	if entity.Kind == "tcp" {
		return t.changeTCP(entity)
	}
	if d := t.delta("socket", "Messages"); d != nil && d.Old != "" {
		return t.say(takenOut, "owner", t.processWith(entity.Node, entity.Name), "now", t.waiting(d.New))
	}
	if became := t.portChanges(); entity.Kind == "stp" && len(became) > 0 {
		return t.say(treeBecame, "changes", some(became))
	}
	text, ok := changeOf[entity.Kind]
	if !ok {
		return ""
	}
	var changes []string
	for _, d := range t.e.Deltas {
		if d.Entity == entity {
			changes = append(changes, t.changed(d))
		}
	}
	told := t.say(text, "node", orUnknown(entity.Node), "name", entity.Name, "changes", some(changes))
	if t.e.Node != "" && entity.Node != t.e.Node {
		return t.say(elsewhere, "told", told)
	}
	return told
}

// changeTCP tells what changed in a connection, the state first, or at a
// server's door.
func (t *teller) changeTCP(entity trace.Entity) string {
	local, remote, _ := strings.Cut(entity.Name, " > ")
	pairs := []any{"number", portNumber(local), "half", t.variable(entity, "SynQ"), "ready", t.variable(entity, "AcceptQ"), "peer", t.party(remote)}
	gone := t.e.Deltas[0].Field == ""
	switch {
	case remote == "*" && gone:
		return t.say(doorGone, pairs...)
	case remote == "*":
		return t.say(doorChange, pairs...)
	case gone:
		return t.say(tcpGone, pairs...)
	}
	if d := t.delta("tcp", "State"); d != nil && d.Old != "" {
		return t.say(tcpGoes, append(pairs, "old", d.Old, "now", d.New)...)
	}
	var changes []string
	for _, d := range t.e.Deltas {
		if d.Entity == entity {
			changes = append(changes, t.say(variableGoes, "field", d.Field, "old", t.counted(d, d.Old), "now", t.counted(d, d.New)))
		}
	}
	return t.say(tcpChange, append(pairs, "changes", some(changes))...)
}

// countsFrom says from which variable on a sequence number in another is counted.
var countsFrom = map[string]string{
	"SndUna": "ISS", "SndNxt": "ISS", "SndWl2": "ISS", "Recover": "ISS",
	"RcvNxt": "IRS", "RcvUp": "IRS", "SndWl1": "IRS", "LastAck": "IRS",
}

// counted gives a variable's value as a person counts: sequence numbers from
// the first one on.
func (t *teller) counted(d trace.Delta, value string) string {
	base, ok := countsFrom[d.Field]
	n, err := strconv.ParseUint(value, 10, 32)
	if !ok || err != nil {
		return value
	}
	return strconv.FormatUint(uint64(uint32(n)-t.counter(d.Entity, base)), 10)
}

// party gives the node at an endpoint "10.0.1.3:5000".
func (t *teller) party(endpoint string) string {
	a, err := netip.ParseAddrPort(endpoint)
	if err != nil {
		return endpoint
	}
	return t.hostOnly(a.Addr())
}

func (t *teller) changed(d trace.Delta) string {
	if d.Field == "" {
		return rowGone
	}
	return t.say(fieldChange, "field", d.Field, "now", d.New)
}

// waiting says how many messages wait.
func (t *teller) waiting(count string) string {
	switch count {
	case "0":
		return nothingWaits
	case "1":
		return oneWaits
	}
	return t.say(someWait, "count", count)
}

// anything tells of an event that has no text of its own: what is known of
// every event, and why it happened.
func (t *teller) anything() string {
	place, layer := t.e.Node, someLayer
	if place == "" {
		place = theWorld
	}
	if t.e.Layer != 0 {
		layer = t.say(layerOf, "layer", t.e.Layer)
	}
	what := []string{t.e.Name, t.e.Text, t.e.Proto}
	text := t.say(anyEvent, "place", place, "layer", layer, "kind", kindName(t.e.Kind), "what", strings.Join(strings.Fields(strings.Join(what, " ")), " "))
	if why := t.e.Why(); why != nil {
		text += " " + why.Why
	}
	return text
}

// kindName gives a kind's name, also of one that is none.
func kindName(k trace.Kind) string {
	if k > trace.Collision {
		return unknown
	}
	return k.String()
}
