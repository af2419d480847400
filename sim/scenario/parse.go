package scenario

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Options say what only other packages know of a scenario: which commands there
// are, and how expressions are read. What is nil is not checked.
type Options struct {
	// Programs are the commands that a node's prompt knows.
	Programs []Program
	// CheckEvent says what is wrong with an expression over one event, a
	// step's when. If the error has a method Offset() int, it tells the byte
	// of the expression.
	CheckEvent func(expr string) error
	// CheckTrace does the same for an expression over the whole trace, an
	// expectation.
	CheckTrace func(expr string) error
}

// Program is a command that a node's prompt knows.
type Program struct {
	Name  string
	Usage string // "message send HOST:PORT TEXT"
	At    []Kind // the kinds of nodes at whose prompt it can be typed; none: a host or router
	// Check says what is wrong with the words after the name; may be nil. If
	// the error has a method Arg() int, it tells which of them it means.
	Check func(args []string) error
	// Hosts tells which of the words name a host, as bob, bob:5000 or an
	// address; may be nil. It may name words that are not there.
	Hosts func(args []string) []int
}

// Parse reads a scenario file; name is how messages call it. All problems are
// told at once. The scenario is nil if one of them is an error (see
// Problems.Err); warnings leave it as it is.
func Parse(name string, src []byte, opts Options) (*Scenario, Problems) {
	r := &report{}
	if !newSource(r, name, src) {
		return nil, r.problems()
	}
	root := readNodes(r)
	if root == nil {
		return nil, r.problems()
	}
	c := &checker{report: r, bad: map[*yaml.Node]bool{}}
	c.traps(root)
	if !c.bad[root] {
		file.check(c, root)
	}
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	s, places := c.build(root, strings.TrimSuffix(base, path.Ext(base)))
	v := &validator{report: r, s: s, opts: opts, places: places}
	v.sense()
	problems := r.problems()
	if problems.Err() != nil {
		return nil, problems
	}
	return s, problems
}
