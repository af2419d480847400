package firewall

import (
	"fmt"
	"slices"
	"strconv"

	"encap/layers/network/flow"
	"encap/layers/osi"
)

// Firewall is the list of rules of one node, and what it remembers. It looks
// at packets that are passed on and at those for the node itself.
type Firewall struct {
	// Refuse tells the sender of a packet that it was rejected.
	Refuse func(packet []byte)

	env         osi.Env
	interfaces  func(n int) string // the name of an interface; "" for none
	rows        []*row
	rest        *row // what becomes of packets that no rule fits
	known       map[flow.Flow]*connection
	connections []*connection
	fragments   flow.Fragments
}

// New makes a firewall with a list of rules. What none of them fits, the
// default decides; interfaces gives the name of an interface.
func New(env osi.Env, rules []Rule, byDefault Action, interfaces func(n int) string) *Firewall {
	f := &Firewall{env: env, interfaces: interfaces, known: map[flow.Flow]*connection{}}
	for i, r := range rules {
		f.rows = append(f.rows, &row{rule: r, number: i + 1})
	}
	f.rest = &row{rule: Rule{Action: byDefault}, isRest: true}
	return f
}

// row is a rule in its place in the list, with its counters.
type row struct {
	rule           Rule
	number         int // from 1
	isRest         bool
	packets, bytes uint64
	gone           bool
}

// Entity names the row by its place: "1", and "default" behind the last.
func (r *row) Entity() (kind, name string) {
	if r.isRest {
		return "rule", "default"
	}
	return "rule", strconv.Itoa(r.number)
}

// Vars gives the rule's text and what it has decided.
func (r *row) Vars() any {
	if r.gone {
		return nil
	}
	text := r.rule.String()
	if r.isRest {
		text = string(r.rule.Action)
	}
	return struct {
		Rule           string
		Packets, Bytes uint64
	}{text, r.packets, r.bytes}
}

// Rows gives the list, the default last, for who wants to show it.
func (f *Firewall) Rows() []osi.Entity {
	var all []osi.Entity
	for _, r := range f.rows {
		all = append(all, r)
	}
	return append(all, f.rest)
}

// List gives the rules as text, with their counters.
func (f *Firewall) List() []string {
	var lines []string
	for _, r := range append(slices.Clone(f.rows), f.rest) {
		_, name := r.Entity()
		text := r.rule.String()
		if r.isRest {
			text = string(r.rule.Action)
		}
		lines = append(lines, fmt.Sprintf("%s: %s (%d packets, %d bytes)", name, text, r.packets, r.bytes))
	}
	return lines
}

// Insert puts a rule at place n of the list, from 1; what stands there and
// behind moves on. 0: at the end. The counters of rules that move begin anew,
// as those are that a name in the list stands for.
func (f *Firewall) Insert(n int, r Rule) error {
	if n == 0 {
		n = len(f.rows) + 1
	}
	if n < 1 || n > len(f.rows)+1 {
		return fmt.Errorf("firewall: there are %d rules, so the place is 1 to %d, not %d", len(f.rows), len(f.rows)+1, n)
	}
	f.renumber(slices.Insert(f.list(), n-1, r))
	return nil
}

// Delete takes rule n out of the list.
func (f *Firewall) Delete(n int) error {
	if n < 1 || n > len(f.rows) {
		return fmt.Errorf("firewall: there is no rule %d: there are %d", n, len(f.rows))
	}
	f.renumber(slices.Delete(f.list(), n-1, n))
	return nil
}

// SetDefault says what becomes of packets that no rule fits.
func (f *Firewall) SetDefault(a Action) {
	f.env.Enter(f.rest)
	f.rest.rule.Action = a
}

func (f *Firewall) list() (rules []Rule) {
	for _, r := range f.rows {
		rules = append(rules, r.rule)
	}
	return rules
}

// renumber makes the list these rules. A row whose rule stays in its place
// stays as it is.
func (f *Firewall) renumber(rules []Rule) {
	for i, r := range rules {
		if i == len(f.rows) {
			f.rows = append(f.rows, &row{number: i + 1})
		} else if f.rows[i].rule == r {
			continue
		}
		f.env.Enter(f.rows[i])
		*f.rows[i] = row{rule: r, number: i + 1}
	}
	for _, r := range f.rows[len(rules):] {
		f.env.Enter(r)
		r.gone = true
	}
	f.rows = f.rows[:len(rules)]
}
