package filter

import "strings"

// binding says how tightly the parts of an expression hold together.
type binding uint8

// From loose to tight, as the parser climbs.
const (
	bindsOr binding = iota
	bindsAnd
	bindsNot // also never
	bindsBefore
	bindsComparison
	bindsWord
)

// syntax is what predicates and claims have in common: they can be written
// down.
type syntax interface {
	print(b *strings.Builder)
	binding() binding
}

// show writes an expression down.
func show(x syntax) string {
	var b strings.Builder
	x.print(&b)
	return b.String()
}

// printIn writes a part, in parentheses where asked.
func printIn(b *strings.Builder, x syntax, parentheses bool) {
	if parentheses {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	x.print(b)
}

// printJoined writes parts with an operator between them. A part that holds
// together no tighter than the operator needs parentheses.
func printJoined[S syntax](b *strings.Builder, parts []S, operator string, outer binding) {
	for i, part := range parts {
		if i > 0 {
			b.WriteString(operator)
		}
		printIn(b, part, part.binding() <= outer)
	}
}

// printPrefixed writes "!" or "never " and what it is about. A comparison
// needs no parentheses there, but !ip.ttl == 1 invites a misreading.
func printPrefixed(b *strings.Builder, prefix string, part syntax) {
	b.WriteString(prefix)
	printIn(b, part, part.binding() != bindsWord && part.binding() != bindsNot)
}
