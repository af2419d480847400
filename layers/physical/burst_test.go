package physical_test

import (
	"testing"
	"time"

	"encap/layers/physical"
)

// Bursts are as long, and as frequent, as their chances say; and the fate of a
// frame does not depend on which frames were asked about before.
func TestBursts(t *testing.T) {
	i := physical.Impairments{Bursts: physical.Bursts{Begin: physical.Certain / 100, End: physical.Certain / 5, Loss: physical.Certain / 10 * 9}}
	const frames = 200_000
	lost, bursts, run, longest := 0, 0, 0, 0
	fates := make([]bool, frames+1)
	for n := uint64(1); n <= frames; n++ {
		f := i.Fate(42, n, 1000)
		fates[n] = f.Lost != nil
		if f.Lost == nil {
			run = 0
			continue
		}
		if f.Lost != &physical.LostInBurst {
			t.Fatalf("frame %d is lost by %s", n, f.Lost.Name)
		}
		if lost++; run == 0 {
			bursts++
		}
		run++
		longest = max(longest, run)
	}
	// Bad for 1/(1+20) of the time, and 9 of 10 are lost then.
	if want := frames * 9 / 210; lost < want*9/10 || lost > want*11/10 {
		t.Errorf("%d of %d are lost, want about %d", lost, frames, want)
	}
	// Independent losses at this rate would nearly all stand alone.
	if mean := lost * 10 / bursts; mean < 30 || mean > 45 || longest < 10 {
		t.Errorf("bursts are of %d.%d frames on average, the longest of %d", mean/10, mean%10, longest)
	}
	for n := uint64(frames); n > 0; n -= 997%n + 1 {
		if fates[n] != (i.Fate(42, n, 1000).Lost != nil) {
			t.Fatalf("frame %d has another fate now", n)
		}
	}
}

// What everybody knows: 5 µs a kilometre in glass, half a microsecond for the
// longest cable of copper, and 0.1 s round the world.
func TestPropagation(t *testing.T) {
	const metre, kilometre = 1000, 1_000_000
	for _, c := range []struct {
		medium    physical.Medium
		length    uint64
		low, high time.Duration
	}{
		{physical.Copper, 100 * metre, 521, 522},
		{physical.Fibre, kilometre, 4970, 4990},
		{physical.Fibre, 20_000 * kilometre, 99_000_000, 100_000_000},
		{"", 100 * metre, 521, 522},
		{physical.Copper, 0, 0, 0},
		{physical.Copper, 1, 1, 1}, // rounded up
		{physical.Fibre, 1_000_000 * kilometre, 4_970_000_000, 4_990_000_000},
	} {
		if got := physical.Propagation(c.medium, c.length); got < c.low || got > c.high {
			t.Errorf("%s of %d mm: %v", c.medium, c.length, got)
		}
	}
}
