package quiz

import (
	"cmp"
	"fmt"
	"sort"

	"encap/sim/narrate"
	"encap/sim/trace"
)

// How far around an event wrong choices are looked for.
const (
	lookBack = 150
	lookOn   = 300
)

// next asks what comes next: the event itself, told in a sentence.
func (a *asker) next() *Question {
	right := Choice{Text: a.sentence(a.e.ID), Why: narrate.Why(a.e)}
	if right.Why == "" {
		right.Why = cmp.Or(a.cause(), txtRoot)
	}
	layer := ""
	if a.e.Layer != 0 {
		layer = fmt.Sprintf(txtHintLayer, a.e.Layer)
	}
	node := ""
	if a.e.Node != "" {
		node = fmt.Sprintf(txtHintNode, a.e.Node)
	}
	return a.make(Next, txtNext, right, a.otherEvents(), layer, node, a.cause())
}

// otherEvents gives what happened already and what happens later, the likelier
// confusions first.
func (a *asker) otherEvents() []Choice {
	type candidate struct {
		Choice
		score int
	}
	var all []candidate
	seen := map[string]bool{a.sentence(a.e.ID): true}
	consider := func(id trace.ID, format string) {
		e := a.src.Event(id)
		if !tells(e) && e.Kind != trace.Call && e.Kind != trace.Arrival {
			return
		}
		text := a.sentence(id)
		if text == "" || seen[text] {
			return
		}
		seen[text] = true
		all = append(all, candidate{Choice{text, fmt.Sprintf(format, e.At, id)}, a.likeness(e) + a.rng.IntN(4)})
	}
	for id := a.e.ID + 1; int(id) <= a.src.Len() && id <= a.e.ID+lookOn; id++ {
		// What happens at the same instant, but not because of it, might as
		// well have come before.
		if e := a.src.Event(id); e.At > a.e.At || a.follows(e) {
			consider(id, txtLater)
		}
	}
	for id := a.e.ID - 1; id > 0 && id+lookBack >= a.e.ID; id-- {
		consider(id, txtBefore)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	choices := make([]Choice, len(all))
	for i := range all {
		choices[i] = all[i].Choice
	}
	return choices
}

// likeness says how easily an event is taken for the one asked for.
func (a *asker) likeness(e *trace.Event) (score int) {
	if e.Node == a.e.Node {
		score += 3
	}
	if e.Layer == a.e.Layer {
		score += 2
	}
	if e.Kind == a.e.Kind {
		score += 2
	}
	if d := int(e.ID) - int(a.e.ID); d < 40 && d > -40 {
		score += 3
	}
	return score
}

// follows says whether an event is born of the one asked for.
func (a *asker) follows(e *trace.Event) bool {
	for e != nil && e.ID > a.e.ID {
		if e.Cause == a.e.ID {
			return true
		}
		e = a.src.Event(e.Cause)
	}
	return false
}
