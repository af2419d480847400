package stack

import (
	"slices"

	"encap/layers/link/arp"
	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
	"encap/layers/osi"
)

// attachVLAN builds a column upon a VLAN of a link that is attached already:
// with several of them a router stands in many networks by one cable.
func (h *Host) attachVLAN(w World, a Attachment) {
	n := slices.IndexFunc(h.Links, func(l *ethernet.Interface) bool { return l.Name == a.Trunk })
	link := h.Links[n]
	if h.trunks[n] == nil {
		h.trunks[n] = h.trunk(w, link)
	}
	in := h.trunks[n].Interface(a.VLAN)
	a.MAC = link.Addr
	var framing arp.Below = in
	if w.Tap != nil {
		framing = intoVLAN{in, w.Tap}
	}
	h.address(w, a, framing, in)
}

// trunk lets a link carry VLANs.
func (h *Host) trunk(w World, link *ethernet.Interface) *vlan.Trunk {
	if w.Tap == nil {
		t := vlan.NewTrunk(w.Env(osi.Link), link)
		link.Handle(ethernet.VLAN, t)
		t.Native = link.Read
		return t
	}
	t := vlan.NewTrunk(w.Env(osi.Link), intoEthernet{link, w.Tap})
	link.Handle(ethernet.VLAN, fromEthernet{t, w.Tap, osi.Link, "vlan"})
	t.Native = link.Read
	return t
}
