package physical_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"encap/layers/osi"
	"encap/layers/physical"
)

// room is a hub with a station at the end of each of its cables.
type room struct {
	*talk
	hub      *physical.Repeater
	stations []*physical.Port
	cables   []*physical.Cable
}

// newRoom joins stations a, b, c … by a hub; delays are those of their cables.
func newRoom(t *testing.T, cfg physical.Config, delays ...time.Duration) *room {
	r := &room{talk: &talk{t: t}}
	env := osi.Env{Clock: &r.clock, Recorder: reasons{r.talk}}
	var names []string
	for i := range delays {
		names = append(names, fmt.Sprintf("h%d", i))
	}
	r.hub = physical.NewRepeater(env, names...)
	for i, d := range delays {
		p := &physical.Port{Name: string(rune('a' + i))}
		p.Up = hears(func(frame []byte) { r.tell("%s receives %q", p.Name, frame[0]) })
		cfg := cfg
		cfg.Half, cfg.Delay, cfg.Watch, cfg.Number = true, d, r.talk, i
		cfg.Keys = [2]uint64{uint64(2 * i), uint64(2*i + 1)}
		r.stations = append(r.stations, p)
		r.cables = append(r.cables, physical.NewCable(env, cfg, p, r.hub.Ports[i]))
	}
	return r
}

func us(n int) time.Duration { return time.Duration(n) * time.Microsecond }

// A hub passes on each bit as it comes, to all but the sender, and nothing is
// stored: both arrivals are one frame's time and two cables after the start.
func TestHubRepeats(t *testing.T) {
	r := newRoom(t, physical.Config{Rate: mbit}, us(10), us(20), us(30))
	r.send(r.stations[0], 'x', thousandBits)
	r.expect(
		"0 a starts 'x' until 1000, arrives 1010 [1 after 0]",
		"10 h1 repeats 'x' until 1010, arrives 1030 [2 after 1]",
		"10 h2 repeats 'x' until 1010, arrives 1040 [3 after 1]",
		"1010 'x' arrives at h0 [after 1]",
		"1010 because of Repeats",
		"1030 'x' arrives at b [after 2]",
		"1030 b receives 'x'",
		"1040 'x' arrives at c [after 3]",
		"1040 c receives 'x'",
	)
}

// Who hears somebody waits, until it is silent and for the gap of 96 bits.
func TestDeference(t *testing.T) {
	r := newRoom(t, physical.Config{Rate: mbit}, us(10), us(20))
	r.send(r.stations[0], 'x', thousandBits)
	r.at(100)
	r.send(r.stations[1], 'y', thousandBits)
	r.at(1040)
	r.send(r.stations[1], 'z', thousandBits)
	r.expect(
		"0 a starts 'x' until 1000, arrives 1010 [1 after 0]",
		"10 h1 repeats 'x' until 1010, arrives 1030 [2 after 1]",
		"100 because of Deference",
		"100 b queues 'y': 1 wait [3]",
		"1010 'x' arrives at h0 [after 1]",
		"1010 because of Repeats",
		"1030 'x' arrives at b [after 2]",
		"1030 b receives 'x'",
		"1040 because of TransmitterBusy",
		"1040 b queues 'z': 2 wait [4]",
		"1126 b starts 'y' until 2126, arrives 2146 [5 after 3]",
		"1146 h0 repeats 'y' until 2146, arrives 2156 [6 after 5]",
		"2146 'y' arrives at h1 [after 5]",
		"2146 because of Repeats",
		"2156 'y' arrives at a [after 6]",
		"2156 a receives 'y'",
		"2222 b starts 'z' until 3222, arrives 3242 [7 after 4]",
		"2242 h0 repeats 'z' until 3242, arrives 3252 [8 after 7]",
		"3242 'z' arrives at h1 [after 7]",
		"3242 because of Repeats",
		"3252 'z' arrives at a [after 8]",
		"3252 a receives 'z'",
	)
}

