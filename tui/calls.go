package tui

import (
	"bytes"
	"slices"
	"sort"
	"strconv"

	"encap/sim"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// Callers is what a Source offers besides when it knows what each socket call
// waited for and set in motion.
type Callers interface {
	// Calls gives all socket calls in the order in which they were made.
	Calls() []sim.Call
}

// callsOf gives the calls on a descriptor, in their order.
func (f *film) callsOf(socket trace.Entity) []*sim.Call {
	if f.calls == nil {
		f.calls = map[trace.Entity][]*sim.Call{}
		if src, ok := f.src.(Callers); ok {
			all := src.Calls()
			for i := range all {
				k := &all[i]
				f.enterCall(k.Socket, k)
				for _, on := range k.On {
					if on != k.Socket {
						f.enterCall(on, k)
					}
				}
			}
		}
	}
	return f.calls[socket]
}

func (f *film) enterCall(of trace.Entity, k *sim.Call) {
	if of.Kind != "" {
		f.calls[of] = append(f.calls[of], k)
	}
}

// callLine is a line of the history: a call, or what it set in motion.
type callLine struct {
	call *sim.Call
	send trace.ID // of a segment; 0: the call itself
}

// history lists the calls of a socket, and under each one the segments and
// datagrams that it set in motion, until the cursor.
func (p *sockets) history(s *stage, c *canvas.Canvas, r canvas.Rect, row *socketRow) {
	if r.H < 2 {
		return
	}
	p.rule(s, c, r, s.say(txtCallsAndSegments))
	_, r = r.Top(1)
	socket := row.entity()
	if row.socket == nil {
		socket = s.film.streams.owners[row.tcp.Entity]
	}
	born := before(s.film.streams.births[socket], s.at.id)
	var lines []callLine // the last one first
	calls := s.film.callsOf(socket)
	last := sort.Search(len(calls), func(i int) bool { return calls[i].ID > s.at.id })
	for i := last - 1; i >= 0 && len(lines) < r.H; i-- {
		k := calls[i]
		if k.ID < born {
			break // another one had this number
		}
		for _, id := range lastOf(k, s.at.id, r.H) {
			lines = append(lines, callLine{k, id})
		}
		lines = append(lines, callLine{call: k})
	}
	slices.Reverse(lines)
	if len(lines) == 0 {
		text := txtNoCalls
		switch {
		case row.socket == nil && socket.Kind == "":
			text = txtNotAccepted
		case row.socket == nil:
			text = txtNoDescriptor
		}
		c.TextIn(r.X+1, r.Y, r.W-2, s.say(text), s.theme.Future)
		return
	}
	first := max(0, len(lines)-r.H)
	for i, l := range lines[first:] {
		p.callLine(s, c, canvas.Rect{X: r.X + 1, Y: r.Y + i, W: r.W - 2, H: 1}, l)
	}
}

// lastOf gives the last n segments until an event that a call set in motion, the
// last one first.
func lastOf(k *sim.Call, at trace.ID, n int) (all []trace.ID) {
	for _, sends := range [...][]trace.ID{k.Sends, k.Bearers} {
		end := sort.Search(len(sends), func(i int) bool { return sends[i] > at })
		all = append(all, sends[max(0, end-n):end]...)
	}
	slices.SortFunc(all, func(a, b trace.ID) int { return int(b) - int(a) })
	all = slices.Compact(all)
	return all[:min(n, len(all))]
}

// callLine draws one line of the history.
func (p *sockets) callLine(s *stage, c *canvas.Canvas, r canvas.Rect, l callLine) {
	const clock = 11
	id := l.send
	if id == 0 {
		id = l.call.ID
	}
	e := s.film.event(id)
	time := strconv.FormatFloat(float64(e.At)/1e6, 'f', 3, 64)
	if l.send != 0 {
		x := r.X + clock + 1
		c.Text(x, r.Y, s.g.Joint[6], s.theme.Border)
		p.segment(s, c, canvas.Rect{X: x + 2, Y: r.Y, W: r.X + r.W - x - 2, H: 1}, e)
		return
	}
	c.TextIn(r.X, r.Y, clock-1, pad(c, "", clock-1-len(time))+time, s.theme.Dim)
	x := c.TextIn(r.X+clock, r.Y, r.W-clock, l.call.Text, s.theme.Base) + 1
	answer, st := l.call.Answer, s.theme.Good
	if l.call.Return == 0 || l.call.Return > s.at.id {
		answer, st = s.say(txtWaitsNow), s.theme.Warn
	} else if l.call.Blocked {
		answer = s.say.f(txtAfterWaiting, answer, shortTime(l.call.Until.Sub(l.call.From)))
	}
	if room := r.X + r.W - x; room > 3 {
		c.TextIn(x, r.Y, room, answer, st)
	}
}

// segment names what a call set in motion, and what became of its frame.
func (p *sockets) segment(s *stage, c *canvas.Canvas, r canvas.Rect, e *trace.Event) {
	text := e.Name
	tx := s.film.leaving(e)
	if tx == nil || tx.ID > s.at.id {
		c.TextIn(r.X, r.Y, r.W, text+"  "+s.say(txtNotYetOut), s.theme.Dim)
		return
	}
	l := s.film.frameLabel(s, tx)
	fl := s.film.flightOf(tx.ID)
	x := c.TextIn(r.X, r.Y, r.W, "#"+strconv.Itoa(int(tx.Frame))+" "+l.word+"  ", s.theme.Ink[4])
	if fl != nil {
		if mark, st := frameMark(s, fl, s.theme.Base); mark != "" {
			x = c.TextIn(x, r.Y, r.X+r.W-x, mark+"  ", st)
		} else if fl.end == 0 || fl.end > s.at.id {
			x = c.TextIn(x, r.Y, r.X+r.W-x, s.say(txtOnTheWire)+"  ", s.theme.Warn)
		}
	}
	c.TextIn(x, r.Y, r.X+r.W-x, l.what, s.theme.Dim)
}

// leaving gives the TxStart of the frame in which a segment or datagram leaves;
// nil when it never does, or only long after. It may wait for an address first.
func (f *film) leaving(e *trace.Event) *trace.Event {
	if id, ok := f.leave[e.ID]; ok {
		return f.event(id)
	}
	if f.leave == nil || len(f.leave) > memory {
		f.leave = map[trace.ID]trace.ID{}
	}
	f.leave[e.ID] = 0
	for id := e.ID + 1; id <= min(f.last, e.ID+framesOn); id++ {
		if x := f.event(id); x.Kind == trace.TxStart && x.Node == e.Node && bytes.Contains(x.PDU, e.PDU) {
			f.leave[e.ID] = id
			break
		}
	}
	return f.event(f.leave[e.ID])
}

// atoi reads a number of a variable; what is none is 0.
func atoi(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// sortRuns puts runs of sequence numbers in order, counted from base.
func sortRuns(runs [][2]uint32, base uint32) {
	slices.SortFunc(runs, func(a, b [2]uint32) int { return int(int32(a[0]-base)) - int(int32(b[0]-base)) })
}
