package account_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"encap/layers/physical"
	"encap/scenarios"
	"encap/sim"
	"encap/sim/account"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// lesson reads a lesson of the library.
func lesson(t testing.TB, what string) *scenario.Scenario {
	t.Helper()
	name, ok := scenarios.Find(what)
	if !ok {
		t.Fatalf("there is no lesson %s", what)
	}
	src, _ := scenarios.Source(name)
	return parse(t, name+".yaml", src)
}

func parse(t testing.TB, name string, src []byte) *scenario.Scenario {
	t.Helper()
	s, problems := sim.Parse(name, src)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// play runs a scenario to its end.
func play(t testing.TB, s *scenario.Scenario) *sim.Session {
	t.Helper()
	run, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(run.Close)
	if err := run.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	return run
}

// of draws up an account that must be whole: the spans follow each other from
// the act to the event, each has an owner, and the shares are their sums.
func of(t testing.TB, run *sim.Session, id trace.ID) account.Account {
	t.Helper()
	a, err := account.Of(run, id)
	if err != nil {
		t.Fatal(err)
	}
	if run.Event(a.From).Kind != trace.Act || a.Ended != run.Event(id).At {
		t.Fatalf("the account of event %d goes from event %d to %v", id, a.From, a.Ended)
	}
	at, sums := a.Began, map[account.Owner]time.Duration{}
	for _, s := range a.Spans {
		if s.From != at || s.To <= s.From {
			t.Fatalf("event %d: after %v comes a span from %v to %v", id, at, s.From, s.To)
		}
		if s.Owner == account.Nobody || s.Owner == "" {
			t.Fatalf("event %d: nobody has the time from %v (event %d, %v) to %v (event %d, %v)",
				id, s.From, s.Cause, run.Event(s.Cause).Kind, s.To, s.Effect, run.Event(s.Effect).Kind)
		}
		sums[s.Owner] += s.To.Sub(s.From)
		at = s.To
	}
	if at != a.Ended {
		t.Fatalf("event %d: the spans end at %v, not at %v", id, at, a.Ended)
	}
	all, permille := time.Duration(0), 0
	for _, s := range a.Shares {
		if s.Time != sums[s.Owner] || s.Time == 0 {
			t.Fatalf("event %d: %s has %v, but its spans are %v", id, s.Owner, s.Time, sums[s.Owner])
		}
		all, permille = all+s.Time, permille+s.Permille
	}
	if all != a.Total() || all > 0 && permille != 1000 {
		t.Fatalf("event %d: the shares are %v of %v, %d of 1000", id, all, a.Total(), permille)
	}
	return a
}

// Every nanosecond before every event of every lesson has an owner.
func TestNoTimeWithoutAnOwner(t *testing.T) {
	for _, name := range scenarios.Names() {
		run := play(t, lesson(t, name))
		for id := trace.ID(1); int(id) <= run.Len(); id++ {
			of(t, run, id)
		}
	}
}

// busy is a network in which all that costs time happens.
const busy = `
nodes:
  alice: {host: 10.0.1.2/24, gateway: 10.0.1.1}
  r1: {router: [10.0.1.1/24, 10.0.2.1/24]}
  bob: {host: 10.0.2.2/24, gateway: 10.0.2.1}
cables:
  - {ends: [alice, r1], rate: 10 Mbit/s, delay: 2 ms}
  - {ends: [r1, bob], rate: 1 Mbit/s, delay: 20 ms, queue: 8}
run:
  - {node: bob, do: bulk receive 5000 buffer 8000 every 30ms}
  - {node: bob, do: echo serve tcp}
  - {node: bob, do: echo serve}
  - {at: 10 ms, node: alice, do: bulk send bob:5000 60000}
  - {at: 15 ms, node: alice, do: 'echo send tcp bob:7 "hello" 3'}
  - {at: 20 ms, node: alice, do: 'echo send bob:7 "hello" 3'}
  - {at: 20 ms, node: alice, do: ping -c 2 -i 100ms bob}
`

// So it is under loss, jitter, duplication, reordering and bit errors, however
// TCP is set.
func TestNoTimeWithoutAnOwnerByChance(t *testing.T) {
	profiles := []string{"rfc", "linux", "freebsd", "classic"}
	for seed := range uint64(24) {
		s := parse(t, "busy.yaml", []byte(busy))
		s.Seed, s.TCP.Profile = seed, profiles[seed%4]
		for i := range s.Cables {
			c := &s.Cables[i]
			c.Loss, c.Duplicate = physical.Chance(seed%3*20_000_000), physical.Chance(seed%2*20_000_000)
			c.Reorder, c.BitErrors = physical.Chance(seed%5*10_000_000), physical.Chance(seed%2*2_000)
			c.Jitter = time.Duration(seed%4) * time.Millisecond
		}
		run := play(t, s)
		chance := rand.New(rand.NewPCG(seed, 0))
		of(t, run, account.Telling(run))
		for range 200 {
			of(t, run, trace.ID(1+chance.IntN(run.Len())))
		}
	}
}

// owns gives what an owner has of an event's account.
func owns(t *testing.T, run *sim.Session, id trace.ID, owner account.Owner) time.Duration {
	t.Helper()
	a := of(t, run, id)
	i := slices.IndexFunc(a.Shares, func(s account.Share) bool { return s.Owner == owner })
	if i < 0 {
		return 0
	}
	return a.Shares[i].Time
}

// most gives the most that an owner has before any event.
func most(t *testing.T, run *sim.Session, owner account.Owner) (d time.Duration) {
	t.Helper()
	for id := trace.ID(1); int(id) <= run.Len(); id++ {
		d = max(d, owns(t, run, id, owner))
	}
	return d
}

// What the lessons are about is where their time goes.
func TestOwnersOfLessons(t *testing.T) {
	for _, c := range []struct {
		lesson string
		owner  account.Owner
		want   time.Duration
	}{
		{"1", account.Propagation, 2 * time.Millisecond},
		{"1", account.ARP, 4*time.Millisecond + 2*5760},
		{"5", account.Application, time.Second}, // the program gives up waiting
		{"12", account.Retransmission, 7 * time.Second},
		{"12", account.Nagle, 0},
	} {
		run := play(t, lesson(t, c.lesson))
		if got := owns(t, run, account.Telling(run), c.owner); got != c.want {
			t.Errorf("lesson %s: %s has %v, want %v", c.lesson, c.owner, got, c.want)
		}
	}
}

// two is alice who does something with bob over one cable.
func two(cable, bob, alice string) string {
	return `
nodes:
  alice: {host: 10.0.1.2/24}
  bob: {host: 10.0.1.3/24}
cables:
  - {ends: [alice, bob], ` + cable + `}
run:
  - {node: bob, do: '` + bob + `'}
  - {at: 10 ms, node: alice, do: '` + alice + `'}
`
}

// Each way of waiting has its owner.
func TestWaysOfWaiting(t *testing.T) {
	for _, c := range []struct {
		name, text string
		owner      account.Owner
		least      time.Duration
	}{
		{"small pieces wait for an acknowledgment", two("delay: 5 ms", "bulk receive 5000 buffer 20000", "bulk send bob:5000 240 piece 16 every 20ms"), account.Nagle, 10 * time.Millisecond},
		{"which the receiver delays", two("delay: 5 ms", "bulk receive 5000 buffer 20000", "bulk send bob:5000 240 piece 16 every 20ms"), account.DelayedACK, 100 * time.Millisecond},
		{"slow start", two("delay: 50 ms", "bulk receive 5000", "bulk send bob:5000 60000"), account.CongestionWindow, 100 * time.Millisecond},
		{"a small receive buffer", two("delay: 50 ms", "bulk receive 5000 buffer 4000", "bulk send bob:5000 20000"), account.Window, 100 * time.Millisecond},
		{"a slow cable", two("rate: 1 Mbit/s", "bulk receive 5000", "bulk send bob:5000 9000"), account.Queueing, 5 * time.Millisecond},
		{"a slow reader", two("delay: 1 ms", "bulk receive 5000 after 3s", "bulk send bob:5000 10"), account.Application, 2 * time.Second},
		{"jitter", two("delay: 1 ms, jitter: 5 ms", "message listen 5000", `message send bob:5000 "hello"`), account.HeldBack, time.Microsecond},
	} {
		if got := most(t, play(t, parse(t, "two.yaml", []byte(c.text))), c.owner); got < c.least {
			t.Errorf("%s: %s has %v, want at least %v", c.name, c.owner, got, c.least)
		}
	}
}

// A segment that is mended by duplicate acknowledgments waits for them.
func TestFastRetransmitIsRecovery(t *testing.T) {
	s := parse(t, "two.yaml", []byte(two("rate: 10 Mbit/s, delay: 10 ms", "bulk receive 5000", "bulk send bob:5000 12000")))
	s.Faults = []scenario.Act{{Cable: scenario.Direction{From: "alice", To: "bob"}, Frame: 6, Do: "drop"}}
	if got := most(t, play(t, s), account.Recovery); got < 10*time.Millisecond {
		t.Errorf("%s has %v", account.Recovery, got)
	}
}

func TestNoSuchEvent(t *testing.T) {
	run := play(t, lesson(t, "1"))
	for _, id := range []trace.ID{0, trace.ID(run.Len() + 1)} {
		if _, err := account.Of(run, id); err == nil {
			t.Errorf("event %d has an account", id)
		}
	}
}

func Example() {
	src, _ := scenarios.Source("1-message-to-a-friend")
	s, _ := sim.Parse("1.yaml", src)
	run, err := sim.Open(s, sim.Options{Trace: trace.All})
	if err != nil {
		panic(err)
	}
	defer run.Close()
	if err := run.Finish(context.Background()); err != nil {
		panic(err)
	}
	a, err := account.Of(run, account.Telling(run))
	if err != nil {
		panic(err)
	}
	for _, share := range a.Shares {
		fmt.Println(share.Owner, share.Time, share.Permille)
	}
	// Output:
	// transmission 5.76µs 1
	// propagation 2ms 332
	// ARP 4.01152ms 667
}
