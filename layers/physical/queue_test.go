package physical_test

import (
	"bytes"
	"testing"
	"time"

	"encap/layers/physical"
)

// managed is a talk over a cable of 1 Mbit/s whose queues are managed, where
// frames with a small letter can be marked: they become capitals.
func managed(t *testing.T, q physical.Queue) *talk {
	k := newTalk(t, physical.Config{Rate: mbit, Manage: q, Keys: [2]uint64{7, 8}})
	k.quiet = true
	k.a.Mark = func(frame []byte) []byte {
		if frame[0] < 'a' {
			return nil
		}
		return bytes.ToUpper(frame)
	}
	return k
}

func vars(k *talk) physical.QueueVars { return k.a.Parts()[0].Vars().(physical.QueueVars) }

// flood hands frames of 1000 bits to a port, so many in each frame's time.
func (k *talk) flood(letter byte, frames, each int) {
	for i := range frames {
		for range each {
			k.send(k.a, letter, thousandBits)
		}
		k.at((i + 1) * 1096)
	}
}

// A queue may be bounded in bytes as well.
func TestBytesThatWait(t *testing.T) {
	k := managed(t, physical.Queue{Frames: 10, Bytes: 2*thousandBits + 64})
	for range 4 { // one leaves, two wait
		k.send(k.a, 'x', thousandBits)
	}
	k.send(k.a, 'x', 64) // finds just room
	k.send(k.a, 'x', 64)
	if got := vars(k); got.Frames != 3 || got.Bytes != 2*thousandBits+64 || got.Dropped != 2 || k.drops["QueueFull"] != 2 {
		t.Errorf("%+v, dropped %v", got, k.drops)
	}
	k.at(100_000)
	if got := vars(k); got.Frames != 0 || got.Bytes != 0 || got.Dropped != 2 {
		t.Errorf("in the end: %+v", got)
	}
}

// RED lets bursts pass, takes some frames while the average is between the
// thresholds, and all above: it never lets the queue grow to its limit.
func TestRED(t *testing.T) {
	burst := managed(t, physical.Queue{Kind: physical.RED, Frames: 50})
	for range 30 {
		burst.send(burst.a, 'X', thousandBits)
	}
	if len(burst.drops) > 0 {
		t.Errorf("a burst of 30 loses %v", burst.drops)
	}
	k := managed(t, physical.Queue{Kind: physical.RED, Frames: 100, Min: 5, Max: 15, Weight: 64})
	k.flood('X', 2000, 2)
	if k.drops["QueueFull"] > 0 || k.drops["RandomDrop"] < 1500 || vars(k).Frames > 30 {
		t.Errorf("dropped %v, %+v", k.drops, vars(k))
	}
	k.at(10_000_000)
	k.send(k.a, 'X', thousandBits)
	if got := vars(k); got.Average.String() != "0.000" {
		t.Errorf("after a long silence the average is %v", got.Average)
	}
}

// The share that is taken is in proportion to the average: with the chance of
// 10 % at the upper threshold, about 5 % half way between.
func TestREDTakesItsShare(t *testing.T) {
	k := managed(t, physical.Queue{Kind: physical.RED, Frames: 100, Min: 1, Max: 21, Weight: 512})
	const frames = 20_000
	for i := range frames { // eleven wait, half way between
		for vars(k).Frames < 11 {
			k.send(k.a, 'X', thousandBits)
		}
		k.at((i + 1) * 1096)
	}
	// p/(1-n·p) takes twice as often as p: about 1 in 10.
	if n := k.drops["RandomDrop"]; n < frames*8/100 || n > frames*12/100 {
		t.Errorf("%d of about %d were taken", n, frames)
	}
}

