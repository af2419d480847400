package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"encap/tui/canvas"
)

// No key means two things in one pane.
func TestNoKeyTwice(t *testing.T) {
	type place struct {
		where paneID
		key   string
	}
	seen := map[place]string{}
	for _, b := range bindings {
		if len(b.keys) == 0 || b.help == "" || b.act == actNone {
			t.Errorf("incomplete: %+v", b)
		}
		for _, k := range b.keys {
			p := place{b.where, k}
			if other, ok := seen[p]; ok {
				t.Errorf("%q in %s means %q and %q", k, b.where.title(), other, b.help)
			}
			seen[p] = b.help
			if k != "f9" {
				keyMsg(t, k) // Bubble Tea knows it by this name
			}
		}
	}
}

// A pane never takes away a key that is needed everywhere.
func TestKeysThatAlwaysWork(t *testing.T) {
	for where := everywhere; where < paneEnd; where++ {
		if where == paneInput { // there letters are typed, and tab completes
			continue
		}
		for key, want := range map[string]action{"ctrl+c": actQuitNow, "esc": actBack, "?": actHelp, "q": actQuit, "tab": actPane} {
			if got := meaning(where, key); got != want {
				t.Errorf("%s: %s means %q, want %q", where.title(), key, got, want)
			}
		}
	}
}

// Every hint in the footer is about keys that exist.
func TestHints(t *testing.T) {
	for _, h := range hints {
		for _, a := range h.acts {
			if keyOf(h.where, a) == "" {
				t.Errorf("%s: no key for %q", h.where.title(), h.text)
			}
		}
	}
	for ascii, want := range map[bool]string{false: "←→", true: "<-/->"} {
		if got := hintKeys(&hint{paneBytes, []action{actLeft, actRight}, ""}, ascii); got != want {
			t.Errorf("ASCII %v: %q, want %q", ascii, got, want)
		}
	}
}

// Every text of the catalogue is used, and no other text is drawn.
func TestCatalogue(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]int{}
	var defined []string
	words := regexp.MustCompile(`[A-Za-z]{4,}`)
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for _, id := range n.Names {
					if strings.HasPrefix(id.Name, "txt") {
						defined = append(defined, id.Name)
						used[id.Name]--
					}
				}
			case *ast.Ident:
				used[n.Name]++
			case *ast.CallExpr:
				sel, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || sel.Sel.Name != "Text" && sel.Sel.Name != "TextIn" && sel.Sel.Name != "note" {
					return true
				}
				for _, arg := range n.Args {
					if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						if s, _ := strconv.Unquote(lit.Value); words.MatchString(s) {
							t.Errorf("%s draws %q, which is not in the catalogue", f.Name(), s)
						}
					}
				}
			}
			return true
		})
	}
	for _, name := range defined {
		if used[name] <= 0 {
			t.Errorf("%s is never used", name)
		}
	}
}

// The language of the tests is 40 % longer and leaves verbs alone.
func TestPseudo(t *testing.T) {
	for _, s := range []string{"ab", "Topology", "event %d/%d", "sending %d %%", "one pane large"} {
		got := pseudo(s)
		if len([]rune(got)) < len(s)*14/10 {
			t.Errorf("%q becomes %q, which is not 40 %% longer", s, got)
		}
		if strings.Count(got, "%") != strings.Count(s, "%") {
			t.Errorf("%q becomes %q", s, got)
		}
	}
	if got := locale(pseudo).f("event %d/%d", 3, 4); !strings.Contains(got, "3/4") {
		t.Errorf("filled in: %q", got)
	}
}

// Texts begin as sentences and titles do, or as words inside a line: never with
// a blank, which a translator would lose.
func TestTextsAreTrimmed(t *testing.T) {
	for _, b := range bindings {
		if r := []rune(b.help); unicode.IsSpace(r[0]) || unicode.IsSpace(r[len(r)-1]) {
			t.Errorf("%q begins or ends with a blank", b.help)
		}
	}
	if w := canvas.Width(txtNeedsSize); w > 40 {
		t.Errorf("%q is %d columns wide: it must fit where nothing else does", txtNeedsSize, w)
	}
}
