package trace

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"encap/layers/osi"
)

// world is virtual time by hand, and a tracer in it.
type world struct {
	*Tracer
	now   osi.Instant
	cause uint32
}

func newWorld() *world {
	w := &world{}
	w.Tracer = NewTracer(All, func() osi.Instant { return w.now }, &w.cause)
	return w
}

// counter is an entity with one variable.
type counter struct {
	name string
	n    int
	gone bool
}

func (c *counter) Entity() (kind, name string) { return "counter", c.name }

func (c *counter) Vars() any {
	if c.gone {
		return nil
	}
	return struct{ N int }{c.n}
}

var because = osi.Rule{Name: "Because", Cite: "RFC 791 §3.1", Why: "It must be so."}

func Example() {
	w := newWorld()
	clicks := &counter{name: "clicks"}
	scope := w.Scope("alice", osi.Application)

	w.Begin(Event{Kind: Act, Node: "alice", Text: "click"})
	scope.Enter(clicks)
	scope.Note(&because)
	clicks.n = 1
	w.End()

	e := w.Trace.Event(1)
	fmt.Println(e.Kind, e.Text, e.Deltas[0].Field, "is", e.Deltas[0].New, "because:", e.Why().Why)
	// Output: act click N is 1 because: It must be so.
}

// What an event changed is told before what it led to; what it changes
// afterwards is an event of its own.
func TestChangesStandInOrder(t *testing.T) {
	w := newWorld()
	c := &counter{name: "c"}
	scope := w.Scope("alice", osi.Link)
	w.Begin(Event{Kind: Act})
	scope.Enter(c)
	c.n = 1
	w.Begin(Event{Kind: Send})
	scope.Enter(c)
	c.n = 2
	w.End()
	scope.Enter(c)
	c.n = 3
	w.End()

	var got []string
	for id := ID(1); int(id) <= w.Trace.Len(); id++ {
		e := w.Trace.Event(id)
		for _, d := range e.Deltas {
			got = append(got, fmt.Sprintf("%d %v<%d %s>%s", id, e.Kind, e.Cause, d.Old, d.New))
		}
	}
	want := "1 act<0 >1; 2 send<1 1>2; 3 change<1 2>3"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("changes %q, want %q", s, want)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

func TestGoneEntitiesLeaveTheState(t *testing.T) {
	w := newWorld()
	a, b := &counter{name: "a"}, &counter{name: "b"}
	scope := w.Scope("alice", osi.Link)
	w.Begin(Event{Kind: Act})
	scope.Enter(a)
	scope.Enter(b)
	w.End()
	w.Begin(Event{Kind: Act})
	scope.Enter(a)
	a.gone = true
	w.End()
	if before, after := w.Trace.State(1), w.Trace.State(2); len(before.Rows) != 2 || len(after.Rows) != 1 {
		t.Errorf("%d rows before, %d after; want 2 and 1", len(before.Rows), len(after.Rows))
	}
	s := w.Trace.State(2)
	if row := s.Find(Entity{"alice", "counter", "b"}); row == nil || row.Get("N") != "0" {
		t.Errorf("b is %v", row)
	}
	// Another thing may take the name.
	a2 := &counter{name: "a", n: 5}
	w.Begin(Event{Kind: Act})
	scope.Enter(a2)
	w.End()
	s = w.Trace.State(3)
	if rows := s.Of("alice", "counter"); len(rows) != 2 || rows[1].Get("N") != "5" {
		t.Errorf("rows %v", rows)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// Each way in which a trace can lie is found.
func TestCheckFindsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, want string
		spoil      func(w *world)
	}{
		{"rootless", "its causes do not end at an act", func(w *world) { w.Point(Event{Kind: Send}) }},
		{"vanished frame", "neither arrived nor was dropped", func(w *world) {
			w.Begin(Event{Kind: Act})
			w.Point(Event{Kind: TxStart, Frame: 1, Arrives: 5})
			w.End()
			w.now = 10
		}},
		{"forgotten timer", "has ended 0 times", func(w *world) {
			w.Begin(Event{Kind: Act})
			w.Point(Event{Kind: TimerSet, Until: 5, Entity: Entity{"a", "timer", "t/1"}})
			w.End()
			w.now = 10
		}},
		{"timer twice", "has ended 2 times", func(w *world) {
			w.Begin(Event{Kind: Act})
			id := w.Point(Event{Kind: TimerSet, Until: 5, Entity: Entity{"a", "timer", "t/1"}})
			w.Point(Event{Kind: TimerStopped, Of: id, Entity: Entity{"a", "timer", "t/1"}})
			w.Point(Event{Kind: TimerFired, Of: id, Entity: Entity{"a", "timer", "t/1"}})
			w.End()
		}},
		{"lost call", "recv has returned 0 times", func(w *world) {
			w.Begin(Event{Kind: Act})
			w.Point(Event{Kind: Call, Name: "recv"})
			w.End()
		}},
		{"back in time", "earlier than the one before", func(w *world) {
			w.now = 5
			w.Point(Event{Kind: Act})
			w.now = 4
			w.Point(Event{Kind: Act})
		}},
		{"answer before question", "answers event", func(w *world) {
			w.Point(Event{Kind: Act, Of: 7})
		}},
		{"open event", "still open", func(w *world) { w.Begin(Event{Kind: Act}) }},
		{"secret change", "N is 2, but the deltas say 1", func(w *world) {
			c := &counter{name: "c", n: 1}
			w.Begin(Event{Kind: Act})
			w.Scope("a", 0).Enter(c)
			w.End()
			c.n = 2
		}},
		{"secret end", "went without a delta", func(w *world) {
			c := &counter{name: "c", n: 1}
			w.Begin(Event{Kind: Act})
			w.Scope("a", 0).Enter(c)
			w.End()
			c.gone = true
		}},
	} {
		w := newWorld()
		c.spoil(w)
		if err := w.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: Check says %v, want %q", c.name, err, c.want)
		}
	}
}

