package narrate

import (
	"encap/layers/link/ethernet"
	"encap/layers/link/vlan"
)

// sendFrame tells of a packet that becomes a frame.
func (t *teller) sendFrame() string {
	p := t.pdu("eth")
	if p == nil || t.field("eth.dst") == nil {
		return t.say(frameTooLong)
	}
	if t.pdu("stp") != nil {
		return t.sendBPDU()
	}
	if t.pdu("arp") != nil && t.pdu("vlan") == nil {
		return t.sendARP()
	}
	pairs := []any{"header", bytesOf(p.Body - p.Start), "inside", t.insideFrame(insidePacket)}
	pairs = append(pairs, "trailer", ethernet.FCSLen)
	if f := t.field("eth.padding"); f != nil {
		return t.say(frameMadePadded, append(pairs, "padding", (f.End-f.Start)/8)...)
	}
	return t.say(frameMade, pairs...)
}

// insideFrame names what a frame carries; other is for what is not known.
func (t *teller) insideFrame(other string) string {
	switch p := t.inside("eth"); {
	case p == nil:
		return other
	case p.Proto == "ip":
		return ipPacket
	case p.Proto == "arp":
		return arpPacket
	case p.Proto == "vlan":
		return taggedPacket
	}
	return other
}

// receiveTag tells what a station does with a tag.
func (t *teller) receiveTag() string {
	switch {
	case t.obeys(&vlan.OurVLAN):
		return t.say(vlanTakesOff)
	case t.obeys(&vlan.PriorityOnly):
		return t.say(vlanPriority)
	}
	return t.say(vlanReads)
}

// receiveFrame tells whether a station takes a frame.
func (t *teller) receiveFrame() string {
	switch {
	case t.field("eth.src") == nil:
		return t.say(frameReads)
	case t.dropped() != nil:
		return t.say(frameLooks)
	}
	text := frameTaken
	if t.mac("eth.dst").Group() {
		text = frameForAll
	}
	return t.say(text, "inside", t.insideFrame(insideUnknown))
}
