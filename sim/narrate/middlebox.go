package narrate

import (
	"net/netip"

	"encap/layers/network/firewall"
	"encap/layers/network/nat"
	"encap/layers/osi"
	"encap/sim/trace"
)

// translates tells of a packet whose addresses a translator has changed; ""
// when none has.
func (t *teller) translates() string {
	now := t.goesOn()
	if now == nil {
		return ""
	}
	pairs := []any{"less", now.number("ip.ttl"), "receiver", t.host(now.addr("ip.dst")),
		"old", t.ends("src"), "new", now.ends("src"), "was", t.ends("dst"), "to", now.ends("dst")}
	switch {
	case t.obeys(&nat.Hairpin):
		return t.say(natTurns, pairs...)
	case t.obeys(&nat.ErrorIn), t.obeys(&nat.ErrorOut):
		return t.say(natError, pairs...)
	case t.obeys(&nat.Inbound):
		return t.say(natIn, pairs...)
	case t.obeys(&nat.Outbound):
		return t.say(natOut, pairs...)
	}
	return ""
}

// goesOn gives a teller of the packet as it goes on from here.
func (t *teller) goesOn() *teller {
	for id := t.e.ID + 1; int(id) <= t.src.Len(); id++ {
		switch e := t.src.Event(id); {
		case e.Cause != t.e.ID:
			return nil
		case e.Kind == trace.Send && e.Layer == osi.Link:
			return newTeller(t.src, e)
		}
	}
	return nil
}

// ends gives the source ("src") or destination ("dst") of a packet, with its
// port or its echo's identifier.
func (t *teller) ends(side string) string {
	a := t.addr("ip." + side)
	for _, name := range []string{"udp." + side + "port", "tcp." + side + "port", "icmp.ident"} {
		if t.field(name) != nil {
			return netip.AddrPortFrom(a, uint16(t.number(name))).String()
		}
	}
	return a.String()
}

// letIn tells of a packet for the node itself that a firewall has let in.
func (t *teller) letIn() string {
	for _, r := range []*osi.Rule{&firewall.Allowed, &firewall.Known, &firewall.Related} {
		if t.obeys(r) {
			return wallLetsIn
		}
	}
	return ""
}
