package scenarios_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
)

var update = flag.Bool("update", false, "write the goldens, the hashes and docs/rules.md anew")

// lesson reads a lesson of the library, which has neither errors nor warnings.
func lesson(t *testing.T, name string) *scenario.Scenario {
	t.Helper()
	src, ok := scenarios.Source(name)
	if !ok {
		t.Fatalf("there is no lesson %s", name)
	}
	s, problems := sim.Parse(name+".yaml", src)
	if len(problems) > 0 {
		t.Fatalf("%v", problems)
	}
	return s
}

// play runs a scenario to its end.
func play(t *testing.T, s *scenario.Scenario) *sim.Session {
	t.Helper()
	ses, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ses.Close)
	if err := ses.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	if ses.Limited() {
		t.Fatalf("the run does not end by itself: %s", ses.Ending())
	}
	return ses
}

// each runs a test on every lesson.
func each(t *testing.T, test func(t *testing.T, name string, ses *sim.Session)) {
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) { test(t, name, play(t, lesson(t, name))) })
	}
}

// TestComplete: a lesson has all that a teacher and a list of lessons need.
func TestComplete(t *testing.T) {
	each(t, func(t *testing.T, name string, ses *sim.Session) {
		s := ses.Scenario()
		if s.Title == "" || s.Level == "" || s.About == "" || s.Seed == 0 {
			t.Errorf("title, level, about or seed is missing")
		}
		if len(s.Steps) < 5 || len(s.Expect) < 10 {
			t.Errorf("%d steps and %d expectations are few", len(s.Steps), len(s.Expect))
		}
		asks := slices.IndexFunc(s.Steps, func(st scenario.Step) bool { return st.Ask != nil })
		if asks < 0 {
			t.Errorf("nothing is asked")
		}
		src, _ := scenarios.Source(name)
		if !bytes.Contains(src, []byte("# Story: ")) {
			t.Errorf("the file does not say which sentences of the story it shows")
		}
	})
}

// TestWhole: nothing in the trace contradicts itself.
func TestWhole(t *testing.T) {
	each(t, func(t *testing.T, _ string, ses *sim.Session) {
		if err := ses.Check(); err != nil {
			t.Error(err)
		}
	})
}

// TestSteps: each step of a lesson finds its event, in order.
func TestSteps(t *testing.T) {
	each(t, func(t *testing.T, _ string, ses *sim.Session) {
		ids, err := ses.Steps()
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range ids {
			if st := ses.Scenario().Steps[i]; id == 0 {
				t.Errorf("line %d: no event matches: %s", st.Where.Line, st.When)
			}
		}
	})
}

// TestExpectations: all that a lesson claims is true.
func TestExpectations(t *testing.T) {
	each(t, func(t *testing.T, _ string, ses *sim.Session) {
		for _, j := range judge(t, ses) {
			if !j.OK {
				t.Errorf("line %d: %s: %s", j.Expect.Where.Line, j.Expect.Expr, j.Detail)
			}
		}
	})
}

func judge(t *testing.T, ses *sim.Session) []sim.Judgement {
	t.Helper()
	all, err := ses.Judge()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestExpectationsCanFail: in a run where every frame is lost, most claims of a
// lesson do not hold. A check that cannot fail checks nothing.
func TestExpectationsCanFail(t *testing.T) {
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			s := lesson(t, name)
			for i := range s.Cables {
				ends := s.Cables[i].Ends
				s.Faults = append(s.Faults, scenario.Act{Cable: scenario.Direction{From: ends[0].Node, To: ends[1].Node}, Do: "cut"})
			}
			failed := 0
			for _, j := range judge(t, play(t, s)) {
				if !j.OK {
					failed++
				}
			}
			if failed < 5 {
				t.Errorf("with all cables cut only %d of %d expectations fail", failed, len(s.Expect))
			}
		})
	}
}

// TestCountsCanFail: each count of a lesson is exact, one more is not true.
func TestCountsCanFail(t *testing.T) {
	each(t, func(t *testing.T, name string, ses *sim.Session) {
		s := lesson(t, name)
		var kept []scenario.Expect
		for _, e := range s.Expect {
			before, number, ok := strings.Cut(e.Expr, ") == ")
			var n int
			if _, err := fmt.Sscan(number, &n); ok && err == nil && strings.HasPrefix(before, "count(") {
				kept = append(kept, scenario.Expect{Expr: fmt.Sprintf("%s) == %d", before, n+1), Where: e.Where})
			}
		}
		s.Expect = kept
		for _, j := range judge(t, play(t, s)) {
			if j.OK {
				t.Errorf("line %d: %s holds as well", j.Expect.Where.Line, j.Expect.Expr)
			}
		}
	})
}

// TestSameEverywhere: each lesson gives the hash that stands beside it, time
// after time, on one core and on several.
func TestSameEverywhere(t *testing.T) {
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
			var hashes []string
			for _, cores := range []int{1, 2, 2} {
				runtime.GOMAXPROCS(cores)
				hashes = append(hashes, trace.Hash(play(t, lesson(t, name))))
			}
			if len(slices.Compact(slices.Clone(hashes))) != 1 {
				t.Errorf("on 1, 2 and 2 cores the hashes are %v", hashes)
			}
			golden(t, name+".sha256", hashes[0]+"\n")
		})
	}
}

// TestNarration: the printed story of each lesson.
func TestNarration(t *testing.T) {
	each(t, func(t *testing.T, name string, ses *sim.Session) {
		golden(t, filepath.Join("testdata", name+".golden"), story(t, ses))
	})
}

// story prints a lesson: its events, and between them what its steps say.
func story(t *testing.T, ses *sim.Session) string {
	ids, err := ses.Steps()
	if err != nil {
		t.Fatal(err)
	}
	s := ses.Scenario()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", s.Title, s.About)
	told := narrate.Remember(ses)
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		fmt.Fprintln(&b, narrate.Line(told, id))
		for i, at := range ids {
			if at != id {
				continue
			}
			if why := narrate.Why(ses.Event(id)); why != "" {
				fmt.Fprintf(&b, "\n    why: %s\n", why)
			}
			fmt.Fprintf(&b, "\n    %s\n\n", s.Steps[i].Say)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", ses.Ending())
	return b.String()
}

// golden compares a text with a file, or writes it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			t.Fatalf("%s:%d differs (write it anew with -update):\n got %s\nwant %s", path, i+1, g[i], w[i])
		}
	}
	t.Fatalf("%s has %d lines, the run gives %d (write it anew with -update)", path, len(w), len(g))
}
