package scenario

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"encap/layers/link/vlan"

	"go.yaml.in/yaml/v4"
)

// Switching says how a switch is set. What is zero is as usual.
type Switching struct {
	Table  int           // stations that its table has room for; 0: 8192
	Ageing time.Duration // how long a row of the table is believed; 0: 300 s
	STP    STP           // how it takes part in the spanning tree
	Ports  []SwitchPort  // of those of which there is something to say
}

// SwitchPort says how a port of a switch is set. A switch of which a port has a
// VLAN looks at tags; its other ports then stand in VLAN 1.
type SwitchPort struct {
	Port  string    // "eth0", or the node at the other end of its cable
	VLAN  vlan.ID   // of frames without a tag, in and out; 0: none (an access port: 1)
	Trunk []vlan.ID // of frames with a tag; nil: an access port
	All   bool      // a trunk of all VLANs
	// In the spanning tree.
	Cost     uint32 // of the link; 0: by its rate
	Priority uint8  // the lower, the better; 0: 128
	Edge     bool   // no switch is expected there: it forwards at once
}

// mostTable bounds the table of a switch, in stations.
const mostTable = 1_000_000

var (
	vlanID = whole{"a VLAN", 1, uint64(vlan.MaxID)}
	vlans  = either{
		is: "a list of VLANs", of: []shape{choice{"a trunk", []string{"all"}}, list{"a list of VLANs", vlanID, 1, 4094, true}},
		pick: func(_ *checker, n *yaml.Node) shape {
			if n.Kind == yaml.ScalarNode && strings.Trim(n.Value, "0123456789") != "" {
				return choice{"a trunk", []string{"all"}}
			}
			return list{"a list of VLANs", vlanID, 1, 4094, true}
		},
	}
	switchPort = &object{
		is: "a port of a switch", about: "How a port of a switch is set. A switch of which a port has a VLAN looks at tags; its other ports then stand in VLAN 1.",
		keys: []key{
			{"vlan", false, vlanID, "an access port of this VLAN: its frames have no tag"},
			{"trunk", false, vlans, "a trunk: frames of these VLANs have a tag; `all` for all of them"},
			{"cost", false, whole{"the cost of a link", 1, 200_000_000}, "in the spanning tree; left out: by its rate, 20000 for 1 Gbit/s"},
			{"priority", false, whole{"the priority of a port", 16, 240}, "in the spanning tree: the lower, the better; a multiple of 16; left out: 128"},
			{"edge", false, choice{"a port", []string{"yes"}}, "`yes`: no switch is there, so the spanning tree lets it forward at once"},
			{"native", false, vlanID, "of a trunk: the VLAN of frames without a tag; left out: such frames are dropped"},
		},
	}
	onePortOfSwitch = either{
		is: switchPort.is, of: []shape{switchPort},
		pick: func(c *checker, n *yaml.Node) shape {
			if access := value(n, "vlan"); access != nil && value(n, "trunk") != nil {
				c.wrong(access, "write native: for the VLAN of frames without a tag", "a port is not both an access port and a trunk")
				return nil
			}
			return switchPort
		},
	}
	switchPorts = table{"a mapping of ports", word{is: "a port of a switch", like: []string{"eth0", "alice"}, pattern: `^` + namePattern + `$`, read: readName}, onePortOfSwitch, 0, mostCables}
)

// switchObject says what a switch is.
var switchObject = &object{
	is: "a switch", about: "A learning switch. It has as many ports as it has cables: eth0, eth1 … in their order. Short: `s1: switch`.",
	keys: []key{
		{"kind", true, choice{"a kind", []string{"switch"}}, "`switch`"},
		{"table", false, whole{"the table", 1, mostTable}, "how many stations it can learn; left out: 8192"},
		{"ageing", false, duration, "after what time without a frame a station is forgotten; left out: 300 s"},
		stpKey,
		{"ports", false, switchPorts, "how its ports are set: each is named, or the node at the other end of its cable is"},
	},
}

