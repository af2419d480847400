package drill

import "strings"

// lexer cuts a script into tokens.
type lexer struct {
	src     string
	at      int
	pos     Pos
	defined map[string]string // what --define says
	tokens  []token
	err     *Error
}

// lex cuts a whole script.
func lex(name, src string) ([]token, *Error) {
	l := &lexer{src: src, pos: Pos{1, 1}, defined: map[string]string{}}
	for l.err == nil && l.skipBlank() && l.err == nil {
		l.token()
	}
	if l.err != nil {
		l.err.Script = name
		return nil, l.err
	}
	return append(l.tokens, token{kind: end, pos: l.pos}), nil
}

func (l *lexer) fail(pos Pos, text string) {
	if l.err == nil {
		l.err = &Error{Pos: pos, Text: text}
	}
}

// rest gives what was not read yet.
func (l *lexer) rest() string { return l.src[l.at:] }

// skip goes n bytes on and counts lines and columns.
func (l *lexer) skip(n int) {
	for _, c := range []byte(l.src[l.at : l.at+n]) {
		switch {
		case c == '\n':
			l.pos.Line++
			l.pos.Column = 1
		case c&0xc0 != 0x80: // UTF-8's later bytes stand in the same column
			l.pos.Column++
		}
	}
	l.at += n
}

// skipBlank goes over white space and comments and says whether anything is
// left.
func (l *lexer) skipBlank() bool {
	for l.at < len(l.src) {
		r := l.rest()
		switch {
		case strings.IndexByte(" \t\r\n", r[0]) >= 0:
			l.skip(1)
		case strings.HasPrefix(r, "//"):
			n := strings.IndexByte(r, '\n')
			if n < 0 {
				n = len(r)
			}
			l.skip(n)
		case strings.HasPrefix(r, "/*"):
			n := strings.Index(r[2:], "*/")
			if n < 0 {
				l.fail(l.pos, "the comment does not end")
				return false
			}
			l.skip(n + 4)
		default:
			return true
		}
	}
	return false
}

// token reads the next token; something is there.
func (l *lexer) token() {
	r := l.rest()
	switch {
	case r[0] == '#' && l.pos.Column == 1:
		n := strings.IndexByte(r, '\n')
		if n < 0 {
			n = len(r)
		}
		l.take(directive, n)
	case r[0] == '`':
		l.delimited(shell, "`", "`")
	case r[0] == '"':
		l.delimited(quoted, `"`, `"`)
	case strings.HasPrefix(r, "%{"):
		l.delimited(code, "%{", "}%")
	case strings.HasPrefix(r, "--") && len(r) > 2 && wordByte(r[2]):
		l.option()
	case strings.HasPrefix(r, "..."):
		l.take(mark, 3)
	case numberBegins(r):
		l.number()
	case wordByte(r[0]):
		l.word()
	default:
		l.take(mark, 1)
	}
}

// take makes a token of the next n bytes.
func (l *lexer) take(k kind, n int) {
	l.tokens = append(l.tokens, token{k, l.src[l.at : l.at+n], l.pos})
	l.skip(n)
}

// delimited reads what stands between two marks.
func (l *lexer) delimited(k kind, open, shut string) {
	pos, r := l.pos, l.rest()[len(open):]
	n := 0
	for ; ; n++ {
		if n >= len(r) {
			l.fail(pos, kindNames[k]+" that does not end: want "+shut)
			return
		}
		if strings.HasPrefix(r[n:], shut) {
			break
		}
		if r[n] == '\\' && k != code {
			n++
		}
	}
	l.tokens = append(l.tokens, token{k, r[:n], pos})
	l.skip(len(open) + n + len(shut))
}

// option reads --name=value; the value ends at white space that no quote
// encloses.
func (l *lexer) option() {
	r, quote, n := l.rest(), byte(0), 0
	for ; n < len(r); n++ {
		switch c := r[n]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
			continue
		case c == '"' || c == '`':
			quote = c
			continue
		case strings.IndexByte(" \t\r\n", c) < 0:
			continue
		}
		break
	}
	if name, value, ok := strings.Cut(r[:n], "="); ok && name == "--define" {
		if name, value, ok := strings.Cut(value, "="); ok {
			l.defined[name] = value
		}
	}
	l.take(setting, n)
}

func wordByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// numberBegins says whether a number comes: 1, -1, .5.
func numberBegins(r string) bool {
	if len(r) > 1 && r[0] == '-' {
		r = r[1:]
	}
	return digit(r[0]) || len(r) > 1 && r[0] == '.' && digit(r[1])
}

// number reads a number, or a word that begins with digits.
func (l *lexer) number() {
	r, n := l.rest(), 0
	if r[0] == '-' {
		n++
	}
	for n < len(r) && digit(r[n]) {
		n++
	}
	if n+1 < len(r) && r[n] == '.' && digit(r[n+1]) {
		for n++; n < len(r) && digit(r[n]); n++ {
		}
		l.take(real, n)
		return
	}
	k, digits := integer, n
	for n < len(r) && wordByte(r[n]) {
		n++
	}
	if n > digits && !strings.HasPrefix(r, "0x") && !strings.HasPrefix(r, "0X") {
		k = word
	}
	l.take(k, n)
}

// word reads a word, and puts in its place what it was defined to mean.
func (l *lexer) word() {
	r, n := l.rest(), 0
	for n < len(r) && wordByte(r[n]) {
		n++
	}
	l.take(word, n)
	t := &l.tokens[len(l.tokens)-1]
	value, ok := l.defined[t.text]
	switch {
	case !ok:
	case len(value) > 1 && value[0] == '"':
		t.kind, t.text = quoted, strings.Trim(value, `"`)
	case len(value) > 1 && value[0] == '`':
		t.kind, t.text = shell, strings.Trim(value, "`")
	case value != "" && numberBegins(value):
		t.kind, t.text = integer, value
	default:
		t.text = value
	}
}
