package tcp

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

// queue is a pair of TCPs with nothing between them but a queue: what costs
// is TCP alone.
type queue struct {
	ositest.Clock
	pool    codec.Pool
	ends    [2]*plug
	waiting []parcel
	at      int
	carried int
}

// parcel is a segment on its way.
type parcel struct {
	to   *plug
	path osi.Path
	b    *codec.Buffer
}

// plug is one end, with its address.
type plug struct {
	q    *queue
	addr netip.Addr
	peer *plug
	*Layer
}

func (p *plug) Send(b *codec.Buffer, path osi.Path) error {
	p.q.waiting = append(p.q.waiting, parcel{p.peer, path, b})
	return nil
}
func (p *plug) Source(netip.Addr) (netip.Addr, error) { return p.addr, nil }
func (p *plug) MTU(netip.Addr) int                    { return 1500 }
func (p *plug) LowerMTU(netip.Addr, int, int)         {}

// silent is a recorder that nobody reads.
type silent struct{}

func (silent) Note(*osi.Rule)         {}
func (silent) Drop(*osi.Rule, []byte) {}
func (silent) Enter(osi.Entity)       {}

func newQueue(p *Profile) *queue {
	q := &queue{}
	var w ositest.World
	env := osi.Env{Clock: &q.Clock, Recorder: silent{}, Rand: w.Env().Rand}
	for i := range q.ends {
		e := &plug{q: q, addr: netip.AddrFrom4([4]byte{10, 0, 0, byte(i + 1)})}
		e.Layer = New(env, &q.pool, e, p)
		q.ends[i] = e
	}
	q.ends[0].peer, q.ends[1].peer = q.ends[1], q.ends[0]
	return q
}

// carry brings all that waits to where it goes.
func (q *queue) carry() {
	for ; q.at < len(q.waiting); q.at++ {
		w := q.waiting[q.at]
		w.to.Layer.Receive(w.path, w.b.Bytes())
		q.pool.Put(w.b)
		q.carried++
	}
	q.waiting, q.at = q.waiting[:0], 0
}

// open makes a connection between both ends.
func (q *queue) open(b testing.TB) (client, server *Conn) {
	door, err := q.ends[1].Bind(netip.AddrPortFrom(q.ends[1].addr, 80), true)
	if err != nil {
		b.Fatal(err)
	}
	li := q.ends[1].Listen(door, 1, idle{})
	port, err := q.ends[0].Bind(netip.AddrPortFrom(q.ends[0].addr, 0), false)
	if err != nil {
		b.Fatal(err)
	}
	if client, err = q.ends[0].Connect(port, door.Local, idle{}); err != nil {
		b.Fatal(err)
	}
	q.carry()
	server = li.Accept()
	li.Close()
	q.ends[1].Unbind(door)
	q.ends[0].Unbind(port)
	return client, server
}

// 100 MB from one TCP to another: the time of a whole transfer, and of a
// segment.
func BenchmarkTransfer(b *testing.B) {
	const size = 100 << 20
	block := text(0, 64<<10)
	for _, p := range []*Profile{&RFC, &Linux} {
		b.Run(p.Name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(size)
			carried := 0
			for b.Loop() {
				q := newQueue(p)
				client, server := q.open(b)
				for sent, got := 0, 0; got < size; {
					if sent < size {
						sent += client.Send(block[:min(len(block), size-sent)], false)
					}
					q.carry()
					n := len(server.Receive(1<<20, false))
					if got += n; n == 0 {
						q.Advance(time.Millisecond)
					}
				}
				carried += q.carried
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(carried), "ns/segment")
		})
	}
}

func BenchmarkRoundTrip(b *testing.B) {
	q := newQueue(&Linux)
	client, server := q.open(b)
	word := []byte("hello")
	b.ReportAllocs()
	for b.Loop() {
		client.Send(word, false)
		q.carry()
		server.Send(server.Receive(100, false), false)
		q.carry()
		if got := client.Receive(100, false); len(got) != len(word) {
			b.Fatal(fmt.Sprint(got))
		}
	}
}

func BenchmarkConnection(b *testing.B) {
	q := newQueue(&Linux)
	b.ReportAllocs()
	for b.Loop() {
		client, server := q.open(b)
		client.Close()
		q.carry()
		server.Close()
		q.carry()
		client.finish() // TIME-WAIT
	}
}
