package quiz

import (
	"fmt"

	"encap/layers/osi"
	"encap/sim/narrate"
	"encap/sim/trace"
)

// why asks which rule decides, above all why something is dropped.
func (a *asker) why() *Question {
	right := narrate.Why(a.e)
	if right == "" || a.e.Node == "" {
		return nil
	}
	text := fmt.Sprintf(txtWhyDoes, a.subject())
	if a.e.Kind == trace.Drop {
		text = fmt.Sprintf(txtWhyDrop, a.subject())
	}
	hint := ""
	if a.e.Layer != 0 {
		hint = fmt.Sprintf(txtHintDecides, a.e.Layer, a.e.Node)
	}
	return a.make(Why, text, Choice{right, a.sentence(a.e.ID)}, a.otherRules(right), hint, a.cause())
}

// otherRules gives rules that decided elsewhere in this trace: of other drops,
// of the same layer, of the rest.
func (a *asker) otherRules(right string) []Choice {
	var drops, same, rest []Choice
	obeyed := map[*osi.Rule]bool{}
	for _, r := range a.e.Rules {
		obeyed[r.Rule] = true
	}
	seen := map[string]bool{right: true, "": true}
	for id := trace.ID(1); int(id) <= a.src.Len(); id++ {
		e := a.src.Event(id)
		if len(e.Rules) == 0 || a.shares(e, obeyed) {
			continue
		}
		text := narrate.Why(e)
		if seen[text] {
			continue
		}
		seen[text] = true
		c := Choice{text, fmt.Sprintf(txtOtherRule, id, a.sentence(id))}
		switch {
		case e.Kind == trace.Drop && a.e.Kind == trace.Drop:
			drops = append(drops, c)
		case e.Layer == a.e.Layer:
			same = append(same, c)
		default:
			rest = append(rest, c)
		}
	}
	return append(append(a.shuffled(drops), a.shuffled(same)...), a.shuffled(rest)...)
}

// shares says whether an event obeys a rule that this one obeys, too: it would
// be no wrong answer.
func (a *asker) shares(e *trace.Event, obeyed map[*osi.Rule]bool) bool {
	for _, r := range e.Rules {
		if obeyed[r.Rule] {
			return true
		}
	}
	return false
}
