package tui

import (
	"time"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// windows draws the two halves of a connection over the sequence space: what
// may be sent and what may come.
func (p *sockets) windows(s *stage, c *canvas.Canvas, r canvas.Rect, row *socketRow) {
	if row.listens() {
		p.backlog(s, c, r, row)
		return
	}
	k := s.film.streams.conns[row.tcp.Entity]
	if k == nil || r.H < 2 {
		return
	}
	v, _ := s.film.sampleAt(k, s.at.id)
	if v == nil {
		return
	}
	p.rule(s, c, r, s.say(txtSendWindow))
	_, r = r.Top(1)
	r = canvas.Rect{X: r.X + 1, Y: r.Y, W: r.W - 2, H: r.H}
	lines := []func(canvas.Rect){
		func(r canvas.Rect) { p.sendBar(s, c, r, v) },
		func(r canvas.Rect) { p.sendWords(s, c, r, v) },
		func(r canvas.Rect) { p.timers(s, c, r, v) },
		func(r canvas.Rect) {
			p.rule(s, c, canvas.Rect{X: r.X - 1, Y: r.Y, W: r.W + 2, H: 1}, s.say(txtRecvWindow))
		},
		func(r canvas.Rect) { p.recvBar(s, c, r, v, k) },
		func(r canvas.Rect) { p.recvWords(s, c, r, v, k) },
		func(r canvas.Rect) { p.legend(s, c, r) },
	}
	if r.H < 6 { // no heading between the two
		lines = append(lines[:3:3], lines[4:]...)
	}
	for y, draw := range lines {
		if y < r.H {
			draw(canvas.Rect{X: r.X, Y: r.Y + y, W: r.W, H: 1})
		}
	}
}

// stretchOf is a part of a bar.
type stretchOf struct {
	size  int64
	glyph string
	style canvas.Style
}

// seqBar draws the parts of the sequence space side by side; what is not empty is
// seen, however small it is.
func seqBar(c *canvas.Canvas, x, y, w int, parts []stretchOf) {
	var sum int64
	seen := 0
	for _, p := range parts {
		sum += max(0, p.size)
		if p.size > 0 {
			seen++
		}
	}
	left, rest := w, max(1, sum)
	for _, p := range parts {
		if p.size <= 0 {
			continue
		}
		seen--
		n := int(int64(left) * p.size / rest)
		n = max(1, min(n, left-seen))
		c.Fill(canvas.Rect{X: x, Y: y, W: n, H: 1}, p.glyph, p.style)
		x, left, rest = x+n, left-n, max(1, rest-p.size)
	}
}

// sendBar draws what is acknowledged, on its way, allowed and not allowed.
func (p *sockets) sendBar(s *stage, c *canvas.Canvas, r canvas.Rect, v *sample) {
	fly := max(0, v.flying())
	may := max(0, min(v.cwnd, v.sndWnd)-fly)
	unsent := max(0, v.sendQ-fly)
	x := c.Text(r.X, r.Y, "una "+relative(v.una, v.iss)+" ", s.theme.Dim)
	end := "una+wnd " + relative(v.una+uint32(v.sndWnd), v.iss)
	w := r.W - (x - r.X) - c.Width(end) - 1
	if w < 8 {
		return
	}
	// The far part of a large window is cut: it is as long as what matters.
	beyond := min(max(0, v.sndWnd-fly-may), max(fly+may, 1)/4+1)
	before := min(int64(v.una-v.iss), max(fly+may, 1)/6+1)
	_ = unsent
	seqBar(c, x, r.Y, w, []stretchOf{
		{before, s.g.Acked, s.theme.Dim}, {fly, s.g.Full, s.theme.Ink[4]},
		{may, s.g.Empty, s.theme.Good}, {beyond, s.g.Dot, s.theme.Future},
	})
	c.Text(x+w+1, r.Y, end, s.theme.Dim)
}

// sendWords says the same in numbers.
func (p *sockets) sendWords(s *stage, c *canvas.Canvas, r canvas.Rect, v *sample) {
	fly := max(0, v.flying())
	text := s.say.f(txtInFlight, relative(v.nxt, v.iss), fly, max(0, v.sendQ-fly))
	if v.lost+v.sacked > 0 {
		text += "  " + s.say.f(txtSackedLost, v.sacked, v.lost)
	}
	x := c.TextIn(r.X, r.Y, r.W, text, s.theme.Base)
	limit := txtLimitPeer
	if v.cwnd < v.sndWnd {
		limit = txtLimitCwnd
	}
	if may := min(v.cwnd, v.sndWnd); may > 0 {
		c.TextIn(x+2, r.Y, r.X+r.W-x-2, s.say.f(limit, may), s.theme.Dim)
	}
}

// timers gives the variables that say when it is sent again, and how much.
func (p *sockets) timers(s *stage, c *canvas.Canvas, r canvas.Rect, v *sample) {
	x := r.X
	put := func(name, value string, st canvas.Style) {
		x = c.TextIn(x, r.Y, r.X+r.W-x, name+" ", s.theme.Dim)
		x = c.TextIn(x, r.Y, r.X+r.W-x, value, st) + 2
	}
	put("srtt", shortTime(v.srtt.Round(10*time.Microsecond)), s.theme.Base)
	put("rto", shortTime(v.rto), s.theme.Base)
	put("cwnd", amount(s, v.cwnd), s.theme.Base)
	if v.resent > 0 {
		put(s.g.Again, s.say.f(txtResentTimes, v.resent), s.theme.Warn)
	}
	if v.ssthresh > 0 && v.ssthresh < infinite {
		put("ssthresh", amount(s, v.ssthresh), s.theme.Base)
	}
	if v.phase != "" && v.phase != "open" {
		put(s.say(txtPhase), v.phase, s.theme.Warn)
	}
}

// recvBar draws what has come, what waits to be read, and what may come; what
// came behind a hole stands where it belongs.
func (p *sockets) recvBar(s *stage, c *canvas.Canvas, r canvas.Rect, v *sample, k *conn) {
	x := c.Text(r.X, r.Y, "rcv.nxt "+relative(v.rcvNxt, v.irs)+" ", s.theme.Dim)
	end := "+wnd " + relative(v.rcvNxt+uint32(v.rcvWnd), v.irs)
	w := r.W - (x - r.X) - c.Width(end) - 1
	if w < 8 {
		return
	}
	parts := []stretchOf{{min(v.recvQ, 1<<20), s.g.Full, s.theme.Ink[5]}}
	runs := s.film.runs(k, v, s.at.id)
	at := v.rcvNxt
	var far int64
	for _, run := range runs {
		parts = append(parts, stretchOf{int64(int32(run[0] - at)), s.g.Dot, s.theme.Bad}, stretchOf{int64(int32(run[1] - run[0])), s.g.Acked, s.theme.Warn})
		at = run[1]
		far = int64(int32(at - v.rcvNxt))
	}
	room := max(0, v.rcvWnd-far)
	if seen := far + v.recvQ; seen > 0 { // what matters is not pressed together
		room = min(room, seen)
	}
	parts = append(parts, stretchOf{room, s.g.Empty, s.theme.Good})
	seqBar(c, x, r.Y, w, parts)
	c.Text(x+w+1, r.Y, end, s.theme.Dim)
}

// recvWords says the same in numbers.
func (p *sockets) recvWords(s *stage, c *canvas.Canvas, r canvas.Rect, v *sample, k *conn) {
	text := s.say.f(txtToRead, v.recvQ, v.rcvWnd)
	for i, run := range s.film.runs(k, v, s.at.id) {
		if i == 0 {
			text += "  " + s.say(txtBehindHole)
		}
		text += " " + relative(run[0], v.irs) + "-" + relative(run[1]-1, v.irs)
	}
	c.TextIn(r.X, r.Y, r.W, text, s.theme.Base)
}

// legend says what the bars' glyphs mean.
func (p *sockets) legend(s *stage, c *canvas.Canvas, r canvas.Rect) {
	x := r.X
	for _, l := range []struct {
		glyph, text string
		style       canvas.Style
	}{
		{s.g.Acked, txtLegendAcked, s.theme.Dim}, {s.g.Full, txtLegendSent, s.theme.Ink[4]}, {s.g.Empty, txtLegendMay, s.theme.Good},
		{s.g.Full, txtLegendRead, s.theme.Ink[5]}, {s.g.Acked, txtLegendHole, s.theme.Warn},
	} {
		x = c.TextIn(x, r.Y, r.X+r.W-x, l.glyph+" ", l.style)
		x = c.TextIn(x, r.Y, r.X+r.W-x, s.say(l.text)+"  ", s.theme.Dim)
	}
}

// backlog draws a listener's two queues: connections whose handshake is not
// done, and those that wait for accept.
func (p *sockets) backlog(s *stage, c *canvas.Canvas, r canvas.Rect, row *socketRow) {
	p.rule(s, c, r, s.say(txtBacklog))
	_, r = r.Top(1)
	places := max(0, atoi(row.get("Backlog")))
	for i, q := range []struct{ text, field string }{{txtSynQueue, "SynQ"}, {txtAcceptQueue, "AcceptQ"}} {
		if i >= r.H {
			return
		}
		n := atoi(row.get(q.field))
		x := c.TextIn(r.X+1, r.Y+i, 34, s.say(q.text), s.theme.Base) + 1
		for place := range min(max(places, n), max(0, r.X+r.W-x-12)) {
			glyph, st := s.g.Empty, s.theme.Future
			if place < n {
				glyph, st = s.g.Full, s.theme.Warn
			}
			c.Set(x, r.Y+i, glyph, st)
			x++
		}
		c.TextIn(x+1, r.Y+i, r.X+r.W-x-1, s.say.f(txtOfPlaces, n, places), s.theme.Dim)
	}
}

// runs gives what came behind a hole: what the last segment sent reports by
// SACK (RFC 2018), while there is a hole.
func (f *film) runs(k *conn, v *sample, at trace.ID) (runs [][2]uint32) {
	n := f.nodes[k.entity.Node]
	if n == nil {
		return nil
	}
	id := before(n.at[4], at)
	for tries := 0; id > 0 && tries < 64; tries++ {
		e := f.event(id)
		if e.Kind == trace.Send && f.streams.of[id] == k.stream && e.Proto == "tcp" {
			break
		}
		id = before(n.at[4], id-1)
	}
	if id == 0 {
		return nil
	}
	pdus := f.dissected(id)
	if len(pdus) == 0 {
		return nil
	}
	var left uint32
	for i := range pdus[0].Fields {
		switch field := &pdus[0].Fields[i]; field.Name {
		case "tcp.options.sack_le":
			n, _ := field.Value.(uint64)
			left = uint32(n)
		case "tcp.options.sack_re":
			n, _ := field.Value.(uint64)
			if int32(left-v.rcvNxt) > 0 {
				runs = append(runs, [2]uint32{left, uint32(n)})
			}
		}
	}
	sortRuns(runs, v.rcvNxt)
	return runs
}
