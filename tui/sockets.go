package tui

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"encap/sim/trace"
	"encap/tui/canvas"
)

// The actions of the sockets.
const actHistory action = "call history"

// socketsKeys are what keys do in this pane.
var socketsKeys = []binding{
	{paneSockets, actUp, []string{"up", "k"}, txtKeySocketUp},
	{paneSockets, actDown, []string{"down", "j"}, txtKeySocketDown},
	{paneSockets, actPrev, []string{"left", "h"}, txtKeyEventPrev},
	{paneSockets, actNext, []string{"right", "l"}, txtKeyEventNext},
	{paneSockets, actHistory, []string{"enter"}, txtKeyHistory},
}

// socketsHints are its entries in the footer.
var socketsHints = []hint{
	{paneSockets, []action{actPrev, actNext}, txtKeyEvent},
	{paneSockets, []action{actUp, actDown}, txtSocketsRow},
	{paneSockets, []action{actHistory}, txtKeyHistory},
}

// sockets shows the descriptors and connections of all nodes, and of the chosen
// one what is inside: its state and how it came there, its buffers and windows,
// its calls and what each of them set in motion.
type sockets struct {
	drawn  canvas.Rect
	rows   []socketRow
	top    int
	chosen trace.Entity // zero: the one that the cursor's event is about
	calls  bool         // the calls have the room
}

func (p *sockets) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	p.drawn = r
	in := s.frame(c, r, paneSockets, s.paneTitle(paneSockets))
	p.collect(s)
	if len(p.rows) == 0 {
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(txtNoSockets), s.theme.Future)
		return
	}
	at := p.at(s)
	list := min(len(p.rows), max(2, min(5, in.H/4)))
	if in.H < 8 {
		list = min(len(p.rows), max(1, in.H-1))
	}
	head, in := in.Top(list + 1)
	p.table(s, c, head, at)
	if rest := len(p.rows) - list; rest > 0 {
		s.note(c, r, r.Y+r.H-1, s.say.f(txtRowsMore, rest), s.theme.Dim)
	}
	if at < 0 || in.Empty() {
		return
	}
	p.inside(s, c, in, &p.rows[at])
}

// inside draws what is in a socket: the parts that have room, the most telling
// first.
func (p *sockets) inside(s *stage, c *canvas.Canvas, in canvas.Rect, row *socketRow) {
	if row.tcp != nil && in.H >= 7 && !row.listens() && !p.calls {
		var r canvas.Rect
		if r, in = in.Top(3); in.W >= machineWidth+2 {
			p.rule(s, c, r, s.say.f(txtMachineOf, row.node))
			p.machine(s, c, canvas.Rect{X: r.X + 1, Y: r.Y + 1, W: r.W - 2, H: 2}, row)
		} else {
			p.rule(s, c, r, s.say(txtPathSoFar))
			p.pathLine(s, c, canvas.Rect{X: r.X + 1, Y: r.Y + 1, W: r.W - 2, H: 2}, row)
		}
	}
	if row.tcp == nil || p.calls {
		p.history(s, c, in, row)
		return
	}
	const windows = 8
	switch {
	case in.W >= 110 && in.H >= 4:
		left, right := in.Left(in.W / 2)
		p.history(s, c, left, row)
		p.windows(s, c, right, row)
	case in.H >= windows+3:
		top, rest := in.Top(windows)
		p.windows(s, c, top, row)
		p.history(s, c, rest, row)
	default:
		p.windows(s, c, in, row)
	}
}

// rule draws a line with a heading across the pane.
func (p *sockets) rule(s *stage, c *canvas.Canvas, r canvas.Rect, text string) {
	c.Fill(canvas.Rect{X: r.X, Y: r.Y, W: r.W, H: 1}, s.g.Rule, s.theme.Border)
	c.TextIn(r.X+1, r.Y, r.W-2, " "+text+" ", s.theme.Title)
}

// socketColumns are the columns of the table: the widths fit what stands in
// them, the last one takes what is left.
var socketColumns = [...]struct {
	title string
	width int
}{{txtColNode, 7}, {txtColFd, 2}, {txtColProto, 4}, {txtColLocal, 13}, {txtColRemote, 13}, {txtColState, 12}, {txtColSendQ, 5}, {txtColRecvQ, 5}, {txtColNow, 0}}

// table lists the sockets.
func (p *sockets) table(s *stage, c *canvas.Canvas, r canvas.Rect, at int) {
	x := r.X + 1
	for _, col := range socketColumns {
		w := col.width
		if w == 0 {
			w = r.X + r.W - x
		}
		c.TextIn(x, r.Y, min(w, r.X+r.W-x), s.say(col.title), s.theme.Dim)
		x += w + 1
	}
	p.top = scroll(len(p.rows), r.H-1, max(0, at), true)
	for i := range min(r.H-1, len(p.rows)-p.top) {
		p.row(s, c, canvas.Rect{X: r.X, Y: r.Y + 1 + i, W: r.W, H: 1}, &p.rows[p.top+i], p.top+i == at)
	}
}

