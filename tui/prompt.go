package tui

import (
	"slices"
	"strings"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"encap/tui/canvas"
)

// The actions of a line to type into.
const (
	actErase     action = "erase"
	actEraseLine action = "erase line"
	actEraseWord action = "erase word"
	actComplete  action = "complete"
)

// inputKeys are the keys of lines to type into; all others are typed.
var inputKeys = []binding{
	{paneInput, actEnter, []string{"enter"}, txtKeyDone},
	{paneInput, actComplete, []string{"tab"}, txtKeyComplete},
	{paneInput, actUp, []string{"up"}, txtKeyItemUp},
	{paneInput, actDown, []string{"down"}, txtKeyItemDown},
	{paneInput, actLeft, []string{"left"}, txtKeyCharLeft},
	{paneInput, actRight, []string{"right"}, txtKeyCharRight},
	{paneInput, actFirst, []string{"home", "ctrl+a"}, txtKeyLineBegin},
	{paneInput, actLast, []string{"end", "ctrl+e"}, txtKeyLineEnd},
	{paneInput, actErase, []string{"backspace"}, txtKeyErase},
	{paneInput, actEraseWord, []string{"ctrl+w"}, txtKeyEraseWord},
	{paneInput, actEraseLine, []string{"ctrl+u"}, txtKeyEraseLine},
	{paneInput, actBack, []string{"esc"}, txtKeyBack},
}

// prompt is a line to type into, with a list of what it may become.
type prompt struct {
	title string
	about string
	text  []rune
	place int // of the cursor, in characters
	at    int // the suggestion under the cursor; -1: none

	// check says what is wrong with the text, or what it means; it is asked
	// after each key.
	check func(text string) (said string, ok bool)
	// suggest gives what the text may become, best first.
	suggest func(text string) []suggestion
	// must: enter takes a suggestion, and not what was typed.
	must bool
	// changed is told of each change; nil: nobody is.
	changed func(m *model, text string)
	// done is what enter does; canceled, what esc does.
	done     func(m *model, text string) tea.Cmd
	canceled func(m *model)
}

// suggestion is what a text may become.
type suggestion struct{ text, note string }

// newPrompt gives a prompt with a text in it.
func newPrompt(title, text string) *prompt {
	return &prompt{title: title, text: []rune(text), place: len([]rune(text)), at: -1}
}

// mostTyped is longer than anything that makes sense here.
const mostTyped = 500

func (p *prompt) key(m *model, key string) tea.Cmd {
	a := actNone
	for i := range inputKeys {
		if slices.Contains(inputKeys[i].keys, key) {
			a = inputKeys[i].act
		}
	}
	before := string(p.text)
	switch a {
	case actEnter:
		return p.enter(m)
	case actBack:
		m.dismiss()
		if p.canceled != nil {
			p.canceled(m)
		}
		return nil
	case actNone:
		if r := []rune(key); len(r) == 1 {
			p.insert(key)
		}
	default:
		p.edit(a)
	}
	if now := string(p.text); now != before {
		p.at = -1
		if p.must {
			p.at = 0
		}
		if p.changed != nil {
			p.changed(m, now)
		}
	}
	return nil
}

// enter takes what was typed, or the suggestion that was chosen.
func (p *prompt) enter(m *model) tea.Cmd {
	text := string(p.text)
	if all := p.suggestions(); p.at >= 0 && p.at < len(all) {
		text = all[p.at].text
		if !p.must && text != string(p.text) { // first into the line
			p.set(text)
			p.at = -1
			if p.changed != nil {
				p.changed(m, text)
			}
			return nil
		}
	} else if p.must {
		return nil
	}
	if p.check != nil {
		if _, ok := p.check(text); !ok {
			return nil
		}
	}
	m.dismiss()
	return p.done(m, text)
}

// edit does what a key means that types nothing.
func (p *prompt) edit(a action) {
	switch a {
	case actComplete:
		if all := p.suggestions(); len(all) > 0 {
			p.set(all[max(0, min(p.at, len(all)-1))].text)
		}
	case actUp:
		p.at = max(-1, p.at-1)
		if p.must {
			p.at = max(0, p.at)
		}
	case actDown:
		p.at = min(len(p.suggestions())-1, p.at+1)
	case actLeft:
		p.place = max(0, p.place-1)
	case actRight:
		p.place = min(len(p.text), p.place+1)
	case actFirst:
		p.place = 0
	case actLast:
		p.place = len(p.text)
	case actErase:
		p.cut(max(0, p.place-1))
	case actEraseWord:
		from := p.place
		for from > 0 && p.text[from-1] == ' ' {
			from--
		}
		for from > 0 && p.text[from-1] != ' ' {
			from--
		}
		p.cut(from)
	case actEraseLine:
		p.cut(0)
	}
}

