package tui

import (
	"fmt"
	"strings"

	"encap/tui/canvas"
)

// drawHeader draws the first line: what is played, and where it is.
func (m *model) drawHeader(c *canvas.Canvas, r canvas.Rect) {
	s := &m.stage
	c.Fill(r, " ", s.theme.Bar)
	right := keyLabel(keyOf(everywhere, actHelp), c.ASCII()) + " " + s.say(txtKeyHelp)
	x := r.X + r.W - c.Width(right) - 1
	c.Text(x, r.Y, right, s.theme.BarDim)
	event := s.say.f(txtEventOf, s.at.id, s.film.last)
	clock := "t " + millis(s.at.now)
	state := m.play.text(s)
	// The fixed widths keep the header from trembling while it plays.
	x -= max(c.Width(event), c.Width(s.say.f(txtEventOf, s.film.last, s.film.last))) + 3
	c.Text(x, r.Y, event, s.theme.Bar)
	x -= max(c.Width(clock), c.Width("t "+millis(s.last()))) + 3
	c.Text(x, r.Y, clock, s.theme.Bar)
	x -= c.Width(state) + 3
	c.Text(x, r.Y, state, s.theme.BarPlay)
	left := drawChip(s, c, r.X, r.Y, txtProduct, s.theme.Chip[0]) + 1
	title, style := s.film.sc.Title, s.theme.Bar.With(canvas.Bold)
	if what := m.branchText(); what != "" {
		title, style = s.g.Changed+" "+what, s.theme.BarPlay
	}
	left = c.TextIn(left, r.Y, x-left-1, title, style)
	if text := m.liveText(); text != "" && x-left > 8 {
		c.TextIn(left+2, r.Y, x-left-3, text, s.theme.BarPlay)
	}
}

// liveText says where the frames can be watched on real sockets.
func (m *model) liveText() string {
	if m.live == nil {
		return ""
	}
	if m.liveErr != nil {
		return m.stage.say.f(txtLiveLost, m.liveErr)
	}
	if a := m.live.Address(); a != "" {
		return m.stage.say.f(txtLive, a)
	}
	return ""
}

// drawFooter draws the keys that matter now, as many as there is room for.
func (m *model) drawFooter(c *canvas.Canvas, r canvas.Rect) {
	s := &m.stage
	c.Fill(r, " ", s.theme.Bar)
	end := r.X + r.W - 1
	end -= m.pressedKey(c, end, r.Y)
	if fps := m.rate.slowed(); fps > 0 {
		text := s.say.f(txtSlow, fps)
		end -= c.Width(text) + 1
		c.Text(end+1, r.Y, text, s.theme.BarDim)
	}
	if text := s.filterText(); text != "" {
		text = c.Clip(text, (end-r.X)/2)
		end -= c.Width(text) + 1
		c.Text(end+1, r.Y, text, s.theme.BarPlay)
	}
	where := s.focus
	switch {
	case m.film() == nil:
		where = panePicker
	case s.sheet != nil:
		where = s.sheet.id()
	}
	x := r.X + 1
	if s.notice != "" {
		c.TextIn(x, r.Y, end-x, s.notice, s.theme.BarKey)
		return
	}
	for i := range hints {
		h := &hints[i]
		if h.where != where && (h.where != everywhere || where == panePicker && h.acts[0] != actQuit && h.acts[0] != actHelp) {
			continue
		}
		keys, text := hintKeys(h, c.ASCII()), s.say(h.text)
		if x+c.Width(keys)+1+c.Width(text) > end {
			continue
		}
		x = c.Text(x, r.Y, keys, s.theme.BarKey)
		x = c.Text(x+1, r.Y, text, s.theme.BarDim) + 2
	}
}

// drawTabs names the panes that share the place of the one that is seen: by
// their numbers alone where the names have no room.
func (m *model) drawTabs(c *canvas.Canvas, r canvas.Rect, tabs []paneID) {
	var names, numbers []string
	for _, id := range tabs {
		if m.layout.panes[id].Empty() {
			name := m.stage.paneTitle(id)
			names, numbers = append(names, name), append(numbers, name[:1])
		}
	}
	const title = 30 // columns that are the pane's own
	for _, list := range [][]string{names, numbers} {
		text := strings.Join(list, "  ")
		if n := c.Width(text); n > 0 && n+title+6 <= r.W {
			m.stage.note(c, r, r.Y, text, m.stage.theme.Dim)
			return
		}
	}
}

// drawTooSmall says that the window is too small.
func (m *model) drawTooSmall(c *canvas.Canvas) {
	w, h := c.Size()
	lines := []string{m.stage.say.f(txtNeedsSize, w, h), m.stage.say(txtKeepOn)}
	for i, l := range lines {
		if y := h/2 - 1 + i; y >= 0 {
			c.TextIn(max(0, (w-c.Width(l))/2), y, w, l, m.stage.theme.Strong)
		}
	}
}

// text says what the player does.
func (p *player) text(s *stage) string {
	glyph, word := s.g.Pause, txtPaused
	switch {
	case p.on && p.reverse:
		glyph, word = s.g.Reverse, txtBackward
	case p.on:
		glyph, word = s.g.Play, txtPlaying
	case s.film.steps[s.at.id] != "":
		glyph, word = s.g.Mark, txtLesson
	}
	return fmt.Sprintf("%s %s ×%s", glyph, s.say(word), speeds[p.speed].name)
}
