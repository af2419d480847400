package tcp

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"
)

var seeds = flag.Int("seeds", 0, "how many seeds the soak is to run; 0: a few, or many in CI")

// soakSeeds gives how many networks to try.
func soakSeeds() int {
	switch {
	case *seeds > 0:
		return *seeds
	case os.Getenv("CI") == "true":
		return 400
	case testing.Short():
		return 4
	}
	return 32
}

// Two of our stacks send each other streams over a network that loses, doubles,
// reorders and damages: each gets exactly what the other sent. Every seed is
// another network between other systems, with processes of other wishes.
func TestSoak(t *testing.T) {
	profiles := []*Profile{&RFC, &Linux, &FreeBSD, &Classic}
	for seed := range soakSeeds() {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		bad := faults{lost: 50, doubled: 20, late: 50, damaged: 10, delay: 5 * ms, gap: 12 * time.Microsecond}
		if seed%4 == 3 {
			bad = faults{lost: r.IntN(120), doubled: r.IntN(200), late: r.IntN(300), damaged: r.IntN(50), delay: time.Duration(r.IntN(100)) * ms, gap: time.Duration(r.IntN(1000)) * time.Microsecond}
		}
		p0, p1 := profiles[r.IntN(4)], profiles[r.IntN(4)]
		up, down := 1+r.IntN(500_000), r.IntN(300_000)
		s0, s1 := wishes(r), wishes(r)
		if seed%3 == 0 { // routers that mark, between ends that know ECN
			bad.marked = r.IntN(200)
			p0, p1 = asking(*p0), asking(*p1)
		}
		t.Run(fmt.Sprintf("%d %s %s", seed, p0.Name, p1.Name), func(t *testing.T) {
			n := newNetwork(t, uint64(seed), bad, p0, p1)
			if r.IntN(3) == 0 {
				n.ends[1].lazy = 100 + r.IntN(5000)
			}
			n.connect(text(0, up), text(7, down), s0, s1)
			n.finishes(text(0, up), text(7, down), 3*time.Hour)
			t.Logf("%v; sent again %d and %d", n.Now(), n.ends[0].conn.Resent, n.ends[1].conn.Resent)
		})
	}
}

// A way that swallows every long packet: the ends find out, and go on.
func TestSoakThroughABlackHole(t *testing.T) {
	for i, hollow := range []int{1400, 1024, 700} {
		n := newNetwork(t, uint64(i), faults{lost: 10, delay: ms, gap: 12 * time.Microsecond, hollow: hollow}, &RFC, &RFC)
		n.transfer(text(0, 300_000), text(7, 100_000), time.Hour)
	}
}

// Megabytes, both ways at once, through the usual troubles.
func TestSoakOfMegabytes(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	for i, p := range []*Profile{&RFC, &Linux} {
		n := newNetwork(t, uint64(i), faults{lost: 50, doubled: 10, late: 20, damaged: 5, delay: ms, gap: 12 * time.Microsecond}, p, p)
		n.transfer(text(0, 4<<20), text(7, 3<<20), time.Hour)
	}
}

// wishes chooses what a process may choose.
func wishes(r *rand.Rand) (s Settings) {
	s.NoDelay = r.IntN(3) == 0
	s.KeepAlive = r.IntN(3) == 0
	if r.IntN(3) == 0 {
		s.RcvBuf = 500 + r.IntN(10_000)
	}
	if r.IntN(3) == 0 {
		s.SndBuf = 500 + r.IntN(10_000)
	}
	if r.IntN(4) == 0 {
		s.MaxSegment = 60 + r.IntN(1000)
	}
	if r.IntN(2) == 0 {
		s.Control = Controls[r.IntN(len(Controls))].Name
	}
	return s
}
