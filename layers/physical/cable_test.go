package physical_test

import (
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/physical"
)

const (
	kbit physical.Bitrate = 1000
	mbit                  = 1000 * kbit
	gbit                  = 1000 * mbit
)

// A frame of 117 bytes and its preamble are 1000 bits: at 1 Mbit/s they take
// 1000 µs, and the gap behind them 96 µs.
const thousandBits = 117

func TestFrameTakesItsTime(t *testing.T) {
	for _, c := range []struct {
		length int
		rate   physical.Bitrate
		delay  time.Duration
		want   time.Duration
	}{
		{64, 10 * mbit, 0, 57_600},                                       // the shortest frame: 512 bits and 64 of preamble
		{1518, 10 * mbit, 0, 1_220_800},                                  // the longest
		{1518, 100 * mbit, 0, 122_080},                                   //
		{1518, gbit, 0, 12_208},                                          //
		{1518, gbit, 5 * time.Millisecond, 12_208 + 5_000_000},           // and 1000 km of fibre
		{1492, mbit, 0, 12_000_000},                                      // with its preamble, 1500 bytes
		{64, 3 * mbit, 0, 192_000},                                       // 576 bits
		{65, 7 * mbit, 0, 83_429},                                        // 584/7 = 83.42857… µs, rounded up
		{9216 + 18, 100 * gbit, 0, 740},                                  // 739.36 ns, rounded up
		{64, 1, 0, 576 * time.Second},                                    // one bit a second
		{64, 0, 0, 576},                                                  // 1 Gbit/s when nothing is said
		{1518, 10 * mbit, 30 * time.Millisecond, 30_000_000 + 1_220_800}, //
	} {
		var clock clock
		var arrived osi.Instant = -1
		a, b := &physical.Port{Name: "a"}, &physical.Port{Name: "b", Up: hears(func([]byte) { arrived = clock.now })}
		physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}}, physical.Config{Rate: c.rate, Delay: c.delay}, a, b)
		a.Send(frameOf('x', c.length))
		for clock.step(forever) {
		}
		if arrived != osi.Instant(c.want) {
			t.Errorf("%d bytes at %d bit/s, delay %v: arrived after %v, want %v", c.length, c.rate, c.delay, time.Duration(arrived), c.want)
		}
	}
}

// Three links of 1 Mbit/s: each device has the whole frame before it sends it
// on, so 1500 bytes (preamble included) take 36 ms.
func TestStoreAndForward(t *testing.T) {
	var clock clock
	env := osi.Env{Clock: &clock, Recorder: silent{}}
	var hops []time.Duration
	port := func() *physical.Port { return &physical.Port{} }
	from, source := port(), (*physical.Port)(nil)
	source = from
	for range 3 {
		to, next := port(), port()
		to.Up = hears(func(frame []byte) {
			hops = append(hops, time.Duration(clock.now))
			next.Send(codec.NewBuffer(frame))
		})
		physical.NewCable(env, physical.Config{Rate: mbit}, from, to)
		from = next
	}
	source.Send(frameOf('x', 1492))
	for clock.step(forever) {
	}
	want := []time.Duration{12 * time.Millisecond, 24 * time.Millisecond, 36 * time.Millisecond}
	if len(hops) != 3 || hops[0] != want[0] || hops[1] != want[1] || hops[2] != want[2] {
		t.Errorf("the frame was whole at %v, want %v", hops, want)
	}
}

func TestOneFrame(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Delay: 5 * time.Millisecond})
	k.send(k.a, 'x', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 6000 [1 after 0]",
		"6000 'x' arrives at b [after 1]",
		"6000 b receives 'x'",
	)
	if got, want := k.a.Vars(), (physical.PortVars{Carrier: true, TxFrames: 1, TxBytes: 117}); got != want {
		t.Errorf("a: %+v, want %+v", got, want)
	}
	if got, want := k.b.Vars(), (physical.PortVars{Carrier: true, RxFrames: 1, RxBytes: 117}); got != want {
		t.Errorf("b: %+v, want %+v", got, want)
	}
}

