package vt

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Cell is one place of the screen; the right half of a wide character has Text
// "".
type Cell struct {
	Text   string
	FG, BG string // SGR parameters such as "38;2;1;2;3"; "" is the terminal's own
	Attr   string // the attributes that are on, in order: "1", "1;7"
}

// Screen is a terminal's screen.
type Screen struct {
	w, h    int
	cells   []Cell
	x, y    int
	pen     Cell
	modes   map[int]bool
	kept    []Cell // the main screen, while the alternate one is shown
	kx, ky  int    // and its cursor
	rest    []byte // an unfinished sequence
	unknown []string
}

// New makes a screen of w by h cells.
func New(w, h int) *Screen {
	s := &Screen{modes: map[int]bool{25: true}}
	s.Resize(w, h)
	return s
}

// Resize gives the screen another size and blanks it.
func (s *Screen) Resize(w, h int) {
	s.w, s.h, s.x, s.y = w, h, 0, 0
	s.cells = make([]Cell, w*h)
	s.clear()
}

func (s *Screen) clear() {
	for i := range s.cells {
		s.cells[i] = Cell{Text: " "}
	}
}

// Write takes what a program sends.
func (s *Screen) Write(p []byte) (int, error) {
	b := append(s.rest, p...)
	s.rest = nil
	for len(b) > 0 {
		n := s.take(b)
		if n == 0 {
			s.rest = slices.Clone(b)
			break
		}
		b = b[n:]
	}
	return len(p), nil
}

// take handles the first sequence or character; 0 when it is not whole yet.
func (s *Screen) take(b []byte) int {
	switch {
	case b[0] == 0x1b:
		return s.escape(b)
	case b[0] == '\r':
		s.x = 0
		return 1
	case b[0] == '\n':
		s.y = min(s.y+1, s.h-1)
		return 1
	case b[0] < 0x20:
		s.unknown = append(s.unknown, fmt.Sprintf("%q", b[:1]))
		return 1
	case !utf8.FullRune(b):
		return 0
	}
	text, w := ansi.FirstGraphemeCluster(whole(b), ansi.GraphemeWidth)
	s.put(string(text), w)
	return len(text)
}

// whole gives b without a rune at its end of which more is to come: it would be
// taken for a part of the character before.
func whole(b []byte) []byte {
	for i := len(b) - 1; i >= 0 && i > len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return b[:i]
			}
			break
		}
	}
	return b
}

func (s *Screen) put(text string, w int) {
	if s.x+w > s.w || s.y >= s.h {
		s.unknown = append(s.unknown, fmt.Sprintf("%q at %d,%d is outside", text, s.x, s.y))
		return
	}
	c := s.pen
	c.Text = text
	s.cells[s.y*s.w+s.x] = c
	for i := 1; i < w; i++ {
		c.Text = ""
		s.cells[s.y*s.w+s.x+i] = c
	}
	s.x += w
}

// escape handles a control sequence: ESC [ parameters final.
func (s *Screen) escape(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	if b[1] != '[' {
		s.unknown = append(s.unknown, fmt.Sprintf("%q", b[:2]))
		return 2
	}
	end := slices.IndexFunc(b[2:], func(c byte) bool { return c >= '@' && c <= '~' })
	if end < 0 {
		return 0
	}
	params, final := string(b[2:2+end]), b[2+end]
	switch {
	case final == 'm':
		s.sgr(params)
	case final == 'H':
		row, col, _ := strings.Cut(params, ";")
		s.y, s.x = number(row, 1)-1, number(col, 1)-1
	case final == 'C':
		s.x += number(params, 1)
	case final == 'J' && params == "2":
		s.clear()
	case (final == 'h' || final == 'l') && strings.HasPrefix(params, "?"):
		s.mode(number(params[1:], 0), final == 'h')
	default:
		s.unknown = append(s.unknown, fmt.Sprintf("%q", b[:3+end]))
	}
	return 3 + end
}

// mode switches a private mode. The alternate screen (1049) begins blank, and
// leaving it brings the main screen and its cursor back.
func (s *Screen) mode(n int, on bool) {
	was := s.modes[n]
	s.modes[n] = on
	switch {
	case n != 1049 || on == was:
	case on:
		s.kept, s.kx, s.ky = slices.Clone(s.cells), s.x, s.y
		s.clear()
	default:
		s.x, s.y = s.kx, s.ky
		if s.clear(); len(s.kept) == len(s.cells) {
			copy(s.cells, s.kept)
		}
	}
}

func number(text string, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return otherwise
}

// sgr handles "select graphic rendition".
func (s *Screen) sgr(params string) {
	p := strings.Split(params, ";")
	for i := 0; i < len(p); i++ {
		n := number(p[i], 0)
		switch {
		case n == 0:
			s.pen = Cell{}
		case n < 10:
			s.pen.Attr = strings.TrimPrefix(s.pen.Attr+";"+p[i], ";")
		case n == 39:
			s.pen.FG = ""
		case n == 49:
			s.pen.BG = ""
		case n == 38 || n == 48:
			k := i + 3 // 38;5;n
			if i+1 < len(p) && p[i+1] == "2" {
				k = i + 5 // 38;2;r;g;b
			}
			k = min(k, len(p))
			s.color(n == 48, strings.Join(p[i:k], ";"))
			i = k - 1
		default:
			s.color(n >= 40 && n < 50 || n >= 100, p[i])
		}
	}
}

func (s *Screen) color(background bool, params string) {
	if background {
		s.pen.BG = params
		return
	}
	s.pen.FG = params
}

// At gives a cell.
func (s *Screen) At(x, y int) Cell { return s.cells[y*s.w+x] }

// Modes gives the private modes that are on, in order: 25 is the cursor, 1049
// the alternate screen.
func (s *Screen) Modes() (on []int) {
	for n, v := range s.modes {
		if v {
			on = append(on, n)
		}
	}
	slices.Sort(on)
	return on
}

// Unknown gives what was sent and not understood.
func (s *Screen) Unknown() []string { return s.unknown }

// String gives the screen's text, a line a row, without trailing blanks.
func (s *Screen) String() string {
	var b, line strings.Builder
	for y := range s.h {
		line.Reset()
		for x := range s.w {
			line.WriteString(s.At(x, y).Text)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
