package tcp

import (
	"bytes"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
	"encap/layers/osi/ositest"
)

// The model check walks through everything that can happen between two ends
// that open and close a connection, while the network loses at most two
// segments, doubles one and lets one overtake another or be late. A state is
// reached by a path: the choices made so far. It is made anew by walking the
// path again, since everything is the same each time.

// move is a choice: what happens next.
type move struct {
	what byte // 'd' deliver, 'l' lose, '2' double, 'o' overtake, 't' a timer runs out
	from int  // the side whose oldest segment it is about
}

// budget is what the network may still do wrong.
type budget struct{ lost, doubled, late int }

// story is what the two processes do.
type story struct {
	name  string
	begin func(m *model)
	runs  func(m *model, side int) // whenever something has changed
	error error                    // what a side may end by
}

// model is two ends, the segments between them, and time.
type model struct {
	t      testing.TB
	story  *story
	clock  modelClock
	pool   *codec.Pool
	ends   [2]*modelEnd
	budget budget
}

type modelEnd struct {
	m    *model
	side int
	addr netip.AddrPort
	*Layer
	conn    *Conn
	li      *Listener
	flying  []parcelOf
	changed bool
	step    int // how far its process is
}

// parcelOf is a segment on its way.
type parcelOf struct {
	path osi.Path
	data []byte
}

// modelClock is time that moves when a timer is chosen to run out.
type modelClock struct {
	now     osi.Instant
	order   int
	running []*modelTimer
}

type modelTimer struct {
	clock *modelClock
	name  string
	f     func()
	at    osi.Instant
	order int
}

func (c *modelClock) Now() osi.Instant { return c.now }
func (c *modelClock) Timer(name string, f func()) osi.Timer {
	return &modelTimer{clock: c, name: name, f: f}
}
func (c *modelClock) Background(name string, f func()) osi.Timer { return c.Timer(name, f) }

func (t *modelTimer) Reset(d time.Duration) {
	t.Stop()
	t.clock.order++
	t.at, t.order = t.clock.now.Add(d), t.clock.order
	i := 0
	for i < len(t.clock.running) && t.clock.running[i].at <= t.at {
		i++
	}
	t.clock.running = append(t.clock.running[:i], append([]*modelTimer{t}, t.clock.running[i:]...)...)
}

func (t *modelTimer) Stop() bool {
	for i, r := range t.clock.running {
		if r == t {
			t.clock.running = append(t.clock.running[:i], t.clock.running[i+1:]...)
			return true
		}
	}
	return false
}

func (e *modelEnd) Send(b *codec.Buffer, p osi.Path) error {
	e.flying = append(e.flying, parcelOf{p, bytes.Clone(b.Bytes())})
	e.m.pool.Put(b)
	return nil
}
func (e *modelEnd) Source(netip.Addr) (netip.Addr, error) { return e.addr.Addr(), nil }
func (e *modelEnd) MTU(netip.Addr) int                    { return 1500 }
func (e *modelEnd) LowerMTU(netip.Addr, int, int)         {}
func (e *modelEnd) Changed()                              { e.changed = true }

func newModel(t testing.TB, s *story, p *Profile, b budget) *model {
	m := &model{t: t, story: s, budget: b, pool: &codec.Pool{}}
	var w ositest.World
	for i := range m.ends {
		e := &modelEnd{m: m, side: i, addr: netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 0, 0, byte(i + 1)}), uint16(1000+i))}
		e.Layer = New(osi.Env{Clock: &m.clock, Recorder: &w.Recorder, Rand: w.Env().Rand}, m.pool, e, p)
		m.ends[i] = e
	}
	s.begin(m)
	m.settle()
	return m
}

// settle lets the processes run until they wait.
func (m *model) settle() {
	for m.ends[0].changed || m.ends[1].changed {
		for i, e := range m.ends {
			if e.changed {
				e.changed = false
				m.story.runs(m, i)
			}
		}
	}
}

// moves lists what can happen now.
func (m *model) moves() (list []move) {
	for i, e := range m.ends {
		if len(e.flying) == 0 {
			continue
		}
		list = append(list, move{'d', i})
		if m.budget.lost > 0 {
			list = append(list, move{'l', i})
		}
		if m.budget.doubled > 0 {
			list = append(list, move{'2', i})
		}
		if m.budget.late > 0 && len(e.flying) > 1 {
			list = append(list, move{'o', i})
		}
	}
	// A timer runs out when the network is quiet, or while a segment is late.
	if len(m.clock.running) > 0 && (len(list) == 0 || m.budget.late > 0) {
		list = append(list, move{'t', 0})
	}
	return list
}

// make lets a choice happen.
func (m *model) make(c move) {
	e := m.ends[c.from]
	switch c.what {
	case 't':
		if len(m.ends[0].flying)+len(m.ends[1].flying) > 0 {
			m.budget.late--
		}
		t := m.clock.running[0]
		t.Stop()
		m.clock.now = t.at
		t.f()
	case 'l':
		m.budget.lost--
		e.flying = e.flying[1:]
	case '2':
		m.budget.doubled--
		e.flying = append(e.flying, e.flying[0])
	case 'o':
		m.budget.late--
		e.flying[0], e.flying[1] = e.flying[1], e.flying[0]
	case 'd':
		p := e.flying[0]
		e.flying = e.flying[1:]
		m.ends[1-c.from].Layer.Receive(p.path, p.data)
	}
	m.settle()
}

// key names a state: two paths that lead to one key have the same future, but
// for how long its timers take.
func (m *model) key() string {
	var b strings.Builder
	fmt.Fprint(&b, m.budget)
	for _, e := range m.ends {
		fmt.Fprintf(&b, "|%d", e.step)
		for _, c := range e.all() {
			fmt.Fprintf(&b, " %v %d %d %d %d %v%v%v%v %v %d %d %v", c.State, c.SndUna-c.ISS, c.SndNxt-c.ISS, c.RcvNxt-c.IRS, c.Timeouts,
				c.noMore, c.finSent, c.finSeen, c.eof, c.err, c.out.len(), c.in.len(), c.Phase)
		}
		for _, p := range e.flying {
			b.Write(p.data[4:20])
		}
	}
	for _, t := range m.clock.running {
		b.WriteString(t.name)
	}
	return b.String()
}

// all gives every connection of an end: the one of its process first.
func (e *modelEnd) all() (list []*Conn) {
	if e.conn != nil {
		list = append(list, e.conn)
	}
	if e.li != nil {
		list = append(append(list, e.li.half...), e.li.ready...)
	}
	return list
}

// ended says what is wrong where nothing is left to happen, if anything is.
func (m *model) ended() string {
	for i, e := range m.ends {
		if e.conn == nil {
			return fmt.Sprintf("side %d has no connection", i)
		}
		if s := e.conn.State; s != Closed && s != TimeWait {
			return fmt.Sprintf("side %d ends in %v", i, s)
		}
		if err := e.conn.err; err != nil && err != m.story.error {
			return fmt.Sprintf("side %d ends by %v", i, err)
		}
		for _, c := range e.conns {
			if c.State != TimeWait {
				return fmt.Sprintf("side %d keeps a connection in %v", i, c.State)
			}
		}
	}
	return ""
}

// quiet says whether nothing is left but the wait of 2 MSL.
func (m *model) quiet() bool {
	if len(m.ends[0].flying)+len(m.ends[1].flying) > 0 {
		return false
	}
	for _, t := range m.clock.running {
		if t.name != "2 MSL" {
			return false
		}
	}
	return true
}
