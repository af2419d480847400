package sim

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"encap/layers/link/bridge"
	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
	"encap/layers/physical"
)

// bridgeUsage is what can be typed at a switch: iproute2's bridge command.
const bridgeUsage = "bridge fdb [show], bridge fdb add MAC dev PORT [vlan ID], bridge fdb del MAC [dev PORT] [vlan ID], " +
	"bridge fdb flush [dev PORT], bridge vlan [show], bridge vlan add vid ID dev PORT [pvid untagged], bridge vlan del vid ID dev PORT, bridge [-s] link, bridge link set dev PORT cost N, bridge stp"

// bridgeLine is a line of the command, taken apart.
type bridgeLine struct {
	object, verb string
	statistics   bool
	addr         string
	port         string
	vid          vlan.ID
	native       bool
	cost         uint32
}

// parseBridge reads the arguments of bridge.
func parseBridge(args []string) (command, error) {
	l, err := readBridge(args)
	if err != nil {
		return nil, err
	}
	if l.statistics && l.object != "link" {
		return nil, usage(bridgeUsage)
	}
	bare := l.addr == "" && l.port == "" && l.vid == 0 && !l.native
	switch l.object + " " + l.verb {
	case "fdb show":
		if bare {
			return func(w *world, n *node) { w.showTable(n) }, nil
		}
	case "link show":
		if bare {
			return func(w *world, n *node) { w.showPorts(n, l.statistics) }, nil
		}
	case "vlan show":
		if bare {
			return func(w *world, n *node) { w.showVLANs(n) }, nil
		}
	case "link set":
		if l.port != "" && l.cost > 0 && l.addr == "" && l.vid == 0 && !l.native {
			return bridgeCommand(func(n *node) error {
				switch {
				case n.sw.Tree == nil:
					return errNoTree
				case !n.sw.Tree.SetCost(l.port, l.cost):
					return bridge.ErrNoPort
				}
				return nil
			}), nil
		}
	case "stp show":
		if bare {
			return func(w *world, n *node) { w.showTree(n) }, nil
		}
	case "fdb add", "fdb replace", "fdb del", "fdb flush":
		return l.table()
	case "vlan add", "vlan del":
		if l.addr == "" && l.port != "" && l.vid != 0 {
			add := l.verb == "add"
			return bridgeCommand(func(n *node) error { return n.sw.Bridge.SetVLAN(l.port, l.vid, add, l.native) }), nil
		}
	}
	return nil, usage(bridgeUsage)
}

// readBridge takes a line apart.
func readBridge(args []string) (l bridgeLine, err error) {
	if len(args) > 0 && (args[0] == "-s" || args[0] == "-statistics") {
		l.statistics, args = true, args[1:]
	}
	if len(args) == 0 {
		return l, usage(bridgeUsage)
	}
	l.object, l.verb, args = args[0], "show", args[1:]
	if len(args) > 0 {
		l.verb, args = args[0], args[1:]
	}
	for i := 0; i < len(args); i++ {
		switch word := args[i]; {
		case word == "master" || word == "static" || word == "untagged":
		case word == "pvid":
			l.native = true
		case i+1 < len(args) && word == "dev":
			i++
			l.port = args[i]
		case i+1 < len(args) && word == "cost":
			i++
			cost, err := strconv.ParseUint(args[i], 10, 32)
			if err != nil || cost < 1 || cost > 200_000_000 {
				return l, fmt.Errorf("%q is not the cost of a link, from 1 to 200000000", args[i])
			}
			l.cost = uint32(cost)
		case i+1 < len(args) && (word == "vlan" || word == "vid"):
			i++
			id, err := strconv.ParseUint(args[i], 10, 16)
			if err != nil || id < 1 || id > uint64(vlan.MaxID) {
				return l, fmt.Errorf("%q is not a VLAN from 1 to %d", args[i], vlan.MaxID)
			}
			l.vid = vlan.ID(id)
		case i == 0 && l.object == "fdb":
			l.addr = word
		default:
			return l, fmt.Errorf("%q is unknown here; usage: %s", word, bridgeUsage)
		}
	}
	return l, nil
}

// usage is the complaint that a line is not one of those that can be typed.
func usage(line string) error { return fmt.Errorf("usage: %s", line) }

