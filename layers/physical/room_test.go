package physical_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
)

// accounts is a watcher of a collision domain: each transmission that began
// must end once, and each frame must end once.
type accounts struct {
	t     *testing.T
	clock *clock
	token physical.Token
	open  map[physical.Token]string // transmissions that have not ended
	again map[physical.Token]bool   // collisions of stations after which the frame is sent again, or dropped
	waits map[physical.Token]bool
	drops map[string]int
	ended map[uint32]string         // frames that their station will not send again, and why
	rx    map[string]map[uint32]int // by station: whole frames
}

func (a *accounts) next() physical.Token { a.token++; return a.token }

func (a *accounts) close(sent physical.Token, how string) {
	if _, ok := a.open[sent]; !ok {
		a.t.Fatalf("at %v: transmission %d, which is over, ends by %s", a.clock.now, sent, how)
	}
	delete(a.open, sent)
}

func (a *accounts) Queued(*physical.Port, []byte, *osi.Rule) physical.Token {
	a.waits[a.next()] = true
	return a.token
}

func (a *accounts) TxStart(p *physical.Port, _ []byte, after physical.Token, _, _ osi.Instant) physical.Token {
	if after != 0 && !a.waits[after] && !a.again[after] {
		a.t.Fatalf("a frame is sent after %d, which is over", after)
	}
	delete(a.waits, after)
	delete(a.again, after)
	a.open[a.next()] = p.Name
	return a.token
}

func (a *accounts) Repeat(p *physical.Port, _ []byte, heard physical.Token, _, _ osi.Instant, _ *osi.Rule) physical.Token {
	if _, ok := a.open[heard]; !ok {
		a.t.Fatalf("%s repeats %d, which is over", p.Name, heard)
	}
	a.open[a.next()] = p.Name
	return a.token
}

func (a *accounts) Collision(p *physical.Port, frame []byte, sent, _ physical.Token, why ...*osi.Rule) physical.Token {
	a.next()
	for _, r := range why {
		a.drops[r.Name]++
	}
	if frame != nil {
		a.close(sent, "collision")
		a.again[a.token] = p.Name[0] != 'h'
	}
	return a.token
}

func (a *accounts) Arrival(_ *physical.Port, frame []byte, sent physical.Token) {
	if whole := ethernet.CheckFCS(frame); whole {
		a.close(sent, "arrival")
	}
}

func (a *accounts) Drop(p *physical.Port, frame []byte, sent physical.Token, r *osi.Rule) {
	a.drops[r.Name]++
	switch r.Name {
	case "Fragment":
		return
	case "Unheard", "CableCut", "LostOnTheWay":
		a.close(sent, r.Name)
		return
	}
	// The station itself gives the frame up.
	delete(a.waits, sent)
	delete(a.again, sent)
	delete(a.open, sent)
	a.ended[binary.BigEndian.Uint32(frame)] = r.Name
}

func (a *accounts) Done() {}

// Random traffic in a room with two hubs, whose cables are cut and mended: each
// transmission ends once, and each frame is sent, given up or refused, and
// heard at most once by each station.
func TestCollisionsAreAccountedFor(t *testing.T) {
	all := map[string]int{}
	for seed := range uint64(12) {
		for rule, n := range collideAll(t, seed) {
			all[rule] += n
		}
	}
	for _, rule := range []string{"Fragment", "Unheard", "CableCut", "NoCarrier", "QueueFull", "LostOnTheWay",
		"RepeaterJam", "RepeatsFragment", "CollisionDetected", "LateCollision"} {
		if all[rule] == 0 {
			t.Errorf("nothing happens by %s: the traffic is too tame: %v", rule, all)
		}
	}
}

