package scenario

import (
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"
)

// Switching says how a switch is set. What is zero is as usual.
type Switching struct {
	Table  int           // stations that its table has room for; 0: 8192
	Ageing time.Duration // how long a row of the table is believed; 0: 300 s
}

// mostTable bounds the table of a switch, in stations.
const mostTable = 1_000_000

// switchObject says what a switch is.
var switchObject = &object{
	is: "a switch", about: "A learning switch. It has as many ports as it has cables: eth0, eth1 … in their order. Short: `s1: switch`.",
	keys: []key{
		{"kind", true, choice{"a kind", []string{"switch"}}, "`switch`"},
		{"table", false, whole{"the table", 1, mostTable}, "how many stations it can learn; left out: 8192"},
		{"ageing", false, duration, "after what time without a frame a station is forgotten; left out: 300 s"},
	},
}

// switchOf reads what a mapping says of a switch.
func switchOf(n *yaml.Node) Switching {
	return Switching{Table: int(number(n, "table")), Ageing: span(n, "ageing")}
}

// switchText gives a switch as a file says it.
func switchText(s Switching) string {
	f := fields{}
	f.add("kind", string(Switch))
	if s.Table != 0 {
		f.add("table", strconv.Itoa(s.Table))
	}
	if s.Ageing != 0 {
		f.add("ageing", durations.write(uint64(s.Ageing)))
	}
	if len(f) == 1 {
		return string(Switch)
	}
	return f.String()
}

// switching looks at the settings of a switch of a scenario that was built in
// Go.
func (v *validator) switching(n *Node, sp spot) {
	s := n.Switch
	if n.Kind != Switch {
		if s != (Switching{}) {
			v.wrong(sp, 0, "", "%s is a %s, which has no table of stations", n.Name, n.Kind)
		}
		return
	}
	v.within(sp, n.Name, s.Ageing, durations)
	if s.Table < 0 || s.Table > mostTable {
		v.wrong(sp, 0, "", "%s: a table of %d rows is not from 1 to %d", n.Name, s.Table, mostTable)
	}
}
