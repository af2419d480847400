package futures_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"encap/scenarios"
	"encap/sim"
	"encap/sim/futures"
	"encap/sim/narrate"
	"encap/sim/scenario"
	"encap/sim/trace"
)

func finish(t testing.TB, run *sim.Session, err error) *sim.Session {
	t.Helper()
	if err == nil {
		err = run.Finish(context.Background())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(run.Close)
	return run
}

func lesson(t testing.TB, name string) *sim.Session {
	t.Helper()
	src, _ := scenarios.Source(name)
	s, problems := sim.Parse(name+".yaml", src)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	run, err := sim.Open(s, sim.Options{Trace: trace.All})
	return finish(t, run, err)
}

// Every frame of every lesson can be lost by where it is: the fork parts from
// the run not before the frame leaves, and by losing this frame.
func TestFrameAt(t *testing.T) {
	for _, name := range []string{"1-message-to-a-friend", "2-switch-and-router", "8-handshake"} {
		run := lesson(t, name)
		for id := trace.ID(1); int(id) <= run.Len(); id++ {
			if run.Event(id).Kind != trace.TxStart {
				continue
			}
			f, ok := futures.FrameAt(run, id)
			if !ok || f.Tx != id {
				t.Fatalf("%s: event %d is about %+v, %v", name, id, f, ok)
			}
			fork, err := run.Fork(scenario.Act{Cable: f.Way, Frame: f.N, Do: "drop"})
			fork = finish(t, fork, err)
			c := futures.Compare(run, fork)
			if c.Same < id {
				t.Errorf("%s: without frame %d of %s the runs part at event %d, before it leaves at %d", name, f.N, f.Way, c.Same, id)
			}
			lost := false
			for i := c.Same + 1; int(i) <= fork.Len(); i++ {
				e := fork.Event(i)
				lost = lost || e.Kind == trace.Drop && e.Of == id && e.Why() == &sim.Acted
			}
			if !lost {
				t.Errorf("%s: frame %d of %s is not lost", name, f.N, f.Way)
			}
		}
	}
}

// An event that is no frame's own leads to the frame that it causes.
func TestFrameAhead(t *testing.T) {
	run := lesson(t, "1-message-to-a-friend")
	for id := trace.ID(1); int(id) <= run.Len(); id++ {
		e := run.Event(id)
		f, ok := futures.FrameAt(run, id)
		switch {
		case e.Kind == trace.Call && e.Name == "sendto":
			if got := run.Event(f.Tx); !ok || got.Cause < id || f.Way.From != "alice" {
				t.Errorf("sendto leads to %+v", f)
			}
		case e.Kind == trace.Arrival:
			if f.Tx != e.Of {
				t.Errorf("the arrival of %d leads to %d", e.Of, f.Tx)
			}
		}
	}
	if _, ok := futures.FrameAt(run, trace.ID(run.Len())); ok {
		t.Error("after the end a frame leaves")
	}
}

// A run is the same as itself; a lost ARP request makes the story a second
// later, and says so.
func TestCompare(t *testing.T) {
	run := lesson(t, "1-message-to-a-friend")
	if c := futures.Compare(run, run); int(c.Same) != run.Len() || len(c.Differences) > 0 {
		t.Errorf("it differs from itself: %+v", c)
	}
	fork, err := run.Fork(scenario.Act{Cable: scenario.Direction{From: "alice", To: "bob"}, Frame: 1, Do: "drop"})
	fork = finish(t, fork, err)
	c := futures.Compare(run, fork)
	later, lost := false, false
	for _, d := range c.Differences {
		if d.A > 0 && run.Event(d.A).Kind == trace.Output {
			later = d.Later == time.Second
		}
		lost = lost || d.A == 0 && fork.Event(d.B).Kind == trace.Drop
	}
	if !later || !lost {
		t.Errorf("a second later %v, lost %v: %+v", later, lost, c.Differences)
	}
	was, is := c.First()
	if was == "" || is == "" || was == is {
		t.Errorf("they part at %q and %q", was, is)
	}
	for id := trace.ID(1); int(id) <= fork.Len(); id++ {
		beside := c.Beside(id)
		if id <= c.Same && beside != id || beside > 0 && run.Event(beside).At > fork.Event(id).At {
			t.Errorf("beside event %d stands %d", id, beside)
		}
	}
}

func Example() {
	run := lesson(&testing.T{}, "5-lost-datagram")
	fork, _ := run.Fork(scenario.Act{Cable: scenario.Direction{From: "bob", To: "alice"}, Frame: 2, Do: "drop"})
	_ = fork.Finish(context.Background())
	c := futures.Compare(run, fork)
	_, first := c.First()
	fmt.Println(first)
	for _, d := range c.Differences {
		if d.B == 0 {
			fmt.Println("no longer:", narrate.Sentence(run, d.A))
			break
		}
	}
	// Output:
	// The frame from bob to alice is lost on the cable: somebody wanted to see what happens then.
	// no longer: alice's recv returns "are you there?" (14 bytes).
}
