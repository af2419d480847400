package ositest

import (
	"math/rand/v2"

	"encap/layers/osi"
)

// World is all that a protocol under test sees of the world.
type World struct {
	Clock
	Recorder
}

// Env gives the world as a protocol asks for it. Chance is the same in every
// test: one stream for each purpose, seeded by its name.
func (w *World) Env() osi.Env {
	return osi.Env{Clock: &w.Clock, Recorder: &w.Recorder, Rand: stream}
}

func stream(purpose string) *rand.Rand {
	var seed [32]byte
	copy(seed[:], purpose)
	return rand.New(rand.NewChaCha8(seed))
}
