package sim

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"encap/layers/osi"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// quiet is overRouter in which nobody does anything yet.
func quiet() *scenario.Scenario {
	s := overRouter()
	s.Title, s.Run = "quiet", nil
	return s
}

func openLive(t *testing.T, s *scenario.Scenario, o LiveOptions) *Live {
	t.Helper()
	session, err := Open(s, Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	l, err := NewLive(session, o)
	if err != nil {
		session.Close()
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close(); session.Close() })
	return l
}

// onEvents calls f for each event that was not seen before.
func onEvents(f func(e *trace.Event)) func(*Session) {
	seen := trace.ID(0)
	return func(s *Session) {
		for ; int(seen) < s.Len(); seen++ {
			f(s.Event(seen + 1))
		}
	}
}

// replayed runs a session's recording and says how it differs.
func replayed(t *testing.T, s *Session) *Session {
	t.Helper()
	again := run(t, s.Recorded(), Options{Trace: trace.All})
	for id := trace.ID(1); int(id) <= max(s.Len(), again.Len()); id++ {
		a, b := s.Event(id), again.Event(id)
		if a == nil || b == nil || !trace.Same(a, b) {
			t.Fatalf("event %d\n  live:     %s\n  replayed: %s", id, oneLine(a), oneLine(b))
		}
	}
	if a, b := trace.Hash(s), trace.Hash(again); a != b {
		t.Error("the hashes differ")
	}
	if err := errors.Join(s.Check(), again.Check()); err != nil {
		t.Error(err)
	}
	return again
}

// Virtual time keeps pace with the real clock, here one that a test can wind
// up; what was typed is repeated by the recording.
func TestLiveKeepsPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var l *Live
		began := time.Now()
		var late time.Duration
		said := 0
		l = openLive(t, quiet(), LiveOptions{OnAdvance: onEvents(func(e *trace.Event) {
			if e.At > 0 { // else it was there before
				late = max(late, time.Since(began)-time.Duration(e.At))
			}
			switch {
			case e.Kind != trace.Output:
			case said < 2:
				said++
				if err := l.Type("alice", fmt.Sprintf(`message send bob:5000 "and %d" wait 1s`, said)); err != nil {
					t.Error(err)
				}
			default:
				cancel()
			}
		})})
		for node, line := range map[string]string{"bob": "message listen 5000 yes", "alice": `message send bob:5000 "hello" wait 1s`} {
			if err := l.Type(node, line); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if late > 0 {
			t.Errorf("an event was seen %v late", late)
		}
		if now := time.Since(began); now != time.Duration(l.session.Now()) || now == 0 {
			t.Errorf("after %v the session is at %v", now, l.session.Now())
		}
		again := replayed(t, l.session)
		if n := strings.Count(outputs(again), "answers: yes"); n == 0 {
			t.Errorf("nobody answered:\n%s", outputs(again))
		}
	})
}

// A live run ends when its scenario says so, also when it waits for the
// outside only.
func TestLiveEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := quiet()
		s.Until = 3 * time.Second
		l := openLive(t, s, LiveOptions{})
		began := time.Now()
		if err := l.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took != s.Until || l.session.Ending() != "the scenario ends at 3000.000 ms" {
			t.Errorf("it ended after %v: %q", took, l.session.Ending())
		}
		if err := l.Type("alice", "ping bob"); !errors.Is(err, ErrOver) {
			t.Errorf("typed after the end: %v", err)
		}
	})
}

// A run that was stopped goes on where it stood.
func TestLivePauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := quiet()
		s.Until = 10 * time.Second
		l := openLive(t, s, LiveOptions{})
		if err := l.Type("alice", "ping -c 5 bob"); err != nil {
			t.Fatal(err)
		}
		for _, pause := range []time.Duration{1500 * time.Millisecond, 2 * time.Second} {
			ctx, cancel := context.WithTimeout(t.Context(), pause)
			if err := l.Run(ctx); err != nil {
				t.Fatal(err)
			}
			cancel()
		}
		if now := time.Duration(l.session.Now()); now > 3500*time.Millisecond || now < 3*time.Second {
			t.Errorf("after 1.5 s and 2 s the session is at %v", now)
		}
		replayed(t, l.session)
		if err := l.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(outputs(l.session), "5 packets transmitted, 5 received") {
			t.Error(outputs(l.session))
		}
		replayed(t, l.session)
	})
}

