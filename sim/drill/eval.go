package drill

import (
	"fmt"
	"strconv"
)

// Statements are the small part of Python that scripts use between %{ and }%:
// assertions, print, assignments, and expressions of whole numbers, strings
// and comparisons.

// node computes a value; variables are asked for by name.
type node func(names func(string) (value, error)) (value, error)

// statement is one line.
type statement struct {
	assert bool
	assign string // the name that is set
	value  node   // nil: nothing is computed
	source string
}

// parseStatements reads what stands in %{ }%.
func parseStatements(src string) (all []statement, err error) {
	for _, line := range logicalLines(src) {
		tokens, lexErr := lex("", line)
		if lexErr != nil {
			return nil, fmt.Errorf("%s", lexErr.Text)
		}
		e := &evaluator{tokens: tokens}
		s := e.statement()
		s.source = line
		if e.err == nil && e.peek().kind != end {
			e.fail("%v behind the end of the statement", e.peek())
		}
		if e.err != nil {
			return nil, e.err
		}
		all = append(all, s)
	}
	return all, nil
}

// evaluator reads expressions by precedence.
type evaluator struct {
	tokens []token
	at     int
	depth  int
	err    error
}

func (e *evaluator) peek() token { return e.tokens[min(e.at, len(e.tokens)-1)] }

func (e *evaluator) next() token {
	t := e.peek()
	e.at++
	return t
}

// accept takes a word or a sign. The lexer knows single signs only: ==, <= and
// so on are several tokens.
func (e *evaluator) accept(sign string) bool {
	if wordByte(sign[0]) {
		if !e.peek().is(sign) {
			return false
		}
		e.at++
		return true
	}
	for i := range len(sign) {
		if e.at+i >= len(e.tokens) || !e.tokens[e.at+i].is(sign[i:i+1]) {
			return false
		}
	}
	e.at += len(sign)
	return true
}

func (e *evaluator) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
	e.at = len(e.tokens) - 1
}

func (e *evaluator) statement() statement {
	t := e.peek()
	switch {
	case e.accept("assert"):
		s := statement{assert: true, value: e.expression(0)}
		for e.accept(",") { // what an assertion says when it fails
			e.expression(0)
		}
		return s
	case t.is("print"): // nothing is shown while scripts are played
		e.at = len(e.tokens) - 1
		return statement{}
	case t.is("import"), t.is("from"), t.is("pass"):
		e.at = len(e.tokens) - 1
		return statement{}
	}
	if t.kind == word && e.at+2 < len(e.tokens) && e.tokens[e.at+1].is("=") && !e.tokens[e.at+2].is("=") {
		e.at += 2
		return statement{assign: t.text, value: e.expression(0)}
	}
	e.fail("%v: only assert, print and assignments are played", t)
	return statement{}
}

// floorDivision stands for Python's //, which begins a comment in scripts.
const floorDivision = "$"

// levels are the operators, those that bind least first.
var levels = [][]string{
	{"or"}, {"and"}, {"==", "!=", "<=", ">=", "<", ">"}, {"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", floorDivision, "/", "%"},
}

// comparison is the level of the operators that can be chained.
const comparison = 2

// expression reads operators of a level and all that bind tighter.
func (e *evaluator) expression(level int) node {
	if e.depth++; e.depth > 200 {
		e.fail("expressions are nested too deeply")
	}
	defer func() { e.depth-- }()
	if level == comparison && e.accept("not") {
		inner := e.expression(comparison)
		return func(names func(string) (value, error)) (value, error) {
			v, err := inner(names)
			return truth(!v.truth()), err
		}
	}
	if level == len(levels) {
		return e.operand()
	}
	left := e.expression(level + 1)
	if level == comparison {
		return e.chain(left)
	}
	for e.err == nil {
		op := e.operator(level)
		if op == "" {
			break
		}
		left = combine(op, left, e.expression(level+1))
	}
	return left
}

// chain reads comparisons: a <= b < c means a <= b and b < c.
func (e *evaluator) chain(left node) (all node) {
	for e.err == nil {
		op := e.operator(comparison)
		if op == "" {
			break
		}
		right := e.expression(comparison + 1)
		one := combine(op, left, right)
		if all == nil {
			all = one
		} else {
			all = combine("and", all, one)
		}
		left = right
	}
	if all == nil {
		return left
	}
	return all
}

// operator takes an operator of a level, if one comes. That of a tighter level
// may begin with the same sign.
func (e *evaluator) operator(level int) string {
	for _, op := range levels[level] {
		if (op == "<" || op == ">") && e.at+1 < len(e.tokens) && e.tokens[e.at].is(op) && e.tokens[e.at+1].is(op) {
			continue
		}
		if e.accept(op) {
			return op
		}
		if t := e.peek(); op == "-" && t.kind == integer && t.text[0] == '-' {
			return "+" // x -1: the lexer has taken the sign for the number's
		}
	}
	return ""
}

func combine(op string, left, right node) node {
	return func(names func(string) (value, error)) (value, error) {
		a, err := left(names)
		if err != nil || op == "or" && a.truth() || op == "and" && !a.truth() {
			return a, err
		}
		b, err := right(names)
		if err != nil || op == "or" || op == "and" {
			return b, err
		}
		return compute(op, a, b)
	}
}

// operand reads a number, a text, a name, a call, or something in parentheses.
func (e *evaluator) operand() node {
	t := e.peek()
	constant := func(v value) node { return func(func(string) (value, error)) (value, error) { return v, nil } }
	switch {
	case e.accept("("):
		inner := e.expression(0)
		for e.accept(",") {
			e.expression(0)
		}
		if !e.accept(")") {
			e.fail("%v, want )", e.peek())
		}
		return inner
	case e.accept("-"):
		inner := e.operand()
		return combine("-", constant(value{}), inner)
	case e.accept("+"):
		return e.operand()
	case t.kind == integer:
		e.next()
		n, err := strconv.ParseInt(t.text, 0, 64)
		if err != nil {
			e.fail("%s is no number", t.text)
		}
		return constant(value{num: n})
	case t.kind == quoted:
		e.next()
		return constant(value{text: t.text, isText: true})
	case t.kind == word:
		e.next()
		return e.named(t.text)
	}
	e.fail("%v, want a value", t)
	return constant(value{})
}

// named reads what begins with a name: a variable, or one of few functions.
func (e *evaluator) named(name string) node {
	if !e.accept("(") {
		return func(names func(string) (value, error)) (value, error) { return names(name) }
	}
	var args []node
	for e.err == nil && !e.accept(")") {
		args = append(args, e.expression(0))
		if !e.accept(",") && !e.peek().is(")") {
			e.fail("%v, want )", e.peek())
		}
	}
	if len(args) == 0 || name != "abs" && name != "min" && name != "max" && name != "int" && name != "str" {
		e.fail("unknown function %s", name)
	}
	return func(names func(string) (value, error)) (value, error) {
		best, err := args[0](names)
		for _, a := range args[1:] {
			v, e := a(names)
			if err == nil {
				err = e
			}
			if name == "min" && v.num < best.num || name == "max" && v.num > best.num {
				best = v
			}
		}
		if name == "abs" && best.num < 0 {
			best.num = -best.num
		}
		return best, err
	}
}
