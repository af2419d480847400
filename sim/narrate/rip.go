package narrate

import (
	"strings"

	"encap/layers/application/rip"
)

// receiveRIP tells what a router makes of what it hears.
func (t *teller) receiveRIP() string {
	switch {
	case t.obeys(&rip.AnswerAll), t.obeys(&rip.AnswerSome):
		return t.say(ripAsked)
	case !t.obeys(&rip.Heard):
		return t.say(ripReads)
	}
	count := 0
	for _, p := range t.pdus {
		for _, f := range p.Fields {
			if f.Name == "rip.ip" {
				count++
			}
		}
	}
	networks := t.say(ripMany, "count", count)
	if count == 1 {
		networks = ripOne
	}
	if changes := t.ripChanges(); len(changes) > 0 {
		return t.say(ripLearns, "count", networks, "changes", some(changes))
	}
	return t.say(ripHears, "count", networks)
}

// changeRIP tells what changed in the table.
func (t *teller) changeRIP() string {
	if changes := t.ripChanges(); len(changes) > 0 {
		return t.say(ripChange, "changes", some(changes))
	}
	return ""
}

// ripChanges gives what the event changed in the table, a network each.
func (t *teller) ripChanges() []string {
	var all []string
	for _, d := range t.e.Deltas {
		switch {
		case d.Entity.Kind != "rip":
		case d.Field == "" && d.New == "gone":
			all = append(all, t.say(ripForgets, "network", d.Entity.Name))
		case d.Field == "Metric" && d.New == "16":
			all = append(all, t.say(ripEnds, "network", d.Entity.Name))
		case d.Field == "Metric":
			all = append(all, t.say(ripDistance, "network", d.Entity.Name, "metric", strings.TrimSpace(d.New)))
		}
	}
	return all
}
