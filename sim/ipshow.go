package sim

import (
	"fmt"

	"encap/layers/network/route"
	"encap/layers/physical"
	"encap/layers/stack"
)

// What ip shows is shorter than on Linux, and written in the same way.

func showAddrs(n *node) (lines []string) {
	for at, i := range n.host.IP.Interfaces() {
		lines = append(lines, linkLine(n, at))
		for _, p := range i.Addrs() {
			lines = append(lines, fmt.Sprintf("    inet %v scope global %s", p, i.Name))
		}
	}
	return lines
}

func showLinks(n *node) (lines []string) {
	for at := range n.host.IP.Interfaces() {
		lines = append(lines, linkLine(n, at))
	}
	return lines
}

func linkLine(n *node, at int) string {
	state := "DOWN"
	port, _ := n.under(at)
	if n.ports[port].Vars().(physical.PortVars).Carrier {
		state = "UP"
	}
	i, link := n.host.IP.Interfaces()[at], n.host.Links[port]
	return fmt.Sprintf("%d: %s: mtu %d state %s link/ether %v", at+1, i.Name, i.MTU, state, link.Addr)
}

func showRoutes(n *node) (lines []string) {
	for _, r := range n.host.IP.Routes.Routes() {
		to := r.Prefix.String()
		if r.Prefix == stack.Default {
			to = "default"
		}
		dev := n.host.IP.Interfaces()[r.Interface].Name
		switch {
		case r.Kind != route.Unicast:
			lines = append(lines, r.Kind.String()+" "+to)
		case !r.Via.IsValid():
			lines = append(lines, fmt.Sprintf("%s dev %s scope link", to, dev))
		default:
			line := fmt.Sprintf("%s via %v dev %s", to, r.Via, dev)
			for _, h := range r.Also {
				line += fmt.Sprintf(" or via %v dev %s", h.Via, n.host.IP.Interfaces()[h.Interface].Name)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func showNeighbours(n *node) (lines []string) {
	for at, cache := range n.host.Resolver {
		for _, row := range cache.Rows() {
			lines = append(lines, fmt.Sprintf("%v dev %s lladdr %v %s", row.Addr, n.host.IP.Interfaces()[at].Name, row.MAC, row.State))
		}
	}
	return lines
}
