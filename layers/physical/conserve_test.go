package physical_test

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi"
	"encap/layers/physical"
)

// ledger is a watcher that follows each frame from its birth to its end: given
// to a port, queued, under way, arrived or dropped.
type ledger struct {
	t      *testing.T
	clock  *clock
	bytes  [][]byte               // of each frame, by its number
	state  []string               // of each frame, by its number
	copies []int                  // that may still arrive
	tokens []physical.Token       // the latest of each frame
	token  physical.Token         // the latest of all
	until  map[string]osi.Instant // by port: the last bit of its last frame has left
	gap    time.Duration
	fates  map[uint32]physical.Fate
	due    map[uint32]osi.Instant // of each frame: when TxStart said that it arrives
	inside int                    // open arrivals
	drops  map[string]int
}

// idOf reads a frame's number from where it stands three times, so that a
// flipped bit does not hide it.
func (l *ledger) idOf(frame []byte) uint32 {
	a, b, c := binary.BigEndian.Uint32(frame), binary.BigEndian.Uint32(frame[4:]), binary.BigEndian.Uint32(frame[8:])
	return a&b | b&c | a&c
}

func (l *ledger) becomes(frame []byte, from, to string, after physical.Token) (uint32, physical.Token) {
	id := l.idOf(frame)
	if l.state[id] != from {
		l.t.Fatalf("frame %d is %q before it is %q, want %q", id, l.state[id], to, from)
	}
	if l.tokens[id] != after {
		l.t.Fatalf("frame %d is %q after token %d, want %d", id, to, after, l.tokens[id])
	}
	l.token++
	l.state[id], l.tokens[id] = to, l.token
	return id, l.token
}

func (l *ledger) Queued(_ *physical.Port, frame []byte, _ *osi.Rule) physical.Token {
	_, token := l.becomes(frame, "given", "queued", 0)
	return token
}

func (l *ledger) TxStart(p *physical.Port, frame []byte, after physical.Token, end, arrival osi.Instant) physical.Token {
	from := "given"
	if after > 0 {
		from = "queued"
	}
	id, token := l.becomes(frame, from, "under way", after)
	if l.clock.now < l.until[p.Name] {
		l.t.Fatalf("frame %d starts at %v, but the gap is over at %v", id, l.clock.now, l.until[p.Name])
	}
	l.until[p.Name] = end.Add(l.gap)
	l.due[id] = arrival
	return token
}

func (l *ledger) Arrival(_ *physical.Port, frame []byte, sent physical.Token) {
	l.inside++
	id := l.idOf(frame)
	if l.state[id] != "under way" || l.tokens[id] != sent || l.copies[id] == 0 {
		l.t.Fatalf("frame %d (%s) arrives after token %d, with %d copies due", id, l.state[id], sent, l.copies[id])
	}
	if first := l.copies[id] == 1+l.fates[id].Copies; first && l.clock.now != l.due[id] {
		l.t.Fatalf("frame %d arrives at %v, and was to at %v", id, l.clock.now, l.due[id])
	}
	if l.copies[id]--; l.copies[id] == 0 {
		l.state[id] = "arrived"
	}
	if whole := ethernet.CheckFCS(frame); whole != (len(l.fates[id].Flips) == 0) {
		l.t.Fatalf("frame %d: FCS fits: %v, but flipped were %v", id, whole, l.fates[id].Flips)
	}
	if l.fates[id].Flips == nil && string(frame) != string(l.bytes[id]) {
		l.t.Fatalf("frame %d arrives with other bytes", id)
	}
}

func (l *ledger) Drop(_ *physical.Port, frame []byte, sent physical.Token, r *osi.Rule) {
	l.drops[r.Name]++
	id := l.idOf(frame)
	if l.tokens[id] != sent {
		l.t.Fatalf("frame %d is dropped after token %d, want %d", id, sent, l.tokens[id])
	}
	if l.copies[id]--; l.copies[id] < 0 {
		l.t.Fatalf("frame %d is dropped after it was %s", id, l.state[id])
	}
	if l.copies[id] == 0 {
		l.state[id] = "dropped"
	}
}

func (l *ledger) Done() { l.inside-- }

func (l *ledger) Repeat(*physical.Port, []byte, physical.Token, osi.Instant, osi.Instant, *osi.Rule) physical.Token {
	l.t.Fatal("a full-duplex cable repeats nothing")
	return 0
}

