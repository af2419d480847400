package narrate

import (
	"encap/layers/osi"
	"encap/layers/transport/tcp"
)

// arrivals says for each rule what a segment that came in leads to. The first
// one that was obeyed tells most.
var arrivals = []struct {
	rule *osi.Rule
	text string
}{
	{&tcp.PassiveOpen, tcpGotSyn},
	{&tcp.Reuse, tcpGotSynAnew},
	{&tcp.SynAgain, tcpGotSynAgain},
	{&tcp.BothOpen, tcpBothOpen},
	{&tcp.Refused, tcpRefused},
	{&tcp.Reset, tcpGotReset},
	{&tcp.BothClose, tcpGotFinToo},
	{&tcp.PeerDone, tcpGotFin},
	{&tcp.MetCE, tcpGotMarked},
	{&tcp.Hole, tcpGotBehindHole},
	{&tcp.FilledHole, tcpFilledHole},
	{&tcp.Overlap, tcpGotPartlyNew},
	{&tcp.InOrder, tcpGotText},
	{&tcp.Duplicate, tcpGotAgain},
	{&tcp.FinAcked, tcpFinAcked},
	{&tcp.Echoed, tcpGotEcho},
	{&tcp.FastRetransmit, tcpThirdDuplicate},
	{&tcp.PartialAck, tcpPartialAck},
	{&tcp.Recovered, tcpRecovered},
	{&tcp.Inflate, tcpMoreDuplicates},
}

// receiveTCP tells what a segment that came in leads to.
func (t *teller) receiveTCP() string {
	s := t.segment()
	switch {
	case s == nil:
		return t.say(tcpReads)
	case t.dropped() != nil:
		return t.say(tcpLooks, t.pairs(s)...)
	}
	text := t.say(t.arrival(s), t.pairs(s)...)
	if state := t.state(); state != "" {
		return text + state
	}
	return text + t.growth()
}

// arrival chooses the text for a segment that came in.
func (t *teller) arrival(s *segment) string {
	if t.obeys(&tcp.HandshakeDone) && s.flags&tcp.SYN != 0 {
		return tcpGotSynAck
	}
	for _, a := range arrivals {
		if t.obeys(a.rule) {
			return a.text
		}
	}
	duplicates := t.delta("tcp", "DupAcks")
	switch {
	case t.obeys(&tcp.HandshakeDone):
		return tcpGotThird
	case duplicates != nil && duplicates.New != "0":
		return tcpGotDuplicate
	case t.obeys(&tcp.WindowShut):
		return tcpAnswersShut
	case t.obeys(&tcp.NewWindow) && s.window == 0:
		return tcpToldShut
	case t.obeys(&tcp.Acknowledged):
		return tcpGotAck
	case t.obeys(&tcp.NewWindow):
		return tcpToldWindow
	}
	return tcpGotOther
}

// growth tells how the congestion window changed.
func (t *teller) growth() string {
	d := t.delta("tcp", "Cwnd")
	if d == nil || d.Old == "" || d.Old == "0" {
		return ""
	}
	return t.say(windowGoes, "old", d.Old, "now", d.New)
}
