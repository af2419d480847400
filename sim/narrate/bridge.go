package narrate

import (
	"strings"

	"encap/layers/link/bridge"
	"encap/sim/trace"
)

// bridge tells where a switch sends a frame, and what it learns on the way.
func (t *teller) bridge() string {
	if t.field("eth.src") == nil {
		return t.say(readsBytes)
	}
	if t.obeys(&bridge.ForBridges) {
		return t.say(treeReads)
	}
	goes := t.outcome()
	if goes == "" {
		return t.say(readsFrame)
	}
	pairs := []any{"sender", t.station(t.mac("eth.src")), "port", t.inPort(), "receiver", t.station(t.mac("eth.dst")), "scope", t.scope()}
	switch {
	case t.obeys(&bridge.Learned):
		return t.say(bothClauses, "learns", t.say(learnsPort, pairs...), "goes", goes)
	case t.obeys(&bridge.Moved):
		return t.say(bothClauses, "learns", t.say(seesMove, pairs...), "goes", goes)
	case t.obeys(&bridge.Pinned):
		return t.say(bothClauses, "learns", t.say(rowStays, pairs...), "goes", goes)
	case t.obeys(&bridge.TableFull):
		return t.say(bothClauses, "learns", t.say(cannotLearn, pairs...), "goes", goes)
	case t.obeys(&bridge.Forward):
		return t.say(knowsWay, "goes", goes)
	case t.obeys(&bridge.Aged):
		return t.say(knowsNoMore, pairs...)
	case t.obeys(&bridge.Flood):
		return t.say(knowsNot, pairs...)
	}
	return t.say(goesToAll, pairs...)
}

// outcome says where the frame goes, "" if nowhere.
func (t *teller) outcome() string {
	receiver := t.station(t.mac("eth.dst"))
	switch {
	case t.obeys(&bridge.Forward):
		return t.say(toOnePort, "receiver", receiver, "out", t.outPort(), "form", t.form())
	case t.obeys(&bridge.FloodGroup):
		return t.say(forAllPorts, "receiver", receiver, "scope", t.scope())
	case t.obeys(&bridge.Flood):
		return t.say(toAllPorts, "receiver", receiver, "scope", t.scope())
	}
	return ""
}

// scope says that a flood stays in its VLAN, where the switch has VLANs.
func (t *teller) scope() string {
	if n := t.node(); n != nil && n.Switch.VLANs() {
		return ofTheVLAN
	}
	return ""
}

// form says how a frame leaves.
func (t *teller) form() string {
	switch {
	case t.obeys(&bridge.TagOn):
		return withTag
	case t.obeys(&bridge.TagOff):
		return withoutTag
	}
	return unchanged
}

// inPort gives the port that the frame came in by.
func (t *teller) inPort() string {
	if c := t.cause(); c != nil && c.Kind == trace.Arrival {
		return c.Port
	}
	return unknown
}

// outPort gives the port that the frame leaves by, or would.
func (t *teller) outPort() string {
	for id := t.e.ID + 1; int(id) <= t.src.Len(); id++ {
		e := t.src.Event(id)
		if e == nil || e.Cause != t.e.ID && !strings.HasPrefix(e.Kind.String(), "change") {
			break
		}
		if e.Port != "" {
			return e.Port
		}
	}
	return unknown
}
