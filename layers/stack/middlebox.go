package stack

import (
	"encap/layers/network/firewall"
	"encap/layers/network/nat"
	"encap/layers/osi"
)

// AddFirewall lets a router look at what passes through it, by a list of rules.
// What no rule fits, byDefault decides.
func (h *Host) AddFirewall(w World, rules []firewall.Rule, byDefault firewall.Action) *firewall.Firewall {
	f := firewall.New(w.Env(osi.Network), rules, byDefault, func(n int) string {
		if n < 0 {
			return ""
		}
		return h.IP.Interfaces()[n].Name
	})
	f.Refuse = h.IP.Prohibited
	h.IP.Use(f)
	return f
}

// AddNAT lets the networks of a router share the address of one of its ports.
// It is added before a firewall, which so sees inside addresses in both
// directions.
func (h *Host) AddNAT(w World, public int) *nat.NAT {
	n := nat.New(w.Env(osi.Network), h.IP.Interfaces()[public].Addr.Addr(), public)
	h.IP.Use(n)
	return n
}
