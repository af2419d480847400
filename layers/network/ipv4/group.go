package ipv4

import (
	"net/netip"
	"slices"

	"encap/layers/network/route"
)

// Join lets the node have what comes in by an interface for a group of hosts.
func (l *Layer) Join(i *Interface, group netip.Addr) { i.groups = append(i.groups, group) }

// belongs says whether the interface belongs to a group.
func (i *Interface) belongs(a netip.Addr) bool { return slices.Contains(i.groups, a) }

// groupWay gives the way for a packet to a group: its source address says by
// which interface it leaves.
func (l *Layer) groupWay(src netip.Addr) *route.Route {
	for n, i := range l.interfaces {
		if src.IsValid() && (i.Addr.Addr() == src || i.has(src)) {
			return &route.Route{Interface: n}
		}
	}
	return nil
}
