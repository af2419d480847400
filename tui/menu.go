package tui

import (
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"encap/tui/canvas"
)

// menuKeys are the keys of menus; digits choose too.
var menuKeys = []binding{
	{paneMenu, actUp, []string{"up", "k"}, txtKeyItemUp},
	{paneMenu, actDown, []string{"down", "j"}, txtKeyItemDown},
	{paneMenu, actEnter, []string{"enter", " "}, txtKeyChoose},
	{paneMenu, actBack, []string{"esc"}, txtKeyBack},
}

// menu is a list of things to do.
type menu struct {
	title string
	about string // what it is done to
	items []item
	at    int
}

// item is one thing to do.
type item struct {
	text  string
	note  string // what it comes to
	style func(*canvas.Theme) canvas.Style
	do    func(m *model) tea.Cmd
}

func (x *menu) key(m *model, key string) tea.Cmd {
	if len(key) == 1 && key[0] >= '1' && key[0] <= '9' && int(key[0]-'1') < len(x.items) {
		x.at = int(key[0] - '1')
		return x.choose(m)
	}
	switch meaning(paneMenu, key) {
	case actUp:
		x.at = max(0, x.at-1)
	case actDown:
		x.at = max(0, min(len(x.items)-1, x.at+1))
	case actEnter:
		return x.choose(m)
	case actBack, actQuit:
		m.dismiss()
	}
	return nil
}

func (x *menu) choose(m *model) tea.Cmd {
	m.dismiss()
	if x.at < len(x.items) && x.items[x.at].do != nil {
		return x.items[x.at].do(m)
	}
	return nil
}

func (x *menu) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	w := min(78, r.W-2)
	var head []styled
	if x.about != "" {
		head = wrapped(c, head, x.about, w-4, 0, s.theme.Dim)
	}
	h := len(head) + len(x.items) + 2
	in := s.box(c, r, w, h, false, x.title, s.keysLine(c, paneMenu, actEnter, actBack))
	for _, l := range head {
		c.TextIn(in.X, in.Y, in.W, l.text, l.style)
		_, in = in.Top(1)
	}
	top := scroll(len(x.items), in.H, x.at, false)
	for y := 0; y < in.H && top+y < len(x.items); y++ {
		i := top + y
		it, st, mark := &x.items[i], s.theme.Base, " "
		if it.style != nil {
			st = it.style(s.theme)
		}
		if i == x.at {
			st, mark = s.theme.Row, s.g.Cursor
		}
		c.Fill(canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}, " ", st)
		digit := "  "
		if i < 9 {
			digit = strconv.Itoa(i+1) + " "
		}
		at := c.TextIn(in.X, in.Y+y, in.W, mark+" "+digit+" "+it.text, st)
		if it.note != "" && at+3 < in.X+in.W {
			c.TextIn(at+2, in.Y+y, in.X+in.W-at-2, it.note, s.theme.Dim.On(st))
		}
	}
}
