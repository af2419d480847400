package scenario

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// source is the text of a file, and knows where in it a value stands.
type source struct {
	file   string
	text   string
	starts []int  // the byte at which each line begins
	ascii  []bool // the line's columns are its bytes
	// The place that was asked for last: a file in one line has a hundred
	// thousand of them, each a little further on.
	lastLine, lastColumn, lastByte int
}

// maxBytes is the size of a file: ten thousand hosts fit.
const maxBytes = 1 << 20

// newSource takes the text, unless it is not text: then it says so in r.
func newSource(r *report, file string, src []byte) bool {
	s := &source{file: file}
	r.src = s
	refuse := func(at Where, mend, format string, args ...any) bool {
		r.add(Problem{Where: at, Msg: fmt.Sprintf(format, args...), Mend: mend})
		return false
	}
	if len(src) > maxBytes {
		return refuse(Where{}, "", "the file has %d bytes; the most is %d", len(src), maxBytes)
	}
	text := strings.TrimPrefix(string(src), "\ufeff")
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return refuse(Where{}, "save it as UTF-8", "the file is in UTF-16")
	}
	s.text = text
	s.split()
	for line, start := range s.starts {
		text, column := s.line(line+1), 0
		for i, c := range text {
			column++
			at := Where{Line: line + 1, Column: column}
			switch {
			case c == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
				return refuse(at, "save the file as UTF-8", "the byte %#02x is not UTF-8", s.text[start+i])
			case hidden(c) && c != '\t':
				return refuse(at, "delete it", "the hidden character %U", c)
			}
		}
	}
	return true
}

func (s *source) split() {
	for start := 0; start <= len(s.text); {
		end := strings.IndexByte(s.text[start:], '\n')
		if end < 0 {
			end = len(s.text) - start
		}
		ascii := true
		for i := start; i < start+end; i++ {
			ascii = ascii && s.text[i] < utf8.RuneSelf
		}
		s.starts, s.ascii = append(s.starts, start), append(s.ascii, ascii)
		start += end + 1
	}
}

// hidden says whether a character cannot be seen, or orders the terminal or
// the reader's eye about. The line separators count, since YAML takes them for
// the end of a line and no editor does.
func hidden(c rune) bool {
	switch {
	case unicode.IsControl(c), c == '\u2028', c == '\u2029', c == '\ufeff':
		return true
	case c == '\u200b', c == '\u200e', c == '\u200f', c == '\u061c': // of no width; marks of direction
		return true
	case '\u202a' <= c && c <= '\u202e', '\u2060' <= c && c <= '\u206f': // directions that hide what a text says
		return true
	}
	return unicode.Is(unicode.Noncharacter_Code_Point, c)
}

// line gives a line without its end, counted from 1; "" if there is none.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.starts) {
		return ""
	}
	end := len(s.text)
	if n < len(s.starts) {
		end = s.starts[n] - 1
	}
	return strings.TrimSuffix(s.text[s.starts[n-1]:end], "\r")
}

// at gives the byte at which a line and column begin.
func (s *source) at(line, column int) int {
	if line < 1 || line > len(s.starts) {
		return len(s.text)
	}
	start := s.starts[line-1]
	if s.ascii[line-1] {
		return min(start+column-1, len(s.text))
	}
	from, i := 1, start
	if s.lastLine == line && s.lastColumn <= column {
		from, i = s.lastColumn, s.lastByte
	}
	for ; from < column && i < len(s.text); from++ {
		_, size := utf8.DecodeRuneInString(s.text[i:])
		i += size
	}
	s.lastLine, s.lastColumn, s.lastByte = line, column, i
	return i
}

// inside gives the place of the offset-th byte of a scalar's value, and the
// byte of the file there. A block scalar (| or >) is one place.
func (s *source) inside(n *yaml.Node, offset int) (Where, int) {
	w := walk{s: s, line: n.Line, column: n.Column, i: s.at(n.Line, n.Column)}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 || n.Kind != yaml.ScalarNode {
		return w.where(), w.i
	}
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		w.next()
	}
	for done := 0; done < offset && w.i < len(s.text); {
		done += w.one(n.Style)
	}
	return w.where(), w.i
}

// walk goes through the text of a scalar, as YAML reads it.
type walk struct {
	s            *source
	line, column int
	i            int
}

func (w *walk) where() Where { return Where{File: w.s.file, Line: w.line, Column: w.column} }

// next steps over one character of the file and gives it.
func (w *walk) next() rune {
	c, size := utf8.DecodeRuneInString(w.s.text[w.i:])
	w.i += size
	w.column++
	if c == '\n' {
		w.line, w.column = w.line+1, 1
	}
	return c
}

// one steps over what makes one character of the value and gives how many
// bytes of the value that is.
func (w *walk) one(style yaml.Style) int {
	rest := w.s.text[w.i:]
	if blanks := len(rest) - len(strings.TrimLeft(rest, " \t\r\n")); strings.Contains(rest[:blanks], "\n") {
		return w.fold(blanks)
	}
	c := w.next()
	switch {
	case c == '\'' && style&yaml.SingleQuotedStyle != 0:
		w.next() // written twice
	case c == '\\' && style&yaml.DoubleQuotedStyle != 0:
		return w.escape()
	}
	return utf8.RuneLen(c)
}

// fold steps over the end of a line: the first one is a space in the value,
// each further one a new line (YAML 1.2.2 §6.5).
func (w *walk) fold(blanks int) int {
	lines := strings.Count(w.s.text[w.i:w.i+blanks], "\n")
	for end := w.i + blanks; w.i < end; {
		w.next()
	}
	return max(1, lines-1)
}

// escape steps over what follows a backslash in double quotes (YAML 1.2.2
// §5.7).
func (w *walk) escape() int {
	if w.i == len(w.s.text) {
		return 1
	}
	digits := 0
	switch w.next() {
	case '\r', '\n': // the line goes on as if it had not ended
		for w.i < len(w.s.text) && strings.IndexByte(" \t\n", w.s.text[w.i]) >= 0 {
			w.next()
		}
		return 0
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case 'N', '_':
		return 2 // U+0085, U+00A0
	case 'L', 'P':
		return 3 // U+2028, U+2029
	default:
		return 1
	}
	from := w.i
	for ; digits > 0 && w.i < len(w.s.text); digits-- {
		w.next()
	}
	code, _ := strconv.ParseUint(w.s.text[from:w.i], 16, 32)
	return max(1, utf8.RuneLen(rune(code)))
}
