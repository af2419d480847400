package filter

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"encap/sim/trace"
)

// This file reads what asks a field of an event, and checks that the question
// makes sense: most slips are found here and not in a filter that is silently
// never true.

// word reads a kind of event, or a field with what it is compared with.
func (p *parser) word() (term, *Error) {
	t := p.tok()
	f := fieldByName[t.text]
	p.at++
	op := p.tok()
	asks := isComparison(op) || op.is("in") || op.is("contains") || op.is("matches")
	if k, ok := trace.KindOf(t.text); ok && (f == nil || !asks) {
		if asks {
			return term{}, &Error{t.off, t.text + " is a kind of event and stands alone", t.text}
		}
		p.counted = events
		return term{pred: kindIs{k}, off: t.off}, nil
	}
	if f == nil {
		return term{}, p.unknown(t)
	}
	p.counted = max(p.counted, f.counted)
	if !asks {
		return term{pred: bare{f}, off: t.off}, nil
	}
	p.at++
	ask := p.comparison
	switch {
	case op.is("in"):
		ask = p.set
	case op.is("contains"):
		ask = p.contains
	case op.is("matches"):
		ask = p.matches
	}
	pred, err := ask(f, op)
	if err != nil {
		return term{}, err
	}
	return term{pred: pred, off: t.off}, nil
}

// unknown looks for what a word that we do not know may have meant.
func (p *parser) unknown(t token) *Error {
	switch {
	case slices.Contains(measures, t.text):
		return errorf(t.off, "%s is followed by parentheses: %s(drop)", t.text, t.text)
	case p.tok().is("("):
		return &Error{t.off, "unknown function " + strconv.Quote(t.text), closest(t.text, measures)}
	}
	var known []string
	for _, f := range fields {
		known = append(known, f.name)
	}
	known = append(known, kindWords[1:]...)
	known = append(known, "never", "not")
	return &Error{t.off, "unknown field " + strconv.Quote(t.text), closest(t.text, known)}
}

func isComparison(t token) bool {
	return t.kind == tokSymbol && slices.Contains([]string{"==", "!=", "<", "<=", ">", ">="}, t.text)
}

func (p *parser) comparison(f *field, op token) (pred, *Error) {
	c := comparison(op.text)
	lit, err := p.valueFor(f)
	if err != nil {
		return nil, err
	}
	if c != "==" && c != "!=" && (!f.kind.ordered() || lit.kind == network) {
		return nil, errorf(op.off, "%s knows no order: %s only with == and !=", lit.kind, f.name)
	}
	return &compares{field: f, op: c, lit: lit, test: c.test(f.kind, lit)}, nil
}

// test makes the test of one value of a field. That of "!=" is "==", see
// compares.match.
func (c comparison) test(k kind, lit literal) func(value) bool {
	if c == "!=" {
		c = "=="
	}
	if lit.kind == network {
		return func(v value) bool { return lit.net.Contains(v.addr) }
	}
	return func(v value) bool { return c.holds(compare(k, v, lit.val)) }
}

// set reads {1, 2, 5..9}.
func (p *parser) set(f *field, _ token) (pred, *Error) {
	if err := p.expect("{", "of the set"); err != nil {
		return nil, err
	}
	set := &oneOf{field: f}
	for {
		s, err := p.span(f)
		if err != nil {
			return nil, err
		}
		set.spans = append(set.spans, s)
		if p.accept("}") {
			return set, nil
		}
		if err := p.expect(",", "or } of the set"); err != nil {
			return nil, err
		}
	}
}

// span reads one value, or a range from the lowest to the highest.
func (p *parser) span(f *field) (span, *Error) {
	low, err := p.valueFor(f)
	if err != nil {
		return span{}, err
	}
	dots := p.tok()
	if !p.accept("..") {
		return span{low: low, test: comparison("==").test(f.kind, low)}, nil
	}
	high, err := p.valueFor(f)
	switch {
	case err != nil:
		return span{}, err
	case !f.kind.ordered() || low.kind == network || high.kind == network:
		return span{}, errorf(dots.off, "%s knows no order, and so no range", high.kind)
	case compare(f.kind, low.val, high.val) > 0:
		return span{}, &Error{low.off, "the range is empty", high.src + ".." + low.src}
	}
	return span{low: low, high: high, ranged: true, test: func(v value) bool {
		return compare(f.kind, low.val, v) <= 0 && compare(f.kind, v, high.val) <= 0
	}}, nil
}