func TestHashSeesEverything(t *testing.T) {
	base := Event{Kind: Send, At: 1, Node: "a", PDU: []byte{1}, Deltas: []Delta{{Field: "x", New: "1"}}, Rules: []Reason{{Rule: &because}}}
	for name, change := range map[string]func(*Event){
		"time":    func(e *Event) { e.At = 2 },
		"node":    func(e *Event) { e.Node = "b" },
		"borders": func(e *Event) { e.Node, e.Port = "", "a" },
		"bytes":   func(e *Event) { e.PDU = []byte{2} },
		"delta":   func(e *Event) { e.Deltas = []Delta{{Field: "x", New: "2"}} },
		"rule":    func(e *Event) { e.Rules = nil },
		"cause":   func(e *Event) { e.Cause = 9 },
	} {
		other := base
		change(&other)
		if Same(&base, &other) {
			t.Errorf("an event with another %s counts as the same", name)
		}
	}
	moved := base
	moved.Rules = []Reason{{Rule: &because, PC: 12345}}
	if !Same(&base, &moved) {
		t.Error("where in our source a rule was noted makes a difference")
	}
}

func TestJSONOfAnEvent(t *testing.T) {
	e := &Event{ID: 3, Cause: 1, Kind: Drop, At: 5, Layer: osi.Network, Node: "r1", PDU: []byte{0x45, 0}, Rules: []Reason{{Rule: &because}}}
	b, err := json.Marshal(e)
	want := `{"id":3,"cause":1,"at_ns":5,"node":"r1","layer":"network","kind":"drop","pdu":"4500","rules":[{"name":"Because","cite":"RFC 791 §3.1","why":"It must be so."}]}`
	if err != nil || string(b) != want {
		t.Errorf("got %s (%v), want %s", b, err, want)
	}
}

func TestKindsHaveNames(t *testing.T) {
	for k := Act; k <= Note; k++ {
		if back, ok := KindOf(k.String()); !ok || back != k {
			t.Errorf("kind %d is called %q, which leads to %d", k, k, back)
		}
	}
	if _, ok := KindOf(""); ok {
		t.Error("the empty name is a kind")
	}
}

func TestLevels(t *testing.T) {
	for name, want := range map[string]Level{"off": Off, "frames": Frames, "all": All} {
		if got, ok := ParseLevel(name); !ok || got != want {
			t.Errorf("%s is level %d", name, got)
		}
	}
	if _, ok := ParseLevel("some"); ok {
		t.Error(`"some" is a level`)
	}
}
