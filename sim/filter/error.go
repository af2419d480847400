package filter

import (
	"fmt"
	"strings"
)

// Error tells where an expression stops making sense, and what may have been
// meant.
type Error struct {
	Offset int    // the byte of the source where the trouble begins, from 0
	Msg    string // `unknown field "ip.tll"`
	Mend   string // what could stand there instead; "" when nothing comes to mind
}

// Error gives the whole sentence: unknown field "ip.tll" at 14; did you mean
// "ip.ttl"?
func (e *Error) Error() string {
	s := fmt.Sprintf("%s at %d", e.Msg, e.Offset)
	switch {
	case e.Mend == "":
		return s
	case strings.Contains(e.Mend, `"`): // more quotes around it would only confuse
		return s + "; did you mean " + e.Mend + "?"
	}
	return s + `; did you mean "` + e.Mend + `"?`
}

// errorf makes an Error without a mend.
func errorf(offset int, format string, args ...any) *Error {
	return &Error{Offset: offset, Msg: fmt.Sprintf(format, args...)}
}

// closest gives the candidate that is most like word, or "" when none is near
// enough to be what a person meant: one slip in a short word, two from five
// letters on, three from nine on.
func closest(word string, candidates []string) string {
	word = strings.ToLower(word)
	best, least := "", 1
	switch {
	case len(word) >= 9:
		least = 3
	case len(word) >= 5:
		least = 2
	}
	for _, c := range candidates {
		if d := distance(word, c); d <= least && (best == "" || d < least) {
			best, least = c, d
		}
	}
	return best
}

// distance counts the slips of a typist between two words: a letter too many,
// too few, another letter, or two neighbouring letters swapped.
func distance(a, b string) int {
	// Three rows of the usual table: this letter of a, the one before, and the
	// one before that for the swaps.
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			other := last[j-1]
			if a[i-1] != b[j-1] {
				other++
			}
			row[j] = min(other, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
