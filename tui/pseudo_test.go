package tui

import "strings"

// pseudo is the language of the tests: it looks like English with accents and
// is at least 40 % longer, so that what is not translated, or has no room to
// grow, is seen.
func pseudo(s string) string {
	if s == "" {
		return ""
	}
	var b strings.Builder
	letters, verb := 0, false
	b.WriteByte('[')
	for _, r := range s {
		switch {
		case verb:
			// %d and %s stay as they are.
			verb = false
			b.WriteRune(r)
			continue
		case r == '%':
			verb = true
		}
		letters++
		if i := strings.IndexRune("aeiouAEIOU", r); i >= 0 {
			r = []rune("àéîöûÀÉÎÖÛ")[i]
		}
		b.WriteRune(r)
	}
	for range (letters*4+9)/10 - 2 {
		b.WriteByte('~')
	}
	b.WriteByte(']')
	return b.String()
}
