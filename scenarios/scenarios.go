package scenarios

import (
	"cmp"
	"embed"
	"slices"
	"strconv"
	"strings"
)

//go:embed *.yaml
var files embed.FS

const ending = ".yaml"

// Names gives the lessons' names in the order of their numbers: the names of
// their files without the ending.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // what is embedded can be read
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ending)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(number(a), number(b)) })
	return names
}

// number gives the number that a lesson's name begins with.
func number(name string) int {
	digits, _, _ := strings.Cut(name, "-")
	n, err := strconv.Atoi(digits)
	if err != nil {
		panic(err) // every lesson has a number
	}
	return n
}

// Source gives a lesson's file by its name.
func Source(name string) ([]byte, bool) {
	src, err := files.ReadFile(name + ending)
	return src, err == nil
}

// Find gives the name of the lesson that is meant: by its whole name, with or
// without the ending, by its number alone, "4", or without it, "traceroute".
func Find(what string) (name string, ok bool) {
	what = strings.TrimSuffix(what, ending)
	for _, name := range Names() {
		digits, title, _ := strings.Cut(name, "-")
		if what == name || what == digits || what == title {
			return name, true
		}
	}
	return "", false
}