func collideAll(t *testing.T, seed uint64) map[string]int {
	r := rand.New(rand.NewPCG(seed, 2))
	var clock clock
	a := &accounts{t: t, clock: &clock, open: map[physical.Token]string{}, again: map[physical.Token]bool{}, waits: map[physical.Token]bool{},
		drops: map[string]int{}, ended: map[uint32]string{}, rx: map[string]map[uint32]int{}}
	env := osi.Env{Clock: &clock, Recorder: silent{}}
	hubs := []*physical.Repeater{physical.NewRepeater(env, "h0", "h1", "h2", "h3"), physical.NewRepeater(env, "h4", "h5", "h6", "h7")}
	bad := physical.Impairments{Loss: 10_000_000}
	cable := func(n uint64, x, y *physical.Port) *physical.Cable {
		delay := time.Duration(r.IntN(3000)) * time.Nanosecond
		if seed%3 == 2 {
			delay *= 20 // too long
		}
		return physical.NewCable(env, physical.Config{Rate: 10 * mbit, Half: true, Delay: delay, Queue: 3, Watch: a, Keys: [2]uint64{seed<<8 | 2*n, seed<<8 | 2*n + 1},
			Wire: physical.Memory{}, Fate: func(dir int, i uint64, frame []byte) physical.Fate {
				return bad.Fate(seed<<8|2*n|uint64(dir), i, 8*len(frame))
			}}, x, y)
	}
	var stations []*physical.Port
	cables := []*physical.Cable{cable(0, hubs[0].Ports[3], hubs[1].Ports[3])}
	for i := range 6 {
		p := &physical.Port{Name: fmt.Sprintf("s%d", i)}
		a.rx[p.Name] = map[uint32]int{}
		p.Up = hears(func(frame []byte) {
			if ethernet.CheckFCS(frame) {
				a.rx[p.Name][binary.BigEndian.Uint32(frame)]++
			}
		})
		stations = append(stations, p)
		cables = append(cables, cable(uint64(i+1), p, hubs[i%2].Ports[i/2]))
	}
	given := uint32(0)
	for range 600 {
		switch n := r.IntN(100); {
		case n < 55:
			payload := make([]byte, 60+r.IntN(600))
			binary.BigEndian.PutUint32(payload, given)
			given++
			b := codec.NewBuffer(payload)
			ethernet.AppendFCS(b)
			stations[r.IntN(6)].Send(b)
		case n < 57:
			cables[r.IntN(7)].Cut()
		case n < 65:
			cables[r.IntN(7)].Mend()
		default:
			clock.run(clock.now.Add(time.Duration(r.IntN(1_500_000))))
		}
	}
	for clock.step(forever) {
	}
	a.balance(given, stations)
	return a.drops
}

func (a *accounts) balance(given uint32, stations []*physical.Port) {
	if len(a.open) > 0 || len(a.waits) > 0 {
		a.t.Errorf("%d transmissions have no end, %d frames still wait", len(a.open), len(a.waits))
	}
	for token, station := range a.again {
		if station {
			a.t.Errorf("the frame of collision %d is neither sent again nor given up", token)
		}
	}
	var sent uint64
	for _, p := range stations {
		v := p.Vars().(physical.PortVars)
		sent += v.TxFrames
		if v.Queued != 0 {
			a.t.Errorf("%s counts %d frames that wait", p.Name, v.Queued)
		}
		for id, n := range a.rx[p.Name] {
			if n != 1 {
				a.t.Errorf("%s received frame %d %d times", p.Name, id, n)
			}
			if a.ended[id] == "ExcessiveCollisions" || a.ended[id] == "QueueFull" {
				a.t.Errorf("%s received frame %d, which was never sent whole: %s", p.Name, id, a.ended[id])
			}
		}
	}
	if sent == 0 || sent > uint64(given) {
		a.t.Errorf("%d frames given, %d sent", given, sent)
	}
}

func (a *accounts) Mark(*physical.Port, []byte, []byte, physical.Token, *osi.Rule) physical.Token {
	a.t.Fatal("a half-duplex port marks nothing")
	return 0
}
