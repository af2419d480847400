package scenario

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// The traps are places where YAML reads something else than the eye does, and
// says nothing. We refuse them all and show the form that means what it says.

// checker looks at the nodes of a file.
type checker struct {
	*report
	bad map[*yaml.Node]bool // something was said of it: no more need be said
}

// wrong reports a problem at a node.
func (c *checker) wrong(n *yaml.Node, mend, format string, args ...any) {
	c.bad[n] = true
	c.add(Problem{Where: c.src.real(n.Line, n.Column), Msg: fmt.Sprintf(format, args...), Mend: mend})
}

// traps walks through the whole file.
func (c *checker) traps(n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode:
		c.wrong(n, "put the text in quotes, or write the value out", "* begins an alias, and there are none in a scenario")
	case n.Style&yaml.TaggedStyle != 0 || n.Tag == "!":
		c.wrong(n, "write "+c.meant(n), "! begins a tag, and the text is lost")
	case n.Anchor != "" && n.Kind != yaml.ScalarNode:
		c.wrong(n, "write the value out where it is wanted", "& begins an anchor, and there are none in a scenario")
	case n.Anchor != "":
		c.wrong(n, "write "+c.meant(n), "& begins an anchor, and the text is lost")
	case n.Kind == yaml.ScalarNode && n.Style == 0 && n.Tag == "!!merge":
		c.wrong(n, "write the keys out", "<< merges mappings, and there is none of that in a scenario")
	case n.Kind == yaml.ScalarNode:
		c.seen(n)
	case n.Kind == yaml.MappingNode:
		c.pairs(n)
	}
	if n.Style&yaml.FlowStyle != 0 {
		c.swallowed(n)
	}
	for _, child := range n.Content {
		c.traps(child)
	}
}

// meant gives the text as it was meant, in quotes: when: !tcp.
func (c *checker) meant(n *yaml.Node) string {
	line, _, _ := strings.Cut(c.src.text[c.src.at(n.Line, n.Column):], "\n")
	tag, _, _ := strings.Cut(line, " ")
	// Between brackets the rest of the line is not all text; and an anchor
	// behind the tag has swallowed a word.
	if n.Anchor == "" && n.Kind == yaml.ScalarNode && n.Value != "" {
		line = tag + " " + n.Value
	}
	return quoted(clip(strings.TrimSpace(line)))
}

// seen refuses characters that cannot be seen; in double quotes they can be
// written as escapes.
func (c *checker) seen(n *yaml.Node) {
	for _, r := range n.Value {
		if hidden(r) && r != '\n' && r != '\t' {
			c.wrong(n, "delete it", "the text holds the hidden character %U", r)
			return
		}
	}
}

// pairs looks at the keys of a mapping, and for values that are not there.
func (c *checker) pairs(n *yaml.Node) {
	first := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			c.wrong(key, "if it is a text, put it in quotes", "a key is a word")
			c.bad[value] = true
			continue
		case isNull(key):
			c.wrong(key, "", "a key is missing")
			c.bad[value] = true
			continue
		case isNull(value) && !c.bad[value]:
			c.missing(n, i)
		}
		if old := first[key.Value]; old != nil {
			c.wrong(key, "", "%q is already given in line %d", clip(key.Value), old.Line)
			continue
		}
		first[key.Value] = key
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// missing tells of a key without a value: forgotten, or the end of a text that
// a comma in braces cut off.
func (c *checker) missing(n *yaml.Node, i int) {
	key, value := n.Content[i], n.Content[i+1]
	_, end := c.src.inside(key, len(key.Value))
	colon := strings.HasPrefix(strings.TrimLeft(c.src.text[min(end, len(c.src.text)):], `"' `), ":")
	if n.Style&yaml.FlowStyle != 0 && i > 0 && !colon && n.Content[i-1].Kind == yaml.ScalarNode {
		before := n.Content[i-1]
		c.bad[value] = true
		if !c.bad[before] {
			mend := fmt.Sprintf("write %s: %s", n.Content[i-2].Value, quoted(clip(before.Value+", "+key.Value)))
			c.wrong(before, mend, "the comma inside { } ends this text")
		}
		c.bad[key] = true
		return
	}
	if value.Value != "" {
		c.wrong(value, fmt.Sprintf("write %q if you mean the word", value.Value), "%s stands for no value", value.Value)
		return
	}
	c.bad[value] = true
	c.wrong(key, "write one after the colon, or delete the line", "%q has no value", clip(key.Value))
}

// swallowed looks for texts that a comma in brackets has cut in two: a quote or
// parenthesis opens and does not close.
func (c *checker) swallowed(n *yaml.Node) {
	cut := false
	for i, child := range n.Content {
		if child.Kind != yaml.ScalarNode || child.Style != 0 || n.Kind == yaml.MappingNode && i%2 == 0 {
			continue
		}
		odd := strings.Count(strings.ReplaceAll(child.Value, `\"`, ""), `"`)%2 == 1 ||
			strings.Count(child.Value, "(") != strings.Count(child.Value, ")")
		switch {
		case cut:
			c.bad[child] = true // part of the text that was reported
			cut = !odd
		case odd && !c.bad[child]:
			cut = n.Kind == yaml.SequenceNode
			c.wrong(child, "put the whole text in single quotes", "a comma inside %s ends this text", brackets(n))
		}
	}
}

func brackets(n *yaml.Node) string {
	if n.Kind == yaml.SequenceNode {
		return "[ ]"
	}
	return "{ }"
}

// comment refuses a comment behind a text without quotes: # may have been
// meant. Behind a number or a rate it cannot be, and is welcome.
func (c *checker) comment(n *yaml.Node) {
	if n.Style != 0 {
		return
	}
	at, end := c.src.inside(n, len(n.Value))
	rest, _, _ := strings.Cut(c.src.text[end:], "\n")
	blanks := len(rest) - len(strings.TrimLeft(rest, " \t"))
	if blanks == 0 || !strings.HasPrefix(rest[blanks:], "#") {
		return
	}
	c.bad[n] = true
	at.Column += blanks
	rest = strings.TrimSpace(rest)
	c.add(Problem{
		Where: at,
		Msg:   fmt.Sprintf("%q is taken for a comment, and lost", clip(rest)),
		Mend:  "write " + quoted(clip(n.Value+" "+rest)) + ", or put the comment on a line of its own",
	})
}

// colon refuses a text that a colon in it has made a mapping: - bob printed
// "it says: x".
func (c *checker) colon(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 || n.Style&yaml.FlowStyle != 0 {
		return false
	}
	key, value := n.Content[0], n.Content[1]
	if key.Kind != yaml.ScalarNode || value.Kind != yaml.ScalarNode || key.Style != 0 || value.Style != 0 {
		return false
	}
	c.wrong(n, "write "+quoted(clip(key.Value+": "+value.Value)), `": " inside a text makes YAML take it for a key`)
	return true
}

// tainted says whether anything under a node was complained of.
func (c *checker) tainted(n *yaml.Node) bool {
	return len(c.bad) > 0 && (c.bad[n] || slices.ContainsFunc(n.Content, c.tainted))
}