// cut erases from a place up to the cursor.
func (p *prompt) cut(from int) {
	p.text = slices.Delete(p.text, from, p.place)
	p.place = from
}

func (p *prompt) set(text string) {
	p.text = []rune(text)
	p.place = len(p.text)
}

// insert types a text: what cannot be seen is left out.
func (p *prompt) insert(text string) {
	var seen []rune
	for _, r := range text {
		if unicode.IsPrint(r) {
			seen = append(seen, r)
		}
	}
	seen = seen[:min(len(seen), mostTyped-min(mostTyped, len(p.text)))]
	p.text = slices.Insert(p.text, p.place, seen...)
	p.place += len(seen)
}

func (p *prompt) suggestions() []suggestion {
	if p.suggest == nil {
		return nil
	}
	return p.suggest(string(p.text))
}

// mostShown is how many suggestions are shown at once.
const mostShown = 8

func (p *prompt) draw(s *stage, c *canvas.Canvas, r canvas.Rect) {
	w := min(78, r.W-2)
	all := p.suggestions()
	shown := min(mostShown, len(all))
	var head []styled
	if p.about != "" {
		head = wrapped(c, head, p.about, w-4, 0, s.theme.Dim)
	}
	said, ok := "", true
	if p.check != nil {
		said, ok = p.check(string(p.text))
	}
	var foot []styled
	if said != "" {
		st := s.theme.Good
		if !ok {
			st = s.theme.Bad
		}
		foot = wrapped(c, foot, said, w-4, 0, st)
	}
	h := len(head) + 1 + len(foot) + shown + 2
	keys := s.keysLine(c, paneInput, actEnter, actBack)
	if p.suggest != nil {
		keys = s.keysLine(c, paneInput, actEnter, actComplete, actBack)
	}
	in := s.box(c, r, w, h, false, p.title, keys)
	for _, l := range head {
		c.TextIn(in.X, in.Y, in.W, l.text, l.style)
		_, in = in.Top(1)
	}
	line, in := in.Top(1)
	p.drawLine(s, c, line)
	for _, l := range foot {
		c.TextIn(in.X, in.Y, in.W, l.text, l.style)
		_, in = in.Top(1)
	}
	p.drawSuggestions(s, c, in, all)
}

// drawLine draws what was typed, scrolled so that the cursor is seen.
func (p *prompt) drawLine(s *stage, c *canvas.Canvas, r canvas.Rect) {
	c.Fill(r, " ", s.theme.RowIdle)
	c.Text(r.X, r.Y, s.g.Cursor+" ", s.theme.Focus.On(s.theme.RowIdle))
	room := r.W - 4
	from := 0
	for from < p.place && c.Width(string(p.text[from:p.place])) > room {
		from++
	}
	x := c.TextIn(r.X+2, r.Y, room, string(p.text[from:p.place]), s.theme.RowIdle)
	under, rest := " ", ""
	if p.place < len(p.text) {
		under, rest = string(p.text[p.place]), string(p.text[p.place+1:])
	}
	x = c.Text(x, r.Y, under, s.theme.Link)
	c.TextIn(x, r.Y, r.X+r.W-x, rest, s.theme.RowIdle)
}

func (p *prompt) drawSuggestions(s *stage, c *canvas.Canvas, in canvas.Rect, all []suggestion) {
	top := scroll(len(all), in.H, max(0, p.at), false)
	for y := 0; y < in.H && top+y < len(all); y++ {
		it, st, mark := all[top+y], s.theme.Base, "  "
		if top+y == p.at {
			st, mark = s.theme.Row, s.g.Cursor+" "
		}
		row := canvas.Rect{X: in.X, Y: in.Y + y, W: in.W, H: 1}
		c.Fill(row, " ", st)
		x := c.TextIn(row.X, row.Y, row.W, mark+it.text, st)
		if it.note != "" && x+3 < row.X+row.W {
			note := c.Clip(it.note, row.X+row.W-x-2)
			c.Text(row.X+row.W-c.Width(note), row.Y, note, s.theme.Dim.On(st))
		}
	}
}

// fuzzy says how well a text fits what was typed: all its letters in order, the
// earlier and the closer together the better. 0: not at all.
func fuzzy(typed, text string) int {
	typed, text = strings.ToLower(strings.ReplaceAll(typed, " ", "")), strings.ToLower(text)
	if typed == "" {
		return 1
	}
	if i := strings.Index(strings.ReplaceAll(text, " ", ""), typed); i >= 0 {
		return 1000 - min(i, 500)
	}
	score, last := 500, -1
	for _, r := range typed {
		i := strings.IndexRune(text[last+1:], r)
		if i < 0 {
			return 0
		}
		score -= min(i, 20)
		last += 1 + i
	}
	return max(1, score)
}
