package scenario

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

const referenceFile = "../../docs/scenario.md"

var tableMark = regexp.MustCompile(`(?s)<!-- keys: ([^>]*) -->\n.*?<!-- end -->`)

// The tables of the reference are those of the checker, and none is missing.
func TestReferenceIsCurrent(t *testing.T) {
	objects := map[string]*object{}
	collect(file, objects)
	text := string(read(t, referenceFile))
	got := tableMark.ReplaceAllStringFunc(text, func(part string) string {
		is := tableMark.FindStringSubmatch(part)[1]
		o := objects[is]
		if o == nil {
			t.Errorf("the reference asks for %q, which is no object", is)
			return part
		}
		delete(objects, is)
		return fmt.Sprintf("<!-- keys: %s -->\n%s<!-- end -->", is, keyTable(o))
	})
	for is := range objects {
		t.Errorf("the reference has no table of %s", is)
	}
	golden(t, referenceFile, []byte(got))
}

// collect gathers the objects under a shape.
func collect(s shape, found map[string]*object) {
	switch s := s.(type) {
	case *object:
		found[s.is] = s
		for _, k := range s.keys {
			collect(k.value, found)
		}
	case list:
		collect(s.each, found)
	case table:
		collect(s.each, found)
	case either:
		for _, of := range s.of {
			collect(of, found)
		}
	}
}

func keyTable(o *object) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| key | value | |\n|---|---|---|\n", o.about)
	for _, k := range o.keys {
		name := "`" + k.name + "`"
		if k.need {
			name += " (needed)"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, inWords(k.value), k.about)
	}
	return b.String()
}

// inWords gives a shape for a column of a table.
func inWords(s shape) string {
	switch s := s.(type) {
	case word:
		return "`" + strings.Join(s.like, "`, `") + "`"
	case whole:
		return fmt.Sprintf("%d to %d", s.least, s.most)
	case choice:
		return "`" + strings.Join(s.words, "`, `") + "`"
	case prose:
		if s.lines {
			return "text, of several lines"
		}
		return "text"
	case list:
		if s.single {
			return inWords(s.each) + ", or a list of them"
		}
		return "list of " + plural(s.each)
	case table:
		return fmt.Sprintf("mapping from %s to %s", inWords(s.name), inWords(s.each))
	case either:
		if s.is == port.is {
			return inWords(addressBits)
		}
		return s.is
	}
	return s.what()
}

func plural(s shape) string {
	switch s := s.(type) {
	case either:
		return strings.TrimPrefix(strings.TrimPrefix(s.is, "a "), "an ") + "s"
	case *object:
		return strings.TrimPrefix(strings.TrimPrefix(s.is, "a "), "an ") + "s"
	case prose:
		return strings.TrimPrefix(strings.TrimPrefix(s.is, "a "), "an ") + "s"
	}
	return inWords(s)
}

var example = regexp.MustCompile("(?s)```yaml\n(.*?)```")

func TestReferenceExamplesParse(t *testing.T) {
	schema := schemaOf(t)
	examples := example.FindAllSubmatch(read(t, referenceFile), -1)
	if len(examples) == 0 {
		t.Fatal("there are none")
	}
	for _, e := range examples {
		if _, problems := Parse("scenario.md", e[1], testOptions); len(problems) > 0 {
			t.Errorf("%v\nin\n%s", problems, e[1])
		}
		if err := editor(schema, e[1]); err != nil {
			t.Errorf("an editor refuses it: %v\n%s", err, e[1])
		}
	}
}

// The message that the reference shows is one that is really written.
func TestReferenceMessage(t *testing.T) {
	text := string(read(t, referenceFile))
	_, after, _ := strings.Cut(text, "how to mend it:\n\n```\n")
	shown, _, _ := strings.Cut(after, "```")
	src := strings.Replace(string(read(t, "testdata/good/message.yaml")), "send bob:5000", "send bbo:5000", 1)
	_, problems := Parse("web.yaml", []byte(src), testOptions)
	if problems.String() != shown {
		t.Errorf("shown is\n%s\nwritten is\n%s", shown, problems)
	}
}
