package tui

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// tutorialFile is written by hand, but for its screens.
const tutorialFile = "../docs/tutorial.md"

// A screen of the tutorial stands in a block of text behind a line such as
//
//	<!-- screen: open 1-message-to-a-friend 80x24; press n n 4; lines 6-13 -->
//
// Each one goes on where the one before stopped, unless it opens a lesson.
var tutorialScreen = regexp.MustCompile(`(?s)<!-- screen: (.*?) -->\n` + "```text\n(.*?)```\n")

// The tutorial's screens are what the program shows today.
func TestTutorial(t *testing.T) {
	if testing.Short() && !*update {
		t.Skip("the long tests say whether the tutorial is stale")
	}
	text, err := os.ReadFile(tutorialFile)
	if err != nil {
		t.Fatal(err)
	}
	var s *screen
	n := 0
	got := tutorialScreen.ReplaceAllStringFunc(string(text), func(block string) string {
		n++
		orders := tutorialScreen.FindStringSubmatch(block)[1]
		lines := ""
		if s, lines = obey(t, s, orders); s == nil {
			t.Fatalf("no lesson is open at %q", orders)
		}
		return fmt.Sprintf("<!-- screen: %s -->\n```text\n%s```\n", orders, lines)
	})
	if n < 10 {
		t.Fatalf("only %d screens were found", n)
	}
	if *update {
		if err := os.WriteFile(tutorialFile, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != string(text) {
		g, w := strings.Split(got, "\n"), strings.Split(string(text), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("%s:%d says\n%s\nbut the screen shows\n%s\n(go test ./tui -update writes it again)", tutorialFile, i+1, w[i], g[i])
			}
		}
		t.Fatalf("%s has another length", tutorialFile)
	}
}

// obey does what the orders of a screen say and gives the lines it shows.
func obey(t *testing.T, s *screen, orders string) (*screen, string) {
	t.Helper()
	from, to := 1, 1000
	for _, order := range strings.Split(orders, ";") {
		words := strings.Fields(order)
		switch {
		case len(words) == 3 && words[0] == "open":
			l := look{}
			if _, err := fmt.Sscanf(words[2], "%dx%d", &l.w, &l.h); err != nil {
				t.Fatalf("%q: %v", order, err)
			}
			s = openLesson(t, words[1], l)
		case s == nil:
			return nil, ""
		case len(words) > 1 && words[0] == "press":
			for _, k := range words[1:] {
				if k == "space" {
					k = " "
				}
				s.press(k)
			}
		case len(words) == 2 && words[0] == "lines":
			if _, err := fmt.Sscanf(words[1], "%d-%d", &from, &to); err != nil {
				t.Fatalf("%q: %v", order, err)
			}
		default:
			t.Fatalf("no order is %q", order)
		}
	}
	lines := strings.Split(strings.TrimRight(s.text(), "\n"), "\n")
	lines = lines[max(0, from-1):min(to, len(lines))]
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return s, strings.Join(lines, "\n") + "\n"
}

// openLesson opens a lesson of the library.
func openLesson(t testing.TB, name string, l look) *screen {
	t.Helper()
	src, err := os.ReadFile("../scenarios/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, session, steps := play(t, name, src)
	s := newScreen(t, "", l)
	s.m.picker.opening = name
	return s.send(openedMsg{name: name, film: newFilm(told{session, steps})})
}
