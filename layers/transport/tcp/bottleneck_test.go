package tcp

import (
	"testing"
	"time"
)

// One connection over a line of 10 Mbit/s with 40 ms there and back and a queue
// of 30 segments: each algorithm must make good use of it, in its own measure.
// Slow start ends by losing many segments of one window. Without SACK, NewReno
// mends one of them in each round trip.
func TestBottleneck(t *testing.T) {
	const size = 6_000_000
	for _, row := range []struct {
		control string
		sack    bool
		least   int // of the line's speed, in percent
	}{{"tahoe", false, 60}, {"reno", false, 60}, {"newreno", false, 60}, {"newreno", true, 85}, {"cubic", false, 55}, {"cubic", true, 85}} {
		p := RFC
		p.SACK, p.MinRTO, p.ReceiveBuffer = row.sack, 200*ms, 1<<20
		n := newNetwork(t, 1, faults{delay: 20 * ms, gap: 1200 * time.Microsecond}, &p, &p)
		n.drops = func(from int, data []byte) bool {
			return n.ends[from].free.Sub(n.Now()) > 30*n.gap
		}
		n.connect(text(0, size), text(0, 1), Settings{Control: row.control}, Settings{})
		n.finishes(text(0, size), text(0, 1), time.Hour)
		bits := int(int64(size) * 8 * 100 / time.Duration(n.Now()).Milliseconds() * 1000 / 10_000_000)
		c := n.ends[0].conn
		t.Logf("%s sack=%v: %d %%, %v, sent again %d", row.control, row.sack, bits, n.Now(), c.Resent)
		if bits < row.least {
			t.Errorf("%s, SACK %v: %d %% of the line", row.control, row.sack, bits)
		}
	}
}
