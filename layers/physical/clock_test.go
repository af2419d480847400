package physical_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
)

// clock is virtual time for tests: what was set first runs first when two
// timers run out together.
type clock struct {
	now    osi.Instant
	set    uint64
	timers []*timer
}

type timer struct {
	clock   *clock
	f       func()
	due     osi.Instant
	order   uint64
	running bool
}

func (c *clock) Now() osi.Instant { return c.now }

func (c *clock) Background(name string, f func()) osi.Timer { return c.Timer(name, f) }

func (c *clock) Timer(_ string, f func()) osi.Timer {
	t := &timer{clock: c, f: f}
	c.timers = append(c.timers, t)
	return t
}

func (t *timer) Reset(d time.Duration) {
	if d < 0 {
		panic("a timer was set to the past")
	}
	t.clock.set++
	t.due, t.order, t.running = t.clock.now.Add(d), t.clock.set, true
}

func (t *timer) Stop() bool {
	was := t.running
	t.running = false
	return was
}

// step runs the next timer that runs out before the end.
func (c *clock) step(end osi.Instant) bool {
	var next *timer
	for _, t := range c.timers {
		if t.running && t.due <= end && (next == nil || t.due < next.due || t.due == next.due && t.order < next.order) {
			next = t
		}
	}
	if next == nil {
		return false
	}
	c.now, next.running = next.due, false
	next.f()
	return true
}

// run lets everything happen that is due until the end.
func (c *clock) run(end osi.Instant) {
	for c.step(end) {
	}
	c.now = end
}

const forever = osi.Instant(1 << 62)

// silent is a recorder of nothing.
type silent struct{}

func (silent) Note(*osi.Rule)         {}
func (silent) Drop(*osi.Rule, []byte) {}
func (silent) Enter(osi.Entity)       {}

// hears is a receiver that is a function.
type hears func(frame []byte)

func (f hears) Receive(frame []byte) { f(frame) }

// talk is a conversation over one cable, told in lines.
type talk struct {
	t     *testing.T
	clock clock
	a, b  *physical.Port
	cable *physical.Cable
	lines []string

	token physical.Token
	open  int // arrivals that are not done

	quiet        bool           // no lines are kept, only these:
	drops, marks map[string]int // by rule
	dropped      []int          // when, in microseconds
	heard        map[byte]int   // by first byte
}

// newTalk plugs a cable in; frames are known by their first byte.
func newTalk(t *testing.T, cfg physical.Config) *talk {
	k := &talk{t: t, a: &physical.Port{Name: "a"}, b: &physical.Port{Name: "b"}}
	k.drops, k.marks, k.heard = map[string]int{}, map[string]int{}, map[byte]int{}
	k.b.Up = hears(func(frame []byte) { k.heard[frame[0]]++; k.tell("b receives %q", frame[0]) })
	k.a.Up = hears(func(frame []byte) { k.tell("a receives %q", frame[0]) })
	cfg.Watch = k
	k.cable = physical.NewCable(osi.Env{Clock: &k.clock, Recorder: reasons{k}}, cfg, k.a, k.b)
	return k
}

func (k *talk) tell(format string, args ...any) {
	if k.quiet {
		return
	}
	k.lines = append(k.lines, fmt.Sprintf("%d ", time.Duration(k.clock.now)/time.Microsecond)+fmt.Sprintf(format, args...))
}

// at lets time pass until so many microseconds have.
func (k *talk) at(us int) { k.clock.run(osi.Instant(time.Duration(us) * time.Microsecond)) }

// send hands a frame of n bytes, FCS included, to port p.
func (k *talk) send(p *physical.Port, letter byte, n int) { p.Send(frameOf(letter, n)) }

func frameOf(letter byte, n int) *codec.Buffer {
	payload := make([]byte, n-physical.FCSLength)
	for i := range payload {
		payload[i] = letter
	}
	b := codec.NewBuffer(payload)
	ethernet.AppendFCS(b)
	return b
}

// expect lets all happen and compares the lines told since the last time.
func (k *talk) expect(want ...string) {
	k.t.Helper()
	for k.clock.step(forever) {
	}
	k.sofar(want...)
}

// sofar compares the lines told since the last time.
func (k *talk) sofar(want ...string) {
	k.t.Helper()
	if !slices.Equal(k.lines, want) {
		k.t.Errorf("got:")
		for _, l := range k.lines {
			k.t.Errorf("\t%s", l)
		}
		k.t.Errorf("want:")
		for _, l := range want {
			k.t.Errorf("\t%s", l)
		}
	}
	if k.open != 0 {
		k.t.Errorf("%d arrivals are not done", k.open)
	}
	k.lines = nil
}

func (k *talk) next() physical.Token { k.token++; return k.token }

func (k *talk) Queued(p *physical.Port, frame []byte, r *osi.Rule) physical.Token {
	k.tell("because of %s", r.Name)
	k.tell("%s queues %q: %d wait [%d]", p.Name, frame[0], p.Vars().(physical.PortVars).Queued, k.next())
	return k.token
}

func (k *talk) TxStart(p *physical.Port, frame []byte, after physical.Token, end, arrival osi.Instant) physical.Token {
	k.tell("%s starts %q until %d, arrives %d [%d after %d]", p.Name, frame[0], end/1000, arrival/1000, k.next(), after)
	return k.token
}

func (k *talk) Arrival(p *physical.Port, frame []byte, sent physical.Token) {
	k.tell("%q arrives at %s [after %d]", frame[0], p.Name, sent)
	k.open++
}

func (k *talk) Drop(p *physical.Port, frame []byte, sent physical.Token, r *osi.Rule) {
	if k.drops != nil {
		k.drops[r.Name]++
		k.dropped = append(k.dropped, int(time.Duration(k.clock.now)/time.Microsecond))
	}
	k.tell("%s drops %q: %s [after %d]", p.Name, frame[0], r.Name, sent)
}

func (k *talk) Done() { k.open-- }

func (k *talk) Repeat(p *physical.Port, frame []byte, heard physical.Token, end, arrival osi.Instant, _ *osi.Rule) physical.Token {
	k.tell("%s repeats %q until %d, arrives %d [%d after %d]", p.Name, frame[0], end/1000, arrival/1000, k.next(), heard)
	return k.token
}

func (k *talk) Collision(p *physical.Port, frame []byte, sent, other physical.Token, why ...*osi.Rule) physical.Token {
	var names []string
	for _, r := range why {
		names = append(names, r.Name)
	}
	if frame == nil {
		k.tell("%s jams: %v [%d after %d]", p.Name, names, k.next(), other)
		return k.token
	}
	k.tell("%s breaks %q off: %v [%d after %d, %d]", p.Name, frame[0], names, k.next(), sent, other)
	return k.token
}

// reasons is the recorder of a talk.
type reasons struct{ k *talk }

func (r reasons) Note(rule *osi.Rule) { r.k.tell("because of %s", rule.Name) }
func (r reasons) Drop(*osi.Rule, []byte) {
	r.k.t.Error("the watcher is told of drops, not the recorder")
}
func (r reasons) Enter(e osi.Entity) {
	_, name := e.Entity()
	r.k.tell("%s changes", name)
}

func (k *talk) Mark(p *physical.Port, was, now []byte, after physical.Token, r *osi.Rule) physical.Token {
	k.marks[r.Name]++
	k.tell("%s marks %q as %q: %s [%d after %d]", p.Name, was[0], now[0], r.Name, k.next(), after)
	return k.token
}
