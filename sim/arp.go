package sim

import (
	"fmt"
	"net/netip"
	"slices"

	"encap/layers/link/ethernet"
	"encap/sim/scenario"
)

// arpUsage is what can be typed of ARP at a host or router.
const arpUsage = "arp announce, arp probe, arp reply ADDRESS [is-at MAC] to HOST, arp proxy on, arp proxy off"

// parseARP reads the arguments of arp.
func parseARP(args []string) (command, error) {
	switch {
	case slices.Equal(args, []string{"announce"}):
		return announce, nil
	case slices.Equal(args, []string{"probe"}):
		return probe, nil
	case len(args) == 2 && args[0] == "proxy" && (args[1] == "on" || args[1] == "off"):
		return func(w *world, n *node) {
			if n.kind == scenario.Host {
				w.print(n, "arp: a host forwards nothing, so it cannot answer for others")
				return
			}
			n.host.ProxyARP(args[1] == "on")
		}, nil
	case len(args) > 1 && args[0] == "reply":
		return parseARPReply(args[1:])
	}
	return nil, usage(arpUsage)
}

// announce tells all stations of each link the address there.
func announce(_ *world, n *node) {
	for _, r := range n.host.Resolver {
		r.Announce()
	}
}

// probe asks on each link whether anybody else has the address there.
func probe(w *world, n *node) {
	for i, r := range n.host.Resolver {
		addr := n.host.IP.Interfaces()[i].Addr.Addr()
		r.Probe(func(by ethernet.Addr, ok bool) {
			if ok {
				w.print(n, fmt.Sprintf("%v is free", addr))
				return
			}
			w.print(n, fmt.Sprintf("%v is already used by %v", addr, by))
		})
	}
}

// parseARPReply reads "ADDRESS [is-at MAC] to HOST": a reply that nobody has
// asked for.
func parseARPReply(args []string) (command, error) {
	claimed, err := netip.ParseAddr(args[0])
	if err != nil || !claimed.Is4() {
		return nil, fmt.Errorf("%q is not an IPv4 address", args[0])
	}
	args = args[1:]
	var at ethernet.Addr
	own := true
	if len(args) >= 2 && args[0] == "is-at" {
		if at, err = ethernet.ParseAddr(args[1]); err != nil {
			return nil, fmt.Errorf("%q is not a MAC address such as 02:00:00:00:00:01", args[1])
		}
		own, args = false, args[2:]
	}
	if len(args) != 2 || args[0] != "to" {
		return nil, usage(arpUsage)
	}
	return func(w *world, n *node) {
		to, ok := w.lookup(args[1])
		if !ok {
			if to, err = netip.ParseAddr(args[1]); err != nil {
				w.print(n, fmt.Sprintf("arp: unknown host %q", args[1]))
				return
			}
		}
		for i, r := range n.host.Resolver {
			if !n.host.IP.Interfaces()[i].Addr.Contains(to) {
				continue
			}
			mac := at
			if own {
				mac = r.MAC()
			}
			r.Spoof(claimed, mac, to)
			return
		}
		w.print(n, fmt.Sprintf("arp: %v is on none of the links", to))
	}, nil
}