// switchOf reads what a mapping says of a switch.
func (b *builder) switchOf(n *yaml.Node) Switching {
	s := Switching{Table: int(number(n, "table")), Ageing: span(n, "ageing"), STP: stpOf(n)}
	ports := value(n, "ports")
	if ports == nil || ports.Kind != yaml.MappingNode {
		return s
	}
	for i := 0; i+1 < len(ports.Content); i += 2 {
		b.places.at[spot{"node", len(b.s.Nodes), "ports", len(s.Ports)}] = ports.Content[i]
		s.Ports = append(s.Ports, switchPortOf(ports.Content[i].Value, ports.Content[i+1]))
	}
	return s
}

func switchPortOf(name string, n *yaml.Node) SwitchPort {
	p := SwitchPort{Port: name, VLAN: vlan.ID(number(n, "vlan"))}
	if native := number(n, "native"); native != 0 {
		p.VLAN = vlan.ID(native)
	}
	p.Cost, p.Priority, p.Edge = uint32(number(n, "cost")), uint8(number(n, "priority")), text(n, "edge") == "yes"
	for _, item := range items(value(n, "trunk")) {
		if item.Value == "all" {
			p.All = true
			continue
		}
		id, _ := vlanID.read(item.Value)
		p.Trunk = append(p.Trunk, vlan.ID(id))
	}
	return p
}

// switchText gives a switch as a file says it.
func switchText(s *Switching) string {
	f := fields{}
	f.add("kind", string(Switch))
	if s.Table != 0 {
		f.add("table", strconv.Itoa(s.Table))
	}
	if s.Ageing != 0 {
		f.add("ageing", durations.write(uint64(s.Ageing)))
	}
	if stp := stpText(s.STP); stp != "" && stp != "{}" {
		f.add("stp", stp)
	}
	if len(s.Ports) > 0 {
		var ports fields
		for _, p := range s.Ports {
			ports.add(p.Port, p.text())
		}
		f.add("ports", ports.String())
	}
	if len(f) == 1 {
		return string(Switch)
	}
	return f.String()
}

// text gives a port as a file says it.
func (p SwitchPort) text() string {
	f := fields{}
	untagged := "vlan"
	switch {
	case p.All:
		f.add("trunk", "all")
		untagged = "native"
	case len(p.Trunk) > 0:
		var ids []string
		for _, id := range p.Trunk {
			ids = append(ids, strconv.Itoa(int(id)))
		}
		f.add("trunk", "["+strings.Join(ids, ", ")+"]")
		untagged = "native"
	}
	if p.VLAN != 0 {
		f.add(untagged, strconv.Itoa(int(p.VLAN)))
	}
	if p.Cost != 0 {
		f.add("cost", strconv.Itoa(int(p.Cost)))
	}
	if p.Priority != 0 {
		f.add("priority", strconv.Itoa(int(p.Priority)))
	}
	if p.Edge {
		f.add("edge", "yes")
	}
	return f.String()
}

// Tagged says whether frames of a VLAN have a tag at the port.
func (p SwitchPort) Tagged(id vlan.ID) bool {
	return id != p.VLAN && (p.All || slices.Contains(p.Trunk, id))
}

// VLANs says whether a switch looks at tags.
func (s *Switching) VLANs() bool {
	return slices.ContainsFunc(s.Ports, func(p SwitchPort) bool { return p.VLAN != 0 || p.All || len(p.Trunk) > 0 })
}

