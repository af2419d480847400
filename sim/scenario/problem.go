package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Problem is one thing that is wrong, or doubtful, in a scenario.
type Problem struct {
	Where   Where
	Msg     string // what is wrong: `unknown node "bbo"`
	Mend    string // how to put it right: `did you mean "bob"?`; may be ""
	Warning bool   // the scenario runs all the same
	line    string // the line of the file, for the caret
}

// String gives the problem in one line, in the form that editors and
// terminals make a link of: `web.yaml:14:9: unknown node "bbo"; did you mean "bob"?`.
func (p Problem) String() string {
	var b strings.Builder
	if p.Where.File != "" {
		b.WriteString(p.Where.File + ":")
	}
	if p.Where.Line > 0 {
		fmt.Fprintf(&b, "%d:%d:", p.Where.Line, p.Where.Column)
	}
	if b.Len() > 0 {
		b.WriteString(" ")
	}
	if p.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(p.Msg)
	if p.Mend != "" {
		b.WriteString("; " + p.Mend)
	}
	return b.String()
}

// Problems are all that was found, in the order of the file.
type Problems []Problem

// Err gives the problems as an error, or nil if all of them are warnings.
func (p Problems) Err() error {
	for _, q := range p {
		if !q.Warning {
			return p
		}
	}
	return nil
}

// Error gives the same text as String. Use Err to know whether there is an
// error at all.
func (p Problems) Error() string { return strings.TrimSuffix(p.String(), "\n") }

// String gives each problem with the line it is on and a caret under the place.
func (p Problems) String() string {
	var b strings.Builder
	for _, q := range p {
		b.WriteString(q.String() + "\n")
		if q.Where.Line > 0 && q.line != "" {
			text, before := excerpt(q.line, q.Where.Column)
			number := fmt.Sprintf("%4d", q.Where.Line)
			fmt.Fprintf(&b, "%s | %s\n", number, text)
			fmt.Fprintf(&b, "%s | %s^\n", strings.Repeat(" ", len(number)), strings.Repeat(" ", before))
		}
	}
	return b.String()
}

// A longer line is shown in part: this many characters before and after the
// place.
const (
	excerptBefore = 60
	excerptAfter  = 40
)

// excerpt gives the part of a line around a column, safe to print, and how
// many cells stand before the column.
func excerpt(line string, column int) (text string, before int) {
	// A line may be the whole file: what is far away is never converted.
	at := 0
	for i := 1; i < column && at < len(line); i++ {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	if len(line) <= excerptBefore+excerptAfter {
		return strings.TrimRight(printable(line), " "), ansi.StringWidth(printable(line[:at]))
	}
	left, right := runesBack(line[:at], excerptBefore), runesOn(line[at:], excerptAfter)
	head := printable(left)
	if len(left) < at {
		head = "…" + head
	}
	tail := printable(right)
	if len(right) < len(line)-at {
		tail += "…"
	}
	return strings.TrimRight(head+tail, " "), ansi.StringWidth(head)
}

func runesBack(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func runesOn(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}

// printable keeps a hostile file from writing to the terminal through our own
// error message.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case hidden(r):
			return '·'
		}
		return r
	}, s)
}

// report collects problems. A file may have a hundred thousand: each kind is
// kept up to a limit and counted beyond, so that a flood of warnings never
// hides the one error.
type report struct {
	src                    *source // nil: the scenario was built in Go
	list                   Problems
	errors, warnings       int
	lostErrors, lostWarned int
}

const mostProblems = 50

func (r *report) add(p Problem) {
	count, lost := &r.errors, &r.lostErrors
	if p.Warning {
		count, lost = &r.warnings, &r.lostWarned
	}
	if *count >= mostProblems {
		*lost++
		return
	}
	*count++
	p.Msg, p.Mend = printable(p.Msg), printable(p.Mend)
	if r.src != nil {
		p.Where.File = r.src.file
		p.line = r.src.line(p.Where.Line)
	}
	r.list = append(r.list, p)
}

// full says whether a further error would not be kept, so that nobody works
// out a suggestion in vain.
func (r *report) full() bool { return r.errors >= mostProblems }

// problems gives what was found, in the order of the file.
func (r *report) problems() Problems {
	slices.SortStableFunc(r.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Where.Line, b.Where.Line), cmp.Compare(a.Where.Column, b.Where.Column))
	})
	var file string
	if r.src != nil {
		file = r.src.file
	}
	if r.lostErrors > 0 {
		r.list = append(r.list, Problem{Where: Where{File: file}, Msg: fmt.Sprintf("and %d errors more", r.lostErrors)})
	}
	if r.lostWarned > 0 {
		r.list = append(r.list, Problem{Where: Where{File: file}, Msg: fmt.Sprintf("%d more of the kind", r.lostWarned), Warning: true})
	}
	return r.list
}

// complaint is what the reader of one value has against it.
type complaint struct {
	msg, mend string
	offset    int // the byte of the value where it goes wrong
}

// Error gives the complaint with its mend, as a prompt shows it.
func (c *complaint) Error() string {
	if c.mend == "" {
		return c.msg
	}
	return c.msg + "; " + c.mend
}

// Offset gives the byte of the text at which it goes wrong.
func (c *complaint) Offset() int { return c.offset }

func complain(mend, format string, args ...any) *complaint {
	return &complaint{msg: fmt.Sprintf(format, args...), mend: mend}
}

// told splits an error into message, mend and offset. Errors of others are
// shown as they are; an Offset of theirs tells where in the text.
func told(err error) (msg, mend string, offset int) {
	var c *complaint
	if errors.As(err, &c) {
		return c.msg, c.mend, c.offset
	}
	var o interface{ Offset() int }
	if errors.As(err, &o) {
		offset = o.Offset()
	}
	return err.Error(), "", offset
}
