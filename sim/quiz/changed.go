package quiz

import (
	"fmt"
	"slices"
	"strings"

	"encap/sim/dissect"
	"encap/sim/scenario"
)

// usually are the fields that are asked for when nobody says which.
var usually = []string{"eth.src", "eth.dst", "ip.src", "ip.dst", "ip.ttl", "ip.checksum",
	"udp.srcport", "udp.dstport", "tcp.srcport", "tcp.dstport", "icmp.type", "icmp.seq", "arp.opcode", "arp.hw.type"}

// changed asks which of some fields differ between the frame that came to this
// node and the one that leaves it: the same one, or an answer to it.
func (a *asker) changed(of []string) *Question {
	text := txtChanged
	was, is, ok := a.former()
	if !ok {
		text = txtAnswers
		was, is, ok = a.answered()
	}
	if !ok {
		return nil
	}
	if len(of) == 0 {
		of = usually
	}
	c := &change{a: a, was: was, is: is}
	differs := dissect.Changed(was, is)
	for _, name := range of {
		if fieldOf(is, name) == nil || fieldOf(was, name) == nil {
			continue
		}
		c.of = append(c.of, name)
		if slices.Contains(differs, name) {
			c.right = append(c.right, name)
		}
	}
	if len(c.of) < least {
		return nil
	}
	right := Choice{c.list(c.right), c.rightWhy()}
	q := a.make(Changed, fmt.Sprintf(text, a.e.Node), right, c.wrong(), c.deviceHint(), fmt.Sprintf(txtHintCount, len(c.right), len(c.of)))
	if q != nil {
		q.Fields = c.right
	}
	return q
}

// change is a comparison of a frame with what it was before.
type change struct {
	a         *asker
	was, is   []dissect.PDU
	of, right []string
}

// wrong gives other sets of the same fields: those that stayed, none, too few,
// too many.
func (c *change) wrong() []Choice {
	var stayed, low, high []string
	for _, name := range c.of {
		if !slices.Contains(c.right, name) {
			stayed = append(stayed, name)
		}
		if strings.HasPrefix(name, "eth.") {
			low = append(low, name)
		} else {
			high = append(high, name)
		}
	}
	var more []string // what changed, and one that people think changes too
	if len(stayed) > 0 {
		extra := stayed[c.a.rng.IntN(len(stayed))]
		for _, name := range c.of {
			if name == extra || slices.Contains(c.right, name) {
				more = append(more, name)
			}
		}
	}
	sets := [][]string{stayed, low, nil, high, more, c.of}
	c.a.rng.Shuffle(len(sets), func(i, j int) { sets[i], sets[j] = sets[j], sets[i] })
	var wrong []Choice
	for _, s := range sets {
		if !slices.Equal(s, c.right) {
			wrong = append(wrong, Choice{c.list(s), c.wrongWhy(s)})
		}
	}
	return wrong
}

// list names fields.
func (c *change) list(names []string) string {
	if len(names) == 0 {
		return txtNothing
	}
	var said []string
	for _, n := range names {
		said = append(said, label(c.is, n))
	}
	return strings.Join(said, ", ")
}

// wrongWhy says of a set that it has one field too many, or too few.
func (c *change) wrongWhy(set []string) string {
	for _, name := range set {
		if !slices.Contains(c.right, name) {
			return fmt.Sprintf(txtStays, label(c.is, name), textOf(c.is, name))
		}
	}
	if len(set) == 0 {
		return txtSomething
	}
	return txtMore
}

// rightWhy says from what to what each field changes.
func (c *change) rightWhy() string {
	if len(c.right) == 0 {
		return fmt.Sprintf(txtUntouched, c.a.e.Node)
	}
	var said []string
	for _, n := range c.right {
		said = append(said, fmt.Sprintf(txtFromTo, label(c.is, n), textOf(c.was, n), textOf(c.is, n)))
	}
	return strings.Join(said, "; ") + "."
}

// deviceHint says what a device of this kind is for.
func (c *change) deviceHint() string {
	for _, n := range c.a.src.Scenario().Nodes {
		switch {
		case n.Name != c.a.e.Node:
		case n.Kind.Routes():
			return txtHintRouter
		case n.Kind == scenario.Hub:
			return txtHintHub
		case n.Kind == scenario.Switch:
			return txtHintSwitch
		}
	}
	return txtHintAnswer
}
