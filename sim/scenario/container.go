package scenario

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

func (l list) check(c *checker, n *yaml.Node) {
	items := n.Content
	switch {
	case n.Kind == yaml.SequenceNode:
	case l.single:
		items = []*yaml.Node{n}
	default:
		mend := "begin each entry with - on a line of its own"
		if n.Kind == yaml.ScalarNode && l.most == 2 {
			mend = "write [" + clip(n.Value) + "]"
		}
		c.wrong(n, mend, "%s is wanted here, not a %s", l.is, kindOf(n))
		return
	}
	if !c.counted(n, l.is, len(items), l.least, l.most) {
		return
	}
	for _, item := range items {
		switch {
		case c.bad[item]:
		case isNull(item):
			c.wrong(item, "write it, or delete the line", "an entry of the list is empty")
		default:
			l.each.check(c, item)
		}
	}
}

// counted says whether a list or mapping has as many entries as it may have.
func (c *checker) counted(n *yaml.Node, what string, entries, least, most int) bool {
	switch {
	case least <= entries && entries <= most:
		return true
	case least == most:
		c.wrong(n, "", "%s has %d entries, not %d", what, least, entries)
	case entries == 0:
		c.wrong(n, "", "%s is empty", what)
	default:
		c.wrong(n, "", "%s has %d to %d entries, not %d", what, least, most, entries)
	}
	return false
}

func (t table) check(c *checker, n *yaml.Node) {
	switch {
	case n.Kind != yaml.MappingNode:
		c.wrong(n, "write "+t.name.like[0]+": and what it is, a line each", "%s is wanted here, not a %s", t.is, kindOf(n))
		return
	case !c.counted(n, t.is, len(n.Content)/2, t.least, t.most):
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		if !c.bad[name] {
			t.name.check(c, name)
		}
		if !c.bad[value] {
			t.each.check(c, value)
		}
	}
}

func (o *object) check(c *checker, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		c.wrong(n, "write "+o.keys[0].name+": and a value", "%s is a mapping, not a %s", o.is, kindOf(n))
		return
	}
	found := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		found[name.Value] = true
		if c.bad[name] {
			continue
		}
		k := o.key(name.Value)
		if k == nil {
			found[c.unknown(o, name)] = true
			continue
		}
		if !c.bad[value] {
			k.value.check(c, value)
		}
	}
	for _, k := range o.keys {
		if k.need && !found[k.name] {
			c.wrong(n, "write "+k.name+": with "+k.value.what(), "%s has no %s", o.is, k.name)
		}
	}
}

func (o *object) key(name string) *key {
	for i := range o.keys {
		if o.keys[i].name == name {
			return &o.keys[i]
		}
	}
	return nil
}

// unknown reports a key that the object does not have, and gives the one that
// may be meant: it need not be reported missing as well.
func (c *checker) unknown(o *object, name *yaml.Node) string {
	var names []string
	for _, k := range o.keys {
		names = append(names, k.name)
	}
	meant := nearest(strings.NewReplacer(" ", "-", "_", "-").Replace(name.Value), names)
	mend := fmt.Sprintf("%s has %s", o.is, allOf(names))
	if meant != "" {
		mend = fmt.Sprintf("did you mean %q?", meant)
	}
	c.wrong(name, mend, "unknown key %q", clip(name.Value))
	return meant
}

func (e either) check(c *checker, n *yaml.Node) {
	if s := e.pick(c, n); s != nil {
		s.check(c, n)
	}
}
