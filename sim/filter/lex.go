package filter

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode/utf8"

	"encap/layers/link/ethernet"
)

// symbols are tried in this order, so that "<=" is not read as "<".
var symbols = []string{"&&", "||", "==", "!=", "<=", ">=", "..", "<", ">", "!", "(", ")", "{", "}", ","}

// spelled are the symbols that may also be written as words.
var spelled = map[string]string{
	"and": "&&", "or": "||", "not": "!",
	"eq": "==", "ne": "!=", "gt": ">", "lt": "<", "ge": ">=", "le": "<=",
}

// lex cuts the source into tokens, the last of them tokEnd or tokBad. A bad
// token is no error yet: the parser may find an earlier one.
func lex(src string) []token {
	var toks []token
	for at := 0; ; {
		for at < len(src) && strings.IndexByte(" \t\r\n", src[at]) >= 0 {
			at++
		}
		t := next(src, at)
		toks = append(toks, t)
		if t.kind == tokEnd || t.kind == tokBad {
			return toks
		}
		at = t.end
	}
}

// next reads the one token that begins at this byte.
func next(src string, at int) token {
	if at == len(src) {
		return token{kind: tokEnd, off: at, end: at}
	}
	if src[at] == '"' {
		return lexString(src, at)
	}
	if end := runEnd(src, at); end > at {
		return lexRun(src, at, end)
	}
	for _, s := range symbols {
		if strings.HasPrefix(src[at:], s) {
			return token{kind: tokSymbol, text: s, off: at, end: at + len(s)}
		}
	}
	return badCharacter(src, at)
}

// badCharacter knows the slips of those who come from other languages.
func badCharacter(src string, at int) token {
	e := &Error{Offset: at}
	switch c := src[at]; c {
	case '=', '&', '|':
		e.Msg, e.Mend = "a single "+string(c), strings.Repeat(string(c), 2)
	case '\'':
		e.Msg = "text stands in double quotes, not in single ones,"
	default:
		r, _ := utf8.DecodeRuneInString(src[at:])
		e.Msg = "unexpected " + strconv.QuoteRune(r)
	}
	return bad(e)
}

func bad(e *Error) token { return token{kind: tokBad, err: e, off: e.Offset, end: e.Offset} }

// runEnd finds the end of a run of what words, numbers and addresses are made
// of. Two points are the sign of a range and end it; a run begins with neither
// a point nor a hyphen nor a slash.
func runEnd(src string, at int) int {
	end := at
	for end < len(src) {
		r, size := utf8.DecodeRuneInString(src[end:])
		inner := r == '.' || r == '-' || r == '/'
		if !alphanumeric(r) && r != ':' && !inner || inner && end == at || strings.HasPrefix(src[end:], "..") {
			break
		}
		end += size
	}
	return end
}

func alphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == 'µ' || r == 'μ'
}

// lexRun tells the word from the number, the number from the address.
func lexRun(src string, at, end int) token {
	run := src[at:end]
	digit := '0' <= run[0] && run[0] <= '9'
	switch {
	case strings.Contains(run, ":"), digit && strings.ContainsAny(run, "-/"), digit && strings.Count(run, ".") > 1:
		return lexAddress(run, at)
	case digit:
		return lexNumber(src, at, end)
	case run == "true" || run == "false":
		lit := literal{kind: boolean, src: run, off: at}
		if run == "true" {
			lit.val.num = 1
		}
		return token{kind: tokLiteral, lit: lit, off: at, end: end}
	case spelled[run] != "":
		return token{kind: tokSymbol, text: spelled[run], off: at, end: end}
	case strings.Contains(run, "/"):
		return bad(&Error{at, run + " is no word; text stands in double quotes", strconv.Quote(run)})
	}
	return token{kind: tokWord, text: run, off: at, end: end}
}

// lexAddress reads a MAC address, an IP address or an IP network.
func lexAddress(run string, at int) token {
	lit := literal{off: at}
	if a, err := ethernet.ParseAddr(run); err == nil {
		lit.kind, lit.val.num, lit.src = mac, macNumber(a), a.String()
	} else if a, err := netip.ParseAddr(run); err == nil {
		lit.kind, lit.val.addr, lit.src = address, a, a.String()
	} else if p, err := netip.ParsePrefix(run); err == nil {
		lit.kind, lit.net, lit.src = network, p, p.String()
	} else {
		return bad(errorf(at, "%s is no address (IP 10.0.1.2, network 10.0.1.0/24, MAC 02:00:00:00:01:00)", run))
	}
	return token{kind: tokLiteral, lit: lit, off: at, end: at + len(run)}
}

// lexNumber reads an integer, or a duration: a number with a unit, beside it
// or after spaces.
func lexNumber(src string, at, end int) token {
	run := src[at:end]
	cut := len(run) - len(strings.TrimLeft(run, "0123456789."))
	digits, name := run[:cut], run[cut:]
	if name == "" { // the unit may be the next word
		rest := strings.TrimLeft(src[end:], " \t\r\n")
		stop := strings.IndexFunc(rest, func(r rune) bool { return !alphanumeric(r) })
		if stop < 0 {
			stop = len(rest)
		}
		if _, ok := unitOf(rest[:stop]); ok {
			name, end = rest[:stop], len(src)-len(rest)+stop
		}
	}
	if unit, ok := unitOf(name); ok {
		return lexDuration(digits, unit, at, end)
	}
	base, figures := 10, run
	if strings.HasPrefix(strings.ToLower(run), "0x") {
		base, figures = 16, run[2:]
	}
	n, err := strconv.ParseUint(figures, base, 64)
	switch {
	case cut == len(run) && strings.Contains(run, "."):
		return bad(&Error{at, run + " has no unit", run + " ms"})
	case err != nil || strings.Contains(figures, "_"):
		return bad(errorf(at, "%s is no whole number below 2^64", run))
	case base == 10 && len(figures) > 1 && figures[0] == '0': // octal in C and in Wireshark
		return bad(&Error{at, run + " begins with 0", strconv.FormatUint(n, 10)})
	}
	return token{kind: tokLiteral, lit: literal{kind: number, val: value{num: n}, src: run, off: at}, off: at, end: end}
}

// lexString reads text in double quotes, with Go's escapes.
func lexString(src string, at int) token {
	var b strings.Builder
	for i := at + 1; i < len(src); {
		switch src[i] {
		case '"':
			s := b.String()
			lit := literal{kind: text, val: value{text: s}, src: strconv.Quote(s), off: at}
			return token{kind: tokLiteral, lit: lit, off: at, end: i + 1}
		case '\\':
			r, multibyte, rest, err := strconv.UnquoteChar(src[i:], '"')
			if err != nil {
				return bad(&Error{i, `unknown escape in the text (known: \" \\ \n \t \xHH …)`, `\\`})
			}
			if multibyte {
				b.WriteRune(r)
			} else {
				b.WriteByte(byte(r))
			}
			i = len(src) - len(rest)
		default:
			b.WriteByte(src[i])
			i++
		}
	}
	return bad(errorf(at, "the text has no closing quote"))
}
