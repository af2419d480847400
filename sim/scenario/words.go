package scenario

import "strings"

// Words splits a command into words as a shell does (POSIX.1 Shell Command
// Language, Quoting): spaces part them; '…' keeps everything as it is; "…"
// keeps spaces, and a backslash in it stands before " or \; elsewhere a
// backslash takes the next character as it is. Nothing else is special: there
// are no variables, pipes or patterns.
//
// An error has an Offset method that gives the byte of s where it began.
func Words(s string) ([]string, error) {
	words, _, err := split(s)
	return words, err
}

// split also gives the byte at which each word begins.
func split(s string) (words []string, starts []int, err error) {
	for i := 0; ; {
		for i < len(s) && space(s[i]) {
			i++
		}
		if i == len(s) {
			return words, starts, nil
		}
		word, end, err := oneWord(s, i)
		if err != nil {
			return nil, nil, err
		}
		words, starts = append(words, word), append(starts, i)
		i = end
	}
}

// oneWord reads the word that begins at byte i: plain and quoted parts side by
// side.
func oneWord(s string, i int) (word string, end int, err error) {
	var b strings.Builder
	for i < len(s) && !space(s[i]) {
		switch s[i] {
		case '\'':
			n := strings.IndexByte(s[i+1:], '\'')
			if n < 0 {
				return "", 0, unclosed(s, i)
			}
			b.WriteString(s[i+1 : i+1+n])
			i += n + 2
		case '"':
			n, ok := doubleQuoted(s[i+1:], &b)
			if !ok {
				return "", 0, unclosed(s, i)
			}
			i += n + 1
		case '\\':
			if i+1 == len(s) {
				return "", 0, &complaint{msg: `nothing follows the backslash`, mend: `write \\ for a backslash`, offset: i}
			}
			b.WriteByte(s[i+1])
			i += 2
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String(), i, nil
}

// doubleQuoted reads up to the closing quote and gives how many bytes it took.
func doubleQuoted(s string, b *strings.Builder) (int, bool) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return i + 1, true
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
		}
		b.WriteByte(s[i])
	}
	return 0, false
}

func unclosed(s string, i int) error {
	return &complaint{msg: "the quote " + s[i:i+1] + " is never closed", mend: "close it, or write \\" + s[i:i+1] + " for the sign itself", offset: i}
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }
