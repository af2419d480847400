package tcp

import (
	"flag"
	"fmt"
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
		return 100
	case testing.Short():
		return 2
	}
	return 8
}

// Two of our stacks send each other streams over a network that loses, doubles,
// reorders and damages: each gets exactly what the other sent.
func TestSoak(t *testing.T) {
	bad := faults{lost: 50, doubled: 20, late: 50, damaged: 10, delay: 5 * ms, gap: 12 * time.Microsecond}
	profiles := []*Profile{&RFC, &Linux, &FreeBSD, &Classic}
	for seed := range soakSeeds() {
		p0, p1 := profiles[seed%4], profiles[(seed/4+seed)%4]
		t.Run(fmt.Sprintf("%d %s %s", seed, p0.Name, p1.Name), func(t *testing.T) {
			n := newNetwork(t, uint64(seed), bad, p0, p1)
			if seed%3 == 1 {
				n.ends[1].lazy = 3000
			}
			n.transfer(text(0, 300_000), text(7, 200_000), time.Hour)
			t.Logf("%v; sent again %d and %d", n.Now(), n.ends[0].conn.Resent, n.ends[1].conn.Resent)
		})
	}
}
