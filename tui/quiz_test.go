package tui

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"encap/scenarios"
	"encap/sim/quiz"
)

// lessons is a library of real runs.
type lessons struct{ t testing.TB }

func (l lessons) Scenarios() (all []Entry) {
	for _, name := range scenarios.Names() {
		all = append(all, Entry{Name: name, Title: name, Level: "first", About: "A lesson."})
	}
	return all
}

func (l lessons) Open(name string) (Source, error) {
	file, _ := scenarios.Source(name)
	_, session, steps := play(l.t, name, file)
	return told{session, steps}, nil
}

// newLesson opens a lesson of the library.
func newLesson(t testing.TB, start string, l look) *screen {
	t.Helper()
	return newScreenWith(t, Options{Library: lessons{t}, Start: start}, l)
}

// A lesson stops, asks before it shows, explains a wrong answer, and shows the
// right one in the bytes.
func TestLessonAsks(t *testing.T) {
	for _, l := range []look{{w: 80, h: 24}, usual} {
		s := newLesson(t, "2-switch-and-router", l)
		f := s.m.film()
		if len(f.asking) < 4 {
			t.Fatalf("the lesson asks %d questions", len(f.asking))
		}
		id := f.asking[1] // what changes at the switch
		s.m.stage.goTo(id - 1)
		s.send(nil).press(".").expect(everywhere, "Quiz 2 of").expect(everywhere, "s1 sends this frame on").expect(everywhere, "Predict first")
		if s.m.stage.at.id != id-1 {
			t.Errorf("event %d is shown before the answer", s.m.stage.at.id)
		}
		s.lacks(everywhere, "The same frame, on its second cable") // what the lesson says tells the answer
		q := f.questions[id]
		s.press(wrongKey(q)).expect(everywhere, "No. ").expect(everywhere, "Once more")
		s.press("i").expect(everywhere, "Hint: ")
		s.press(string('1'+rune(q.Right))).expect(everywhere, "Right.")
		if s.m.stage.at.id != id || s.m.stage.focus != paneBytes && len(q.Fields) > 0 {
			t.Errorf("the answer is shown at event %d, in pane %d", s.m.stage.at.id, s.m.stage.focus)
		}
		s.press("enter").lacks(everywhere, "Quiz").expect(everywhere, "The same frame")
		s.press(",", ".").lacks(everywhere, "Quiz 2") // it is asked once
	}
}

func wrongKey(q *quiz.Question) string { return string('1' + rune((q.Right+1)%len(q.Choices))) }

// What changes at a hop is marked even when the packet had to wait there.
func TestChangedAfterWaiting(t *testing.T) {
	s := newLesson(t, "2-switch-and-router", look{w: 120, h: 50})
	f := s.m.film()
	for _, id := range f.asking {
		if q := f.questions[id]; q.Kind == quiz.Changed && len(q.Fields) > 0 {
			s.m.stage.goTo(id)
			marked := 0
			for _, line := range strings.Split(s.send(nil).pane(paneBytes), "\n") {
				if strings.Contains(line, "≠") {
					marked++
				}
			}
			if marked < 2 {
				t.Errorf("event %d: %d fields are marked:\n%s", id, marked, s.pane(paneBytes))
			}
		}
	}
}

// Playing stops at a question, too, and goes on afterwards.
func TestPlayingAsks(t *testing.T) {
	s := newLesson(t, "2-switch-and-router", usual)
	f := s.m.film()
	s.m.stage.goTo(f.asking[0] - 3)
	s.send(nil).press(" ").wait(10*time.Second).expect(everywhere, "Quiz 1 of")
	if s.m.play.on || s.m.stage.at.id != f.asking[0]-1 {
		t.Errorf("at event %d, playing %v", s.m.stage.at.id, s.m.play.on)
	}
	s.press("esc").lacks(everywhere, "Quiz")
	if s.m.stage.at.id != f.asking[0]-1 {
		t.Error("who does not answer is shown the answer")
	}
	s.press(" ").wait(10 * time.Second)
	if s.m.stage.at.id < f.asking[0] {
		t.Error("it does not go on")
	}
}

// On demand a question about what comes next is asked anywhere.
func TestAskMe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "scores.json")
	scores, err := quiz.OpenScores(file)
	if err != nil {
		t.Fatal(err)
	}
	s := newScreenWith(t, Options{Library: lessons{t}, Start: "8-handshake", Scores: scores}, look{w: 80, h: 24})
	at := s.m.stage.at.id
	s.press("Q").expect(everywhere, "Quiz").press("s").expect(everywhere, "The answer is")
	if s.m.stage.at.id <= at {
		t.Error("the answer is not shown")
	}
	s.press("enter", "Q", "down", "up", "down", "enter", "esc")
	s.press("Q", string('1'+rune(s.openQuestion(t, "Q").Right)), "esc")
	again, err := quiz.OpenScores(file)
	if err != nil || again.Of("8-handshake").Sum() < 2 {
		t.Errorf("remembered: %+v, %v", again, err)
	}
	s.press("end", "Q").expect(everywhere, "Nothing more comes")
}

// openQuestion gives the question that a key opens, and closes it again.
func (s *screen) openQuestion(t *testing.T, key string) *quiz.Question {
	t.Helper()
	s.press(key)
	n := len(s.m.modals)
	if n == 0 {
		t.Fatalf("nothing is asked:\n%s", s.text())
	}
	q := s.m.modals[n-1].(*question).Question
	s.press("esc")
	return q
}

// At 80×24 every question of the first lessons is there, whole.
func TestQuestionsFit(t *testing.T) {
	for _, name := range []string{"1-message-to-a-friend", "10-closed-door", "15-fast-retransmit"} {
		s := newLesson(t, name, look{w: 80, h: 24})
		for _, id := range s.m.film().asking {
			s.m.stage.goTo(id - 1)
			s.send(nil).press(".")
			q := s.m.film().questions[id]
			for _, c := range q.Choices {
				words := strings.Fields(c.Text)
				s.expect(everywhere, words[len(words)-1])
			}
			s.press("esc")
		}
	}
}
