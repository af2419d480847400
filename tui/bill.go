package tui

import (
	"sort"
	"time"

	"encap/sim/account"
	"encap/sim/trace"
	"encap/tui/canvas"
)

// Accounts is what a Source offers besides when it knows where time went.
type Accounts interface {
	// Account says where the time went between an act and an event.
	Account(id trace.ID) (account.Account, error)
}

// bill is the account of the cursor's event: the critical path as a bar, and
// what each owner has of it.
type bill struct {
	of    *film
	at    trace.ID
	known bool
	account.Account
	row int
}

// draw up the account of an event.
func (b *bill) ask(f *film, id trace.ID) {
	if b.of == f && b.at == id {
		return
	}
	b.of, b.at, b.known = f, id, false
	if src, ok := f.src.(Accounts); ok {
		a, err := src.Account(id)
		b.Account, b.known = a, err == nil
	}
}

// longest gives the spans, the longest first.
func (b *bill) longest() []account.Span {
	spans := append([]account.Span(nil), b.Spans...)
	sort.SliceStable(spans, func(i, j int) bool { return spans[i].To-spans[i].From > spans[j].To-spans[j].From })
	return spans
}

// enter goes to the end of the chosen span.
func (b *bill) enter(s *stage) {
	if spans := b.longest(); b.known && len(spans) > 0 {
		s.goTo(spans[min(b.row, len(spans)-1)].Effect)
		b.row = 0
	}
}

// ownerLook gives the look of an owner: a colour and a letter, so that two
// neighbours differ by more than their colours.
func ownerLook(s *stage, o account.Owner) (string, canvas.Style) {
	for _, w := range [...]struct {
		owner  account.Owner
		letter string
		layer  int
	}{
		{account.Transmission, "b", 1}, {account.Propagation, "p", 1}, {account.HeldBack, "h", 1}, {account.Queueing, "q", 2}, {account.ARP, "A", 2},
		{account.Window, "w", 4}, {account.CongestionWindow, "c", 4}, {account.Nagle, "n", 4}, {account.Recovery, "r", 4}, {account.Retransmission, "R", 4},
		{account.DelayedACK, "d", 4}, {account.Connection, "t", 4}, {account.Application, "a", 7},
	} {
		if w.owner == o {
			return w.letter, s.theme.Chip[w.layer]
		}
	}
	return "?", s.theme.Bad
}

// account draws where the time went until the cursor's event.
func (g *graph) account(s *stage, c *canvas.Canvas, in canvas.Rect) {
	b := &g.bill
	b.ask(g.of, s.at.id)
	if !b.known || b.Total() <= 0 {
		c.TextIn(in.X+1, in.Y, in.W-2, s.say(txtNoTime), s.theme.Future)
		return
	}
	r := canvas.Rect{X: in.X + 1, Y: in.Y, W: in.W - 2, H: in.H}
	c.TextIn(r.X, r.Y, r.W, s.say.f(txtTimeBetween, b.From, b.To, shortTime(b.Total().Round(time.Microsecond))), s.theme.Strong)
	g.strip(s, c, canvas.Rect{X: r.X, Y: r.Y + 1, W: r.W, H: 2})
	// The owners, and beside them or below the longest pieces.
	left, right := r.Left(min(r.W, 46))
	y := r.Y + 3
	for _, share := range b.Shares {
		if y >= r.Y+r.H {
			return
		}
		letter, st := ownerLook(s, share.Owner)
		x := drawChip(s, c, left.X, y, letter, st) + 1
		x = c.TextIn(x, y, 21, pad(c, string(share.Owner), 21), s.theme.Base)
		c.TextIn(x, y, left.X+left.W-x, s.say.f(txtShare, float64(share.Permille)/10, shortTime(share.Time.Round(time.Microsecond))), s.theme.Dim)
		y++
	}
	if right.W < 30 {
		right = canvas.Rect{X: r.X, Y: y, W: r.W}
		right.H = r.Y + r.H - right.Y
	} else {
		right = canvas.Rect{X: right.X, Y: r.Y + 3, W: right.W, H: r.H - 3}
	}
	g.pieces(s, c, right)
}

// strip draws the critical path: each piece of it as long as it took.
func (g *graph) strip(s *stage, c *canvas.Canvas, r canvas.Rect) {
	b := &g.bill
	for _, span := range b.Spans {
		x0 := int(float64(span.From.Sub(b.Began)) / float64(b.Total()) * float64(r.W))
		x1 := int(float64(span.To.Sub(b.Began)) / float64(b.Total()) * float64(r.W))
		letter, st := ownerLook(s, span.Owner)
		for x := x0; x < max(x1, x0+1) && x < r.W; x++ {
			for y := range r.H {
				c.Set(r.X+x, r.Y+y, letter, st)
			}
		}
	}
}

// pieces lists the longest pieces of the path.
func (g *graph) pieces(s *stage, c *canvas.Canvas, r canvas.Rect) {
	spans := g.bill.longest()
	if r.H < 2 || len(spans) == 0 {
		return
	}
	g.bill.row = min(g.bill.row, len(spans)-1)
	c.TextIn(r.X, r.Y, r.W, s.say(txtLongest), s.theme.Title)
	top := scroll(len(spans), r.H-1, g.bill.row, true)
	for y := range min(r.H-1, len(spans)-top) {
		span, st := &spans[top+y], s.theme.Base
		line := canvas.Rect{X: r.X, Y: r.Y + 1 + y, W: r.W, H: 1}
		if top+y == g.bill.row && s.focus == paneGraph {
			st = s.theme.Row
			c.Fill(line, " ", st)
			c.Set(line.X, line.Y, s.g.Cursor, s.theme.Focus.On(st))
		}
		letter, ink := ownerLook(s, span.Owner)
		c.Text(line.X+1, line.Y, letter, ink)
		e := g.of.event(span.Effect)
		took := shortTime(span.To.Sub(span.From).Round(time.Microsecond))
		x := c.TextIn(line.X+3, line.Y, 12, pad(c, took, 12), st)
		c.TextIn(x, line.Y, line.X+line.W-x, s.say.f(txtUntilEvent, string(span.Owner), span.Effect, e.Kind, e.Node), st)
	}
}
