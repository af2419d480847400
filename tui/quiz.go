package tui

import (
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"encap/sim/quiz"
	"encap/sim/scenario"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// The actions of a question.
const (
	actQuiz   action = "quiz"
	actChoose action = "choose" // and the number of the choice
	actHint   action = "hint"
	actSkip   action = "skip"
)

// quizKeys are the keys while a question is open.
var quizKeys = []binding{
	{paneQuiz, actChoose + " 1", []string{"1"}, txtKeyChoice},
	{paneQuiz, actChoose + " 2", []string{"2"}, txtKeyChoice},
	{paneQuiz, actChoose + " 3", []string{"3"}, txtKeyChoice},
	{paneQuiz, actChoose + " 4", []string{"4"}, txtKeyChoice},
	{paneQuiz, actUp, []string{"up", "k"}, txtKeyItemUp},
	{paneQuiz, actDown, []string{"down", "j"}, txtKeyItemDown},
	{paneQuiz, actEnter, []string{"enter", " "}, txtKeyAnswer},
	{paneQuiz, actHint, []string{"i"}, txtKeyHint},
	{paneQuiz, actSkip, []string{"s"}, txtKeySkip},
	{paneQuiz, actBack, []string{"esc"}, txtKeyBack},
}

// question is a question over the screen. Until it is answered the cursor stays
// before its event, so nothing that follows is shown.
type question struct {
	*quiz.Attempt
	count string     // "2 of 6": of those that the lesson asks
	at    int        // the choice under the cursor
	told  quiz.Reply // the answer to what was chosen last
	top   int        // the first line drawn
}

// asks opens the question of a lesson's stop, when the cursor has come to it
// from before.
func (m *model) asks(before trace.ID) {
	s := &m.stage
	f := s.film
	if f == nil || before == 0 || before >= s.at.id || len(m.modals) > 0 || m.jumped || m.answered[s.at.id] {
		return
	}
	q := f.questions[s.at.id]
	if q == nil {
		return
	}
	count := ""
	for i, id := range f.asking {
		if id == s.at.id {
			count = s.say.f(txtOfAll, i+1, len(f.asking))
		}
	}
	m.ask(q, count)
}

// ask opens a question.
func (m *model) ask(q *quiz.Question, count string) {
	m.play.on = false
	m.stage.asking = true
	if m.stage.at.id >= q.Event {
		m.stage.goTo(q.Event - 1)
	}
	m.show(&question{Attempt: &quiz.Attempt{Question: q}, count: count})
}

// quizNow asks about what comes next.
func (m *model) quizNow() {
	s := &m.stage
	if q := quiz.Ahead(s.film, s.at.id, ""); q != nil {
		m.ask(q, "")
		return
	}
	s.tell(s.say(txtKeyQuiz), s.say(txtNothingToAsk))
}

// asked is what the lesson of a film asks.
type asked struct {
	questions map[trace.ID]*quiz.Question
	asking    []trace.ID // where, in order
}

// ask makes the questions that the lesson asks.
func (f *film) ask() {
	f.questions = map[trace.ID]*quiz.Question{}
	asker, ok := f.src.(Asker)
	if !ok {
		return
	}
	asks := asker.Asks()
	for id := trace.ID(1); id <= f.last; id++ {
		if ask, ok := asks[id]; ok {
			if q := quiz.Lesson(f, id, ask); q != nil {
				f.questions[id] = q
				f.asking = append(f.asking, id)
			}
		}
	}
}

// Len, Event and Scenario let questions be asked about the film.
func (f *film) Len() int { return int(f.last) }

// Event gives an event.
func (f *film) Event(id trace.ID) *trace.Event { return f.event(id) }

// Scenario gives what is shown.
func (f *film) Scenario() *scenario.Scenario { return f.sc }

func (q *question) key(m *model, key string) tea.Cmd {
	a := meaning(paneQuiz, key)
	switch a {
	case actUp:
		q.move(-1)
	case actDown:
		q.move(1)
	case actHint:
		q.tell(q.Hint())
	case actSkip:
		q.finish(m, q.Skip())
	case actBack, actQuit:
		m.closeQuestion(q)
	case actEnter:
		if q.Done {
			m.closeQuestion(q)
			return nil
		}
		q.finish(m, q.Choose(q.at))
	default:
		if len(a) == len(actChoose)+2 && a[:len(actChoose)] == actChoose {
			if i := int(a[len(a)-1] - '1'); i < len(q.Choices) && !q.Done {
				q.at = i
				q.finish(m, q.Choose(i))
			}
		}
	}
	return nil
}

// move moves the cursor, or the text when the question is over.
func (q *question) move(by int) {
	if q.Done {
		q.top += by
		return
	}
	q.at = (q.at + by + len(q.Choices)) % len(q.Choices)
}

func (q *question) tell(r quiz.Reply) {
	if r != nil {
		q.told = r
	}
}

// finish tells what became of a choice. When the question is over the film goes
// on to the event, where the answer is seen.
func (q *question) finish(m *model, r quiz.Reply) {
	q.tell(r)
	if !q.Done || len(r) == 0 {
		return
	}
	s := &m.stage
	s.asking = false
	m.remember(q.Event)
	_ = m.scores.Answered(s.film.sc.Name, q.Attempt) // what cannot be kept is lost, and nothing else
	s.goTo(q.Event)
	s.layer, s.node, s.field = 0, "", fieldKey{}
	if len(q.Fields) > 0 {
		s.field = fieldKey{name: q.Fields[0]}
		s.focus = paneBytes
	}
}

// closeQuestion leaves the question. One that was not answered is not asked
// again.
func (m *model) closeQuestion(q *question) {
	m.stage.asking = false
	m.remember(q.Event)
	m.dismiss()
}

// remember notes that a question was asked.
func (m *model) remember(id trace.ID) {
	if m.answered == nil {
		m.answered = map[trace.ID]bool{}
	}
	m.answered[id] = true
}

func (q *question) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	w := min(78, r.W-2)
	lines := q.lines(s, c, w-4)
	title := s.say(txtQuiz)
	if q.count != "" {
		title += " " + q.count
	}
	keys := "1-" + strconv.Itoa(len(q.Choices)) + " " + s.say(txtKeyAnswer) + " " + s.g.Dot + " " + s.keysLine(c, paneQuiz, actHint, actSkip, actBack)
	if q.Done {
		keys = s.say(txtGoOn)
	}
	in := s.box(c, r, w, len(lines)+2, q.Done, title, keys)
	q.top = max(0, min(q.top, len(lines)-in.H))
	for y := 0; y < in.H && q.top+y < len(lines); y++ {
		c.TextIn(in.X, in.Y+y, in.W, lines[q.top+y].text, lines[q.top+y].style)
	}
}

// lines writes the question, its choices, and what was told.
func (q *question) lines(s *stage, c *canvas.Canvas, w int) (lines []styled) {
	lines = wrapped(c, lines, q.Text, w, 0, s.theme.Strong)
	for i, choice := range q.Choices {
		mark, st := " ", s.theme.Base
		switch {
		case q.Done && i == q.Question.Right:
			mark, st = s.g.Good, s.theme.Good
		case q.Tried[i]:
			mark, st = s.g.Lost, s.theme.Dim
		case q.Done:
			continue // what was not chosen matters no more
		case i == q.at:
			mark, st = s.g.Cursor, s.theme.Row
		}
		lines = wrapped(c, lines, mark+" "+strconv.Itoa(i+1)+"  "+choice.Text, w, 5, st)
	}
	for _, t := range q.told {
		lines = wrapped(c, lines, t, w, 0, s.theme.Say)
	}
	if len(q.told) == 0 {
		lines = wrapped(c, lines, s.say(txtPredict), w, 0, s.theme.Dim)
	}
	return lines
}
