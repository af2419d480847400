package drill

import (
	"math"
	"slices"
	"strings"
)

// form is what sort of expression it is.
type form uint8

const (
	formAny form = iota // ...
	formNumber
	formName
	formText
	formList   // [a, b] or {a, b}
	formEither // a|b
)

// expr is an argument or the result of a call.
type expr struct {
	form  form
	pos   Pos
	num   int64
	text  string
	list  []expr
	field string // its name, in {name=value}
}

// find gives the field of a structure, by one of its names.
func (e *expr) find(names ...string) *expr {
	for i := range e.list {
		if slices.Contains(names, e.list[i].field) {
			return &e.list[i]
		}
	}
	return nil
}

// call reads accept(3, ..., ...) = 4, with an error and a note behind it.
func (p *parser) call() *call {
	c := &call{pos: p.peek().pos, name: p.word("a call")}
	if sysCalls[c.name] == nil {
		p.fail(c.pos, "unknown call %s", c.name)
		return c
	}
	p.expect("(")
	c.args = p.list(")", 0)
	p.expect("=")
	if p.accept("?") {
		c.result = expr{form: formAny}
	} else {
		c.result = p.expr(0)
	}
	if t := p.peek(); t.kind == word && strings.HasPrefix(t.text, "E") {
		c.errno = p.next().text
		if c.result.form != formNumber || c.result.num != -1 {
			p.fail(t.pos, "%s, but the call does not return -1", c.errno)
		}
	}
	p.note()
	return c
}

// note goes over (an explanation).
func (p *parser) note() {
	pos := p.peek().pos
	if !p.accept("(") {
		return
	}
	for depth := 1; depth > 0; {
		switch t := p.next(); {
		case t.is("("):
			depth++
		case t.is(")"):
			depth--
		case t.kind == end:
			p.fail(pos, "the note does not end")
			return
		}
	}
}

// list reads expressions up to a sign; a comma may stand behind the last.
func (p *parser) list(shut string, depth int) (all []expr) {
	for p.err == nil && !p.accept(shut) {
		all = append(all, p.expr(depth))
		if !p.accept(",") {
			p.expect(shut)
			break
		}
	}
	return all
}

// maxDepth bounds how far expressions may be nested.
const maxDepth = 20

// expr reads a value, or several joined by |.
func (p *parser) expr(depth int) expr {
	e := p.operand(depth)
	for p.accept("|") {
		if e.form != formEither {
			e = expr{form: formEither, pos: e.pos, list: []expr{e}, field: e.field}
		}
		e.list = append(e.list, p.operand(depth))
	}
	return e
}

func (p *parser) operand(depth int) expr {
	t := p.peek()
	e := expr{pos: t.pos}
	if depth > maxDepth {
		p.fail(t.pos, "expressions are nested too deeply")
		return e
	}
	switch {
	case p.accept("..."):
	case t.kind == integer:
		e.form, e.num = formNumber, p.number("a value", math.MinInt64, math.MaxInt64)
	case t.kind == quoted:
		e.form = formText
		for p.peek().kind == quoted {
			e.text += p.next().text
		}
		p.accept("...")
	case p.accept("["):
		e.form, e.list = formList, p.list("]", depth+1)
	case p.accept("{"):
		e.form, e.list = formList, p.list("}", depth+1)
	case t.kind == word:
		return p.named(depth)
	default:
		p.fail(t.pos, "%v, want a value", t)
	}
	return e
}

// named reads what begins with a word: a constant, htons(8080), field=value,
// msg_iov(1)=[…].
func (p *parser) named(depth int) expr {
	t := p.next()
	e := expr{form: formName, pos: t.pos, text: t.text}
	if p.accept("(") {
		args := p.list(")", depth+1)
		if len(args) == 1 && (t.text == "htons" || t.text == "htonl" || t.text == "inet_addr") {
			e = args[0]
		}
	}
	if p.accept("=") {
		e = p.expr(depth + 1)
		e.field = t.text
		return e
	}
	if e.form == formName {
		if n, ok := constants[e.text]; ok {
			e.form, e.num = formNumber, n
		}
	}
	return e
}

// value gives the number that an expression stands for.
func (e *expr) value() (int64, bool) {
	switch e.form {
	case formNumber:
		return e.num, true
	case formEither:
		all := int64(0)
		for i := range e.list {
			n, ok := e.list[i].value()
			if !ok {
				return 0, false
			}
			all |= n
		}
		return all, true
	}
	return 0, false
}
