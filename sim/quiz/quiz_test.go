package quiz_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/quiz"
	"encap/sim/trace"
)

// run plays a lesson to its end.
func run(t testing.TB, name string) *sim.Session {
	t.Helper()
	src, ok := scenarios.Source(name)
	if !ok {
		t.Fatalf("there is no lesson %s", name)
	}
	return play(t, name, src)
}

func play(t testing.TB, name string, src []byte) *sim.Session {
	t.Helper()
	s, problems := sim.Parse(name+".yaml", src)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	session, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	if err := session.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	return session
}

// sound looks at what every question must be.
func sound(t *testing.T, q *quiz.Question) {
	t.Helper()
	if len(q.Choices) < 2 || len(q.Choices) > quiz.Most || q.Right < 0 || q.Right >= len(q.Choices) || q.Text == "" {
		t.Fatalf("no question: %+v", q)
	}
	if strings.Contains(q.Text, "%!") || strings.Contains(q.Text, "{") && !strings.Contains(q.Text, "\"") {
		t.Errorf("badly written: %s", q.Text)
	}
	seen := map[string]bool{}
	for _, c := range q.Choices {
		if seen[c.Text] || c.Text == "" || strings.TrimSpace(c.Why) == "" || strings.Contains(c.Text+c.Why, "%!") {
			t.Errorf("%s: choice %q twice, empty, or without a reason: %q", q.Text, c.Text, c.Why)
		}
		seen[c.Text] = true
	}
}

// Over every lesson and every event, each question has distinct choices, a
// reason for each, and is the same when it is asked again.
func TestEveryEvent(t *testing.T) {
	asked := map[quiz.Kind]int{}
	for _, name := range scenarios.Names() {
		s := run(t, name)
		questions := 40
		if testing.Short() {
			questions = 8
		}
		stride := trace.ID(1 + s.Len()/questions)
		for id := trace.ID(1); int(id) <= s.Len(); id += stride {
			for _, k := range quiz.Kinds {
				q := quiz.About(s, id, k)
				if q == nil {
					continue
				}
				asked[k]++
				sound(t, q)
				if q.Event != id || q.Kind != k {
					t.Errorf("event %d, %s: a question about event %d, %s", id, k, q.Event, q.Kind)
				}
			}
		}
		if a, b := quiz.Ahead(s, 10, ""), quiz.Ahead(run(t, name), 10, ""); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: two runs ask two questions", name)
		}
	}
	for _, k := range quiz.Kinds {
		if asked[k] < 10 && !testing.Short() {
			t.Errorf("%s is asked %d times only", k, asked[k])
		}
	}
}

// Each question of the lessons can be asked.
func TestLessons(t *testing.T) {
	for _, name := range scenarios.Names() {
		s := run(t, name)
		ids, err := s.Steps()
		if err != nil {
			t.Fatal(err)
		}
		for i, step := range s.Scenario().Steps {
			if step.Ask == nil {
				continue
			}
			q := quiz.Lesson(s, ids[i], *step.Ask)
			if q == nil {
				t.Errorf("%s:%d: event %d does not answer %+v", name, step.Where.Line, ids[i], *step.Ask)
				continue
			}
			sound(t, q)
		}
	}
}

func ask(t *testing.T, s *sim.Session, when string, nth int, k quiz.Kind) *quiz.Question {
	t.Helper()
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		e := s.Event(id)
		if strings.Join([]string{e.Node, e.Kind.String(), e.Proto}, " ") == when {
			if nth--; nth == 0 {
				q := quiz.About(s, id, k)
				if q == nil {
					t.Fatalf("%s: nothing is asked about event %d", k, id)
				}
				return q
			}
		}
	}
	t.Fatalf("no event is %q", when)
	return nil
}

// What changes at a switch and at a router: the answers that matter.
func TestHops(t *testing.T) {
	s := run(t, "2-switch-and-router")
	for _, c := range []struct {
		node string
		want string
	}{
		{"s1", "nothing"},
		{"r1", "source MAC, destination MAC, TTL, IP checksum"},
	} {
		for nth := 1; ; nth++ {
			var q *quiz.Question
			seen := 0
			for id := trace.ID(1); int(id) <= s.Len() && q == nil; id++ {
				if e := s.Event(id); e.Node == c.node && e.Kind == trace.TxStart {
					if seen++; seen >= nth {
						q = quiz.About(s, id, quiz.Changed)
					}
				}
			}
			if q == nil {
				t.Fatalf("nothing is asked about %s", c.node)
			}
			if c.node == "s1" && len(q.Choices) < 3 {
				continue // an ARP frame has fewer fields
			}
			if got := q.Choices[q.Right].Text; got != c.want {
				t.Errorf("%s changes %q, want %q", c.node, got, c.want)
			}
			break
		}
	}
}

// The drop of a lost frame is explained by the rule that dropped it.
func TestDrop(t *testing.T) {
	q := ask(t, run(t, "5-lost-datagram"), "alice drop eth", 1, quiz.Why)
	if right := q.Choices[q.Right].Text; !strings.Contains(right, "Somebody wanted it so") {
		t.Errorf("the right choice is %q", right)
	}
}