// In the first two thirds of the gap a station still listens, in the last it
// sends all the same, and a collision it is. (Only one who has just come can be
// so rude as to begin in others' gap.)
func TestGapInTwoParts(t *testing.T) {
	for again, want := range map[int]string{1060: "2156 b starts 'y'", 1070: "1096 b starts 'y'"} {
		r := newRoom(t, physical.Config{Rate: mbit}, 0, 0, 0)
		r.at(0)
		r.cables[2].Cut()
		r.send(r.stations[0], 'x', thousandBits)
		r.at(500)
		r.send(r.stations[1], 'y', thousandBits)
		r.at(again)
		r.cables[2].Mend()
		r.send(r.stations[2], 'z', thousandBits)
		r.at(3000)
		if told := strings.Join(r.lines, "\n"); !strings.Contains(told, want) || strings.Contains(told, "b breaks") != (again == 1070) {
			t.Errorf("carrier back at %d, want %q in\n%s", again, want, told)
		}
	}
}

// Two that begin before they can hear each other collide; all hear it, and each
// waits for as long as its dice say.
func TestCollision(t *testing.T) {
	r := newRoom(t, physical.Config{Rate: mbit}, us(10), us(10), us(10))
	r.send(r.stations[0], 'x', thousandBits)
	r.at(5)
	r.send(r.stations[1], 'y', thousandBits)
	r.at(400)
	r.sofar(
		"0 a starts 'x' until 1000, arrives 1010 [1 after 0]",
		"5 b starts 'y' until 1005, arrives 1015 [2 after 0]",
		"10 h1 repeats 'x' until 1010, arrives 1020 [3 after 1]",
		"10 h2 repeats 'x' until 1010, arrives 1020 [4 after 1]",
		"15 h1 jams: [RepeaterJam] [5 after 2]",
		"15 h1 breaks 'x' off: [RepeaterJam] [6 after 3, 5]",
		"15 h2 breaks 'x' off: [RepeaterJam] [7 after 4, 5]",
		"20 b breaks 'y' off: [CollisionDetected BackOff] [8 after 2, 6]",
		"25 a breaks 'x' off: [CollisionDetected BackOff] [9 after 1, 5]",
		"121 c drops 'U': Fragment [after 7]", // 96 bits of jam from 15 on
	)
	for r.clock.step(forever) {
	}
	told := strings.Join(r.lines, "\n")
	for _, want := range []string{"a receives 'y'", "b receives 'x'", "c receives 'x'", "c receives 'y'"} {
		if strings.Count(told, want) != 1 {
			t.Errorf("want once %q in\n%s", want, told)
		}
	}
}

// What a third station gets of it is the beginning of the frame, then the jam.
func TestFragment(t *testing.T) {
	var clock clock
	env := osi.Env{Clock: &clock, Recorder: silent{}}
	hub := physical.NewRepeater(env, "h0", "h1", "h2")
	got := &scraps{}
	ports := []*physical.Port{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	for i, p := range ports {
		physical.NewCable(env, physical.Config{Rate: mbit, Half: true, Delay: us(75), Watch: got, Keys: [2]uint64{uint64(i), 9}}, p, hub.Ports[i])
	}
	ports[0].Send(frameOf('x', thousandBits))
	clock.run(osi.Instant(us(149)))
	ports[1].Send(frameOf('y', thousandBits))
	clock.run(osi.Instant(us(700)))
	// The hub repeats from 75 to 224, when b's first bit is there: 149 bits, 64
	// of them preamble. Ten bytes are whole; 85-80 bits are lost in the jam.
	if want := "xxxxxxxxxx" + strings.Repeat("U", len(got.at["c"])-10); got.at["c"] != want || len(want) < 20 {
		t.Errorf("c is left with %q, want %q", got.at["c"], want)
	}
	if len(got.at) != 1 {
		t.Errorf("fragments are told of at %q", got.at)
	}
}

// scraps keeps the fragments that a watcher is told of, by station.
type scraps struct {
	talk
	at map[string]string
}

func (s *scraps) Drop(p *physical.Port, frame []byte, _ physical.Token, r *osi.Rule) {
	if s.at == nil {
		s.at = map[string]string{}
	}
	if r == &physical.Fragment {
		s.at[p.Name] += string(frame)
	}
}

// Two whose dice always fall alike collide sixteen times, and give up.
func TestExcessiveCollisions(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Half: true, Delay: us(10)})
	k.send(k.a, 'x', thousandBits)
	k.send(k.b, 'y', thousandBits)
	for k.clock.step(forever) {
	}
	told := strings.Join(k.lines, "\n")
	for _, c := range []struct {
		want  string
		times int
	}{{"a starts 'x'", 16}, {"b starts 'y'", 16}, {"breaks 'x' off: [CollisionDetected BackOff]", 15}, {"breaks 'x' off: [CollisionDetected]", 1},
		{"a drops 'x': ExcessiveCollisions", 1}, {"b drops 'y': ExcessiveCollisions", 1}, {"receives", 0}} {
		if got := strings.Count(told, c.want); got != c.times {
			t.Errorf("%q: %d times, want %d", c.want, got, c.times)
		}
	}
	want := physical.StationVars{Attempts: 16, Collisions: 16, Excessive: 1}
	if got := k.a.Parts()[0].Vars().(physical.StationVars); got.Attempts != want.Attempts || got.Collisions != want.Collisions || got.Excessive != want.Excessive {
		t.Errorf("a: %+v, want %+v", got, want)
	}
}

