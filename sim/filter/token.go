package filter

import "net/netip"

// tokenKind says what a token is.
type tokenKind uint8

const (
	tokEnd     tokenKind = iota // nothing is left
	tokBad                      // no token at all: err says why
	tokWord                     // a field, a kind of event, a node, a word of the grammar
	tokSymbol                   // an operator or a bracket; "and" has become "&&"
	tokLiteral                  // a value
)

// token is one piece of the source.
type token struct {
	kind     tokenKind
	text     string // of a word or symbol
	lit      literal
	err      *Error
	off, end int // its place in the source
}

// is says whether the token is this symbol or word.
func (t token) is(text string) bool {
	return (t.kind == tokSymbol || t.kind == tokWord) && t.text == text
}

// literal is a value that stands in the source.
type literal struct {
	kind kind
	val  value
	net  netip.Prefix // of a network
	src  string       // as printed: canonical, but a hexadecimal number stays one
	off  int
}