func TestFramesWaitTheirTurn(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Delay: 5 * time.Millisecond})
	k.send(k.a, 'x', thousandBits)
	k.at(500)
	k.send(k.a, 'y', thousandBits)
	k.send(k.a, 'z', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 6000 [1 after 0]",
		"500 because of TransmitterBusy",
		"500 a queues 'y': 1 wait [2]",
		"500 because of TransmitterBusy",
		"500 a queues 'z': 2 wait [3]",
		"1096 a starts 'y' until 2096, arrives 7096 [4 after 2]",
		"2192 a starts 'z' until 3192, arrives 8192 [5 after 3]",
		"6000 'x' arrives at b [after 1]",
		"6000 b receives 'x'",
		"7096 'y' arrives at b [after 4]",
		"7096 b receives 'y'",
		"8192 'z' arrives at b [after 5]",
		"8192 b receives 'z'",
	)
}

func TestInterframeGap(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit})
	k.send(k.a, 'x', thousandBits)
	k.at(1000) // the last bit has left: silence for 96 µs
	k.send(k.a, 'y', thousandBits)
	k.at(2096 + 96) // the gap is over
	k.send(k.a, 'z', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 1000 [1 after 0]",
		"1000 'x' arrives at b [after 1]",
		"1000 b receives 'x'",
		"1000 because of InterframeGap",
		"1000 a queues 'y': 1 wait [2]",
		"1096 a starts 'y' until 2096, arrives 2096 [3 after 2]",
		"2096 'y' arrives at b [after 3]",
		"2096 b receives 'y'",
		"2192 a starts 'z' until 3192, arrives 3192 [4 after 0]",
		"3192 'z' arrives at b [after 4]",
		"3192 b receives 'z'",
	)
}

// The shortest frames at 10 Mbit/s come 14,880 times a second, and at 1 Gbit/s
// 1,488,095 times: the numbers of every data sheet.
func TestFramesPerSecond(t *testing.T) {
	for _, c := range []struct {
		rate physical.Bitrate
		span time.Duration
		want int
	}{{10 * mbit, time.Second, 14_880}, {gbit, time.Second / 10, 148_809}} {
		var clock clock
		pool, arrived := &codec.Pool{}, 0
		a, b := &physical.Port{}, &physical.Port{}
		physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}}, physical.Config{Rate: c.rate, Pool: pool}, a, b)
		b.Up = hears(func([]byte) { arrived++; a.Send(pool.Get(frame64)) })
		a.Send(pool.Get(frame64))
		a.Send(pool.Get(frame64)) // one always waits
		clock.step(forever)
		arrived = 0
		clock.run(clock.now.Add(c.span))
		if arrived != c.want {
			t.Errorf("at %d bit/s %d frames arrived in %v, want %d", c.rate, arrived, c.span, c.want)
		}
	}
}

func TestQueueFull(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Queue: 1})
	k.send(k.a, 'x', thousandBits)
	k.send(k.a, 'y', thousandBits)
	k.send(k.a, 'z', thousandBits)
	k.at(1096)
	k.send(k.a, 'w', thousandBits) // y has left the queue: there is a place again
	k.expect(
		"0 a starts 'x' until 1000, arrives 1000 [1 after 0]",
		"0 because of TransmitterBusy",
		"0 a queues 'y': 1 wait [2]",
		"0 a drops 'z': QueueFull [after 0]",
		"1000 'x' arrives at b [after 1]",
		"1000 b receives 'x'",
		"1096 a starts 'y' until 2096, arrives 2096 [3 after 2]",
		"1096 because of TransmitterBusy",
		"1096 a queues 'w': 1 wait [4]",
		"2096 'y' arrives at b [after 3]",
		"2096 b receives 'y'",
		"2192 a starts 'w' until 3192, arrives 3192 [5 after 4]",
		"3192 'w' arrives at b [after 5]",
		"3192 b receives 'w'",
	)
	if got := k.a.Vars().(physical.PortVars); got.Dropped != 1 || got.Queued != 0 || got.TxFrames != 3 {
		t.Errorf("a: %+v", got)
	}
}

// Who comes at the very instant at which the port becomes free still waits
// behind those who came before.
func TestNobodyJumpsTheQueue(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit})
	k.clock.Timer("late", func() { k.send(k.a, 'z', thousandBits) }).Reset(1096 * time.Microsecond)
	k.send(k.a, 'x', thousandBits)
	k.send(k.a, 'y', thousandBits)
	k.at(1095)
	k.lines = nil
	k.expect(
		"1096 because of TransmitterBusy",
		"1096 a queues 'z': 2 wait [3]",
		"1096 a starts 'y' until 2096, arrives 2096 [4 after 2]",
		"2096 'y' arrives at b [after 4]",
		"2096 b receives 'y'",
		"2192 a starts 'z' until 3192, arrives 3192 [5 after 3]",
		"3192 'z' arrives at b [after 5]",
		"3192 b receives 'z'",
	)
}

