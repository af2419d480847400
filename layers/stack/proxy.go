package stack

import "net/netip"

// ProxyARP lets a router answer ARP requests in place of those to whom it knows a
// way by another interface (RFC 1027), or stop to do so.
func (h *Host) ProxyARP(on bool) {
	for n, r := range h.Resolver {
		if r.Proxy = nil; on {
			r.Proxy = func(addr netip.Addr) bool {
				way := h.IP.Routes.Lookup(addr)
				return way != nil && way.Interface != n
			}
		}
	}
}
