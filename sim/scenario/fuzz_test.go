package scenario

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

func seeds(f *testing.F) {
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*.yaml"} {
		for _, file := range glob(f, pattern) {
			src, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
}

// Whatever the file: no panic, each problem stands at a place that exists and
// prints safely, and what is accepted is written and read as the same.
func FuzzParse(f *testing.F) {
	seeds(f)
	schema := schemaOf(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		s, problems := Parse("fuzz.yaml", src, testOptions)
		lines := strings.Split(strings.TrimPrefix(string(src), "\ufeff"), "\n")
		for _, p := range problems {
			w := p.Where
			if w.Line == 0 {
				continue
			}
			if w.Line > len(lines) || w.Column < 1 || w.Column > utf8.RuneCountInString(lines[w.Line-1])+1 {
				t.Errorf("%v stands beyond line or file", p)
			}
		}
		if text := problems.String(); strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && hidden(r) }) {
			t.Errorf("the message holds a hidden character: %q", text)
		}
		if (s == nil) != (problems.Err() != nil) {
			t.Fatalf("scenario %v, error %v", s, problems.Err())
		}
		if s == nil {
			return
		}
		if err := Validate(s).Err(); err != nil {
			t.Errorf("Parse accepts what Validate refuses: %v", err)
		}
		if err := thereAndBack(s); err != nil {
			t.Error(err)
		}
		if err := editor(schema, src); err != nil {
			t.Errorf("Parse accepts what an editor refuses: %v", err)
		}
	})
}

// Behind the last byte of a scalar's value the file goes on with what ends a
// scalar: so the places inside are right.
func FuzzPlaceInside(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		r := &report{}
		if !newSource(r, "fuzz.yaml", src) {
			return
		}
		if root := readNodes(r); root != nil {
			checkEnds(t, r.src, root)
		}
	})
}

func checkEnds(t *testing.T, s *source, n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Anchor == "" && n.Tag != "!" && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle|yaml.TaggedStyle) == 0 && n.Value != "" {
		_, i := s.inside(n, len(n.Value))
		rest := s.text[min(i, len(s.text)):]
		ends := []string{"", "\n", "\r", " ", "\t", ",", "]", "}", ":"}
		switch {
		case n.Style&yaml.DoubleQuotedStyle != 0:
			ends = []string{`"`, "\\\n", "\\\r"} // a last line that holds nothing
		case n.Style&yaml.SingleQuotedStyle != 0:
			ends = []string{"'"}
		}
		if !slices.ContainsFunc(ends, func(e string) bool { return strings.HasPrefix(rest, e) && (e != "" || rest == "") }) {
			t.Errorf("%q at %d:%d ends before %.20q", n.Value, n.Line, n.Column, rest)
		}
	}
	for _, child := range n.Content {
		checkEnds(t, s, child)
	}
}
