package scenarios_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"encap/scenarios"
)

func Example() {
	for _, name := range scenarios.Names()[:3] {
		fmt.Println(name)
	}
	name, _ := scenarios.Find("3")
	src, _ := scenarios.Source(name)
	_, line, _ := strings.Cut(string(src), "\ntitle: ")
	line, _, _ = strings.Cut(line, "\n")
	fmt.Println("3 is", line)
	// Output:
	// 1-message-to-a-friend
	// 2-switch-and-router
	// 3-first-and-second-ping
	// 3 is The first and the second ping
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ what, want string }{
		{"1", "1-message-to-a-friend"}, {"4", "4-traceroute"}, {"4-traceroute", "4-traceroute"}, {"4-traceroute.yaml", "4-traceroute"},
		{"", ""}, {"0", ""}, {"4-", ""}, {"../lesson", ""}, {"traceroute", "4-traceroute"}, {"trace", ""},
	} {
		if name, ok := scenarios.Find(c.what); name != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, %v, want %q", c.what, name, ok, c.want)
		}
	}
	if _, ok := scenarios.Source("../go.mod"); ok {
		t.Error("a path out of the library gives a file")
	}
}

// TestHashesBelong: no hash and no golden is left of a lesson that is gone.
func TestHashesBelong(t *testing.T) {
	for _, pattern := range []string{"*.sha256", "testdata/*.golden"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) != len(scenarios.Names()) {
			t.Errorf("%s: %d files for %d lessons (%v)", pattern, len(files), len(scenarios.Names()), err)
		}
	}
}

// TestTeachersKnowEachLesson: the teacher's guide has a row for each lesson.
func TestTeachersKnowEachLesson(t *testing.T) {
	guide, err := os.ReadFile("../docs/teacher.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range scenarios.Names() {
		number, _, _ := strings.Cut(name, "-")
		if !strings.Contains(string(guide), "\n| "+number+" | ") {
			t.Errorf("lesson %s is not in docs/teacher.md", name)
		}
	}
}
