package physical

import (
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"
)

const percent = Certain / 100

// near fails when a count is further from what is expected than four standard
// deviations of n throws with chance c.
func near(t *testing.T, what string, got, n int, c Chance) {
	t.Helper()
	want := n * int(c) / int(Certain)
	variance := want * int(Certain-c) / int(Certain)
	if d := got - want; d*d > 16*variance {
		t.Errorf("%s: %d of %d, want about %d", what, got, n, want)
	}
}

func TestImpairmentsHappenAsOftenAsTheyShould(t *testing.T) {
	const frames = 100_000
	i := Impairments{Loss: 1 * percent, Duplicate: 3 * percent, Reorder: 20 * percent}
	lost, lostTwice, copies, late, before := 0, 0, 0, 0, false
	arrived := 0
	for n := uint64(1); n <= frames; n++ {
		f := i.Fate(7, n, 12_000)
		if f.Lost != nil {
			lost++
			if before {
				lostTwice++
			}
		} else {
			arrived++
		}
		before = f.Lost != nil
		copies += f.Copies
		if f.Delay > 0 {
			late++
		}
	}
	near(t, "lost", lost, frames, i.Loss)
	near(t, "lost after a lost one", lostTwice, frames, percent/100)
	near(t, "duplicated", copies, arrived, i.Duplicate)
	near(t, "reordered", late, arrived, i.Reorder)
}

func TestNeverAndAlways(t *testing.T) {
	never, always := Impairments{}, Impairments{Loss: Certain}
	some := Impairments{Duplicate: Certain, BitErrors: Certain, Reorder: Certain, Rate: 1_000_000}
	for n := uint64(1); n <= 1000; n++ {
		if f := never.Fate(1, n, 512); f.Lost != nil || f.Copies != 0 || f.Delay != 0 || f.Flips != nil {
			t.Fatalf("frame %d: nothing was to happen, but %+v", n, f)
		}
		if f := always.Fate(1, n, 512); f.Lost != &LostOnTheWay || f.LostAt > 1000 {
			t.Fatalf("frame %d was to be lost, but %+v", n, f)
		}
		// Four frames of 1538 bytes at 1 Mbit/s.
		if f := some.Fate(1, n, 512); f.Copies != 1 || len(f.Flips) != 512 || f.Delay != 49_216*time.Microsecond {
			t.Fatalf("frame %d: %d copies, %d flips, delay %v", n, f.Copies, len(f.Flips), f.Delay)
		}
	}
}

// Jitter is uniform from 0 to its greatest value, both included, and loss is
// uniform along the cable.
func TestUniform(t *testing.T) {
	const frames = 100_000
	delays, places := make([]int, 10), make([]int, 10)
	for n := uint64(1); n <= frames; n++ {
		delays[Impairments{Jitter: 9}.Fate(3, n, 0).Delay]++
		places[min(9, Impairments{Loss: Certain}.Fate(3, n, 0).LostAt/100)]++
	}
	for d := range 10 {
		near(t, fmt.Sprintf("delay of %d ns", d), delays[d], frames, Certain/10)
		near(t, fmt.Sprintf("lost at %d ‰", 100*d), places[d], frames, Certain/10)
	}
}

// What else a cable does changes nothing of what it does already, and frames,
// directions and cables know nothing of each other.
func TestImpairmentsAreIndependent(t *testing.T) {
	alone := Impairments{Loss: 10 * percent, Jitter: time.Millisecond}
	more := alone
	more.Duplicate, more.Reorder, more.BitErrors = 10*percent, 10*percent, percent
	same := 0
	for n := uint64(1); n <= 10_000; n++ {
		f, g := alone.Fate(1, n, 1000), more.Fate(1, n, 2000)
		if (f.Lost != nil) != (g.Lost != nil) || f.LostAt != g.LostAt {
			t.Fatalf("frame %d: another impairment changed its loss", n)
		}
		if f.Delay > g.Delay {
			t.Fatalf("frame %d: another impairment changed its jitter", n)
		}
		if f.Lost != nil && alone.Fate(2, n, 1000).Lost != nil {
			same++
		}
	}
	near(t, "lost in both directions", same, 10_000, percent)
}

