package narrate

import (
	"slices"
	"strings"

	"encap/layers/link/arp"
	"encap/layers/network/firewall"
	"encap/layers/network/ipv4"
	"encap/layers/network/nat"
	"encap/layers/osi"
	"encap/layers/socket"
	"encap/layers/transport/tcp"
	"encap/layers/transport/udp"
	"encap/sim/trace"
)

// Why gives the reason that tells most of an event, and where it is written:
// "… so that damage on the whole way is noticed (RFC 1122 §4.1.3.4)." It is ""
// where the event obeyed no rule.
func Why(e *trace.Event) string {
	rule := Telling(e)
	if rule == nil {
		return ""
	}
	return cited(rule.Why, rule)
}

// minor are the rules that say less than the others of the same event.
var minor = map[*osi.Rule]bool{
	&udp.Checksummed: true, &udp.Ephemeral: true, &udp.RandomPort: true,
	&nat.NewMapping: true, &nat.PortKept: true, &firewall.Remember: true,
	&ipv4.OnLink: true, &ipv4.ViaGateway: true,
	&arp.Wait: true, &arp.Learn: true,
	&socket.Queued: true, &socket.Named: true, &socket.Blocks: true, &socket.Buffered: true,
	&tcp.ChooseISN: true, &tcp.MeasureRTT: true, &tcp.Karn: true, &tcp.NewWindow: true, &tcp.DelayAck: true, &tcp.SecondSegment: true,
	&tcp.QuickAck: true, &tcp.SlowStart: true, &tcp.Avoidance: true, &tcp.CubicGrowth: true, &tcp.WindowFull: true, &tcp.CwndFull: true,
	&tcp.BackOff: true, &tcp.Halve: true, &tcp.CwndUnused: true, &tcp.SillyWindow: true, &tcp.SaidCWR: true, &tcp.HeardCWR: true, &tcp.Proportional: true,
}

// Telling gives the last rule of an event, but one that says less only if
// there is no other; nil if there is none at all.
func Telling(e *trace.Event) *osi.Rule {
	rules := make([]*osi.Rule, len(e.Rules))
	for i, why := range e.Rules {
		rules[i] = why.Rule
	}
	return most(rules)
}

// most gives the rule that tells most, of several that were obeyed in turn.
func most(rules []*osi.Rule) (least *osi.Rule) {
	for _, r := range slices.Backward(rules) {
		switch {
		case r == nil:
		case !minor[r]:
			return r
		case least == nil:
			least = r
		}
	}
	return least
}

// cited puts a citation at the end of a sentence.
func cited(text string, rule *osi.Rule) string {
	if rule.Cite == "" {
		return oneLine(text)
	}
	return oneLine(strings.TrimSuffix(text, ".") + " (" + rule.Cite + ").")
}
