package narrate

import (
	"encap/layers/osi"
	"encap/layers/physical"
	"encap/sim/trace"
)

// preamble is what a port sends in front of each frame, in bytes (IEEE 802.3
// §3.1.1: seven, and one that ends it).
const preamble = 8

// bits tells of a frame at the ends of its cable.
func (t *teller) bits() string {
	if t.e.Layer != osi.Physical {
		return ""
	}
	switch t.e.Kind {
	case trace.Queued:
		if t.obeys(&physical.InterframeGap) {
			return t.say(waitsForGap)
		}
		return t.say(waitsForPort)
	case trace.TxStart:
		return t.leaves()
	}
	return t.arrives()
}

func (t *teller) leaves() string {
	peer, r := t.far(t.e.Node, t.e.Port)
	pairs := []any{"bytes", bytesOf(preamble + len(t.e.PDU)), "time", span(t.e.Until.Sub(t.e.At))}
	if peer == "" {
		return t.say(firstBitAlone, pairs...)
	}
	return t.say(firstBit, append(pairs, "peer", peer, "rate", rate(r))...)
}

func (t *teller) arrives() string {
	began := t.src.Event(t.e.Of)
	switch {
	case t.obeysNamed("Edited"): // the run's own rule, which stands above this package
		return t.say(lastBitEdited)
	case t.obeys(&physical.BitsFlipped):
		return t.say(lastBitBad)
	case t.obeys(&physical.Duplicated):
		return t.say(lastBitAgain)
	case began == nil:
		return t.say(lastBitAlone)
	}
	pairs := []any{"time", span(t.e.At.Sub(began.At)), "peer", orUnknown(began.Node)}
	if t.obeys(&physical.HeldBack) {
		return t.say(lastBitLate, pairs...)
	}
	return t.say(lastBit, pairs...)
}
