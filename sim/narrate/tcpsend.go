package narrate

import (
	"encoding/binary"

	"encap/layers/osi"
	"encap/layers/transport/tcp"
	"encap/sim/trace"
)

// sendTCP tells of a segment that TCP makes.
func (t *teller) sendTCP() string {
	s := t.segment()
	if s == nil {
		return t.say(tcpCannotSend)
	}
	pairs := t.pairs(s)
	again := t.sentBefore(s)
	switch {
	case s.flags&tcp.RST != 0:
		return t.say(tcpResets, append(pairs, "why", t.whyReset())...)
	case s.flags&tcp.SYN != 0:
		return t.sendSyn(s, again, pairs)
	case s.length > 0 && t.because(&tcp.Persist):
		return t.say(tcpProbes, pairs...)
	case again && s.length > 0:
		return t.say(tcpSendsAgain, append(pairs, "why", t.say(t.whyAgain(), pairs...))...)
	case again && s.flags&tcp.FIN != 0:
		return t.say(tcpFinAgain, pairs...)
	case s.flags&tcp.FIN != 0:
		return t.sendFin(s, pairs)
	case s.length > 0 && t.firstWith(tcp.SYN|tcp.FIN):
		return t.say(tcpSendsFirst, pairs...)
	case s.length > 0:
		return t.say(tcpSends, pairs...)
	}
	return t.sendAck(s, pairs)
}

// sentBefore says whether all that the segment bears was sent before.
func (t *teller) sentBefore(s *segment) (again bool) {
	end := uint32(t.number("tcp.seq_raw")) + uint32(s.length)
	bears := tcp.SYN | tcp.FIN
	if s.flags&bears != 0 {
		end++
	}
	if s.length == 0 && s.flags&bears == 0 {
		return false
	}
	t.src.earlier(t.e, func(pdu []byte) bool {
		n := uint32(len(pdu)) - uint32(pdu[12]>>4)*4
		if tcp.Flags(pdu[offFlags])&bears != 0 {
			n++
		}
		if tcp.Flags(pdu[offFlags])&tcp.RST != 0 || n == 0 {
			return true
		}
		again = int32(binary.BigEndian.Uint32(pdu[offSeq:])+n-end) >= 0
		return !again
	})
	return again
}

// sendSyn tells of the segments that open a connection.
func (t *teller) sendSyn(s *segment, again bool, pairs []any) string {
	answers := s.flags&tcp.ACK != 0
	switch {
	case answers && again:
		return t.say(tcpSynAckAgain, pairs...)
	case answers && t.firstWith(tcp.SYN|tcp.ACK):
		return t.say(tcpSynAckFirst, pairs...)
	case answers:
		return t.say(tcpSynAck, pairs...)
	case again:
		return t.say(tcpSynAgain, pairs...)
	case t.firstWith(tcp.SYN | tcp.ACK):
		return t.say(tcpSynFirst, pairs...)
	}
	return t.say(tcpSyn, pairs...)
}

// sendFin tells of the end of a stream.
func (t *teller) sendFin(s *segment, pairs []any) string {
	switch {
	case s.length > 0:
		return t.say(tcpLastAndFin, pairs...)
	case t.firstWith(tcp.FIN) && t.variable(s.entity, "State") == tcp.FinWait1.String():
		return t.say(tcpFinFirst, pairs...)
	}
	return t.say(tcpFin, pairs...)
}

// sendAck tells of a segment that bears nothing but an acknowledgment.
func (t *teller) sendAck(s *segment, pairs []any) string {
	repeats, shutBefore := t.repeats()
	switch {
	case t.because(&tcp.Persist):
		return t.say(tcpProbesEmpty, pairs...)
	case t.because(&tcp.KeepAlive):
		return t.say(tcpAsks, pairs...)
	case t.because(&tcp.ChallengeReset, &tcp.ChallengeSyn, &tcp.BlindAck):
		return t.say(tcpChallenges, pairs...)
	case t.because(&tcp.HandshakeDone):
		return t.say(t.onceAck(tcpThirdFirst, tcpThird), pairs...)
	case t.because(&tcp.PeerDone):
		return t.say(tcpAcksFin, pairs...)
	case s.window == 0:
		return t.say(tcpShuts, pairs...)
	case shutBefore:
		return t.say(tcpOpens, pairs...)
	case t.because(&tcp.WindowUpdate):
		return t.say(tcpWidens, pairs...)
	case t.because(&tcp.Duplicate):
		return t.say(tcpAcksOld, pairs...)
	case repeats:
		return t.say(tcpAcksAgain, pairs...)
	case t.cause() != nil && t.cause().Kind == trace.TimerFired:
		return t.say(tcpAcksLate, pairs...)
	}
	return t.say(t.onceAck(tcpAcksFirst, tcpAcks), pairs...)
}

// onceAck gives the first text for the run's first segments without text.
func (t *teller) onceAck(explained, short string) string {
	if t.firstWith(tcp.SYN | tcp.ACK | tcp.FIN | tcp.RST) {
		return explained
	}
	return short
}

// repeats says whether the segment says what the one before it has said, and
// whether the window was shut in that.
func (t *teller) repeats() (same, shut bool) {
	t.src.earlier(t.e, func(pdu []byte) bool {
		same = string(pdu[8:12]) == string(t.e.PDU[8:12])
		shut = pdu[14] == 0 && pdu[15] == 0
		return false
	})
	return same, shut
}

// whyAgain says why something is sent once more.
func (t *teller) whyAgain() string {
	switch {
	case t.because(&tcp.Timeout):
		return againTimeout
	case t.because(&tcp.FastRetransmit):
		return againThird
	case t.because(&tcp.PartialAck):
		return againPartial
	}
	return againLost
}

// whyReset says why a connection is reset.
func (t *teller) whyReset() string {
	for _, w := range [...]struct {
		rule *osi.Rule
		text string
	}{
		{&tcp.NoListener, resetNobody}, {&tcp.TextAfterClose, resetUnread}, {&tcp.UnreadReset, resetUnread},
		{&tcp.AbortReset, resetAbort}, {&tcp.GiveUp, resetGivesUp}, {&tcp.Dead, resetGivesUp}, {&tcp.BadSynAck, resetOld},
	} {
		if t.because(w.rule) {
			return t.say(w.text)
		}
	}
	return t.say(resetUnknown)
}
