package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"encap/sim/quiz"
	"encap/sim/trace"
)

// ask asks what the lesson asks before an event, once, and says whether it did.
func (r *reader) ask(id trace.ID) bool {
	ask, ok := r.asks[id]
	if !ok || r.asked[id] {
		return false
	}
	q := quiz.Lesson(r.src, id, ask)
	if q == nil {
		return false
	}
	r.open(q)
	return true
}

// open asks a question: nothing from its event on is told before it is over.
func (r *reader) open(q *quiz.Question) {
	r.asked[q.Event] = true
	r.at = min(r.at, q.Event-1)
	for r.at < q.Event-1 { // what comes before is told
		r.at++
		r.tell(r.at, r.steps[r.at])
	}
	r.question = &quiz.Attempt{Question: q}
	r.sayf(txtQuestion, q.Text)
	for i, c := range q.Choices {
		r.sayf(txtChoice, i+1, c.Text)
	}
	r.say(txtHowTo)
}

// quiz asks about what comes next.
func (r *reader) quiz(arg string) {
	kind := quiz.Kind(arg)
	if arg != "" && !slices.Contains(quiz.Kinds, kind) {
		var names []string
		for _, k := range quiz.Kinds {
			names = append(names, string(k))
		}
		r.sayf(txtNoKind, arg, strings.Join(names, ", "))
		return
	}
	q := quiz.Ahead(r.src, r.at, kind)
	if q == nil {
		r.say(txtNoAsk)
		return
	}
	r.open(q)
}

// answer chooses.
func (r *reader) answer(arg string) {
	if r.question == nil {
		r.say(txtNoQuiz)
		return
	}
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > len(r.question.Choices) {
		r.sayf(txtNoChoice, arg, len(r.question.Choices))
		return
	}
	r.reply(r.question.Choose(n - 1))
}

func (r *reader) hint(string) {
	if r.question == nil {
		r.say(txtNoQuiz)
		return
	}
	r.reply(r.question.Hint())
}

func (r *reader) skip(string) {
	if r.question == nil {
		r.say(txtNoQuiz)
		return
	}
	r.reply(r.question.Skip())
}

// reply tells what became of a choice; when the question is over its event is
// told.
func (r *reader) reply(lines quiz.Reply) {
	for _, l := range lines {
		r.say(l)
	}
	if !r.question.Done {
		return
	}
	if err := r.scores.Answered(r.src.Scenario().Name, r.question); err != nil {
		r.say(fmt.Sprintf(txtNotKept, err))
	}
	r.show(r.question.Event)
}