// Traces are kept in tests and lessons, so the fate of a frame must not change
// from one version to the next.
func TestFatesStay(t *testing.T) {
	i := Impairments{Loss: 25 * percent, Duplicate: 25 * percent, BitErrors: percent / 10, Jitter: time.Millisecond}
	var got []string
	for n := uint64(1); n <= 6; n++ {
		f := i.Fate(0x0123456789abcdef, n, 1000)
		got = append(got, fmt.Sprintf("%v %d %d %d %v", f.Lost != nil, f.LostAt, f.Delay, f.Copies, f.Flips))
	}
	want := []string{"true 78 0 0 []", "false 0 340768 1 []", "true 734 0 0 []", "true 323 0 0 []", "false 0 565882 1 [6]", "false 0 207814 0 []"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// gap must find the greatest k with u < qᵏ: compare with qᵏ computed without
// any rounding.
func TestGapIsExact(t *testing.T) {
	for _, c := range []Chance{1, 1000, 10_000, percent / 10, percent, 50 * percent, Certain - 1} {
		powers := powersOf(c)
		for _, k := range []int64{1, 2, 3, 7, 8, 100, 511, 12_143} {
			// qᵏ·2⁶⁴ = (10⁹−c)ᵏ·2⁶⁴ / 10⁹ᵏ
			power := new(big.Int).Exp(big.NewInt(int64(Certain-c)), big.NewInt(k), nil)
			power.Lsh(power, 64)
			power.Quo(power, new(big.Int).Exp(big.NewInt(int64(Certain)), big.NewInt(k), nil))
			border := power.Uint64()
			rounding := uint64(2*k + 64) // of 2⁶⁴: each multiplication loses less than one, each squaring doubles it
			if border <= rounding || border >= ^uint64(0)-rounding {
				continue // a gap of k, or a shorter one, is as good as impossible
			}
			if got := gap(&powers, border-rounding); int64(got) < k {
				t.Errorf("chance %d: just below qᵏ the gap is %d, want at least %d", c, got, k)
			}
			if got := gap(&powers, border+rounding); int64(got) >= k {
				t.Errorf("chance %d: just above qᵏ the gap is %d, want less than %d", c, got, k)
			}
		}
	}
}

// The number of flipped bits is what so many throws of a coin give, and so is
// the number of frames without any; each place is as likely as another.
func TestBitErrors(t *testing.T) {
	const frames, bits = 20_000, 1000
	i := Impairments{BitErrors: percent / 10}
	flips, clean, halves := 0, 0, 0
	for n := uint64(1); n <= frames; n++ {
		f := i.Fate(11, n, bits).Flips
		if !slices.IsSorted(f) || len(slices.Compact(slices.Clone(f))) != len(f) {
			t.Fatalf("frame %d: bits %v", n, f)
		}
		if len(f) == 0 {
			clean++
		}
		for _, place := range f {
			if place < 0 || place >= bits {
				t.Fatalf("frame %d: bit %d of %d", n, place, bits)
			}
			if place < bits/2 {
				halves++
			}
		}
		flips += len(f)
	}
	near(t, "flipped bits", flips, frames*bits, i.BitErrors)
	near(t, "frames without any", clean, frames, 367_695_424) // 0.999 to the power 1000
	near(t, "flipped in the first half", halves, flips, Certain/2)
}

func BenchmarkFate(b *testing.B) {
	i := Impairments{Loss: percent, BitErrors: 1, Duplicate: percent, Reorder: percent, Jitter: time.Millisecond}
	b.ReportAllocs()
	n := uint64(0)
	for b.Loop() {
		n++
		i.Fate(1, n, 12_144)
	}
}
