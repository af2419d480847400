package scenario

import (
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
		at   int // of the error; -1: none
	}{
		{"", nil, -1},
		{"  \t\n ", nil, -1},
		{"message send bob:5000 hello", []string{"message", "send", "bob:5000", "hello"}, -1},
		{`send "a b"  'c d'`, []string{"send", "a b", "c d"}, -1},
		{`a"b"'c'd`, []string{"abcd"}, -1},
		{`""`, []string{""}, -1},
		{`'' x`, []string{"", "x"}, -1},
		{`"a\"b\\c\d"`, []string{`a"b\c\d`}, -1},
		{`'a\b'`, []string{`a\b`}, -1},
		{`a\ b \"c`, []string{"a b", `"c`}, -1},
		{`it\'s`, []string{"it's"}, -1},
		{`$HOME | > *`, []string{"$HOME", "|", ">", "*"}, -1},
		{"é 日本", []string{"é", "日本"}, -1},
		{`say "hello`, nil, 4},
		{`say it's`, nil, 6},
		{`say "a\"`, nil, 4},
		{`a\`, nil, 1},
		{`x "a" "`, nil, 6},
	} {
		got, err := Words(c.text)
		at := -1
		if o, ok := err.(interface{ Offset() int }); ok {
			at = o.Offset()
		}
		if !reflect.DeepEqual(got, c.want) || at != c.at {
			t.Errorf("%q: got %q, error at %d (%v); want %q, %d", c.text, got, at, err, c.want, c.at)
		}
	}
}

// A shell splits the same text into the same words, where it has no signs that
// only the shell knows.
func TestWordsAsShell(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("there is no sh")
		}
		t.Skip("there is no sh to compare with")
	}
	for _, text := range []string{`a "b c" 'd e'`, `a"b c"'d'e`, `"a\"b\\c\d"`, `'a\b' a\ b`, `'' "" x`, `it\'s`, `"it's" '"'`, `\a\\`} {
		words, err := Words(text)
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(sh, "-c", `printf '<%s>' `+text).Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := "<" + strings.Join(words, "><") + ">"; got != string(out) {
			t.Errorf("%s: we split it into %s, the shell into %s", text, got, out)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{`message send bob:5000 "hello"`, `'a' "b\"" \c`, `"`, `\`, " ", "é\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words, starts, err := split(s)
		if err != nil {
			if o := err.(interface{ Offset() int }).Offset(); o < 0 || o >= len(s) {
				t.Errorf("the error is at %d of %q", o, s)
			}
			return
		}
		for i, at := range starts {
			if at >= len(s) || space(s[at]) || i > 0 && at <= starts[i-1] {
				t.Errorf("word %d of %q begins at %d", i, s, at)
			}
		}
		var again []string
		for _, w := range words {
			again = append(again, "'"+strings.ReplaceAll(w, "'", `'\''`)+"'")
		}
		back, err := Words(strings.Join(again, " "))
		if err != nil || !reflect.DeepEqual(back, words) {
			t.Errorf("%q is %q, in quotes %q, %v", s, words, back, err)
		}
	})
}

func ExampleWords() {
	words, _ := Words(`message send bob:5000 "hello, world"`)
	fmt.Printf("%q\n", words)
	_, err := Words(`message send bob:5000 "hello`)
	fmt.Println(err)
	// Output:
	// ["message" "send" "bob:5000" "hello, world"]
	// the quote " is never closed; close it, or write \" for the sign itself
}
