package scenario

import (
	"fmt"
	"strings"
)

// cabling looks at the ends of each cable, and for nodes without one.
func (v *validator) cabling() {
	cables := make([]int, len(v.s.Nodes)) // of each node
	sound, before := true, v.errors+v.lostErrors
	for c := range v.s.Cables {
		if v.broken("cable", c) {
			sound = false
			continue
		}
		v.makeup(&v.s.Cables[c], spot{part: "cable", i: c})
		v.queueing(&v.s.Cables[c], spot{part: "cable", i: c})
		ends := v.s.Cables[c].Ends
		for e, end := range ends {
			sp := spot{"cable", c, "ends", e}
			if e == 1 && end.Node == ends[0].Node {
				v.wrong(sp, 0, "", "the cable leads from %s back to %s", end.Node, end.Node)
				break
			}
			n, ok := v.known(end.Node, sp, 0)
			if n == nil {
				continue
			}
			cables[v.plugs.nr[end.Node]]++
			if ok {
				v.plugged(n, v.plugs.port[c][e], end, sp)
			}
		}
	}
	if sound && v.errors+v.lostErrors == before { // or else a cable that is missed may be the one that was refused
		v.switchPorts()
		v.lonely(cables)
		v.lans()
		v.duplex()
	}
}

// plugged says what is wrong with an end that found no port.
func (v *validator) plugged(n *Node, port int, end End, sp spot) {
	switch {
	case n.Kind.ByCables() && end.Port != "":
		v.wrong(sp, len(end.Node), "write "+end.Node, "a %s has its ports in the order of the cables; they are not asked for", n.Kind)
	case port >= 0:
	case end.Port == "" && n.Kind == Outside:
		v.wrong(sp, 0, "put a switch between", "an outside host has one cable, and this is another")
	case end.Port == "" && n.Kind == Host && len(n.Ports) == 1:
		v.wrong(sp, 0, "give it a second address, host: [… , …], or put a switch between", "%s has one port, and this is another cable", n.Name)
	case end.Port == "":
		v.wrong(sp, 0, "", "the ports of %s, %d in number, all have a cable already", n.Name, len(n.Ports))
	default:
		v.noPort(n, end, sp)
	}
}

// noPort tells a port that is not there from one that has a cable.
func (v *validator) noPort(n *Node, end End, sp spot) {
	var names []string
	for i := range max(len(n.Ports), 1) {
		name := n.PortName(i)
		if name == end.Port {
			v.wrong(sp, len(end.Node)+1, "", "%s has a cable already", end)
			return
		}
		names = append(names, name)
	}
	mend := didYouMean(end.Port, names)
	if mend == "" {
		mend = "it has " + few(names)
	}
	v.wrong(sp, len(end.Node)+1, mend, "%s has no port %q", n.Name, end.Port)
}

// few gives the first of many names.
func few(names []string) string {
	const most = 6
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return allOf(names)
}

// lonely looks for nodes and addresses that no cable leads to.
func (v *validator) lonely(cables []int) {
	for i := range v.s.Nodes {
		n := &v.s.Nodes[i]
		switch {
		case v.broken("node", i) || n.Kind == Outside && cables[i] > 0:
		case cables[i] == 0:
			v.doubtful(spot{part: "node", i: i}, 0, "", "no cable leads to %s", n.Name)
		case cables[i] < len(n.Ports) && !n.Kind.ByCables():
			for j, taken := range v.plugs.taken[i] {
				if !taken && n.Ports[j].Addr.IsValid() {
					v.doubtful(v.portSpot(owner{i, j}), 0, "", "no cable leads to %s, which has %s", v.portName(owner{i, j}), n.Ports[j].Addr)
				}
			}
		}
	}
}
