package explore

import (
	"regexp"

	"encap/sim"
	"encap/sim/scenario"
)

// A scenario's expectations say what its lesson shows, down to the number of
// frames; with a frame lost, most of those must fail. What counts in another
// future is the story: what processes get and print.

var (
	told  = regexp.MustCompile(`[\w-]+\s+(received|printed)\s+"(\\.|[^"\\])*"`)
	logic = regexp.MustCompile(`^(\s|[()!]|&&|\|\||==|[<>]=?|\d+|#|count|never|before|and|or|not)*$`)
)

// promise says whether an expectation is only about what processes get and
// print, how often and in what order.
func promise(e scenario.Expect) bool {
	rest := told.ReplaceAllString(e.Expr, "#")
	return rest != e.Expr && logic.MatchString(rest)
}

// promises gives those that a run keeps.
func promises(run *sim.Session) (kept map[string]bool, err error) {
	judged, err := run.Judge()
	if err != nil {
		return nil, err
	}
	kept = map[string]bool{}
	for _, j := range judged {
		if promise(j.Expect) && j.OK {
			kept[j.Expect.Expr] = true
		}
	}
	return kept, nil
}
