package engine

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"encap/layers/osi"
)

func Example() {
	e := New()
	t := e.Timer("hello", func() { fmt.Println("hello at", e.Now()) })
	t.Reset(5 * time.Millisecond)
	e.Go(func(p *Process) {
		e.Timer("wake", p.Wake).Reset(2 * time.Millisecond)
		p.Park()
		fmt.Println("a process woke at", e.Now())
	})
	for e.Step() {
	}
	// Output:
	// a process woke at 2.000 ms
	// hello at 5.000 ms
}

// What is due at one instant happens in the order it was asked for, and acts
// after all of it.
func TestOrderAtOneInstant(t *testing.T) {
	e := New()
	var got []string
	say := func(s string) func() { return func() { got = append(got, s) } }
	e.Act(10, say("act"))
	first, second := e.Timer("first", say("first")), e.Timer("second", say("second"))
	first.Reset(5)
	second.Reset(10)
	first.Reset(10) // asked for again: now behind second
	e.Timer("zero", say("zero")).Reset(0)
	for e.Step() {
	}
	want := []string{"zero", "second", "first", "act"}
	if !slices.Equal(got, want) {
		t.Fatalf("order %v, want %v", got, want)
	}
}

// Lazily moved timers fire exactly as a sorted list of deadlines says.
func TestTimersAgainstAModel(t *testing.T) {
	type wish struct {
		at    osi.Instant
		order int
	}
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		e := New()
		order := 0
		model := map[int]wish{}
		timers := make([]osi.Timer, 10)
		for i := range timers {
			timers[i] = e.Timer(fmt.Sprint(i), func() {
				for j, w := range model {
					if w.at < model[i].at || w.at == model[i].at && w.order < model[i].order {
						t.Fatalf("seed %d: timer %d fired at %v before %d", seed, i, e.Now(), j)
					}
				}
				if model[i].at != e.Now() {
					t.Fatalf("seed %d: timer %d fired at %v, want %v", seed, i, e.Now(), model[i].at)
				}
				delete(model, i)
			})
		}
		for range 500 {
			i := r.IntN(len(timers))
			_, running := model[i]
			switch r.IntN(4) {
			case 0:
				if timers[i].Stop() != running {
					t.Fatalf("seed %d: Stop disagrees on running", seed)
				}
				delete(model, i)
			case 1:
				e.Step()
			default:
				order++
				d := time.Duration(r.IntN(20))
				model[i] = wish{e.Now().Add(d), order}
				timers[i].Reset(d)
			}
			if e.Idle() != (len(model) == 0) {
				t.Fatalf("seed %d: idle %v with %d timers running", seed, e.Idle(), len(model))
			}
		}
		for e.Step() {
		}
		if len(model) != 0 {
			t.Fatalf("seed %d: %d timers never fired", seed, len(model))
		}
	}
}

func TestBackgroundKeepsNoRunGoing(t *testing.T) {
	e := New()
	hello := e.Background("hello", func() {})
	hello.Reset(time.Second)
	if !e.Idle() {
		t.Fatal("a background timer keeps the run going")
	}
}

// The cause goes along with a timer and a wake.
func TestCauseTravels(t *testing.T) {
	e := New()
	var seen []uint32
	e.Cause = 7
	e.Timer("a", func() { seen = append(seen, e.Cause) }).Reset(3)
	e.Cause = 8
	p := e.Go(func(p *Process) {
		seen = append(seen, e.Cause)
		p.Park()
		seen = append(seen, e.Cause)
	})
	e.Cause = 9
	e.Timer("wake", func() { e.Cause = 20; p.Wake(); e.Cause = 21; p.Wake() }).Reset(5)
	for e.Step() {
	}
	if want := []uint32{8, 7, 20}; !slices.Equal(seen, want) {
		t.Fatalf("causes %v, want %v", seen, want)
	}
}

func TestCloseEndsProcesses(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 1000 {
		e := New()
		unwound := false
		e.Go(func(p *Process) {
			defer func() { unwound = true }()
			p.Park()
			t.Error("a stopped process ran on")
		})
		e.Go(func(p *Process) {}) // ends by itself
		e.Step()
		e.Step()
		e.Close()
		if !unwound {
			t.Fatal("a stopped process was not unwound")
		}
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Fatalf("%d goroutines before, %d after", before, after)
	}
}

func TestProcessPanicReachesTheCaller(t *testing.T) {
	defer func() {
		p, ok := recover().(Panic)
		if !ok || p.Value != "broken" || !strings.Contains(p.String(), "engine_test.go") {
			t.Fatalf("recovered %v, want the process's own panic and its place", p)
		}
	}()
	e := New()
	e.Go(func(p *Process) { panic("broken") })
	e.Step()
}

func TestKeysDiffer(t *testing.T) {
	seen := map[uint64][]string{}
	for _, parts := range [][]string{{}, {""}, {"", ""}, {"ab", "c"}, {"a", "bc"}, {"abc"}, {"alice", "tcp.isn"}, {"alice", "udp.port"}} {
		for seed := range uint64(3) {
			k := Key(seed, parts...)
			if other, ok := seen[k]; ok {
				t.Errorf("%v (seed %d) and %v share a key", parts, seed, other)
			}
			seen[k] = parts
		}
	}
	// Frozen, since every trace hash stands on it.
	if got, want := Rand(1, "alice", "test").Uint64(), uint64(0x5932b78cad3d5161); got != want {
		t.Errorf("the first number of a stream is %#x, want %#x", got, want)
	}
}

func BenchmarkStep(b *testing.B) {
	for _, pending := range []int{1, 1000, 100_000} {
		b.Run(fmt.Sprintf("pending=%d", pending), func(b *testing.B) {
			e := New()
			r := rand.New(rand.NewPCG(1, 2))
			for range pending {
				var t osi.Timer
				t = e.Timer("tick", func() { t.Reset(time.Duration(r.Uint64N(1_000_000))) })
				t.Reset(time.Duration(r.Uint64N(1_000_000)))
			}
			b.ReportAllocs()
			for b.Loop() {
				e.Step()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

func BenchmarkRearm(b *testing.B) {
	e := New()
	t := e.Timer("retransmit", func() {})
	t.Reset(time.Second)
	for b.Loop() {
		t.Reset(time.Second)
	}
}

func BenchmarkParkAndWake(b *testing.B) {
	e := New()
	p := e.Go(func(p *Process) {
		for {
			p.Park()
		}
	})
	e.Step()
	for b.Loop() {
		p.Wake()
		e.Step()
	}
	b.StopTimer()
	e.Close()
}