func (l *ledger) Collision(*physical.Port, []byte, physical.Token, physical.Token, ...*osi.Rule) physical.Token {
	l.t.Fatal("a collision on a full-duplex cable")
	return 0
}

// Random traffic over a cable that does everything badly: each frame that is
// given to a port arrives as often as its fate says, or is dropped by a rule,
// once, in an order that makes sense; and no memory is used twice.
func TestEveryFrameIsAccountedFor(t *testing.T) {
	for seed := range uint64(20) {
		accountFor(t, seed)
	}
}

func accountFor(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	var clock clock
	rate := 10 * mbit
	l := &ledger{t: t, clock: &clock, until: map[string]osi.Instant{}, gap: rate.Time(96), fates: map[uint32]physical.Fate{}, due: map[uint32]osi.Instant{}, drops: map[string]int{}}
	bad := physical.Impairments{Loss: 50_000_000, BitErrors: 20_000, Duplicate: 50_000_000, Reorder: 50_000_000, Jitter: 200 * time.Microsecond, Rate: rate}
	cfg := physical.Config{Rate: rate, Delay: time.Millisecond, Queue: 5, Watch: l, Wire: physical.Memory{}, Fail: func(err error) { t.Fatal(err) }}
	if seed%2 == 0 {
		cfg.Pool = &codec.Pool{}
	}
	cfg.Fate = func(dir int, n uint64, frame []byte) physical.Fate {
		f := bad.Fate(seed<<1|uint64(dir), n, 8*len(frame))
		id := l.idOf(frame)
		l.fates[id], l.copies[id] = f, 1+f.Copies // a lost frame has no copies
		return f
	}
	ports := [2]*physical.Port{{Name: "a"}, {Name: "b"}}
	cable := physical.NewCable(osi.Env{Clock: &clock, Recorder: silent{}}, cfg, ports[0], ports[1])

	send := func(dir int) {
		id := uint32(len(l.state))
		payload := make([]byte, 60+r.IntN(1400))
		for i := range 3 {
			binary.BigEndian.PutUint32(payload[4*i:], id)
		}
		b := cfg.Pool.Get(payload)
		ethernet.AppendFCS(b)
		l.state, l.copies, l.tokens = append(l.state, "given"), append(l.copies, 1), append(l.tokens, 0)
		l.bytes = append(l.bytes, append([]byte(nil), b.Bytes()...))
		ports[dir].Send(b)
	}
	for range 1000 {
		switch n := r.IntN(100); {
		case n < 60:
			send(r.IntN(2))
		case n == 60:
			cable.Cut()
			clear(l.until) // what was leaving ends here
		case n < 65:
			cable.Mend()
		default:
			clock.run(clock.now.Add(time.Duration(r.IntN(2_000_000))))
		}
	}
	for clock.step(forever) {
	}
	for id, state := range l.state {
		if state != "arrived" && state != "dropped" || l.copies[id] != 0 {
			t.Errorf("seed %d: frame %d is %s in the end, with %d copies due", seed, id, state, l.copies[id])
		}
	}
	l.balance(seed, ports)
}

// balance compares the ports' own counters with the ledger's.
func (l *ledger) balance(seed uint64, ports [2]*physical.Port) {
	a, b := ports[0].Vars().(physical.PortVars), ports[1].Vars().(physical.PortVars)
	refused := uint64(l.drops["QueueFull"] + l.drops["NoCarrier"])
	if a.Dropped+b.Dropped != refused {
		l.t.Errorf("seed %d: the ports dropped %d and %d, want %d", seed, a.Dropped, b.Dropped, refused)
	}
	if given := uint64(len(l.state)); a.TxFrames+b.TxFrames+refused != given {
		l.t.Errorf("seed %d: %d + %d sent and %d refused, want %d", seed, a.TxFrames, b.TxFrames, refused, given)
	}
	if a.Queued != 0 || b.Queued != 0 || l.inside != 0 {
		l.t.Errorf("seed %d: %d and %d still wait, %d arrivals are open", seed, a.Queued, b.Queued, l.inside)
	}
	for _, rule := range []string{"QueueFull", "NoCarrier", "CableCut", "LostOnTheWay"} {
		if l.drops[rule] == 0 {
			l.t.Errorf("seed %d: nothing was dropped by %s: the traffic is too tame", seed, rule)
		}
	}
}

func (l *ledger) Mark(_ *physical.Port, _, now []byte, after physical.Token, _ *osi.Rule) physical.Token {
	id := l.idOf(now)
	_, token := l.becomes(now, l.state[id], l.state[id], after)
	return token
}
