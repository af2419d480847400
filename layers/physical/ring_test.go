package physical

import (
	"math/rand/v2"
	"slices"
	"testing"

	"encap/layers/osi"
)

// A ring must do what a stable sort would: earlier arrivals first, and of
// those at one instant the one that was sent first.
func TestRingSorts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var ring ring
	var model []transit
	for i := range 20_000 {
		if r.IntN(100) < 52 {
			x := transit{at: osi.Instant(i + r.IntN(30)), token: Token(i)}
			model = append(model, x)
			slices.SortStableFunc(model, func(a, b transit) int { return int(a.at - b.at) })
			if first := ring.insert(x); first != (model[0] == x) {
				t.Fatalf("step %d: first is %v, want %v", i, first, !first)
			}
		} else if len(model) > 0 {
			if got := ring.pop(); got != model[0] {
				t.Fatalf("step %d: popped %+v, want %+v", i, got, model[0])
			}
			model = model[1:]
		}
		if ring.len() != len(model) {
			t.Fatalf("step %d: %d frames, want %d", i, ring.len(), len(model))
		}
	}
}

// What has left the ring is not held by it.
func TestRingForgets(t *testing.T) {
	var ring ring
	for range 20 {
		ring.push(transit{token: 1, lost: &QueueFull})
	}
	for ring.len() > 0 {
		ring.pop()
	}
	for i, place := range ring.mem {
		if place != (transit{}) {
			t.Errorf("place %d still holds %+v", i, place)
		}
	}
}
