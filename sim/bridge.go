package sim

import (
	"fmt"
	"slices"
	"strings"

	"encap/layers/link/ethernet"
	"encap/layers/physical"
)

// bridgeUsage is what can be typed at a switch: iproute2's bridge command.
const bridgeUsage = "bridge fdb [show], bridge fdb add MAC dev PORT, bridge fdb del MAC [dev PORT], bridge fdb flush [dev PORT], bridge [-s] link"

// parseBridge reads the arguments of bridge.
func parseBridge(args []string) (command, error) {
	statistics := len(args) > 0 && (args[0] == "-s" || args[0] == "-statistics")
	if statistics {
		args = args[1:]
	}
	if len(args) == 0 {
		return nil, usage(bridgeUsage)
	}
	object, args := args[0], args[1:]
	verb := "show"
	if len(args) > 0 {
		verb, args = args[0], args[1:]
	}
	switch {
	case object == "fdb" && !statistics:
		return parseFDB(verb, args)
	case object == "link" && verb == "show" && len(args) == 0:
		return func(w *world, n *node) { w.showPorts(n, statistics) }, nil
	}
	return nil, usage(bridgeUsage)
}

// usage is the complaint that a line is not one of those that can be typed.
func usage(line string) error { return fmt.Errorf("usage: %s", line) }

// parseFDB reads what is to be done to the table of stations, which is called
// the forwarding database.
func parseFDB(verb string, args []string) (command, error) {
	if verb == "show" && len(args) == 0 {
		return func(w *world, n *node) { w.showTable(n) }, nil
	}
	var addr ethernet.Addr
	if verb != "flush" {
		if len(args) == 0 || verb == "show" {
			return nil, usage(bridgeUsage)
		}
		a, err := ethernet.ParseAddr(args[0])
		if err != nil {
			return nil, fmt.Errorf("%q is not a MAC address such as 02:00:00:00:00:01", args[0])
		}
		addr, args = a, args[1:]
	}
	port := ""
	if len(args) >= 2 && args[0] == "dev" {
		port, args = args[1], args[2:]
	}
	args = slices.DeleteFunc(slices.Clone(args), func(s string) bool { return s == "master" || s == "static" })
	switch {
	case len(args) > 0:
		return nil, fmt.Errorf("%q is unknown here; usage: %s", args[0], bridgeUsage)
	case verb == "add" && port != "", verb == "replace" && port != "":
		return tableCommand(func(n *node) error { return n.bridge.Pin(addr, port) }), nil
	case verb == "del":
		return tableCommand(func(n *node) error { return n.bridge.Forget(addr) }), nil
	case verb == "flush":
		return tableCommand(func(n *node) error { return n.bridge.Flush(port) }), nil
	}
	return nil, usage(bridgeUsage)
}

// tableCommand makes a command of a change, which may be refused.
func tableCommand(change func(n *node) error) command {
	return func(w *world, n *node) {
		if err := change(n); err != nil {
			w.print(n, "bridge: "+err.Error())
		}
	}
}

// showTable prints the table of stations.
func (w *world) showTable(n *node) {
	for _, r := range n.bridge.Rows() {
		line := fmt.Sprintf("%v dev %s master %s", r.Addr, r.Port, n.name)
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
		w.print(n, fmt.Sprintf("%d: %s: <%s> master %s", i+1, p.Name, strings.Join(flags, ","), n.name))
		if statistics {
			w.print(n, fmt.Sprintf("    RX: %d bytes, %d packets  TX: %d bytes, %d packets, %d dropped",
				vars.RxBytes, vars.RxFrames, vars.TxBytes, vars.TxFrames, vars.Dropped))
		}
	}
}
