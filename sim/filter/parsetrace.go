package filter

import "slices"

// This file reads what speaks of a whole trace.

// eventsOnly refuses a claim where all must be about one event.
func (p *parser) eventsOnly(t token) *Error {
	if p.within == 0 {
		return nil
	}
	return errorf(t.off, "%s speaks of a whole trace; only what holds for one event can stand here", t.text)
}

// inner reads with part what must be about one event.
func (p *parser) inner(part func() (term, *Error)) (pred, *Error) {
	p.within++
	defer func() { p.within-- }()
	x, err := part()
	return x.pred, err
}

func (p *parser) never(off int) (term, *Error) {
	if err := p.eventsOnly(p.tok()); err != nil {
		return term{}, err
	}
	if err := p.enter(); err != nil {
		return term{}, err
	}
	defer p.leave()
	p.at++
	what, err := p.inner(p.unary)
	if err != nil {
		return term{}, err
	}
	return term{claim: never{what}, off: off, greedy: true}, nil
}

func (p *parser) before(early term) (term, *Error) {
	t := p.tok()
	if err := p.eventsOnly(t); err != nil {
		return term{}, err
	}
	if early.pred == nil {
		return term{}, errorf(early.off, "before compares two events, and this speaks of a whole trace")
	}
	p.at++
	late, err := p.inner(p.operand)
	if err != nil {
		return term{}, err
	}
	return term{claim: before{early.pred, late}, off: early.off, greedy: true}, nil
}

// measures are the functions of a trace.
var measures = []string{"count", "first", "last"}

// measure reads count(…), first(…) or last(…) and what it is compared with.
func (p *parser) measure() (term, *Error) {
	t := p.tok()
	if err := p.eventsOnly(t); err != nil {
		return term{}, err
	}
	outer := p.counted
	p.counted = things
	p.at++
	what, err := p.inner(p.group)
	if err != nil {
		return term{}, err
	}
	counted := p.counted
	p.counted = outer

	kind, example := duration, "< 10 ms"
	if t.text == "count" {
		kind, example = number, ">= 1"
	}
	op := p.tok()
	if !isComparison(op) {
		return term{}, &Error{op.off, t.text + "(…) is not compared with anything", t.text + "(" + show(what) + ") " + example}
	}
	p.at++
	want, err := p.value()
	if err != nil {
		return term{}, err
	}
	if want.kind != kind {
		return term{}, mismatch(t.text+"(…)", kind, want)
	}
	if t.text == "count" {
		return term{claim: counts{what, counted, comparison(op.text), want.val.num}, off: t.off}, nil
	}
	return term{claim: instant{t.text == "last", what, comparison(op.text), want}, off: t.off}, nil
}

// told reads NODE received TEXT and NODE printed TEXT. They are events, too:
// count(bob received "hello") == 1.
func (p *parser) told() (term, *Error) {
	node, verb := p.tok(), p.peek()
	name := node.text
	switch {
	case node.kind == tokLiteral && node.lit.kind == text && node.lit.val.text != "":
		name = node.lit.val.text
	case node.kind != tokWord:
		return term{}, p.unexpected("the name of a node")
	}
	p.at += 2
	what := p.tok()
	if what.kind != tokLiteral || what.lit.kind != text {
		return term{}, p.unexpected("a text in double quotes")
	}
	p.at++
	p.counted = events
	pred := &told{name, verb.text, what.lit.val.text}
	if p.within > 0 {
		return term{pred: pred, off: node.off}, nil
	}
	return term{pred: pred, claim: some{pred}, off: node.off}, nil
}

// join makes one term of several with an operator between them. Predicates
// that only speak of events make a predicate: ip && drop is one event that is
// both. As soon as one part speaks of the trace, all do.
func (p *parser) join(operator string, parts []term) (term, *Error) {
	x := term{off: parts[0].off}
	var preds []pred
	var claims []claim
	for _, part := range parts {
		if part.pred != nil {
			preds = append(preds, part.pred)
		}
	}
	if len(preds) == len(parts) {
		x.pred = joinPreds(operator, preds)
	}
	if !slices.ContainsFunc(parts, func(t term) bool { return t.claim != nil }) {
		return x, nil
	}
	if err := p.unclear(operator, parts); err != nil {
		return term{}, err
	}
	for _, part := range parts {
		c, err := p.lift(part)
		if err != nil {
			return term{}, err
		}
		claims = append(claims, c)
	}
	x.claim = allClaims{claims}
	if operator == "||" {
		x.claim = anyClaim{claims}
	}
	return x, nil
}

func joinPreds(operator string, preds []pred) pred {
	if operator == "||" {
		return orPred{preds}
	}
	return andPred{preds}
}

// lift makes a claim of a term: some event matches it. Of what is only denied,
// nearly any event is an example: !drop surely means never drop.
func (p *parser) lift(x term) (claim, *Error) {
	if x.claim != nil {
		return x.claim, nil
	}
	if denies(x.pred) {
		e := errorf(x.off, "here this would say that some event does not match")
		if not, ok := x.pred.(notPred); ok {
			e.Mend = show(never{not.part})
		}
		return nil, e
	}
	return some{x.pred}, nil
}

// denies says whether an event can match without being anything in particular.
func denies(p pred) bool {
	switch p := p.(type) {
	case notPred:
		return true
	case andPred:
		return !slices.ContainsFunc(p.parts, func(part pred) bool { return !denies(part) })
	case orPred:
		return slices.ContainsFunc(p.parts, denies)
	}
	return false
}

// unclear refuses what people read in two ways. In never drop && ip, what is
// it that shall never be? In arp && icmp && count(drop) == 0, is it one event
// or two?
func (p *parser) unclear(operator string, parts []term) *Error {
	var greedy, events []term
	for _, part := range parts {
		if part.greedy {
			greedy = append(greedy, part)
		}
		if part.claim == nil {
			events = append(events, part)
		}
	}
	if len(greedy) > 0 && len(events) > 0 {
		return errorf(greedy[0].off, "it is not clear how far never or before reaches; parentheses will tell")
	}
	if operator == "&&" && len(events) > 1 {
		return errorf(events[0].off, "one event or several? In parentheses it is one; for several write count(…) >= 1 for each")
	}
	return nil
}
