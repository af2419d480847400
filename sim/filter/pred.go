package filter

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"encap/sim/trace"
)

// pred is an event predicate.
type pred interface {
	syntax
	match(s *subject) bool
}

type (
	// andPred and orPred join two predicates or more.
	andPred struct{ parts []pred }
	orPred  struct{ parts []pred }
	notPred struct{ part pred }
	// bare says that a field is present.
	bare struct{ field *field }
	// kindIs says what kind of event it is: drop.
	kindIs struct{ kind trace.Kind }
	// compares is a field, an operator and a value.
	compares struct {
		field *field
		op    comparison
		lit   literal
		test  func(value) bool // of one value of the field; for != the test is ==
	}
	// oneOf is a field and a set of values and ranges.
	oneOf struct {
		field *field
		spans []span
	}
	// contains looks for a text in text or bytes.
	contains struct {
		field *field
		part  string
	}
	// matches looks for a regular expression in text or bytes.
	matches struct {
		field *field
		re    *regexp.Regexp
	}
	// told says that a process of this node received or printed a text.
	told struct {
		node string
		verb string // "received" or "printed"
		part string
	}
)

// span is one element of a set: a value, or a range from low to high.
type span struct {
	low, high literal
	ranged    bool
	test      func(value) bool
}

func (p andPred) match(s *subject) bool {
	for _, part := range p.parts {
		if !part.match(s) {
			return false
		}
	}
	return true
}

func (p orPred) match(s *subject) bool {
	for _, part := range p.parts {
		if part.match(s) {
			return true
		}
	}
	return false
}

func (p notPred) match(s *subject) bool { return !p.part.match(s) }

func (p bare) match(s *subject) bool { return s.any(p.field, present) }

func (p kindIs) match(s *subject) bool { return s.ev.Kind == p.kind }

// match: any value may make a comparison true. Only "!=" must be true of all
// values: a packet from 10.0.1.2 does not pass ip.addr != 10.0.1.2, whoever
// it goes to.
func (p *compares) match(s *subject) bool {
	if p.op == "!=" {
		return s.any(p.field, present) && !s.any(p.field, p.test)
	}
	return s.any(p.field, p.test)
}

func (p *oneOf) match(s *subject) bool {
	for i := range p.spans {
		if s.any(p.field, p.spans[i].test) {
			return true
		}
	}
	return false
}

func (p *contains) match(s *subject) bool {
	return s.any(p.field, func(v value) bool {
		if p.field.kind == text {
			return strings.Contains(v.text, p.part)
		}
		return bytes.Contains(v.raw, []byte(p.part))
	})
}

func (p *matches) match(s *subject) bool {
	return s.any(p.field, func(v value) bool {
		if p.field.kind == text {
			return p.re.MatchString(v.text)
		}
		return p.re.Match(v.raw)
	})
}

// receivers are the calls that give a process what others sent. (recvmsg with
// MSG_ERRQUEUE returns no data.)
var receivers = []string{"recv", "recvfrom", "recvmsg", "read"}

func (p *told) match(s *subject) bool {
	ev := s.ev
	if ev.Node != p.node {
		return false
	}
	if p.verb == "printed" {
		return ev.Kind == trace.Output && strings.Contains(ev.Text, p.part)
	}
	return ev.Kind == trace.Return && slices.Contains(receivers, ev.Name) && bytes.Contains(ev.Data, []byte(p.part))
}

func (p andPred) print(b *strings.Builder) { printJoined(b, p.parts, " && ", p.binding()) }
func (p orPred) print(b *strings.Builder)  { printJoined(b, p.parts, " || ", p.binding()) }
func (p notPred) print(b *strings.Builder) { printPrefixed(b, "!", p.part) }
func (p bare) print(b *strings.Builder)    { b.WriteString(p.field.name) }
func (p kindIs) print(b *strings.Builder)  { b.WriteString(kindWords[p.kind]) }

func (p *compares) print(b *strings.Builder) {
	b.WriteString(p.field.name + " " + string(p.op) + " " + p.lit.src)
}

func (p *oneOf) print(b *strings.Builder) {
	b.WriteString(p.field.name + " in {")
	for i, s := range p.spans {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(s.low.src)
		if s.ranged {
			b.WriteString(".." + s.high.src)
		}
	}
	b.WriteString("}")
}

func (p *contains) print(b *strings.Builder) {
	b.WriteString(p.field.name + " contains " + strconv.Quote(p.part))
}

func (p *matches) print(b *strings.Builder) {
	b.WriteString(p.field.name + " matches " + strconv.Quote(p.re.String()))
}

func (p *told) print(b *strings.Builder) {
	b.WriteString(nodeWord(p.node) + " " + p.verb + " " + strconv.Quote(p.part))
}

// nodeWord writes a node's name bare where it is read as one word.
func nodeWord(name string) string {
	if toks := lex(name); len(toks) == 2 && toks[0].kind == tokWord && toks[0].text == name && name != "never" {
		return name
	}
	return strconv.Quote(name)
}

func (andPred) binding() binding   { return bindsAnd }
func (orPred) binding() binding    { return bindsOr }
func (notPred) binding() binding   { return bindsNot }
func (bare) binding() binding      { return bindsWord }
func (kindIs) binding() binding    { return bindsWord }
func (*compares) binding() binding { return bindsComparison }
func (*oneOf) binding() binding    { return bindsComparison }
func (*contains) binding() binding { return bindsComparison }
func (*matches) binding() binding  { return bindsComparison }
func (*told) binding() binding     { return bindsComparison }