// table makes the command of a line that changes the table of stations, which is
// called the forwarding database.
func (l bridgeLine) table() (command, error) {
	if l.verb == "flush" {
		if l.addr != "" || l.vid != 0 {
			return nil, usage(bridgeUsage)
		}
		return bridgeCommand(func(n *node) error { return n.sw.Bridge.Flush(l.port) }), nil
	}
	addr, err := ethernet.ParseAddr(l.addr)
	switch {
	case l.addr == "":
		return nil, usage(bridgeUsage)
	case err != nil:
		return nil, fmt.Errorf("%q is not a MAC address such as 02:00:00:00:00:01", l.addr)
	case l.verb == "del":
		return bridgeCommand(func(n *node) error { return n.sw.Bridge.Forget(addr, l.vid) }), nil
	case l.port == "":
		return nil, usage(bridgeUsage)
	}
	return bridgeCommand(func(n *node) error { return n.sw.Bridge.Pin(addr, l.vid, l.port) }), nil
}

// bridgeCommand makes a command of a change, which may be refused.
func bridgeCommand(change func(n *node) error) command {
	return func(w *world, n *node) {
		if err := change(n); err != nil {
			w.print(n, "bridge: "+err.Error())
		}
	}
}

// showTable prints the table of stations.
func (w *world) showTable(n *node) {
	for _, r := range n.sw.Bridge.Rows() {
		line := fmt.Sprintf("%v dev %s", r.Addr, r.Port)
		if r.VLAN != 0 {
			line += fmt.Sprintf(" vlan %d", r.VLAN)
		}
		line += " master " + n.name
		if r.Static {
			line += " static"
		}
		w.print(n, line)
	}
}

// showPorts prints the ports, with what they have counted if that is asked.
func (w *world) showPorts(n *node, statistics bool) {
	for i, p := range n.ports {
		vars := p.Vars().(physical.PortVars)
		flags := []string{"BROADCAST", "MULTICAST", "UP"}
		if vars.Carrier {
			flags = append(flags, "LOWER_UP")
		} else {
			flags = append(flags, "NO-CARRIER")
		}
		w.print(n, fmt.Sprintf("%d: %s: <%s> master %s%s", i+1, p.Name, strings.Join(flags, ","), n.name, n.treeOf(i)))
		if statistics {
			w.print(n, fmt.Sprintf("    RX: %d bytes, %d packets  TX: %d bytes, %d packets, %d dropped",
				vars.RxBytes, vars.RxFrames, vars.TxBytes, vars.TxFrames, vars.Dropped))
		}
	}
}

// showVLANs prints in which VLANs each port stands.
func (w *world) showVLANs(n *node) {
	for _, p := range n.sw.Bridge.Memberships() {
		for id := vlan.ID(1); id <= vlan.MaxID; id++ {
			switch {
			case id == p.VLANs.Native:
				w.print(n, fmt.Sprintf("%s %d PVID Egress Untagged", p.Port, id))
			case p.VLANs.Tagged == vlan.All():
				w.print(n, fmt.Sprintf("%s 1-%d", p.Port, vlan.MaxID))
				id = vlan.MaxID
			case p.VLANs.Tagged.Has(id):
				w.print(n, fmt.Sprintf("%s %d", p.Port, id))
			}
		}
	}
}

// treeOf tells what the spanning tree makes of a port.
func (n *node) treeOf(port int) string {
	if n.sw.Tree == nil {
		return ""
	}
	_, _, ports := n.sw.Tree.Status()
	p := ports[port]
	return fmt.Sprintf(" state %v role %v priority %d cost %d", p.State, p.Role, uint16(p.ID)>>8, p.Cost)
}

var errNoTree = errors.New("no spanning tree runs here")

// showTree prints the bridge and the root it knows.
func (w *world) showTree(n *node) {
	if n.sw.Tree == nil {
		w.print(n, "bridge: "+errNoTree.Error())
		return
	}
	id, root, ports := n.sw.Tree.Status()
	w.print(n, fmt.Sprintf("bridge id %v designated root %v path cost %d", id, root.Root, root.Cost))
	for _, p := range ports {
		w.print(n, fmt.Sprintf("%s (%v) state %v role %v cost %d", p.Name, p.ID, p.State, p.Role, p.Cost))
	}
}
