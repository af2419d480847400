package filter

import (
	"strconv"
	"strings"
)

// claim is what is said of a whole trace.
type claim interface {
	syntax
	judge() judge // a new judge, who has seen nothing yet
}

type (
	// allClaims and anyClaim join two claims or more.
	allClaims struct{ parts []claim }
	anyClaim  struct{ parts []claim }
	notClaim  struct{ part claim }
	// some: an event matches. It is written as the predicate alone.
	some struct{ pred pred }
	// never: no event matches.
	never struct{ pred pred }
	// counts compares how often something happened.
	counts struct {
		pred pred
		what counted
		op   comparison
		want uint64
	}
	// instant compares when something happened first or last.
	instant struct {
		last bool
		pred pred
		op   comparison
		want literal
	}
	// before: the first event that matches one is earlier than the first that
	// matches the other.
	before struct{ early, late pred }
)

func (c allClaims) print(b *strings.Builder) { printClaims(b, c.parts, " && ", c.binding()) }
func (c anyClaim) print(b *strings.Builder)  { printClaims(b, c.parts, " || ", c.binding()) }
func (c notClaim) print(b *strings.Builder)  { printPrefixed(b, "!", c.part) }
func (c some) print(b *strings.Builder)      { c.pred.print(b) }
func (c never) print(b *strings.Builder)     { printPrefixed(b, "never ", c.pred) }

func (c counts) print(b *strings.Builder) {
	b.WriteString("count(" + show(c.pred) + ") " + string(c.op) + " " + strconv.FormatUint(c.want, 10))
}

func (c instant) print(b *strings.Builder) {
	b.WriteString(c.name() + "(" + show(c.pred) + ") " + string(c.op) + " " + c.want.src)
}

func (c instant) name() string {
	if c.last {
		return "last"
	}
	return "first"
}

func (c before) print(b *strings.Builder) {
	printIn(b, c.early, c.early.binding() < bindsBefore)
	b.WriteString(" before ")
	printIn(b, c.late, c.late.binding() < bindsBefore)
}

// printClaims is printJoined, with the parentheses that the parser asks for
// where never or before stand beside an event predicate.
func printClaims(b *strings.Builder, parts []claim, operator string, outer binding) {
	predicates := false
	for _, part := range parts {
		predicates = predicates || eventPredicate(part)
	}
	for i, part := range parts {
		if i > 0 {
			b.WriteString(operator)
		}
		printIn(b, part, part.binding() <= outer || predicates && greedy(part))
	}
}

// eventPredicate says whether a claim is written as a predicate of one event,
// and could be read as a part of its neighbour.
func eventPredicate(c claim) bool {
	s, ok := c.(some)
	if !ok {
		return false
	}
	_, told := s.pred.(*told)
	return !told
}

// greedy says whether a claim ends or begins with a predicate.
func greedy(c claim) bool {
	switch c.(type) {
	case never, before:
		return true
	}
	return false
}

func (allClaims) binding() binding { return bindsAnd }
func (anyClaim) binding() binding  { return bindsOr }
func (notClaim) binding() binding  { return bindsNot }
func (c some) binding() binding    { return c.pred.binding() }
func (never) binding() binding     { return bindsNot }
func (counts) binding() binding    { return bindsComparison }
func (instant) binding() binding   { return bindsComparison }
func (before) binding() binding    { return bindsBefore }
