package narrate

import (
	"net/netip"

	"encap/layers/network/icmp"
	"encap/layers/network/ipv4"
	"encap/layers/socket"
	"encap/layers/transport/udp"
	"encap/sim/trace"
)

// sendIP tells of what becomes a packet.
func (t *teller) sendIP() string {
	if t.obeys(&ipv4.Loopback) {
		return t.say(ipLoops)
	}
	p := t.outer("ip")
	if p == nil || !t.addr("ip.dst").IsValid() {
		return t.say(ipCannotSend)
	}
	pairs := []any{"header", bytesOf(p.Body - p.Start), "length", bytesOf(p.End - p.Start), "inside", t.carried(), "way", t.way()}
	if t.obeys(&ipv4.Fragment) {
		return t.say(ipCuts, append(pairs, t.cut()...)...)
	}
	return t.say(t.once(ipSendsFirst, ipSends), pairs...)
}

// cut gives into how many fragments the event's packet is cut, and how long the
// longest is: both are seen from what goes to the link.
func (t *teller) cut() []any {
	count, longest := 0, uint64(0)
	for id := t.e.ID + 1; ; id++ {
		e := t.src.Event(id)
		if e == nil || e.At != t.e.At {
			return []any{"count", count, "longest", bytesOf(int(longest))}
		}
		if e.Cause == t.e.ID && e.Kind == trace.Send && e.Name == "arp" {
			count++
			longest = max(longest, newTeller(t.src, e).number("ip.len"))
		}
	}
}

// fragment tells of a piece of a packet that is kept.
func (t *teller) fragment() string {
	p := t.outer("ip")
	first := 8 * int(t.number("ip.frag_offset"))
	pairs := []any{"first", first, "last", first + p.Tail - p.Body - 1, "protocol", meaning(t.text("ip.proto"))}
	if t.obeys(&ipv4.Whole) {
		return t.say(ipKeepsLast, pairs...)
	}
	missing := t.say(holesMany, "count", t.holes())
	if t.holes() == "1" {
		missing = holeOne
	}
	return t.say(ipKeepsPart, append(pairs, "missing", missing)...)
}

// holes gives how many gaps are left in the packet that a fragment belongs to.
func (t *teller) holes() string {
	for _, d := range t.e.Deltas {
		if d.Entity.Kind == "reassembly" {
			return t.variable(d.Entity, "Holes")
		}
	}
	return unknown
}

// carried names what the packet carries, where that is not plain.
func (t *teller) carried() string {
	if p := t.inside("ip"); p != nil && p.Proto == "icmp" {
		return t.say(ofICMP, "what", t.icmpName())
	}
	return ""
}

// icmpName names an ICMP message: "echo request", "time exceeded".
func (t *teller) icmpName() string {
	if f := t.field("icmp.type"); f != nil {
		return meaning(f.Text)
	}
	return unknown
}

// icmpWhole also names its code, where that says more.
func (t *teller) icmpWhole() string {
	name := t.icmpName()
	if f := t.field("icmp.code"); f != nil && meaning(f.Text) != f.Text {
		return meaning(f.Text)
	}
	return name
}

// way says where a packet goes first.
func (t *teller) way() string {
	hop := t.nextHop(t.addr("ip.dst"))
	switch {
	case t.obeys(&ipv4.ToAll):
		return toAll
	case t.obeys(&ipv4.ToGroup):
		return toGroup
	case t.obeys(&ipv4.OnLink):
		return onSameNetwork
	case hop.IsValid():
		return t.say(byRouter, "hop", t.host(hop))
	}
	return bySomebody
}

// receiveIP tells what becomes of a packet that came in.
func (t *teller) receiveIP() string {
	if !t.addr("ip.dst").IsValid() {
		return t.say(ipReads)
	}
	dst := t.addr("ip.dst")
	switch {
	case t.obeys(&ipv4.LowerTTL):
		return t.forwards(dst)
	case t.obeys(&ipv4.WaitForRest), t.obeys(&ipv4.Whole):
		return t.fragment()
	case t.obeys(&ipv4.ForUs) && t.dropped() == nil:
		text := ipKeeps
		switch {
		case t.everybody(dst):
			text = ipKeepsForAll
		case dst.IsMulticast():
			text = ipKeepsForGroup
		}
		return t.say(text, "protocol", meaning(t.text("ip.proto"))) + t.letIn()
	case t.reports():
		return t.say(ipReports)
	}
	return t.say(ipLooks)
}

// reports says whether the sender of what came in is told by ICMP that it goes
// no further.
func (t *teller) reports() bool {
	return t.obeys(&icmp.Exceeded) || t.obeys(&icmp.Unreached) || t.obeys(&icmp.TooBig) || t.obeys(&icmp.Parameter) || t.obeys(&icmp.TooSlow)
}

func (t *teller) forwards(dst netip.Addr) string {
	if text := t.translates(); text != "" {
		return text
	}
	pairs := []any{"receiver", t.host(dst), "less", t.number("ip.ttl") - 1}
	if t.obeys(&ipv4.Fragment) {
		return t.say(ipForwardsCut, append(pairs, t.cut()...)...)
	}
	if hop := t.nextHop(dst); t.obeys(&ipv4.ViaGateway) && hop.IsValid() {
		return t.say(ipForwardsOver, append(pairs, "hop", t.host(hop))...)
	}
	return t.say(ipForwards, pairs...)
}

// sendICMP tells of an echo request; all other ICMP messages are made in
// answer to something.
func (t *teller) sendICMP() string {
	p := t.pdu("icmp")
	if p == nil {
		return t.say(icmpCannotSend)
	}
	return t.say(icmpAsks, "header", bytesOf(p.Body-p.Start), "data", bytesOf(p.End-p.Body))
}

// receiveICMP tells what a message that came in leads to.
func (t *teller) receiveICMP() string {
	if t.pdu("icmp") == nil || t.field("icmp.type") == nil {
		return t.say(icmpReadsBytes)
	}
	pairs := []any{"from", t.sender(), "what", t.icmpWhole()}
	switch d := t.delta("socket", "Messages"); {
	case t.obeys(&icmp.Echo):
		return t.say(icmpAnswers, pairs...)
	case d != nil && t.obeys(&socket.Queued):
		return t.say(icmpAnswered, append(pairs, "owner", t.processWith(d.Entity.Node, d.Entity.Name))...)
	case t.obeys(&ipv4.ObeyRedirect):
		return t.say(icmpObeys, append(pairs, "dst", t.text("ip.dst"), "gateway", t.text("icmp.redir_gw"))...)
	case t.obeys(&ipv4.FalseRedirect), t.obeys(&ipv4.IgnoreRedirect):
		return t.say(icmpDisobeys, append(pairs, "dst", t.text("ip.dst"), "gateway", t.text("icmp.redir_gw"))...)
	case t.obeys(&socket.Unasked):
		return t.say(icmpTellsNot, pairs...)
	case t.obeys(&udp.Told), t.obeys(&socket.Pending):
		return t.say(icmpTells, pairs...)
	}
	return t.say(icmpReads, pairs...)
}

// sender gives who sent the packet that the message came in: the event before
// this one has its header.
func (t *teller) sender() string {
	c := t.cause()
	if c == nil {
		return unknown
	}
	before := newTeller(t.src, c)
	if before.obeys(&ipv4.Loopback) {
		return t.say(itself)
	}
	if before.outer("ip") == nil {
		return unknown
	}
	return before.text("ip.src")
}