// Full duplex: what goes one way does not wait for what goes the other.
func TestBothDirections(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit})
	k.send(k.a, 'x', thousandBits)
	k.send(k.b, 'y', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 1000 [1 after 0]",
		"0 b starts 'y' until 1000, arrives 1000 [2 after 0]",
		"1000 'x' arrives at b [after 1]",
		"1000 b receives 'x'",
		"1000 'y' arrives at a [after 2]",
		"1000 a receives 'y'",
	)
}

func TestCutAndMend(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Delay: 5 * time.Millisecond})
	for _, letter := range []byte("xyz") {
		k.send(k.a, letter, thousandBits)
	}
	k.at(1500) // x is on the cable, y is leaving, z waits
	k.lines = nil
	k.cable.Cut()
	k.cable.Cut() // it cannot be cut twice
	k.send(k.a, 'u', thousandBits)
	k.send(k.b, 'v', thousandBits)
	k.expect(
		"1500 a changes",
		"1500 b changes",
		"1500 a drops 'x': CableCut [after 1]",
		"1500 a drops 'y': CableCut [after 4]",
		"1500 a drops 'z': NoCarrier [after 3]",
		"1500 a drops 'u': NoCarrier [after 0]",
		"1500 b drops 'v': NoCarrier [after 0]",
	)
	if got, want := k.a.Vars(), (physical.PortVars{TxFrames: 2, TxBytes: 234, Dropped: 2}); got != want {
		t.Errorf("a: %+v, want %+v", got, want)
	}
	k.at(20_000)
	k.cable.Mend()
	k.cable.Mend()
	k.send(k.a, 'w', thousandBits)
	k.expect(
		"20000 a changes",
		"20000 b changes",
		"20000 a starts 'w' until 21000, arrives 26000 [5 after 0]",
		"26000 'w' arrives at b [after 5]",
		"26000 b receives 'w'",
	)
}

// A cut ends what is leaving, so that a mended cable is free at once.
func TestMendWhileLeaving(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit})
	k.send(k.a, 'x', thousandBits)
	k.at(500)
	k.cable.Cut()
	k.at(600)
	k.lines = nil
	k.cable.Mend()
	k.send(k.a, 'y', thousandBits)
	k.expect(
		"600 a changes",
		"600 b changes",
		"600 a starts 'y' until 1600, arrives 1600 [2 after 0]",
		"1600 'y' arrives at b [after 2]",
		"1600 b receives 'y'",
	)
}

// Whoever receives a frame may cut the cable at once.
func TestCutWhileReceiving(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Delay: 5 * time.Millisecond})
	k.b.Up = hears(func([]byte) { k.cable.Cut() })
	k.send(k.a, 'x', thousandBits)
	k.send(k.a, 'y', thousandBits)
	k.at(5999)
	k.lines = nil
	k.expect(
		"6000 'x' arrives at b [after 1]",
		"6000 a changes",
		"6000 b changes",
		"6000 a drops 'y': CableCut [after 3]",
	)
}

// Whoever receives a frame may answer at once.
func TestAnswerWhileReceiving(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit})
	k.b.Up = hears(func([]byte) { k.send(k.b, 'y', thousandBits) })
	k.send(k.a, 'x', thousandBits)
	k.expect(
		"0 a starts 'x' until 1000, arrives 1000 [1 after 0]",
		"1000 'x' arrives at b [after 1]",
		"1000 b starts 'y' until 2000, arrives 2000 [2 after 0]",
		"2000 'y' arrives at a [after 2]",
		"2000 a receives 'y'",
	)
}

func TestPortWithoutCable(t *testing.T) {
	p := &physical.Port{Name: "eth1"}
	p.Send(frameOf('x', 64))
	if got, want := p.Vars(), (physical.PortVars{Dropped: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if kind, name := p.Entity(); kind != "port" || name != "eth1" {
		t.Errorf("it calls itself %q %q", kind, name)
	}
}

func TestPortHasOneCable(t *testing.T) {
	k := newTalk(t, physical.Config{})
	defer func() {
		if recover() == nil {
			t.Error("a second cable could be plugged into a port")
		}
	}()
	physical.NewCable(osi.Env{Clock: &k.clock, Recorder: silent{}}, physical.Config{}, &physical.Port{}, k.b)
}
