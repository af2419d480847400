package sim

import (
	"testing"

	"encap/sim/trace"
)

// Two hosts at a hub send at the same instant, collide, and try again: each
// attempt belongs to the call whose message it bears, and what the hub repeats
// to none.
func TestCollisionsKeepTheirOwners(t *testing.T) {
	s, problems := Parse("hub.yaml", []byte(`
seed: 3
nodes:
  alice: {host: 10.0.1.1/24}
  bob: {host: 10.0.1.2/24}
  carol: {host: 10.0.1.3/24}
  h1: hub
cables:
  - {ends: [alice, h1], length: 90 m}
  - {ends: [bob, h1], length: 90 m}
  - {ends: [carol, h1], length: 90 m}
run:
  - {node: carol, do: message listen 5000}
  - {at: 10 ms, node: alice, do: message send carol:5000 "from alice"}
  - {at: 20 ms, node: bob, do: message send carol:5000 "from bob"}
  - {at: 30 ms, node: alice, do: message send carol:5000 "from alice"}
  - {at: 30 ms, node: bob, do: message send carol:5000 "from bob"}
`))
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	ses := run(t, s, Options{Trace: trace.All})
	if err := ses.Check(); err != nil {
		t.Error(err)
	}
	collisions, frames := 0, map[trace.FrameID]string{}
	for id := trace.ID(1); int(id) <= ses.Len(); id++ {
		switch e := ses.Event(id); {
		case e.Kind == trace.Collision && len(e.PDU) > 0 && e.Node != "h1":
			collisions++
		case e.Kind == trace.TxStart && e.At >= ms(30):
			frames[e.Frame] = e.Node
		}
	}
	if collisions < 2 {
		t.Fatalf("%d collisions: the dice fell too well", collisions)
	}
	sends := 0
	for _, c := range ses.Calls() {
		if c.Name != "sendto" || c.From < ms(30) {
			continue
		}
		sends++
		for _, f := range c.Frames {
			if frames[f] != c.Node {
				t.Errorf("the call of %s has frame %d of %s", c.Node, f, frames[f])
			}
		}
		if len(c.Frames) < 2 {
			t.Errorf("the call of %s has frames %v: each attempt is one", c.Node, c.Frames)
		}
	}
	if sends != 2 {
		t.Errorf("%d messages were sent at 30 ms", sends)
	}
}
