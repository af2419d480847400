package quiz

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"encap/sim/narrate"
	"encap/sim/trace"
)

// Source is a finished run: its events and the scenario they come from.
type Source = narrate.Source

// Kind says what a question asks for.
type Kind string

// The kinds of questions.
const (
	Who     Kind = "who"     // which node acts
	Next    Kind = "next"    // what comes next
	Changed Kind = "changed" // which fields a device changes
	Value   Kind = "value"   // what will stand in a field
	Where   Kind = "where"   // where in the bytes a field stands
	Why     Kind = "why"     // which rule decides
)

// Kinds are all kinds, those that teach most first.
var Kinds = []Kind{Changed, Why, Value, Next, Where, Who}

// Question is one question about an event, with one right choice.
type Question struct {
	Kind Kind
	// Event is what the question is about: until it is answered, nothing from
	// this event on is shown. The answer is then seen happening there.
	Event   trace.ID
	Text    string
	Choices []Choice
	Right   int      // of Choices
	Hints   []string // each gives more away than the one before
	// Fields name the fields of the event's bytes in which the answer is seen.
	Fields []string
}

// Choice is one answer that can be chosen.
type Choice struct {
	Text string
	Why  string // why it is right, or what is wrong with it
}

// Most is how many choices a question has at most, least how few.
const (
	Most  = 4
	least = 2
)

// asker makes questions about one event.
type asker struct {
	src  Source
	told *narrate.Memory
	e    *trace.Event
	rng  *rand.Rand
}

// newAsker gives nil where there is no such event.
func newAsker(src Source, id trace.ID, kind Kind) *asker {
	e := src.Event(id)
	if e == nil {
		return nil
	}
	n := uint64(slices.Index(Kinds, kind))
	return &asker{src, narrate.Remember(src), e, rand.New(rand.NewPCG(src.Scenario().Seed, uint64(id)<<8|n))}
}

// make puts a question together: the right choice and some of the wrong ones,
// of which the first are the best. It gives nil when there are too few.
func (a *asker) make(kind Kind, text string, right Choice, wrong []Choice, hints ...string) *Question {
	seen := map[string]bool{right.Text: true, "": true}
	choices := []Choice{right}
	for _, w := range wrong {
		if len(choices) < Most && !seen[w.Text] {
			seen[w.Text] = true
			choices = append(choices, w)
		}
	}
	if len(choices) < least || right.Text == "" {
		return nil
	}
	a.rng.Shuffle(len(choices), func(i, j int) { choices[i], choices[j] = choices[j], choices[i] })
	q := &Question{Kind: kind, Event: a.e.ID, Text: text, Choices: choices}
	q.Right = slices.Index(choices, right)
	for _, h := range hints {
		if h != "" {
			q.Hints = append(q.Hints, h)
		}
	}
	return q
}

// sentence tells an event.
func (a *asker) sentence(id trace.ID) string { return narrate.Sentence(a.told, id) }

// cause tells why the event happens, by what caused it and by its rule.
func (a *asker) cause() string {
	if e := a.src.Event(a.e.Cause); e != nil {
		return fmt.Sprintf(txtBecause, e.ID, a.sentence(e.ID))
	}
	return ""
}

// shuffled gives the choices in an order of chance.
func (a *asker) shuffled(all []Choice) []Choice {
	a.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}
