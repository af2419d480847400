package scenario

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// shape says what a value in the file may look like. The checker (here), the
// schema (schema.go) and the reference are made from the same shapes, so that
// they cannot disagree.
type shape interface {
	// check reports what is wrong with a value.
	check(c *checker, n *yaml.Node)
	// what names the shape in messages: "a duration".
	what() string
	// schema gives the shape as JSON Schema.
	schema() map[string]any
}

// word is a value of one line with a form of its own.
type word struct {
	is      string
	like    []string // examples
	pattern string   // for editors; it lets pass all that read does
	read    func(string) error
	number  bool // YAML takes some of it for a number, as 1e-6
}

// prose is text for people, or an expression or command: any text. A comment
// behind it may have been meant as part of it.
type prose struct {
	is    string
	lines bool // it may have several lines
}

// whole is a whole number.
type whole struct {
	is          string
	least, most uint64
}

// choice is one of a few words.
type choice struct {
	is    string
	words []string
}

// list is a list of values of one shape.
type list struct {
	is          string
	each        shape
	least, most int
	single      bool // one value may stand for a list of one
}

// table is a mapping whose keys are names.
type table struct {
	is          string
	name        word
	each        shape
	least, most int
}

// object is a mapping with known keys.
type object struct {
	is, about string
	keys      []key
}

// key is a key of an object.
type key struct {
	name  string
	need  bool
	value shape
	about string
}

// either is one of several shapes. pick chooses by what is there, and gives nil
// when it has said itself what is wrong.
type either struct {
	is   string
	of   []shape
	pick func(c *checker, n *yaml.Node) shape
}

func (w word) what() string    { return w.is }
func (p prose) what() string   { return p.is }
func (w whole) what() string   { return w.is }
func (h choice) what() string  { return h.is }
func (l list) what() string    { return l.is }
func (t table) what() string   { return t.is }
func (o *object) what() string { return o.is }
func (e either) what() string  { return e.is }

// scalar says whether a value is a plain one, neither list nor mapping.
func (c *checker) scalar(n *yaml.Node, what string) bool {
	if n.Kind == yaml.ScalarNode {
		return true
	}
	c.wrong(n, "", "%s is wanted here, not a %s", what, kindOf(n))
	return false
}

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "mapping"
	case yaml.SequenceNode:
		return "list"
	}
	return "text"
}

// judge reports what a reader found wrong with a text, at the place in it.
func (c *checker) judge(n *yaml.Node, err error) {
	if err == nil {
		return
	}
	msg, mend, offset := told(err)
	at, _ := c.src.inside(n, max(0, min(offset, len(n.Value))))
	c.bad[n] = true
	c.add(Problem{Where: at, Msg: msg, Mend: mend})
}

func (w word) check(c *checker, n *yaml.Node) {
	if c.scalar(n, w.is) {
		c.judge(n, w.read(n.Value))
	}
}

func (p prose) check(c *checker, n *yaml.Node) {
	if c.colon(n) || !c.scalar(n, p.is) {
		return
	}
	c.comment(n)
	switch {
	case c.bad[n]:
	case strings.TrimSpace(n.Value) == "":
		c.wrong(n, "", "%s is empty", p.is)
	case !p.lines && strings.Contains(strings.TrimRight(n.Value, "\n"), "\n"):
		c.wrong(n, "write it in one line", "%s has several lines", p.is)
	}
}

func (w whole) check(c *checker, n *yaml.Node) {
	if !c.scalar(n, w.is) {
		return
	}
	_, err := w.read(n.Value)
	c.judge(n, err)
}

func (w whole) read(s string) (uint64, error) {
	number, err := strconv.ParseUint(s, 10, 64)
	switch {
	case strings.Trim(s, "0123456789") != "" || s == "":
		return 0, complain("", "%s is a whole number, not %q", w.is, clip(s))
	case len(s) > 1 && s[0] == '0':
		return 0, complain("write "+strings.TrimLeft(s[:len(s)-1], "0")+s[len(s)-1:], "%q has a nought in front, which some take for base eight", clip(s))
	case err != nil || number > w.most:
		return 0, complain("", "%s is too much for %s: the most is %d", clip(s), w.is, w.most)
	case number < w.least:
		return 0, complain("", "%s is too little for %s: the least is %d", s, w.is, w.least)
	}
	return number, nil
}

func (h choice) check(c *checker, n *yaml.Node) {
	if !c.scalar(n, h.is) || slices.Contains(h.words, n.Value) {
		return
	}
	mend := didYouMean(n.Value, h.words)
	if mend == "" {
		mend = "write " + oneOf(h.words)
	}
	c.wrong(n, mend, "%q is not %s", clip(n.Value), h.is)
}

// oneOf gives "a, b or c".
func oneOf(words []string) string { return enumerated(words, " or ") }

// allOf gives "a, b and c".
func allOf(words []string) string { return enumerated(words, " and ") }

func enumerated(words []string, and string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + and + words[last]
}
