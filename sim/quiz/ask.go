package quiz

import (
	"slices"

	"encap/sim/scenario"
	"encap/sim/trace"
)

// Lesson gives the question that a lesson asks at one of its stops; nil if this
// trace does not answer it, so that nothing false is asked.
func Lesson(src Source, id trace.ID, ask scenario.Ask) *Question {
	a := newAsker(src, id, Kind(ask.Which))
	if a == nil {
		return nil
	}
	switch Kind(ask.Which) {
	case Who:
		return a.who(ask.Of)
	case Next:
		return a.next()
	case Changed:
		return a.changed(ask.Of)
	case Value:
		return a.value(ask.Field)
	case Where:
		return a.where(ask.Field)
	case Why:
		return a.why()
	}
	return nil
}

// About gives a question of a kind about any event, or nil.
func About(src Source, id trace.ID, kind Kind) *Question {
	return Lesson(src, id, scenario.Ask{Which: string(kind)})
}

// Ahead gives a question about what comes after an event: of the kind wanted,
// or, for "", of one that chance chooses. It gives nil when nothing more can be
// asked.
func Ahead(src Source, after trace.ID, kind Kind) *Question {
	for id := after + 1; int(id) <= src.Len(); id++ {
		if !tells(src.Event(id)) {
			continue
		}
		if kind != "" {
			if q := About(src, id, kind); q != nil {
				return q
			}
			continue
		}
		// A kind that teaches much is likelier; who acts is asked last.
		order := slices.Clone(Kinds[:len(Kinds)-1])
		newAsker(src, id, "").rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range append([]Kind{Changed}, append(order, Who)...) {
			if q := About(src, id, k); q != nil {
				return q
			}
		}
	}
	return nil
}

// tells says whether an event is one that can be foretold by who knows the
// protocols.
func tells(e *trace.Event) bool {
	switch e.Kind {
	case trace.Send, trace.Receive, trace.TxStart, trace.Drop, trace.TimerFired, trace.Output:
		return e.Node != ""
	}
	return false
}
