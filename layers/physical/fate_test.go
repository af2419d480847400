package physical_test

import (
	"bytes"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
)

// fates gives a Config.Fate that befalls the frames from a to b in turn.
func fates(f ...physical.Fate) func(int, uint64, []byte) physical.Fate {
	return func(dir int, n uint64, _ []byte) physical.Fate {
		if dir == 1 || n > uint64(len(f)) {
			return physical.Fate{}
		}
		return f[n-1]
	}
}

// A frame is lost where it is, and the next one is not.
func TestLost(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Delay: 8 * time.Millisecond,
		Fate: fates(physical.Fate{Lost: &physical.LostOnTheWay, LostAt: 250, Copies: 1})})
	k.send(k.a, 'x', thousandBits)
	k.send(k.a, 'y', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 9000 [1 after 0]",
		"0 because of TransmitterBusy",
		"0 a queues 'y': 1 wait [2]",
		"1096 a starts 'y' until 2096, arrives 10096 [3 after 2]",
		"3000 a drops 'x': LostOnTheWay [after 1]",
		"10096 'y' arrives at b [after 3]",
		"10096 b receives 'y'",
	)
}

// A place beyond the cable's end is its end.
func TestLostAtTheEnd(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Delay: 8 * time.Millisecond,
		Fate: fates(physical.Fate{Lost: &physical.LostOnTheWay, LostAt: 5000})})
	k.send(k.a, 'x', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 9000 [1 after 0]",
		"9000 a drops 'x': LostOnTheWay [after 1]",
	)
}

func TestOvertaken(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Fate: fates(physical.Fate{Delay: 3 * time.Millisecond})})
	k.send(k.a, 'x', thousandBits)
	k.send(k.a, 'y', thousandBits)
	k.at(1500)
	k.lines = nil
	k.expect(
		"2096 'y' arrives at b [after 3]",
		"2096 b receives 'y'",
		"4000 'x' arrives at b [after 1]",
		"4000 because of HeldBack",
		"4000 b receives 'x'",
	)
}

// Frames that arrive at the same instant arrive in the order they were sent.
func TestSameInstant(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Fate: fates(physical.Fate{Delay: 1096 * time.Microsecond})})
	k.send(k.a, 'x', thousandBits)
	k.send(k.a, 'y', thousandBits)
	k.at(2000)
	k.lines = nil
	k.expect(
		"2096 'x' arrives at b [after 1]",
		"2096 because of HeldBack",
		"2096 b receives 'x'",
		"2096 'y' arrives at b [after 3]",
		"2096 b receives 'y'",
	)
}

func TestDuplicated(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Fate: fates(physical.Fate{Copies: 2})})
	k.send(k.a, 'x', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 1000 [1 after 0]",
		"1000 'x' arrives at b [after 1]",
		"1000 b receives 'x'",
		"2096 'x' arrives at b [after 1]",
		"2096 because of Duplicated",
		"2096 b receives 'x'",
		"3192 'x' arrives at b [after 1]",
		"3192 because of Duplicated",
		"3192 b receives 'x'",
	)
	if got := k.b.Vars().(physical.PortVars); got.RxFrames != 3 {
		t.Errorf("b counts %d frames, want 3", got.RxFrames)
	}
}

// Damage hits a copy, bits are counted from the highest of each byte, and the
// FCS finds it.
func TestFlipped(t *testing.T) {
	var clock clock
	var got []byte
	a, b := &physical.Port{}, &physical.Port{Up: hears(func(frame []byte) { got = bytes.Clone(frame) })}
	physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}},
		physical.Config{Fate: fates(physical.Fate{Flips: []int{0, 15, 64*8 - 1, 64 * 8, -1}})}, a, b)
	buffer := frameOf('x', 64)
	sent := buffer.Bytes()
	before := bytes.Clone(sent)
	a.Send(buffer)
	for clock.step(forever) {
	}
	want := bytes.Clone(before)
	want[0] ^= 0x80
	want[1] ^= 0x01
	want[63] ^= 0x01
	if !bytes.Equal(got, want) {
		t.Errorf("arrived:\n%x\nwant:\n%x", got, want)
	}
	if !bytes.Equal(sent, before) {
		t.Error("the bytes that were sent have changed")
	}
	if ethernet.CheckFCS(got) {
		t.Error("the FCS did not find the damage")
	}
}

// Why a frame differs is said only if it does: it has 936 bits.
func TestFlippedSaysWhy(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Fate: fates(physical.Fate{Flips: []int{935}}, physical.Fate{Flips: []int{936}})})
	k.send(k.a, 'x', thousandBits)
	k.at(1500)
	k.send(k.a, 'y', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 1000 [1 after 0]",
		"1000 'x' arrives at b [after 1]",
		"1000 because of BitsFlipped",
		"1000 b receives 'x'",
		"1500 a starts 'y' until 2500, arrives 2500 [2 after 0]",
		"2500 'y' arrives at b [after 2]",
		"2500 b receives 'y'",
	)
}

// Each direction numbers its own frames, from 1, as they begin to leave.
func TestFrameNumbers(t *testing.T) {
	var clock clock
	type asked struct {
		dir    int
		n      uint64
		letter byte
	}
	var got []asked
	a, b := &physical.Port{}, &physical.Port{}
	c := physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}}, physical.Config{Queue: 1,
		Fate: func(dir int, n uint64, frame []byte) physical.Fate {
			got = append(got, asked{dir, n, frame[0]})
			return physical.Fate{}
		}}, a, b)
	send := func(p *physical.Port, letters string) {
		for _, l := range []byte(letters) {
			p.Send(frameOf(l, 64))
		}
		for clock.step(forever) {
		}
	}
	send(a, "xyz") // z finds no place, and gets no number
	send(b, "u")
	c.Cut()
	send(a, "v") // nor does what never left
	c.Mend()
	send(a, "w")
	want := []asked{{0, 1, 'x'}, {0, 2, 'y'}, {1, 1, 'u'}, {0, 3, 'w'}}
	if len(got) != len(want) {
		t.Fatalf("asked for %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("asked for %v, want %v", got, want)
		}
	}
}

// With a pool, each frame's memory comes back exactly once, whatever befalls
// the frame.
func TestMemoryComesBack(t *testing.T) {
	for name, f := range map[string]physical.Fate{
		"delivered":  {},
		"lost":       {Lost: &physical.LostOnTheWay},
		"flipped":    {Flips: []int{5}},
		"duplicated": {Copies: 1, Flips: []int{7}},
	} {
		var clock clock
		pool := &codec.Pool{}
		a, b := &physical.Port{}, &physical.Port{}
		c := physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}}, physical.Config{Pool: pool, Queue: 2,
			Fate: func(int, uint64, []byte) physical.Fate { return f }}, a, b)
		round := func() {
			for range 5 { // one leaves, two wait, two are refused
				a.Send(pool.Get(frame64))
			}
			clock.step(forever)
			c.Cut()
			a.Send(pool.Get(frame64))
			c.Mend()
			a.Send(pool.Get(frame64))
			for clock.step(forever) {
			}
		}
		round()
		if n := testing.AllocsPerRun(20, round); n > 0 {
			t.Errorf("%s: %v allocations a round: memory is lost", name, n)
		}
		seen := map[*codec.Buffer]bool{}
		for range 20 {
			buffer := pool.Get(nil)
			if seen[buffer] {
				t.Fatalf("%s: the pool was given a buffer twice", name)
			}
			seen[buffer] = true
		}
	}
}

var frame64 = frameOf('x', 64).Bytes()
