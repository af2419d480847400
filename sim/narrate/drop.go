package narrate

import "encap/layers/osi"

// drop tells why something goes no further.
func (t *teller) drop() string {
	rule := t.e.Why()
	if rule == nil {
		return ""
	}
	text, ok := drops[rule]
	if !ok {
		text, ok = filtered[rule]
	}
	switch {
	case ok:
	case t.e.Layer == osi.Physical && rule.Name == "Acted": // the run's own rule, which stands above this package
		text = actedOn
	default:
		return ""
	}
	if s := t.segment(); s != nil && t.e.Layer == osi.Transport {
		return t.say(text, t.pairs(s)...)
	}
	peer, _ := t.far(t.e.Node, t.e.Port)
	return t.say(text, "target", t.target(), "source", t.source(), "peer", orUnknown(peer))
}

// target gives who the dropped thing was for.
func (t *teller) target() string {
	for _, name := range []string{"arp.dst.proto_ipv4", "ip.dst"} {
		if a := t.addr(name); a.IsValid() {
			return t.host(a)
		}
	}
	return someAddress
}

// source gives whom it claims to come from.
func (t *teller) source() string {
	for _, name := range []string{"arp.src.proto_ipv4", "ip.src"} {
		if a := t.addr(name); a.IsValid() {
			return t.host(a)
		}
	}
	return someSource
}