// row draws one socket.
func (p *sockets) row(s *stage, c *canvas.Canvas, r canvas.Rect, row *socketRow, at bool) {
	st := s.theme.Base
	if at {
		st = s.theme.RowIdle
		if s.focus == paneSockets {
			st = s.theme.Row
		}
		c.Fill(r, " ", st)
		c.Set(r.X, r.Y, s.g.Cursor, s.theme.Focus.On(st))
	}
	x := r.X + 1
	for i, text := range p.cells(s, row) {
		w := socketColumns[i].width
		if w == 0 {
			w = r.X + r.W - x
		}
		style := st
		if p.changed(s, row, i) {
			style = s.theme.Changed.On(st)
		}
		c.TextIn(x, r.Y, min(w, r.X+r.W-x), text, style)
		x += w + 1
	}
}

// cells gives what stands in the columns.
func (p *sockets) cells(s *stage, row *socketRow) [len(socketColumns)]string {
	fd, proto, local, remote, state := "-", "tcp", "", "", row.get("State")
	if row.socket != nil {
		fd = row.socket.Entity.Name
		if i := strings.IndexByte(fd, '/'); i >= 0 {
			fd = fd[i+1:]
		}
		proto, local, remote = row.socket.Get("Proto"), row.socket.Get("Local"), row.socket.Get("Remote")
		if state == "" {
			state = row.socket.Get("State")
		}
	} else if a, b, ok := strings.Cut(row.tcp.Entity.Name, " > "); ok {
		local, remote = a, b
	}
	local, remote = s.endText(local), s.endText(remote)
	sendq, recvq, now := row.get("SendQ"), row.get("RecvQ"), p.waiting(s, row)
	if row.listens() {
		sendq, recvq = "-", "-"
		now = s.say.f(txtBacklogNow, row.get("SynQ"), row.get("AcceptQ"), row.get("Backlog"))
	} else if row.tcp != nil && now == "" {
		now = "cwnd " + row.get("Cwnd") + "  rto " + row.get("RTO")
	}
	return [...]string{row.node, fd, proto, local, remote, state, sendq, recvq, now}
}

// endText writes an endpoint of a descriptor with the name of its node.
func (s *stage) endText(text string) string {
	a, err := netip.ParseAddrPort(text)
	switch {
	case err != nil:
		return text
	case a.Addr().IsUnspecified():
		return "*:" + strconv.Itoa(int(a.Port()))
	}
	return s.film.endName(a)
}

// changed says whether the cursor's event changed what stands in a column.
func (p *sockets) changed(s *stage, row *socketRow, column int) bool {
	fields := [len(socketColumns)]string{5: "State", 6: "SendQ", 7: "RecvQ"}
	if fields[column] == "" {
		return false
	}
	for _, d := range s.event().Deltas {
		if d.Field == fields[column] && (row.tcp != nil && d.Entity == row.tcp.Entity || row.socket != nil && d.Entity == row.socket.Entity && row.tcp == nil) {
			return true
		}
	}
	return false
}

// waiting says which call of a socket waits at the cursor.
func (p *sockets) waiting(s *stage, row *socketRow) string {
	if row.socket == nil || row.socket.Get("Blocked") != "true" {
		return ""
	}
	calls := s.film.callsOf(row.socket.Entity)
	for i := len(calls) - 1; i >= 0; i-- {
		if k := calls[i]; k.ID <= s.at.id {
			if k.Return == 0 || k.Return > s.at.id {
				return s.say.f(txtWaitsIn, k.Name)
			}
		}
	}
	return s.say(txtBlocked)
}

func (p *sockets) handle(s *stage, a action) bool {
	p.collect(s)
	switch a {
	case actUp, actDown:
		by := 1
		if a == actUp {
			by = -1
		}
		if len(p.rows) > 0 {
			p.chosen = p.rows[max(0, min(p.at(s)+by, len(p.rows)-1))].entity()
		}
	case actHistory:
		p.calls = !p.calls
	default:
		return false
	}
	return true
}

func (p *sockets) click(s *stage, x, y int) {
	p.collect(s)
	if i := p.top + y - p.drawn.Y - 2; y >= p.drawn.Y+2 && i < len(p.rows) && y < p.drawn.Y+2+max(2, p.drawn.H/4) {
		p.chosen = p.rows[i].entity()
	}
}

// amount writes a number of bytes with its unit.
func amount(s *stage, n int64) string { return s.say.f(txtByteUnit, n) }

// relative writes a sequence number counted from the first.
func relative(n, first uint32) string { return fmt.Sprint(n - first) }
