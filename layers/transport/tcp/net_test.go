package tcp

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

// faults says what a network does to what it carries, in thousandths.
type faults struct {
	lost, doubled, late, damaged int
	marked                       int           // of those whose sender knows ECN
	hollow                       int           // packets longer than this vanish, in bytes; 0: none does
	delay                        time.Duration // one way
	gap                          time.Duration // between two segments that leave one side: the line's speed
}

// network is two TCPs with a bad network between them. Whatever happens, it
// checks that what must always hold does.
type network struct {
	t testing.TB
	ositest.World
	faults
	chance *rand.Rand
	pool   codec.Pool
	ends   [2]*end
	drops  func(from int, data []byte) bool // loses what a test names
}

// end is one of the two, with a process that sends a stream and reads the
// other's.
type end struct {
	net   *network
	index int
	addr  netip.Addr
	*Layer
	conn     *Conn
	listener *Listener
	free     osi.Instant // when its line is free again
	toSend   []byte
	got      []byte
	done     bool // the peer's stream has ended
	lazy     int  // reads at most this much at a time; 0: all
	seen     seen
}

// seen is what was true of a connection when it was looked at last.
type seen struct {
	conn           *Conn
	rcvNxt, sndUna Seq
	edge           Seq         // of our window
	allowed        Seq         // the farthest edge of the peer's
	quiet          osi.Instant // when it last moved
	window         int         // the peer's
}

func newNetwork(t testing.TB, seed uint64, f faults, p0, p1 *Profile) *network {
	n := &network{t: t, faults: f, chance: rand.New(rand.NewPCG(seed, 1))}
	for i, p := range []*Profile{p0, p1} {
		e := &end{net: n, index: i, addr: netip.AddrFrom4([4]byte{10, 0, 0, byte(i + 1)})}
		env := n.Env()
		env.Clock = checkedClock{&n.Clock, n}
		e.Layer = New(env, &n.pool, e, p)
		n.ends[i] = e
	}
	return n
}

// checkedClock looks at both ends after each timer.
type checkedClock struct {
	*ositest.Clock
	net *network
}

func (c checkedClock) Timer(name string, f func()) osi.Timer {
	return c.Clock.Timer(name, func() { f(); c.net.check() })
}

func (c checkedClock) Background(name string, f func()) osi.Timer { return c.Timer(name, f) }

// Send carries a segment to the other end, or does not.
func (e *end) Send(b *codec.Buffer, p osi.Path) error {
	n := e.net
	data := bytes.Clone(b.Bytes())
	n.pool.Put(b)
	if n.drops != nil && n.drops(e.index, data) || n.hollow > 0 && len(data)+ipHeader > n.hollow {
		return nil
	}
	if p.TOS&ecnField == ect0 && n.happens(n.marked) == 1 {
		p.TOS |= ce
	}
	e.free = max(e.free, n.Now()).Add(n.gap)
	wait := n.delay + e.free.Sub(n.Now())
	for range 1 + n.happens(n.doubled) {
		d := wait
		if n.happens(n.late) == 1 {
			d += time.Duration(n.chance.Int64N(int64(3*n.delay) + 1))
		}
		copied := data
		if n.happens(n.damaged) == 1 {
			copied = bytes.Clone(data)
			bit := n.chance.IntN(8 * len(copied))
			copied[bit/8] ^= 1 << (bit % 8)
		}
		if n.happens(n.lost) == 1 {
			continue
		}
		n.Timer("arrival", func() {
			n.ends[1-e.index].Layer.Receive(p, copied)
			n.check()
		}).Reset(d)
	}
	return nil
}

func (n *network) happens(thousandths int) int {
	if n.chance.IntN(1000) < thousandths {
		return 1
	}
	return 0
}

func (e *end) Source(netip.Addr) (netip.Addr, error) { return e.addr, nil }
func (e *end) MTU(netip.Addr) int                    { return 1500 }
func (e *end) LowerMTU(netip.Addr, int, int)         {}

// Changed is the process: it reads, writes and closes as it can.
func (e *end) Changed() {
	wake := e.net.Timer("process", func() { e.runs(); e.net.check() })
	wake.Reset(0)
}

func (e *end) runs() {
	if e.listener != nil && e.conn == nil {
		if e.conn = e.listener.Accept(); e.conn == nil {
			return
		}
		e.conn.SetUser(e)
	}
	c := e.conn
	if c == nil || c.State < Established && c.State != Closed {
		return
	}
	for {
		n := 1 << 20
		if e.lazy > 0 {
			n = e.lazy
		}
		text := c.Receive(n, false)
		e.got = append(e.got, text...)
		if len(text) == 0 || e.lazy > 0 {
			break
		}
	}
	if e.lazy > 0 && c.Available() > 0 {
		e.net.Timer("slow process", func() { e.runs(); e.net.check() }).Reset(5 * time.Millisecond)
	}
	if c.EOF() {
		e.done = true
	}
	if len(e.toSend) > 0 {
		e.toSend = e.toSend[c.Send(e.toSend, false):]
		if len(e.toSend) == 0 {
			c.Shutdown(false, true)
		}
	}
}

// connect opens a connection between both ends and lets each send its stream.
func (n *network) connect(up, down []byte, s0, s1 Settings) {
	a, b := n.ends[0], n.ends[1]
	door, err := b.Bind(netip.AddrPortFrom(b.addr, 80), false)
	if err != nil {
		n.t.Fatal(err)
	}
	door.Set(s1)
	b.listener = b.Listen(door, 4, b)
	port, err := a.Bind(netip.AddrPortFrom(a.addr, 0), false)
	if err != nil {
		n.t.Fatal(err)
	}
	port.Set(s0)
	a.toSend, b.toSend = up, down
	if a.conn, err = a.Connect(port, door.Local, a); err != nil {
		n.t.Fatal(err)
	}
}

// transfer lets both ends send their streams and close, and checks that each
// got the other's, whole.
func (n *network) transfer(up, down []byte, limit time.Duration) {
	n.t.Helper()
	n.connect(up, down, Settings{}, Settings{})
	n.finishes(up, down, limit)
}

// finishes lets time pass until both streams have arrived.
func (n *network) finishes(up, down []byte, limit time.Duration) {
	n.t.Helper()
	a, b := n.ends[0], n.ends[1]
	for !(a.done && b.done) {
		if n.Now() > osi.Instant(limit) {
			n.t.Fatalf("not done after %v: %d of %d bytes up, %d of %d down\n%s\n%s", limit, len(b.got), len(up), len(a.got), len(down), a.shows(), b.shows())
		}
		n.Advance(10 * time.Millisecond)
	}
	if !bytes.Equal(b.got, up) || !bytes.Equal(a.got, down) {
		n.t.Fatalf("the streams differ: %d of %d bytes up, %d of %d down", len(b.got), len(up), len(a.got), len(down))
	}
}

func (e *end) shows() string {
	if e.conn == nil {
		return "no connection"
	}
	return fmt.Sprintf("%+v err %v", e.conn.TCB, e.conn.err)
}

// mirror is a network that hands a node at once what it sends to itself.
type mirror struct{ *end }

func (m mirror) Send(b *codec.Buffer, p osi.Path) error {
	m.Layer.Receive(p, b.Bytes())
	return nil
}
