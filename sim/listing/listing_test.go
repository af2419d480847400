package listing

import (
	"reflect"
	"strings"
	"testing"

	"encap/layers/osi"
	"encap/sim/trace"
)

// A line is cut where the kind of its text changes.
func TestParts(t *testing.T) {
	got := partsOf([]byte("package p // a word\n\nvar s = \"x\" + `a\nb`\n"))
	want := [][]Part{
		{{"package", Keyword}, {" p ", Code}, {"// a word", Comment}},
		nil,
		{{"var", Keyword}, {" s = ", Code}, {`"x"`, Literal}, {" + ", Code}, {"`a", Literal}},
		{{"b`", Literal}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// find gives a place in a function that is longer than ten lines.
func find(t *testing.T, name, text string) Place {
	t.Helper()
	for i, l := range open("layers/physical/line.go").lines {
		line := Line{Parts: l}
		if p := (Place{File: "layers/physical/line.go", Line: i + 1, Func: name}); strings.Contains(line.Text(), text) && open(p.File).function(p.Line).name == name {
			return p
		}
	}
	t.Fatalf("%s has no line with %q", name, text)
	return Place{}
}

// The window holds the line, stays in the function and moves no further than
// to its ends.
func TestAround(t *testing.T) {
	for _, text := range []string{"func (l *line) start", "l.entered++", "l.befall(t, fate"} {
		p := find(t, "line.start", text)
		lines := p.Around(10)
		decided := 0
		for _, l := range lines {
			if l.Decided {
				decided++
			}
			if d := open(p.File).function(l.N); d == nil || d.name != "line.start" {
				t.Errorf("%q: line %d is outside of the function", text, l.N)
			}
		}
		if len(lines) != 10 || decided != 1 {
			t.Errorf("%q: %d lines, %d of them decided", text, len(lines), decided)
		}
		whole := p.Function()
		if len(whole) < 20 || !strings.HasPrefix(whole[0].Text(), "// start sends") || whole[len(whole)-1].Text() != "}" {
			t.Errorf("the function is %d lines, from %q", len(whole), whole[0].Text())
		}
	}
}

// What was noted nowhere, or not in this program's layers, has no place.
func TestNowhere(t *testing.T) {
	for _, r := range []trace.Reason{{}, {Rule: &osi.Rule{}, PC: reflect.ValueOf(TestParts).Pointer() + 1}, {PC: reflect.ValueOf(strings.Cut).Pointer() + 1}} {
		if p, ok := Of(r); ok {
			t.Errorf("%v", p)
		}
	}
	if lines := (Place{File: "layers/none.go", Line: 3}).Around(10); lines != nil {
		t.Errorf("%v", lines)
	}
}