// What cannot be typed is refused at once, and what comes too fast later.
func TestTypeRefuses(t *testing.T) {
	l := openLive(t, overSwitches(), LiveOptions{})
	for _, c := range []struct{ node, line, want string }{
		{"bbo", "ping alice", `unknown node "bbo"; did you mean "bob"?`},
		{"s1", "ping alice", `s1: a switch runs no program "ping"`},
		{"bob", "pong alice", `sim: bob: unknown program "pong"`},
		{"bob", `ping "alice`, "the quote \" is never closed"},
		{"bob", "", "the command is empty"},
		{"bob", "message listen 1 \x1b[2J", "hidden character U+001B"},
	} {
		if err := l.Type(c.node, c.line); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q gives %v, want %s", c.node, c.line, err, c.want)
		}
	}
	for range inboxSize {
		if err := l.Type("alice", "arp announce"); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Type("alice", "arp announce"); !errors.Is(err, ErrBusy) {
		t.Errorf("a full inbox says %v", err)
	}
}

// Whoever looks at a live session sees it at rest, and holds nobody up; the
// race detector watches.
func TestSeeWhileItRuns(t *testing.T) {
	before := runtime.NumGoroutine()
	l := openLive(t, quiet(), LiveOptions{})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- l.Run(ctx) }()
	if err := l.Type("alice", "ping -c 1000 -i 1ms bob"); err != nil {
		t.Fatal(err)
	}
	for seen := 0; seen < 500; {
		l.See(func(s *Session) {
			seen = s.Len()
			for id := trace.ID(1); int(id) <= seen; id++ {
				if e := s.Event(id); e.At > s.Now() {
					t.Errorf("event %d is of the future", id)
				}
			}
			s.State(trace.ID(seen))
		})
	}
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	replayed(t, l.session).Close()
	l.Close()
	l.session.Close()
	goroutinesEnd(t, before)
}

// goroutinesEnd waits until there are as many as before.
func goroutinesEnd(t *testing.T, before int) {
	t.Helper()
	for range 10_000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

// A connection that lingers after its process has ended does so in real time,
// and a recording of that is the same run.
func TestLiveBackground(t *testing.T) {
	s := overRouter()
	s.TCP.Profile = "linux"
	s.Run = []scenario.Act{{Node: "bob", Do: "echo serve tcp"}}
	session, err := Open(s, Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	session.live = true
	play := func(to time.Duration) {
		t.Helper()
		for session.Now() < osi.Instant(to) {
			if err := session.play(osi.Instant(to)); err != nil {
				t.Fatal(err)
			}
		}
	}
	play(time.Second)
	act := scenario.Act{At: time.Second, Node: "alice", Do: "echo send tcp bob:7 hello"}
	session.journal = append(session.journal, act)
	if err := session.world.schedule(act); err != nil {
		t.Fatal(err)
	}
	lingers := func() (n int) {
		for _, row := range session.State(trace.ID(session.Len())).Rows {
			if row.Get("State") == "TIME-WAIT" {
				n++
			}
		}
		return n
	}
	play(30 * time.Second)
	before := lingers()
	play(2 * time.Minute)
	if after := lingers(); before != 1 || after != 0 || session.Done() {
		t.Errorf("%d connections linger, then %d; the run is over: %v", before, after, session.Done())
	}
	again := run(t, session.Recorded(), Options{Trace: trace.All})
	if trace.Hash(again) != trace.Hash(session) {
		t.Error("the recording is another run")
	}
}
