package bridge

import (
	"fmt"
	"strings"
	"testing"

	"encap/layers/codec"
	"encap/layers/link/ethernet"
	"encap/layers/osi/ositest"
)

func TestMain(m *testing.M)  { ositest.Main(m, Rules) }
func TestRules(t *testing.T) { ositest.Rules(t, Rules) }

// The stations of the tests.
var (
	alice = ethernet.Addr{2, 0, 0, 0, 1, 0}
	bob   = ethernet.Addr{2, 0, 0, 0, 2, 0}
	carol = ethernet.Addr{2, 0, 0, 0, 3, 0}
	all   = ethernet.Broadcast
)

// rig is a bridge of three ports with a test at each.
type rig struct {
	t testing.TB
	ositest.World
	b     *Bridge
	pool  *codec.Pool
	ports []*Port
	out   []string // "1" for each frame that left by port 1
	sent  [][]byte
}

func newRig(t testing.TB) *rig {
	r := &rig{t: t, pool: &codec.Pool{}}
	r.b = New(r.Env(), r.pool, Config{})
	for n := range 3 {
		r.ports = append(r.ports, r.b.AddPort(fmt.Sprint("eth", n), end{r, n}, Membership{}))
	}
	return r
}

// end is what is plugged into one port.
type end struct {
	r *rig
	n int
}

func (e end) Send(b *codec.Buffer) {
	e.r.out = append(e.r.out, fmt.Sprint(e.n))
	e.r.sent = append(e.r.sent, append([]byte(nil), b.Bytes()...))
	e.r.pool.Put(b)
}

// in lets a frame come in by a port, and checks by which it leaves and why.
func (r *rig) in(port int, src, dst ethernet.Addr, leavesBy, obeys string) {
	r.t.Helper()
	r.ports[port].Receive(whole(src, dst))
	r.leaves(leavesBy, obeys)
}

func (r *rig) leaves(by, obeys string) {
	r.t.Helper()
	if got := strings.Join(r.out, " "); got != by {
		r.t.Errorf("at %v the frame left by %q, want %q", r.Now(), got, by)
	}
	if got := r.Obeyed(); got != obeys {
		r.t.Errorf("at %v obeyed %q, want %q", r.Now(), got, obeys)
	}
	r.out = nil
}

// whole makes a whole frame.
func whole(src, dst ethernet.Addr) []byte {
	b := codec.NewBuffer(append(append(dst[:], src[:]...), 0x08, 0x00, 1, 2, 3))
	ethernet.Complete(b)
	return b.Bytes()
}