func (p *parser) contains(f *field, op token) (pred, *Error) {
	lit, err := p.textFor(f, op)
	if err != nil {
		return nil, err
	}
	return &contains{f, lit.val.text}, nil
}

func (p *parser) matches(f *field, op token) (pred, *Error) {
	lit, err := p.textFor(f, op)
	if err != nil {
		return nil, err
	}
	re, bad := regexp.Compile(lit.val.text)
	if bad != nil {
		return nil, errorf(lit.off, "%s", strings.TrimPrefix(bad.Error(), "error parsing regexp: "))
	}
	return &matches{f, re}, nil
}

// textFor reads the text that contains or matches looks for in a field.
func (p *parser) textFor(f *field, op token) (literal, *Error) {
	if f.kind != text && f.kind != raw && f.kind != protocol {
		return literal{}, errorf(op.off, "%s looks into text and bytes, and %s is %s", op.text, f.name, f.kind.phrase())
	}
	lit, err := p.value()
	if err == nil && lit.kind != text {
		err = mismatch(op.text, text, lit)
	}
	return lit, err
}

// value reads any literal.
func (p *parser) value() (literal, *Error) {
	t := p.tok()
	switch {
	case t.kind == tokLiteral:
		p.at++
		return t.lit, nil
	case t.kind == tokWord && fieldByName[t.text] != nil:
		return literal{}, errorf(t.off, "%s is a field, and a field can only be compared with a value", t.text)
	case t.kind == tokWord:
		return literal{}, &Error{t.off, t.text + " is no value; text stands in double quotes", strconv.Quote(t.text)}
	}
	return literal{}, p.unexpected("a value")
}

// valueFor reads a literal that the field can be compared with.
func (p *parser) valueFor(f *field) (literal, *Error) {
	if f.kind == protocol {
		return literal{}, errorf(p.tok().off, "%s is a protocol: it is there or not, or contains or matches a text", f.name)
	}
	lit, err := p.value()
	switch {
	case err != nil:
		return lit, err
	case f.words != nil && lit.kind == text:
		return lit.among(f)
	case f.kind == address && lit.kind == network:
		return lit, nil
	case f.kind == boolean && lit.kind == number && lit.val.num <= 1: // as Wireshark also writes it
		return literal{boolean, lit.val, lit.net, strconv.FormatBool(lit.val.num == 1), lit.off}, nil
	case f.kind == raw && lit.kind == text:
		lit.val.raw = []byte(lit.val.text)
		return lit, nil
	case f.kind != lit.kind:
		return lit, mismatch(f.name, f.kind, lit)
	}
	return lit, nil
}

// among checks a text that must be one of the field's words. A layer may be
// written by its letter, too.
func (l literal) among(f *field) (literal, *Error) {
	i := slices.Index(f.words, l.val.text)
	if f.name == "layer" && len(l.val.text) == 1 {
		i = strings.Index(layerLetters, l.val.text)
	}
	if i < 0 || f.words[i] == "" {
		mend := closest(l.val.text, f.words)
		if mend != "" {
			mend = strconv.Quote(mend)
		}
		return l, &Error{l.off, "no " + f.name + " is called " + l.src, mend}
	}
	if f.kind == number {
		l.val.num, l.src = uint64(i), strconv.Quote(f.words[i])
	}
	return l, nil
}

// mismatch complains about a value of the wrong kind.
func mismatch(what string, want kind, lit literal) *Error {
	e := errorf(lit.off, "%s is compared with %s, and %s is %s", what, want.phrase(), lit.src, lit.kind.phrase())
	switch {
	case want == duration && lit.kind == number:
		e.Mend = lit.src + " ms"
	case want == text:
		e.Mend = strconv.Quote(lit.src)
	}
	return e
}
