package narrate

import (
	"strconv"

	"encap/layers/socket"
	"encap/layers/transport/udp"
)

// sendUDP tells of a message that becomes a datagram.
func (t *teller) sendUDP() string {
	p := t.pdu("udp")
	if p == nil {
		return t.say(udpCannotSend)
	}
	return t.say(t.once(udpSendsFirst, udpSends), "header", bytesOf(p.Body-p.Start), "length", bytesOf(p.End-p.Start))
}

// receiveUDP tells which socket gets a datagram.
func (t *teller) receiveUDP() string {
	p := t.pdu("udp")
	switch d := t.delta("socket", "Messages"); {
	case p == nil:
		return t.say(udpReads)
	case d != nil && t.obeys(&socket.Queued):
		return t.say(udpDelivers, "owner", t.processWith(d.Entity.Node, d.Entity.Name), "message", strconv.Itoa(p.Tail-p.Body)+"-byte")
	case t.reports():
		return t.say(udpReports)
	case t.obeys(&udp.Demultiplexed), t.dropped() == &udp.NoPort:
		return t.say(udpLooks)
	}
	return t.say(udpReads)
}
