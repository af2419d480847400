package filter

import (
	"slices"
	"strconv"
	"strings"
)

// Complete gives what an event predicate that begins with prefix may become:
// whole texts, in which the last word is completed or the next one added.
// Those that begin as the prefix does come first, then those that have the last
// word elsewhere: "ttl" may become "ip.ttl".
func Complete(prefix string) []string {
	toks := lex(prefix)
	last := toks[len(toks)-1]
	toks = toks[:len(toks)-1]
	at := len(prefix) // where the word begins that is to be completed
	switch {
	case last.kind == tokBad && prefix[last.off] == '"':
		at = last.off
	case last.kind == tokBad:
		return nil
	case len(toks) > 0 && toks[len(toks)-1].kind == tokWord && toks[len(toks)-1].end == len(prefix):
		at = toks[len(toks)-1].off
		toks = toks[:len(toks)-1]
	}
	before, word := prefix[:at], prefix[at:]
	if word == "" && before != "" && !strings.ContainsAny(before[at-1:], " \t\n(!{") {
		before += " "
	}
	var begins, has []string
	for _, c := range following(toks) {
		switch {
		case c == word:
		case strings.HasPrefix(c, word):
			begins = append(begins, before+c)
		case len(word) > 1 && strings.Contains(c, word):
			has = append(has, before+c)
		}
	}
	return append(begins, has...)
}

// following gives the words that may follow these tokens.
func following(toks []token) []string {
	if len(toks) == 0 {
		return operands()
	}
	last := toks[len(toks)-1]
	switch {
	case last.is("&&"), last.is("||"), last.is("!"), last.is("("):
		return operands()
	case last.is("in"):
		return []string{"{"}
	case isComparison(last), last.is("{"), last.is(","), last.is(".."):
		return fieldValues(toks)
	case last.kind == tokWord && fieldByName[last.text] != nil:
		return append(operators(fieldByName[last.text]), "&&", "||")
	case last.kind == tokWord && !slices.Contains(kindWords, last.text): // contains, matches, received
		return nil
	}
	return []string{"&&", "||"}
}

// operands gives what may stand at the beginning: fields and kinds of events.
func operands() []string {
	var words []string
	for _, f := range fields {
		words = append(words, f.name)
	}
	for _, k := range kindWords[1:] {
		if fieldByName[k] == nil {
			words = append(words, k)
		}
	}
	return words
}

// operators gives those that the field's kind allows.
func operators(f *field) []string {
	switch {
	case f.kind == protocol:
		return []string{"contains", "matches"}
	case f.kind.ordered():
		return []string{"==", "!=", "<", "<=", ">", ">=", "in"}
	case f.kind == text, f.kind == raw:
		return []string{"==", "!=", "in", "contains", "matches"}
	}
	return []string{"==", "!=", "in"}
}

// fieldValues gives the values of the field asked last, if they are few.
func fieldValues(toks []token) []string {
	for _, t := range slices.Backward(toks) {
		f := fieldByName[t.text]
		switch {
		case t.kind != tokWord || f == nil:
			continue
		case f.kind == boolean:
			return []string{"true", "false"}
		}
		var words []string
		for _, w := range f.words {
			if w != "" {
				words = append(words, strconv.Quote(w))
			}
		}
		return words
	}
	return nil
}
