package route

import (
	"encoding/binary"
	"math/bits"
	"net/netip"
	"slices"
)

// Table holds the routes of a node in a binary trie: a tree in which the way to
// a prefix is the prefix itself, bit by bit, and stretches without a branch are
// one step. A look-up takes at most 33 steps, and mostly as many as the
// logarithm of the number of routes.
type Table struct {
	root *branch
}

// branch is a prefix of the tree, and the parts of the tree that begin with it.
// It has a route, or two parts, or both.
type branch struct {
	prefix uint32 // the bits behind its length are zero
	length int
	route  *Route
	part   [2]*branch // by the bit that follows
}

// number gives an address as the number that its bits are.
func number(a netip.Addr) uint32 {
	b := a.As4()
	return binary.BigEndian.Uint32(b[:])
}

// common gives how many leading bits two numbers share.
func common(a, b uint32) int { return bits.LeadingZeros32(a ^ b) }

// bit gives the n-th bit of a number, counted from the left and from 0.
func bit(a uint32, n int) int { return int(a>>(31-n)) & 1 }

// begins says whether an address begins with the prefix of the branch.
func (b *branch) begins(a uint32) bool { return common(a, b.prefix) >= b.length }

// Lookup gives the route with the longest prefix that contains dst
// (RFC 1812 §5.2.4.3), or nil.
func (t *Table) Lookup(dst netip.Addr) *Route {
	a := number(dst)
	var best *Route
	for b := t.root; b != nil && b.begins(a); b = b.part[bit(a, b.length)] {
		if b.route != nil {
			best = b.route // the deeper, the longer
		}
		if b.length == 32 {
			break
		}
	}
	return best
}

// Find gives the route of just this prefix, or nil.
func (t *Table) Find(p netip.Prefix) *Route {
	if b := *t.place(p); b != nil && b.length == p.Bits() && b.prefix == number(p.Masked().Addr()) {
		return b.route
	}
	return nil
}

// place gives where the branch of a prefix is, or where it would have to be put
// in: in front of what is there.
func (t *Table) place(p netip.Prefix) **branch {
	a, at := number(p.Masked().Addr()), &t.root
	for b := *at; b != nil && b.length < p.Bits() && b.begins(a); b = *at {
		at = &b.part[bit(a, b.length)]
	}
	return at
}

// Add puts a route in; one with the same prefix gives way to it.
func (t *Table) Add(r Route) *Route {
	r.Prefix = r.Prefix.Masked()
	if old := t.Find(r.Prefix); old != nil {
		*old = r
		return old
	}
	new := &branch{prefix: number(r.Prefix.Addr()), length: r.Prefix.Bits(), route: &r}
	at := t.place(r.Prefix)
	switch old := *at; {
	case old == nil:
		*at = new
	case old.length == new.length && old.prefix == new.prefix: // a fork so far
		old.route = new.route
	case new.length < old.length && new.begins(old.prefix):
		new.part[bit(old.prefix, new.length)] = old
		*at = new
	default:
		n := common(old.prefix, new.prefix)
		fork := &branch{prefix: new.prefix &^ (1<<(32-n) - 1), length: n}
		fork.part[bit(old.prefix, n)], fork.part[bit(new.prefix, n)] = old, new
		*at = fork
	}
	return new.route
}

// Remove takes the route of a prefix out and gives it, or nil.
func (t *Table) Remove(p netip.Prefix) *Route {
	r := t.Find(p)
	if r == nil {
		return nil
	}
	r.gone = true
	t.root = without(t.root, p.Bits(), number(p.Masked().Addr()))
	return r
}

// without gives a part of the tree without the route of a prefix: no branch is
// left that has neither a route nor two parts.
func without(b *branch, length int, prefix uint32) *branch {
	if b.length < length {
		side := bit(prefix, b.length)
		b.part[side] = without(b.part[side], length, prefix)
	} else {
		b.route = nil
	}
	switch {
	case b.route != nil || b.part[0] != nil && b.part[1] != nil:
		return b
	case b.part[0] != nil:
		return b.part[0]
	}
	return b.part[1]
}

// Routes gives all routes, the most specific first.
func (t *Table) Routes() []*Route {
	var all []*Route
	var walk func(b *branch)
	walk = func(b *branch) {
		if b == nil {
			return
		}
		if b.route != nil {
			all = append(all, b.route)
		}
		walk(b.part[0])
		walk(b.part[1])
	}
	walk(t.root)
	slices.SortStableFunc(all, compare)
	return all
}

// compare orders routes by falling prefix length, then by address.
func compare(r, s *Route) int {
	if d := s.Prefix.Bits() - r.Prefix.Bits(); d != 0 {
		return d
	}
	return r.Prefix.Addr().Compare(s.Prefix.Addr())
}
