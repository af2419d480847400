package filter

import (
	"slices"
	"strconv"
	"strings"
)

// What a source may be at most, so that a hostile one costs little.
const (
	maxLength = 4096 // bytes
	maxDepth  = 100  // parentheses and negations within one another
)

// Parse reads an expression about a trace: an expectation. An event predicate
// is one too: it expects that some event matches. The error is an *Error.
func Parse(src string) (*Expr, error) {
	p, x, err := parse(src, 0)
	if err != nil {
		return nil, err
	}
	if x.claim == nil {
		if _, err := p.lift(x); err != nil {
			return nil, err
		}
	}
	return &Expr{x.pred, x.claim}, nil
}

// ParseEvent reads an expression about one event: a breakpoint, a step's
// place, what is typed into the filter bar. The error is an *Error.
func ParseEvent(src string) (*Expr, error) {
	_, x, err := parse(src, 1)
	if err != nil {
		return nil, err
	}
	return &Expr{pred: x.pred}, nil
}

func parse(src string, within int) (*parser, term, error) {
	if len(src) > maxLength {
		return nil, term{}, errorf(maxLength, "the expression is longer than %d bytes", maxLength)
	}
	p := &parser{src: src, toks: lex(src), within: within}
	x, err := p.or()
	if err == nil && p.tok().kind != tokEnd {
		err = p.surplus()
	}
	if err != nil {
		return nil, term{}, err
	}
	return p, x, nil
}

// parser goes down the grammar, one function for each line:
//
//	or      = and { "||" and }
//	and     = unary { "&&" unary }
//	unary   = "!" unary | "never" unary | operand [ "before" operand ]
//	operand = "(" or ")" | node "received" text | node "printed" text
//	        | "count" "(" or ")" op number | ("first" | "last") "(" or ")" op duration
//	        | kind of event | field [ op value | "in" set | "contains" text | "matches" text ]
//	set     = "{" value [ ".." value ] { "," value [ ".." value ] } "}"
type parser struct {
	src  string
	toks []token
	at   int
	// within counts the count(…), never and so on that we are in: there all
	// is about one event.
	within  int
	depth   int
	counted counted // what count counts, by the fields read so far
}

// term is a part of the expression as far as it was understood.
type term struct {
	// pred is what it says of one event, nil if it says nothing of one.
	pred pred
	// claim is what it says of a trace, nil if that is no more than "some
	// event matches pred".
	claim claim
	off   int // where it begins
	// greedy: it ends or begins with a predicate, and no parenthesis shows
	// where.
	greedy bool
}

func (p *parser) tok() token { return p.toks[p.at] }

// peek gives the token after this one.
func (p *parser) peek() token { return p.toks[min(p.at+1, len(p.toks)-1)] }

// accept moves past this token if it is the symbol or word.
func (p *parser) accept(text string) bool {
	if !p.tok().is(text) {
		return false
	}
	p.at++
	return true
}

// expect insists on a symbol.
func (p *parser) expect(symbol, why string) *Error {
	if p.accept(symbol) {
		return nil
	}
	return p.unexpected(symbol + " " + why)
}

// unexpected complains that something else stands here than what was wanted.
func (p *parser) unexpected(want string) *Error {
	t := p.tok()
	switch t.kind {
	case tokBad:
		return t.err
	case tokEnd:
		return errorf(t.off, "the expression ends where %s is missing", want)
	}
	return errorf(t.off, "%s where %s is missing", p.src[t.off:t.end], want)
}

// enter counts how deep we are; leave must follow.
func (p *parser) enter() *Error {
	p.depth++
	if p.depth > maxDepth {
		return errorf(p.tok().off, "more than %d parentheses and negations within one another", maxDepth)
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

func (p *parser) or() (term, *Error) { return p.chain("||", p.and) }

func (p *parser) and() (term, *Error) { return p.chain("&&", p.unary) }

// chain reads parts with the operator between them.
func (p *parser) chain(operator string, part func() (term, *Error)) (term, *Error) {
	first, err := part()
	if err != nil {
		return term{}, err
	}
	parts := []term{first}
	for p.accept(operator) {
		next, err := part()
		if err != nil {
			return term{}, err
		}
		parts = append(parts, next)
	}
	if len(parts) == 1 {
		return first, nil
	}
	return p.join(operator, parts)
}

func (p *parser) unary() (term, *Error) {
	off := p.tok().off
	switch {
	case p.tok().is("!"):
		return p.negation(off)
	case p.tok().is("never"):
		return p.never(off)
	}
	x, err := p.operand()
	if err != nil || !p.tok().is("before") {
		return x, err
	}
	return p.before(x)
}

func (p *parser) negation(off int) (term, *Error) {
	if err := p.enter(); err != nil {
		return term{}, err
	}
	defer p.leave()
	p.at++
	x, err := p.unary()
	switch {
	case err != nil:
		return term{}, err
	case x.claim != nil:
		return term{claim: notClaim{x.claim}, off: off, greedy: x.greedy}, nil
	}
	return term{pred: notPred{x.pred}, off: off}, nil
}

func (p *parser) operand() (term, *Error) {
	t := p.tok()
	if next := p.peek(); next.is("received") || next.is("printed") {
		return p.told()
	}
	switch {
	case t.is("("):
		return p.group()
	case t.kind == tokWord && p.peek().is("(") && slices.Contains(measures, t.text):
		return p.measure()
	case t.kind == tokWord:
		return p.word()
	case t.kind == tokLiteral:
		return term{}, errorf(t.off, "%s alone says nothing: a field comes first, then an operator, then the value", p.src[t.off:t.end])
	case t.kind == tokEnd && t.off == len(p.src) && strings.TrimSpace(p.src) == "":
		return term{}, errorf(t.off, "nothing to read")
	}
	return term{}, p.unexpected("a field or a kind of event")
}

func (p *parser) group() (term, *Error) {
	if err := p.enter(); err != nil {
		return term{}, err
	}
	defer p.leave()
	off := p.tok().off
	p.at++
	x, err := p.or()
	if err != nil {
		return term{}, err
	}
	x.off, x.greedy = off, false
	return x, p.expect(")", "for the ( at "+strconv.Itoa(off))
}

// surplus says what is wrong with what stands after a whole expression.
func (p *parser) surplus() *Error {
	t := p.tok()
	switch {
	case t.kind == tokBad:
		return t.err
	case t.is(")"):
		return errorf(t.off, ") without (")
	case t.is("before"):
		return errorf(t.off, "before stands between two; write a before b && b before c")
	case t.kind == tokSymbol:
		return errorf(t.off, "%s has no field before it", t.text)
	}
	return &Error{t.off, p.src[t.off:t.end] + " where && or || is missing", closest(p.src[t.off:t.end], []string{"and", "or"})}
}
