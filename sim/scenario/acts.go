package scenario

import (
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
)

// acts looks at what is done, and to what.
func (v *validator) acts() {
	cables := v.between()
	for i := range v.s.Run {
		a := &v.s.Run[i]
		if v.broken("run", i) {
			continue
		}
		v.inTime(a, spot{"run", i, "at", 0})
		if a.Inject != nil {
			v.direction(a.Cable, spot{"run", i, "cable", 0}, cables)
			continue
		}
		if n, ok := v.known(a.Node, spot{"run", i, "node", 0}, 0); ok {
			v.command(a, n, i)
		}
	}
	for i := range v.s.Faults {
		a := &v.s.Faults[i]
		if v.broken("fault", i) {
			continue
		}
		v.inTime(a, spot{"fault", i, "at", 0})
		v.direction(a.Cable, spot{"fault", i, "cable", 0}, cables)
		v.possible(a, spot{"fault", i, "do", 0})
	}
}

func (v *validator) inTime(a *Act, sp spot) {
	if v.s.Until > 0 && a.At > v.s.Until {
		v.doubtful(sp, 0, "", "this never happens: the run ends at %s", durations.write(uint64(v.s.Until)))
	}
}

// between counts the cables between any two nodes.
func (v *validator) between() map[[2]string]int {
	cables := make(map[[2]string]int, len(v.s.Cables))
	for c := range v.s.Cables {
		cables[pair(v.s.Cables[c].Ends[0].Node, v.s.Cables[c].Ends[1].Node)]++
	}
	return cables
}

func pair(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// direction looks for the cable that an act is about.
func (v *validator) direction(d Direction, sp spot, cables map[[2]string]int) {
	_, from := v.known(d.From, sp, 0)
	offset := 0
	if n := v.places.at[sp]; n != nil {
		offset = len(n.Value) - len(afterArrow(n.Value))
	}
	_, to := v.known(d.To, sp, offset)
	if !from || !to {
		return
	}
	switch n := cables[pair(d.From, d.To)]; {
	case n == 0:
		v.wrong(sp, 0, v.neighbours(d.From), "no cable joins %s and %s", d.From, d.To)
	case d.Nth >= n:
		v.wrong(sp, 0, "", "there is no cable number %d from %s to %s; the last is %d", d.Nth+1, d.From, d.To, n)
	}
}

// neighbours says where the cables of a node lead.
func (v *validator) neighbours(name string) string {
	var to []string
	for c := range v.s.Cables {
		ends := v.s.Cables[c].Ends
		for e := range ends {
			other := ends[1-e].Node
			if _, known := v.plugs.nr[other]; known && ends[e].Node == name && !slices.Contains(to, other) && len(to) < 20 {
				to = append(to, other)
			}
		}
	}
	if v.full() || len(to) == 0 {
		return ""
	}
	return "the cables of " + name + " lead to " + few(to)
}

// command looks at what is typed at a node.
func (v *validator) command(a *Act, n *Node, i int) {
	sp := spot{"run", i, "do", 0}
	if n.Kind == Outside {
		v.wrong(spot{"run", i, "node", 0}, 0, "type the command there", "%s is a real machine outside", n.Name)
		return
	}
	words, starts, err := split(a.Do)
	switch {
	case err != nil:
		msg, mend, offset := told(err)
		v.wrong(sp, offset, mend, "%s", msg)
		return
	case len(words) == 0:
		v.wrong(sp, 0, "", "the command is empty")
		return
	}
	v.program(n, words, starts, sp)
}

// program looks whether there is such a program at the node, and whether it
// takes such words.
func (v *validator) program(node *Node, words []string, starts []int, sp spot) {
	if v.opts.Programs == nil {
		return
	}
	var here []Program
	var names []string
	elsewhere := false
	for _, p := range v.opts.Programs {
		switch {
		case p.At == nil && node.Kind.HasAddresses(), slices.Contains(p.At, node.Kind):
			here, names = append(here, p), append(names, p.Name)
		case p.Name == words[0]:
			elsewhere = true
		}
	}
	which := slices.Index(names, words[0])
	switch {
	case which >= 0:
	case elsewhere:
		mend := ""
		if len(names) > 0 {
			mend = "it knows " + few(names)
		}
		v.wrong(sp, starts[0], mend, "%s is a %s and does not run %s", node.Name, node.Kind, words[0])
		return
	default:
		mend := didYouMean(words[0], names)
		if mend == "" {
			mend = "there are " + few(names)
		}
		v.wrong(sp, starts[0], mend, "unknown program %q", clip(words[0]))
		return
	}
	p, args := here[which], words[1:]
	if p.Check != nil {
		if err := p.Check(args); err != nil {
			msg, mend, _ := told(err)
			if mend == "" && p.Usage != "" && !strings.Contains(msg, p.Usage) {
				mend = "write " + p.Usage
			}
			v.wrong(sp, starts[argument(err, len(words))], mend, "%s", msg)
			return
		}
	}
	if p.Hosts != nil {
		for _, k := range p.Hosts(args) {
			if k < len(args) {
				v.host(args[k], sp, starts[k+1])
			}
		}
	}
}

// argument gives the word of a command that an error means: 0 is the program.
func argument(err error, words int) int {
	var a interface{ Arg() int }
	if errors.As(err, &a) && a.Arg() >= 0 && a.Arg() < words-1 {
		return a.Arg() + 1
	}
	return 0
}

// host looks at a word that should name a host: bob, bob:5000 or an address.
func (v *validator) host(word string, sp spot, offset int) {
	name := word
	if rest, ok := strings.CutPrefix(name, "http://"); ok {
		name, _, _ = strings.Cut(rest, "/")
		offset += len(word) - len(rest)
		word = name
	}
	if host, _, err := net.SplitHostPort(word); err == nil {
		name = host
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return
	}
	i, ok := v.plugs.nr[name]
	switch {
	case !ok:
		mend := ""
		if !v.full() {
			mend = didYouMean(name, v.names)
		}
		v.wrong(sp, offset, mend, "unknown host %q", clip(name))
	case v.s.Nodes[i].Kind.ByCables():
		v.wrong(sp, offset, "", "%s is a %s and has no address", name, v.s.Nodes[i].Kind)
	case v.s.Nodes[i].Kind == Outside && len(v.s.Nodes[i].Ports) == 0:
		v.wrong(sp, offset, "write its address", "%s is outside, and the scenario does not know its address", name)
	}
}
