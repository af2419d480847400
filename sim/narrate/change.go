package narrate

import (
	"strings"

	"encap/sim/trace"
)

// changeOf gives the text for a change of an entity of each kind.
var changeOf = map[string]string{
	"socket": socketChange, "arp": arpChange, "mac": macChange,
	"port": portChange, "route": routeChange, "interface": ifaceChange,
}

// change tells what changed when the event that changed it had already led to
// others.
func (t *teller) change() string {
	if len(t.e.Deltas) == 0 {
		return ""
	}
	entity := t.e.Deltas[0].Entity
	if d := t.delta("socket", "Messages"); d != nil && d.Old != "" {
		return t.say(takenOut, "owner", t.processWith(entity.Node, entity.Name), "now", t.waiting(d.New))
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
	return t.say(text, "node", orUnknown(entity.Node), "name", entity.Name, "changes", some(changes))
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
	if k > trace.Note {
		return unknown
	}
	return k.String()
}