// The place of a field is the dissector's.
func TestPlace(t *testing.T) {
	s := run(t, "1-message-to-a-friend")
	for id := trace.ID(1); int(id) <= s.Len(); id++ {
		q := quiz.About(s, id, quiz.Where)
		if q == nil || s.Event(id).Proto != "eth" || !strings.Contains(q.Text, "(ip.ttl)") {
			continue
		}
		if got := q.Choices[q.Right].Text; got != "byte 22" {
			t.Errorf("TTL stands in %s", got)
		}
		return
	}
}

// Two blind tries, then hints; what was tried is told; a skip tells the answer.
func TestAttempt(t *testing.T) {
	q := ask(t, run(t, "8-handshake"), "alice txstart eth", 3, quiz.Where)
	if len(q.Choices) != 4 {
		t.Fatalf("%d choices", len(q.Choices))
	}
	var wrong []int
	for i := range q.Choices {
		if i != q.Right {
			wrong = append(wrong, i)
		}
	}
	a := &quiz.Attempt{Question: q}
	first := a.Choose(wrong[0])
	if len(first) != 2 || a.Given != 0 || !strings.HasPrefix(first[0], "No. "+q.Choices[wrong[0]].Why) {
		t.Errorf("the first try is told %q", first)
	}
	if again := a.Choose(wrong[0]); a.Tries != 1 || len(again) != 1 {
		t.Errorf("the same again counts: %q", again)
	}
	if second := a.Choose(wrong[1]); a.Given != 1 || !strings.HasPrefix(second[1], "Hint: ") {
		t.Errorf("the second try is told %q", second)
	}
	if right := a.Choose(q.Right); !a.Done || !a.Right || a.Points() != 1 || !strings.HasPrefix(right[0], "Right.") {
		t.Errorf("the right one is told %q, %d points", right, a.Points())
	}
	b := &quiz.Attempt{Question: q}
	if b.Choose(q.Right); b.Points() != 2 {
		t.Errorf("%d points for a right answer at once", b.Points())
	}
	c := &quiz.Attempt{Question: q}
	if told := c.Skip(); !c.Done || c.Points() != 0 || !strings.Contains(told[0], q.Choices[q.Right].Text) {
		t.Errorf("skipping tells %q", told)
	}
	if c.Choose(q.Right) != nil || c.Hint() != nil {
		t.Error("it goes on when it is over")
	}
	d := &quiz.Attempt{Question: q}
	for _, w := range wrong {
		d.Choose(w)
	}
	if !d.Done || d.Right {
		t.Error("with one choice left it is still a question")
	}
}

// Scores outlive the program, and what cannot be written fails nothing else.
func TestScores(t *testing.T) {
	q := ask(t, run(t, "1-message-to-a-friend"), "alice txstart eth", 1, quiz.Where)
	file := filepath.Join(t.TempDir(), "deep", "scores.json")
	s, err := quiz.OpenScores(file)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := quiz.OpenScores(file)
	a := &quiz.Attempt{Question: q}
	a.Choose(q.Right)
	if err := s.Answered("1", a); err != nil {
		t.Fatal(err)
	}
	b := &quiz.Attempt{Question: q}
	b.Skip()
	if err := other.Answered("1", b); err != nil { // the worse attempt changes nothing
		t.Fatal(err)
	}
	if err := other.Reached("1", 7, 60); err != nil {
		t.Fatal(err)
	}
	again, err := quiz.OpenScores(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := again.Of("1"); got.Sum() != 2 || got.At != 7 || got.Done {
		t.Errorf("remembered: %+v", got)
	}
	var nobody *quiz.Scores
	if nobody.Answered("1", a) != nil || nobody.Reached("1", 1, 1) != nil || nobody.Of("1").Sum() != 0 {
		t.Error("without a file it does not keep quiet")
	}
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := quiz.OpenScores(file); err == nil {
		t.Error("a broken file is read")
	}
	blocked, _ := quiz.OpenScores(filepath.Join(file, "not-a-folder", "scores.json"))
	if blocked != nil {
		if err := blocked.Reached("1", 1, 1); err == nil {
			t.Error("a file is a folder")
		}
	}
}

func TestStateFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("paths are written otherwise there")
	}
	env := map[string]string{"HOME": "/home/eve"}
	get := func(k string) string { return env[k] }
	if f, _ := quiz.StateFile(get); f != "/home/eve/.local/state/encap/scores.json" {
		t.Errorf("by HOME: %s", f)
	}
	env["XDG_STATE_HOME"] = "relative"
	if f, _ := quiz.StateFile(get); f != "/home/eve/.local/state/encap/scores.json" {
		t.Errorf("a relative path counts: %s", f)
	}
	env["XDG_STATE_HOME"] = "/var/eve"
	if f, _ := quiz.StateFile(get); f != "/var/eve/encap/scores.json" {
		t.Errorf("by XDG_STATE_HOME: %s", f)
	}
	delete(env, "HOME")
	env["XDG_STATE_HOME"] = ""
	if f, err := quiz.StateFile(get); err == nil {
		t.Errorf("without a home: %s", f)
	}
}

func Example() {
	src, _ := scenarios.Source("2-switch-and-router")
	s, _ := sim.Parse("2.yaml", src)
	session, _ := sim.Open(s, sim.Options{Trace: trace.All})
	defer session.Close()
	_ = session.Finish(context.Background())
	q := quiz.Ahead(session, 0, quiz.Changed)
	fmt.Println(q.Text)
	fmt.Println(q.Choices[q.Right].Text)
	// Output:
	// s1 sends this frame on. Which fields will be different from what came in?
	// nothing
}
