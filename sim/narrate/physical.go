package narrate

import (
	"slices"
	"strconv"

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
		return t.waits()
	case trace.TxStart:
		return t.leaves()
	case trace.Collision:
		return t.collides()
	case trace.Mark:
		return t.say(t.once(marksFirst, marks))
	}
	return t.arrives()
}

// waits tells why a frame cannot leave at once.
func (t *teller) waits() string {
	switch {
	case t.obeys(&physical.InterframeGap):
		return t.say(waitsForGap)
	case t.obeys(&physical.Deference):
		return t.say(t.once(waitsForCarrierFirst, waitsForCarrier))
	case t.obeys(&physical.BackOff):
		return t.say(waitsForBackOff)
	}
	return t.say(waitsForPort)
}

// collides tells of a transmission that is broken off.
func (t *teller) collides() string {
	pairs := []any{"peer", t.peer(), "sent", span(t.e.At.Sub(t.begun()))}
	switch {
	case len(t.e.PDU) == 0:
		return t.say(t.once(hubJamsFirst, hubJams))
	case t.obeys(&physical.RepeaterJam):
		return t.say(hubBreaksOff, pairs...)
	case t.obeys(&physical.RepeatsFragment):
		return t.say(hubEnds, pairs...)
	}
	d := t.delta("csma", "Attempts")
	if d == nil {
		return t.say(breaksOff, pairs...)
	}
	n, _ := strconv.Atoi(d.New)
	slots := t.variable(d.Entity, "Backoff")
	_, r := t.far(t.e.Node, t.e.Port)
	pairs = append(pairs, "nth", n, "slots", t.slots(slots), "most", 1<<min(n, 10)-1, "slot", span(r.Time(512)))
	switch {
	case t.obeys(&physical.LateCollision):
		return t.say(collidesLate, pairs...)
	case !t.obeys(&physical.BackOff):
		return t.say(collidesLast, pairs...)
	}
	return t.say(t.onceOf(atStation, collidesFirst, collidesAgain), pairs...)
}

// slots gives "1 slot time", "3 slot times".
func (t *teller) slots(n string) string {
	if n == "1" {
		return oneSlot
	}
	return t.say(someSlots, "count", n)
}

// onceOf gives the text that explains for the first event of which such is
// true.
func (t *teller) onceOf(such func(*trace.Event) bool, explained, short string) string {
	for id := t.e.ID - 1; id > 0; id-- {
		if e := t.src.Event(id); e != nil && such(e) {
			return short
		}
	}
	return explained
}

// sameWay says whether the other event's node has sent a frame, too.
func (t *teller) sameWay(e *trace.Event) bool {
	return e.Kind == trace.TxStart && e.Node == t.e.Node
}

// atStation says whether a station has heard a collision.
func atStation(e *trace.Event) bool {
	return e.Kind == trace.Collision && slices.ContainsFunc(e.Rules, func(r trace.Reason) bool { return r.Rule == &physical.CollisionDetected })
}

// code gives the line code of the event's cable, if the scenario names one.
func (t *teller) code() string {
	if c := t.cable(t.e.Node, t.e.Port); c != nil && c.Code != "" {
		return c.Code.Title()
	}
	return ""
}

// begun gives when what the event ends began.
func (t *teller) begun() osi.Instant {
	if was := t.src.Event(t.e.Of); was != nil {
		return was.At
	}
	return t.e.At
}

// peer gives the node at the other end of the event's cable.
func (t *teller) peer() string {
	peer, _ := t.far(t.e.Node, t.e.Port)
	return orUnknown(peer)
}

func (t *teller) leaves() string {
	peer, r := t.far(t.e.Node, t.e.Port)
	pairs := []any{"bytes", bytesOf(preamble + len(t.e.PDU)), "time", span(t.e.Until.Sub(t.e.At))}
	was := t.src.Event(t.e.Of)
	switch heard := t.cause(); {
	case peer == "":
		return t.say(firstBitAlone, pairs...)
	case heard != nil && heard.Kind == trace.TxStart && heard.Node != t.e.Node:
		return t.say(t.onceOf(t.sameWay, hubRepeatsFirst, hubRepeats), append(pairs, "peer", peer, "from", heard.Node)...)
	case was != nil && was.Kind == trace.Collision:
		return t.say(firstBitAgain, append(pairs, "peer", peer, "rate", rate(r))...)
	}
	if code := t.code(); code != "" {
		return t.say(firstBitCoded, append(pairs, "peer", peer, "rate", rate(r), "code", code)...)
	}
	return t.say(firstBit, append(pairs, "peer", peer, "rate", rate(r))...)
}

func (t *teller) arrives() string {
	began := t.src.Event(t.e.Of)
	switch {
	case t.obeysNamed("Edited"): // the run's own rule, which stands above this package
		return t.say(lastBitEdited)
	case t.obeys(&physical.Garbled):
		return t.say(lastBitGarbled)
	case t.obeys(&physical.BitsFlipped):
		return t.say(lastBitBad)
	case t.obeys(&physical.Rewritten):
		return t.say(lastBitOther)
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