// On cables that are too long a collision comes late, after 512 bits, and a
// short frame is lost without its sender's knowing.
func TestLateCollision(t *testing.T) {
	k := newTalk(t, physical.Config{Rate: mbit, Half: true, Delay: us(400), Keys: [2]uint64{1, 2}})
	k.send(k.a, 'x', thousandBits)
	k.at(399)
	k.send(k.b, 'y', 64) // 576 bits: over at 975; a is heard from 400 on
	k.at(799)
	k.sofar(
		"0 a starts 'x' until 1000, arrives 1400 [1 after 0]",
		"399 b starts 'y' until 975, arrives 1375 [2 after 0]",
		"400 b breaks 'y' off: [CollisionDetected BackOff] [3 after 2, 1]",
		"799 a breaks 'x' off: [CollisionDetected LateCollision BackOff] [4 after 1, 3]",
	)
	k = newTalk(t, physical.Config{Rate: mbit, Half: true, Delay: us(700), Keys: [2]uint64{1, 2}})
	k.send(k.a, 'x', 64)
	k.at(10)
	k.send(k.b, 'y', thousandBits)
	k.at(2000)
	k.sofar(
		"0 a starts 'x' until 576, arrives 1276 [1 after 0]",
		"10 b starts 'y' until 1010, arrives 1710 [2 after 0]",
		"700 b breaks 'y' off: [CollisionDetected LateCollision BackOff] [3 after 2, 1]",
		"1276 b drops 'x': Unheard [after 1]",
		"1372 b starts 'y' until 2372, arrives 3072 [4 after 3]", // its dice said 0 slots
		"1432 'y' arrives at a [after 3]",                        // 690 good bits and 32 of jam: the FCS must find it
		"1432 because of Garbled",
		"1432 a receives 'y'",
	)
}

// After n collisions a station waits for 0 to 2ⁿ-1 slots: each of them comes,
// and none beyond.
func TestBackoffRange(t *testing.T) {
	seen := map[int]map[int]int{}
	for seed := range uint64(300) {
		k := newTalk(t, physical.Config{Rate: mbit, Half: true, Delay: us(1), Keys: [2]uint64{seed, seed}})
		k.send(k.a, 'x', 64)
		k.send(k.b, 'y', 64)
		for k.clock.step(forever) {
			v := k.a.Parts()[0].Vars().(physical.StationVars)
			if seen[v.Attempts] == nil {
				seen[v.Attempts] = map[int]int{}
			}
			seen[v.Attempts][v.Backoff]++
		}
	}
	for n, most := range map[int]int{1: 1, 2: 3, 3: 7, 10: 1023, 11: 1023, 15: 1023} {
		highest := 0
		for slots := range seen[n] {
			highest = max(highest, slots)
		}
		if highest > most || most < 10 && len(seen[n]) != most+1 || highest < most*9/10 {
			t.Errorf("after %d collisions the most is %d slots of %d different, want %d", n, highest, len(seen[n]), most)
		}
	}
}
