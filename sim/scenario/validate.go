package scenario

import (
	"fmt"
	"strings"
)

// Validate says what is wrong with a scenario as a whole, also with one that
// was built in Go. Parse has done so already; what needs Options is not asked
// here.
func Validate(s *Scenario) Problems {
	v := &validator{report: &report{}, s: s}
	v.values()
	v.sense()
	return v.problems()
}

// validator judges whether a network makes sense.
type validator struct {
	*report
	s      *Scenario
	opts   Options
	places places // empty if the scenario was built in Go
	plugs  *plugs
	names  []string // of the nodes
}

// sense is the whole of it, in the order of the file.
func (v *validator) sense() {
	v.plugs = newPlugs(v.s)
	v.nodes()
	if len(v.s.Nodes) == 0 {
		return // said already, and all else would be about them
	}
	v.drawn()
	v.addresses()
	v.ways()
	v.filters()
	v.cabling()
	v.acts()
	v.lesson()
}

// wrong reports an error at a place; offset is a byte of the value there.
func (v *validator) wrong(sp spot, offset int, mend, format string, args ...any) {
	v.tell(Problem{Msg: fmt.Sprintf(format, args...), Mend: mend}, sp, offset)
}

// doubtful reports a warning.
func (v *validator) doubtful(sp spot, offset int, mend, format string, args ...any) {
	v.tell(Problem{Msg: fmt.Sprintf(format, args...), Mend: mend, Warning: true}, sp, offset)
}

func (v *validator) tell(p Problem, sp spot, offset int) {
	n := v.places.at[sp]
	if n == nil {
		n = v.places.at[spot{part: sp.part, i: sp.i}]
	}
	if n != nil {
		p.Where, _ = v.src.inside(n, max(0, min(offset, len(n.Value))))
	}
	v.add(p)
}

// broken says that something was refused in a part of the file: what is left of
// it is not worth judging.
func (v *validator) broken(part string, i int) bool {
	return v.places.broken[spot{part: part, i: i}]
}

// nodes looks at the list of nodes itself.
func (v *validator) nodes() {
	if len(v.s.Nodes) == 0 && v.errors == 0 {
		v.wrong(spot{}, 0, "", "a network needs at least one node")
	}
	folded := make(map[string]string, len(v.s.Nodes))
	for i := range v.s.Nodes {
		name := v.s.Nodes[i].Name
		v.names = append(v.names, name)
		low := strings.ToLower(name)
		if old, ok := folded[low]; ok && old != name {
			v.doubtful(spot{part: "node", i: i}, 0, "", "%q and %q are easily taken for each other", old, name)
		}
		folded[low] = name
	}
}

// known finds a node by name; if there is none it says so, at the place where
// the name was written.
func (v *validator) known(name string, sp spot, offset int) (*Node, bool) {
	i, ok := v.plugs.nr[name]
	if ok {
		return &v.s.Nodes[i], !v.broken("node", i)
	}
	mend := ""
	if !v.full() {
		mend = didYouMean(name, v.names)
	}
	v.wrong(sp, offset, mend, "unknown node %q", clip(name))
	return nil, false
}
