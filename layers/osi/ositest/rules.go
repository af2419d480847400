package ositest

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"testing"

	"encap/layers/osi"
)

// obeyed has every rule that a Recorder of this test binary was told of.
var obeyed = map[*osi.Rule]bool{}

// Main runs the tests of a package, and fails if there is a rule that none of
// them made the package obey. A run of some tests only is not judged.
func Main(m *testing.M, rules []*osi.Rule) {
	code := m.Run()
	if code == 0 && wholeRun() {
		for _, r := range rules {
			if !obeyed[r] {
				fmt.Printf("FAIL: no test makes the package obey the rule %s\n", r.Name)
				code = 1
			}
		}
	}
	os.Exit(code)
}

// wholeRun says whether all tests were run.
func wholeRun() bool {
	for _, name := range []string{"run", "skip", "list", "fuzz", "fuzzworker"} {
		if f := flag.Lookup("test." + name); f != nil && f.Value.String() != f.DefValue {
			return false
		}
	}
	return !testing.Short()
}

// cite is the form of a citation.
var cite = regexp.MustCompile(`^(RFC \d+( §\d+(\.\d+)*)?|IEEE 802(\.\d+[A-Z]?(-\d{4})?)?( §\d+(\.\d+)*)?|POSIX [a-z]+|(Linux|FreeBSD) [a-z]+\(\d\)|Encap)$`)

// Rules checks the list of a package's rules against the source in rules.go:
// every rule is listed once, in the order of the source, under its own name,
// and tells why.
func Rules(t *testing.T, rules []*osi.Rule) {
	t.Helper()
	names := declared(t)
	if len(names) != len(rules) {
		t.Errorf("rules.go declares %d rules, the list has %d", len(names), len(rules))
	}
	for i, r := range rules {
		if i < len(names) && r.Name != names[i] {
			t.Errorf("rule %d of the list is %s, want %s as in the source", i, r.Name, names[i])
		}
		if !cite.MatchString(r.Cite) {
			t.Errorf("%s: %q is no citation", r.Name, r.Cite)
		}
		if len(r.Why) < 20 || r.Why[len(r.Why)-1] != '.' {
			t.Errorf("%s: %q is no sentence", r.Name, r.Why)
		}
	}
}

// declared gives the names of the rules in rules.go, in their order.
func declared(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			if isRule(v) {
				names = append(names, v.Names[0].Name)
			}
		}
	}
	return names
}

// isRule says whether a variable is set to an osi.Rule{…}.
func isRule(v *ast.ValueSpec) bool {
	if len(v.Values) != 1 {
		return false
	}
	lit, ok := v.Values[0].(*ast.CompositeLit)
	if !ok {
		return false
	}
	typ, ok := lit.Type.(*ast.SelectorExpr)
	return ok && typ.Sel.Name == "Rule"
}
