package vlan

import (
	"strconv"
	"strings"
)

// Set is a set of VLANs. Sets are values: two of them are compared by ==.
type Set [64]uint64

// SetOf makes a set.
func SetOf(ids ...ID) (s Set) {
	for _, id := range ids {
		s.Set(id, true)
	}
	return s
}

// Has says whether a VLAN is in the set.
func (s *Set) Has(id ID) bool { return id <= MaxID && s[id>>6]>>(id&63)&1 == 1 }

// All is the set of every VLAN.
func All() (s Set) {
	for id := ID(1); id <= MaxID; id++ {
		s.Set(id, true)
	}
	return s
}

// Set puts a VLAN into the set, or takes it out.
func (s *Set) Set(id ID, in bool) {
	s[id>>6&63] &^= 1 << (id & 63)
	if in {
		s[id>>6&63] |= 1 << (id & 63)
	}
}

// String gives the numbers in the set: "10 20", or "all".
func (s Set) String() string {
	if s == All() {
		return "all"
	}
	var ids []string
	for id := ID(1); id <= MaxID; id++ {
		if s.Has(id) {
			ids = append(ids, strconv.Itoa(int(id)))
		}
	}
	return strings.Join(ids, " ")
}