// SwitchPorts gives how each port of a switch is set, by its number: those of
// which the scenario says nothing are in VLAN 1, if the switch looks at tags.
// plugs is what Plugs gives.
func (s *Scenario) SwitchPorts(node int, plugs [][2]int) []SwitchPort {
	n := &s.Nodes[node]
	ports := make([]SwitchPort, portsOf(s, n.Name, plugs))
	for i := range ports {
		ports[i].Port = n.PortName(i)
	}
	for _, p := range n.Switch.Ports {
		if at := s.switchPort(n, p.Port, plugs); len(at) == 1 && at[0] < len(ports) {
			p.Port = n.PortName(at[0])
			ports[at[0]] = p
		}
	}
	if n.Switch.VLANs() {
		for i := range ports {
			if p := &ports[i]; p.VLAN == 0 && !p.All && len(p.Trunk) == 0 {
				p.VLAN = 1
			}
		}
	}
	return ports
}

// portsOf counts the ports that the cables need of a switch.
func portsOf(s *Scenario, name string, plugs [][2]int) int {
	most := 0
	for c := range s.Cables {
		for e, end := range s.Cables[c].Ends {
			if end.Node == name {
				most = max(most, plugs[c][e]+1)
			}
		}
	}
	return most
}

// switchPort gives the ports of a switch that a name may mean: its own name, or
// that of the node at the other end.
func (s *Scenario) switchPort(n *Node, name string, plugs [][2]int) (at []int) {
	for c := range s.Cables {
		for e, end := range s.Cables[c].Ends {
			if end.Node != n.Name {
				continue
			}
			if i := plugs[c][e]; n.PortName(i) == name {
				return []int{i}
			} else if s.Cables[c].Ends[1-e].Node == name {
				at = append(at, i)
			}
		}
	}
	return at
}

// switching looks at the settings of a switch of a scenario that was built in
// Go.
func (v *validator) switching(n *Node, sp spot) {
	s := n.Switch
	if n.Kind != Switch {
		if s.Table != 0 || s.Ageing != 0 || s.STP != (STP{}) || len(s.Ports) > 0 {
			v.wrong(sp, 0, "", "%s is a %s, which has no table of stations", n.Name, n.Kind)
		}
		return
	}
	v.within(sp, n.Name, s.Ageing, durations)
	if s.Table < 0 || s.Table > mostTable {
		v.wrong(sp, 0, "", "%s: a table of %d rows is not from 1 to %d", n.Name, s.Table, mostTable)
	}
	for _, p := range s.Ports {
		if p.VLAN > vlan.MaxID || slices.ContainsFunc(p.Trunk, func(id vlan.ID) bool { return id == 0 || id > vlan.MaxID }) {
			v.wrong(sp, 0, "", "%s: a VLAN of port %s is not from 1 to %d", n.Name, p.Port, vlan.MaxID)
		}
	}
}

// switchPorts looks whether each port that a switch speaks of is there, once.
func (v *validator) switchPorts() {
	v.stp(v.s.STP, spot{})
	for i := range v.s.Nodes {
		n := &v.s.Nodes[i]
		seen := map[int]bool{}
		if n.Switch.STP != (STP{}) {
			v.stp(n.Switch.STP.Or(v.s.STP), spot{part: "node", i: i})
		}
		for j, p := range n.Switch.Ports {
			sp := spot{"node", i, "ports", j}
			at := v.s.switchPort(n, p.Port, v.plugs.port)
			switch {
			case len(at) == 0:
				v.wrong(sp, 0, v.neighbours(n.Name), "%s has no port %q, and no cable to a node of that name", n.Name, clip(p.Port))
			case len(at) > 1:
				v.wrong(sp, 0, "write "+n.PortName(at[0])+" or "+n.PortName(at[1]), "several cables join %s and %s", n.Name, p.Port)
			case p.Priority%16 != 0:
				v.wrong(sp, 0, "write "+strconv.Itoa(int(max(p.Priority/16, 1))*16), "the priority of a port is a multiple of 16, and %d is none", p.Priority)
			case seen[at[0]]:
				v.wrong(sp, 0, "", "%s speaks twice of its port %s", n.Name, n.PortName(at[0]))
			default:
				seen[at[0]] = true
			}
		}
	}
}
