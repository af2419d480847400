package physical

import (
	"fmt"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
)

// Discipline is how a port's queue decides what waits and what is dropped.
type Discipline string

// The disciplines there are.
const (
	DropTail Discipline = "drop-tail" // whatever finds no place is dropped
	RED      Discipline = "red"       // random early detection
	CoDel    Discipline = "codel"     // controlled delay
)

// Queue is what the queue at each end of a cable is to be. What is zero is as
// usual. A frame whose packet says that its transport knows ECN is marked
// rather than dropped if ECN is set and the port can mark.
type Queue struct {
	Kind   Discipline // "": drop-tail
	Frames int        // that may wait; 0: DefaultQueue
	Bytes  int        // that may wait; 0: any number
	ECN    bool       // RFC 3168

	// Of RED: the thresholds of the average, in frames; the chance at the
	// upper one; and how much a new frame moves the average, one part in so
	// many, a power of two. 0: 5, 15, 10 % and 512.
	Min, Max    int
	Probability Chance
	Weight      int

	// Of CoDel: how long a frame may wait, and for how long it may be longer.
	// 0: 5 ms and 100 ms.
	Target, Interval time.Duration
}

// What a queue is when nothing else is said: Floyd and Jacobson, 1993, with
// three times the lower threshold for the upper one; RFC 8289 §4.2 and §4.3.
const (
	redMin, redMax, redWeight = 5, 15, 512
	redProbability            = Certain / 10
	codelTarget               = 5 * time.Millisecond
	codelInterval             = 100 * time.Millisecond
)

func (q Queue) withDefaults() Queue {
	or := func(n *int, usual int) {
		if *n == 0 {
			*n = usual
		}
	}
	or(&q.Frames, DefaultQueue)
	or(&q.Min, redMin)
	or(&q.Max, max(redMax, 3*q.Min))
	or(&q.Weight, redWeight)
	if q.Probability == 0 {
		q.Probability = redProbability
	}
	if q.Target == 0 {
		q.Target = codelTarget
	}
	if q.Interval == 0 {
		q.Interval = codelInterval
	}
	return q
}

// managed says whether the queue asks for more than a number of frames.
func (q Queue) managed() bool {
	return q.Kind == RED || q.Kind == CoDel || q.Bytes > 0
}

// manager is a queue that is more than a number of places. Of a port that has
// none nothing here is done.
type manager struct {
	line *line
	cfg  Queue
	vars QueueVars
	red  red
}

// QueueVars are the variables of a managed queue, as a student sees them.
type QueueVars struct {
	Discipline Discipline
	Frames     int // that wait
	Bytes      int // that wait
	Dropped    uint64
	Marked     uint64
	Average    thousandths   // RED: frames that wait, smoothed
	Count      int           // RED: frames since the last drop; CoDel: drops since it began to drop
	Sojourn    time.Duration // CoDel: how long the latest frame has waited
	Dropping   bool          // CoDel: frames wait for too long
	DropNext   osi.Instant   // CoDel: when the next one is dropped
	FirstAbove osi.Instant   // CoDel: when it has been too long for long enough
	LastCount  int           // CoDel: Count when it last began
}

// thousandths are a number with three digits behind the point.
type thousandths int64

func (n thousandths) String() string { return fmt.Sprintf("%d.%03d", n/1000, n%1000) }

func newManager(l *line) *manager {
	m := &manager{line: l, cfg: l.cfg.Manage.withDefaults()}
	m.vars.Discipline, m.red.count = m.cfg.Kind, -1
	if m.cfg.Kind == "" {
		m.vars.Discipline = DropTail
	}
	l.from.parts = append(l.from.parts, m)
	return m
}

// Entity gives "queue" and the port's name.
func (m *manager) Entity() (kind, name string) { return "queue", m.line.from.Name }

// Vars gives the queue's QueueVars.
func (m *manager) Vars() any { return m.vars }

// Port gives the port whose queue it is.
func (m *manager) Port() *Port { return m.line.from }

// send lets a frame leave, wait, be marked or be dropped.
func (m *manager) send(b *codec.Buffer) {
	l, now := m.line, m.line.env.Now()
	idle := l.queue.len() == 0 && now >= l.free
	var marked []byte
	if m.cfg.Kind == RED {
		switch m.early(now) {
		case congested:
			if marked = m.mark(b); marked == nil {
				m.refuse(transit{buf: b}, &RandomDrop)
				return
			}
		case overfull:
			m.refuse(transit{buf: b}, &RandomDrop)
			return
		}
	}
	switch {
	case idle:
		m.vars.FirstAbove, m.vars.Sojourn = 0, 0
		t := transit{buf: b}
		m.replace(&t, marked, &MarkedEarly)
		l.start(t.buf, t.token)
	case l.queue.len() >= m.cfg.Frames || m.cfg.Bytes > 0 && m.vars.Bytes+b.Len() > m.cfg.Bytes:
		m.refuse(transit{buf: b}, &QueueFull)
	default:
		m.vars.Frames++
		m.vars.Bytes += b.Len()
		l.wait(b, now)
		last := l.queue.at(l.queue.len() - 1)
		last.at = now // of a frame that waits: since when
		m.replace(last, marked, &MarkedEarly)
	}
}

// mark gives a copy of a frame that says that there is congestion, or nil if
// the frame cannot say so.
func (m *manager) mark(b *codec.Buffer) []byte {
	if !m.cfg.ECN || m.line.from.Mark == nil {
		return nil
	}
	return m.line.from.Mark(b.Bytes())
}

// replace puts a marked copy in the place of a frame; nil: there is none.
func (m *manager) replace(t *transit, marked []byte, r *osi.Rule) {
	if marked == nil {
		return
	}
	m.vars.Marked++
	cfg := &m.line.cfg
	if cfg.Watch != nil {
		t.token = cfg.Watch.Mark(m.line.from, t.buf.Bytes(), marked, t.token, r)
	}
	old := t.buf
	t.buf = cfg.Pool.Get(marked)
	cfg.Pool.Put(old)
}

// pop takes the frame that has waited longest out of the queue.
func (m *manager) pop() transit {
	t := m.line.queue.pop()
	m.line.from.vars.Queued--
	m.vars.Frames--
	m.vars.Bytes -= t.buf.Len()
	return t
}

// next begins with the frame whose turn it is, if one is left.
func (m *manager) next() {
	l := m.line
	t, any := m.turn()
	if l.queue.len() == 0 {
		m.red.idle = l.env.Now()
	}
	if !any {
		l.env.Enter(m) // nothing follows that would show how the queue is now
		return
	}
	l.start(t.buf, t.token)
	if l.queue.len() > 0 {
		l.transmit.Reset(l.free.Sub(l.env.Now()))
	}
}

// turn says whose turn it is.
func (m *manager) turn() (t transit, any bool) {
	if m.cfg.Kind == CoDel {
		return m.deque()
	}
	return m.pop(), true
}

// refuse drops a frame.
func (m *manager) refuse(t transit, r *osi.Rule) {
	m.vars.Dropped++
	m.line.refuse(t.buf, t.token, r)
}

// sever forgets what waits: the cable is cut.
func (m *manager) sever() {
	m.vars.Frames, m.vars.Bytes, m.vars.Dropping = 0, 0, false
}
