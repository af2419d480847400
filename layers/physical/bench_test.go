package physical_test

import (
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/layers/physical/vxlan"
)

// stream keeps twenty frames under way or waiting from a to b, and gives a
// step of it: one frame enters and one arrives.
func stream(cfg physical.Config, length int) (step func()) {
	var clock clock
	cfg.Pool = &codec.Pool{}
	a, b := &physical.Port{Name: "a"}, &physical.Port{Name: "b"}
	frame, arrived := frameOf('x', length).Bytes(), false
	b.Up = hears(func([]byte) {
		arrived = true
		a.Send(cfg.Pool.Get(frame))
	})
	physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}}, cfg, a, b)
	for range 20 {
		a.Send(cfg.Pool.Get(frame))
	}
	return func() {
		for arrived = false; !arrived; {
			clock.step(forever)
		}
	}
}

// A frame that nobody watches costs no memory.
func TestNoAllocations(t *testing.T) {
	jitter := physical.Impairments{Loss: 1, Jitter: time.Microsecond}
	for name, cfg := range map[string]physical.Config{
		"plain":    {Delay: 100 * time.Microsecond},
		"fates":    {Delay: 100 * time.Microsecond, Fate: func(_ int, n uint64, f []byte) physical.Fate { return jitter.Fate(1, n, 8*len(f)) }},
		"a memory": {Wire: physical.Memory{}},
	} {
		step := stream(cfg, 1518)
		for range 100 {
			step()
		}
		if n := testing.AllocsPerRun(1000, step); n != 0 {
			t.Errorf("%s: %v allocations a frame, want none", name, n)
		}
	}
}

func BenchmarkCable(b *testing.B) {
	step := stream(physical.Config{Delay: 100 * time.Microsecond}, 1518)
	b.ReportAllocs()
	for b.Loop() {
		step()
	}
}

func BenchmarkCableOverVXLAN(b *testing.B) {
	wire, err := vxlan.Open([]string{"a", "b"}, []vxlan.Ends{{Cable: 1, A: "a", B: "b"}})
	if err != nil {
		b.Fatal(err)
	}
	defer wire.Close()
	step := stream(physical.Config{Number: 1, Delay: 100 * time.Microsecond, Wire: wire, Fail: func(err error) { b.Fatal(err) }}, 1518)
	b.ReportAllocs()
	for b.Loop() {
		step()
	}
}
