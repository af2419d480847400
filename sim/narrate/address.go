package narrate

import (
	"net/netip"
	"slices"

	"encap/layers/link/arp"
	"encap/sim/trace"
)

// findNextHop tells how the MAC address of a packet's next hop is found.
func (t *teller) findNextHop() string {
	dst := t.addr("ip.dst")
	hop := t.nextHop(dst)
	if d := t.delta("arp", "Waiting"); d != nil {
		if a, err := netip.ParseAddr(d.Entity.Name); err == nil {
			hop = a
		}
	}
	pairs := []any{"hop", t.host(hop)}
	switch {
	case t.dropped() == &arp.NotOurs:
		return t.say(arpWants, pairs...)
	case !hop.IsValid() && !t.everybody(dst):
		return t.say(arpForAll)
	case t.obeys(&arp.Stale):
		return t.say(arpStale, pairs...)
	case t.obeys(&arp.Doubted):
		return t.say(arpDoubted, pairs...)
	case t.obeys(&arp.Known):
		return t.say(arpKnown, pairs...)
	case t.obeys(&arp.Expired):
		return t.say(arpAsksAnew, pairs...)
	case t.obeys(&arp.Ask):
		return t.say(t.once(arpAsksFirst, arpAsks), pairs...)
	case t.obeys(&arp.Wait):
		return t.say(arpWaits, pairs...)
	}
	return t.say(arpForAll)
}

// asks says whether the ARP packet is a request, and announces whether it is
// one for the sender's own address.
func (t *teller) asks() (asks, announces bool) {
	asks = t.number("arp.opcode") == 1
	return asks, asks && t.addr("arp.src.proto_ipv4") == t.addr("arp.dst.proto_ipv4")
}

// sendARP tells of a frame that carries an ARP packet.
func (t *teller) sendARP() string {
	mac := t.mac("arp.src.hw_mac")
	owner := t.host(t.addr("arp.src.proto_ipv4"))
	switch asks, announces := t.asks(); {
	case asks && t.addr("arp.src.proto_ipv4").IsUnspecified():
		return t.say(arpProbe, "target", t.addr("arp.dst.proto_ipv4"))
	case !asks && t.spoofed():
		return t.say(arpLies, "asker", t.hostOnly(t.addr("arp.dst.proto_ipv4")), "owner", owner, "mac", mac)
	case announces:
		return t.say(arpAnnounce, "owner", owner, "mac", mac)
	case asks && !t.mac("eth.dst").Group():
		return t.say(arpVerifies, "target", t.host(t.addr("arp.dst.proto_ipv4")))
	case asks:
		return t.say(arpRequest, "target", t.host(t.addr("arp.dst.proto_ipv4")))
	}
	return t.say(arpReply, "asker", t.hostOnly(t.addr("arp.dst.proto_ipv4")), "owner", owner, "mac", mac)
}

// spoofed says whether the frame is sent because of a lie that was ordered.
func (t *teller) spoofed() bool {
	c := t.cause()
	return c != nil && slices.ContainsFunc(c.Rules, func(why trace.Reason) bool { return why.Rule == &arp.Spoofed })
}

// receiveARP tells what a station learns from an ARP packet.
func (t *teller) receiveARP() string {
	if !t.addr("arp.dst.proto_ipv4").IsValid() {
		return t.say(arpReadsBytes)
	}
	sender := t.addr("arp.src.proto_ipv4")
	pairs := []any{"sender", t.host(sender), "asker", t.hostOnly(sender), "mac", t.mac("arp.src.hw_mac"),
		"target", t.host(t.addr("arp.dst.proto_ipv4"))}
	asks, announces := t.asks()
	waiting := t.delta("arp", "Waiting")
	switch {
	case t.obeys(&arp.AnswerFor):
		return t.say(arpAnswersFor, pairs...)
	case t.obeys(&arp.Defend):
		return t.say(arpDefends, pairs...)
	case t.obeys(&arp.Answer) && sender.IsUnspecified():
		return t.say(arpAnswersProbe, pairs...)
	case t.obeys(&arp.Answer):
		return t.say(arpAnswers, pairs...)
	case t.obeys(&arp.Merge) && !asks && waiting != nil && waiting.Old != "0":
		return t.say(arpNotesAndSends, pairs...)
	case (t.obeys(&arp.Merge) || t.obeys(&arp.Learn)) && !asks:
		return t.say(arpNotes, pairs...)
	case t.obeys(&arp.Merge):
		return t.say(arpUpdates, pairs...)
	case asks && !announces:
		return t.say(arpReads, pairs...)
	}
	return t.say(arpReadsReply, pairs...)
}