// With ECN what can be marked is marked, in a copy, and what cannot is dropped;
// above the upper threshold all is dropped (RFC 3168 §7).
func TestREDMarks(t *testing.T) {
	k := managed(t, physical.Queue{Kind: physical.RED, Frames: 100, Min: 2, Max: 40, Weight: 16, ECN: true, Probability: physical.Certain / 5})
	k.flood('x', 30, 2)
	k.at(1_000_000)
	marked := vars(k).Marked
	if marked == 0 || len(k.drops) > 0 || k.marks["MarkedEarly"] != int(marked) || k.heard['X'] != int(marked) || k.heard['x']+k.heard['X'] != 60 {
		t.Errorf("marked %d (%v), dropped %v, heard %v", marked, k.marks, k.drops, k.heard)
	}
	dull := managed(t, physical.Queue{Kind: physical.RED, Frames: 100, Min: 2, Max: 40, Weight: 16, ECN: true, Probability: physical.Certain / 5})
	dull.flood('X', 30, 2)
	if vars(dull).Marked > 0 || dull.drops["RandomDrop"] == 0 {
		t.Errorf("what cannot be marked: %+v, dropped %v", vars(dull), dull.drops)
	}
}

// CoDel's first drop comes an interval after the wait became too long, the
// others after the interval divided by the square root of their number.
func TestCoDelControlLaw(t *testing.T) {
	k := managed(t, physical.Queue{Kind: physical.CoDel, Frames: 1000, Target: 20 * time.Millisecond, Interval: 100 * time.Millisecond})
	for range 900 { // 1096 µs each
		k.send(k.a, 'X', thousandBits)
	}
	k.at(420_000)
	var at []int
	for _, us := range k.dropped {
		at = append(at, us/1000)
	}
	// Frame 19 is the first that has waited for more than 20 ms, so from 120 ms
	// on; then 100, 100/√2, 100/√3 … later, each at the next frame's start.
	want := []int{121, 221, 293, 351, 401}
	for i := range want {
		if i >= len(at) || at[i] < want[i]-2 || at[i] > want[i]+2 {
			t.Fatalf("dropped at %v ms, want about %v", at, want)
		}
	}
	if got := vars(k); !got.Dropping || got.Count != 5 || got.Dropped != 5 {
		t.Errorf("%+v", got)
	}
	k.at(2_000_000)
	if got := vars(k); got.Dropping || got.Frames != 0 || got.FirstAbove != 0 {
		t.Errorf("when all have left: %+v", got)
	}
}

// A queue that is short, or long for a moment only, loses nothing; marks take
// the place of drops.
func TestCoDelSpares(t *testing.T) {
	q := physical.Queue{Kind: physical.CoDel, Frames: 1000, ECN: true}
	burst := managed(t, q)
	for range 80 { // 88 ms
		burst.send(burst.a, 'x', thousandBits)
	}
	burst.at(1_000_000)
	if len(burst.drops)+len(burst.marks) > 0 {
		t.Errorf("a burst loses %v, marks %v", burst.drops, burst.marks)
	}
	k := managed(t, q)
	for range 500 {
		k.send(k.a, 'x', thousandBits)
	}
	k.at(1_000_000)
	if len(k.drops) > 0 || k.marks["MarkedLate"] < 5 || k.heard['X'] != k.marks["MarkedLate"] || k.heard['x']+k.heard['X'] != 500 {
		t.Errorf("marks %v, dropped %v, heard %v", k.marks, k.drops, k.heard)
	}
}

// A cut takes all that waits, and the queue begins anew.
func TestManagedQueueIsCut(t *testing.T) {
	k := managed(t, physical.Queue{Kind: physical.CoDel, Frames: 10})
	for range 5 {
		k.send(k.a, 'x', thousandBits)
	}
	k.cable.Cut()
	if got := vars(k); got.Frames != 0 || got.Bytes != 0 || k.drops["NoCarrier"] != 4 {
		t.Errorf("%+v, dropped %v", got, k.drops)
	}
	k.cable.Mend()
	k.send(k.a, 'x', thousandBits)
	k.at(100_000)
	if k.heard['x'] != 1 {
		t.Errorf("heard %v", k.heard)
	}
}
