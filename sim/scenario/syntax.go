package scenario

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// maxDepth is how deep lists and mappings may lie in each other; a scenario
// needs five levels.
const maxDepth = 20

// readNodes gives the file's one document, or nil if YAML cannot read it.
// Nodes only: no alias is expanded, no value converted.
func readNodes(r *report) *yaml.Node {
	limits := yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth)))
	loader, err := yaml.NewLoader(strings.NewReader(r.src.text), limits)
	var doc, second yaml.Node
	if err == nil {
		err = loader.Load(&doc)
	}
	if err == nil {
		err = loader.Load(&second)
	}
	switch {
	case err == nil:
		r.add(Problem{
			Where: r.src.real(second.Line, second.Column),
			Msg:   "a second document begins here",
			Mend:  "write one scenario in one file",
		})
		return nil
	case !errors.Is(err, io.EOF):
		r.add(refused(r.src, err))
		return nil
	case len(doc.Content) == 0 || isNull(doc.Content[0]):
		r.add(Problem{Where: Where{Line: 1, Column: 1}, Msg: "the file is empty", Mend: "it needs at least nodes:"})
		return nil
	}
	return doc.Content[0]
}

// refused tells in our words what the YAML reader has against the text. It
// stops at its first error.
func refused(s *source, err error) Problem {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		return Problem{Msg: err.Error()}
	}
	p := Problem{Where: s.real(e.Mark.Line, e.Mark.Column)}
	begun := s.real(e.ContextMark.Line, e.ContextMark.Column)
	at := s.text[s.at(p.Where.Line, p.Where.Column):]
	has := func(part string) bool { return strings.Contains(e.Message, part) }
	switch {
	case has("max depth"):
		p.Msg = fmt.Sprintf("lists and mappings lie more than %d deep", maxDepth)
	case strings.HasPrefix(at, "\t") || has("tab character"):
		p.Msg, p.Mend = "a tab in the indentation", "indent with spaces"
	case has("cannot start any token"):
		p.Msg, p.Mend = fmt.Sprintf("a text may not begin with %q", runesOn(at, 1)), "put the text in quotes"
	case has("unknown anchor"):
		p.Msg, p.Mend = "* begins an alias, and there are none in a scenario", "put the text in quotes"
	case has("mapping values are not allowed"):
		p.Msg, p.Mend = misplacedColon(s, p.Where)
	case has("unexpected end of stream"):
		p.Where, p.Msg, p.Mend = begun, "this quote is never closed", "write the second quote"
	case has("expected ',' or"):
		p = bracket(s, p.Where, begun)
	case has("could not find expected ':'"):
		p.Where, p.Msg, p.Mend = begun, "no colon follows this key", "write key: value"
	case has("did not find expected key") || has("did not find expected '-' indicator"):
		p.Msg, p.Mend = unexpected(s, p.Where)
	case has("block sequence entries are not allowed"):
		p.Msg, p.Mend = "a list may not begin on the line of its key", "begin it on the next line"
	case has("without preceding whitespace"):
		p.Msg, p.Mend = "a comment needs a space before #", "if it is part of the text, put the text in quotes"
	default:
		p.Msg = "YAML: " + e.Message
		if e.ContextMsg != "" {
			p.Msg += " " + e.ContextMsg
		}
	}
	return p
}

// real gives a place in the file; the YAML reader's may be one line behind its
// end, or none.
func (s *source) real(line, column int) Where {
	switch {
	case line > len(s.starts):
		return Where{Line: len(s.starts), Column: utf8.RuneCountInString(s.line(len(s.starts))) + 1}
	case line < 1:
		return Where{Line: 1, Column: 1}
	}
	return Where{Line: line, Column: max(1, column)}
}

// misplacedColon tells a second colon in a line from a line that is indented
// too deep.
func misplacedColon(s *source, at Where) (msg, mend string) {
	line := s.line(at.Line)
	before := line[:min(len(line), s.at(at.Line, at.Column)-s.starts[at.Line-1])]
	key, value, second := strings.Cut(before, ": ")
	if !second {
		return "this line is indented deeper than the one it belongs to", "begin it in the column of its neighbours"
	}
	whole := value + line[len(before):]
	return `": " inside a text makes YAML take it for a key`,
		fmt.Sprintf("write %s: %s", strings.TrimLeft(key, " -"), quoted(clip(strings.TrimSpace(whole))))
}

// bracket tells of a list or mapping in brackets that does not end.
func bracket(s *source, at, begun Where) Problem {
	p := Problem{Where: at}
	open := runesOn(s.text[s.at(begun.Line, begun.Column):], 1)
	if s.at(at.Line, at.Column) >= len(strings.TrimRight(s.text, " \n")) {
		p.Where, p.Msg = begun, fmt.Sprintf("this %s is never closed", open)
		return p
	}
	p.Msg = fmt.Sprintf("a comma or the end of the %s from line %d is missing here", open, begun.Line)
	p.Mend = "if the text holds brackets, commas or quotes, put it in single quotes"
	return p
}

// unexpected tells of a line that does not go on where the last one ended.
func unexpected(s *source, at Where) (msg, mend string) {
	line := s.line(at.Line)
	before := strings.TrimRight(line[:min(len(line), s.at(at.Line, at.Column)-s.starts[at.Line-1])], " ")
	if strings.HasSuffix(before, `"`) || strings.HasSuffix(before, "'") {
		return "a text that begins with a quote ends with it, and more follows", "put the whole text in single quotes"
	}
	above := s.line(at.Line - 1)
	if i := strings.Index(above, " #"); i >= 0 && strings.Contains(above[:i], ":") {
		return `the text above ended at " #", which begins a comment`, "put that text in quotes"
	}
	return "this line is indented otherwise than its neighbours", "begin it in the column of its neighbours"
}
