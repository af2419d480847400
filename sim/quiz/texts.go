package quiz

import (
	"fmt"
	"strings"

	"encap/sim/dissect"
	"encap/sim/trace"
)

// All words of the questions; the events' sentences come from
// encap/sim/narrate, the rules' from the layers.
const (
	txtWho     = "Who acts next?"
	txtNext    = "What comes next?"
	txtChanged = "%s sends this frame on. Which fields will be different from what came in?"
	txtAnswers = "%s answers. Which fields of the answer will be different from what came in?"
	txtValue   = "%s. What will stand in its field %s (%s)?"
	txtWhere   = "%s. Where in these bytes, counted from 0, will its %s header have the field %s (%s)?"
	txtWhyDrop = "%s. Why?"
	txtWhyDoes = "%s. Which rule decides what is done?"

	txtBecause    = "It is because of event %d: %s"
	txtRoot       = "Nothing has caused it but a person, or the scenario."
	txtNotNow     = "%s does not act now. The last that happened there was event %d: %s"
	txtNotYet     = "%s has had nothing to do so far, and nothing has reached it."
	txtLater      = "That comes later, at %v (event %d): something else must happen first."
	txtBefore     = "That has happened already, at %v (event %d)."
	txtNothing    = "nothing"
	txtStays      = "%s stays what it was: %s."
	txtSomething  = "Something does change."
	txtMore       = "That is right as far as it goes, but more changes."
	txtUntouched  = "%s sends on exactly the bytes that came in."
	txtFromTo     = "%s: %s, now %s"
	txtValueIs    = "%s is %s. %s"
	txtOldValue   = "That is what stood there when it came to %s; it does not stay so."
	txtTwinValue  = "That stands in another field: %s."
	txtOtherValue = "That stands there in event %d, at %v, sent by %s, but not here."
	txtPlaceIs    = "There stands the field %s (%s): %s"
	txtPlaceOf    = "In %s stands the field %s (%s): %s."
	txtOtherRule  = "That rule decided in event %d: %s It does not decide here."
	txtByte       = "byte %d"
	txtBytes      = "bytes %d to %d"

	txtHintLayer    = "It happens in the %v layer."
	txtHintNode     = "It happens at %s."
	txtHintCount    = "%d of these %d fields change."
	txtHintRouter   = "A router takes the frame off, and makes a new one for the next link. The packet inside it leaves alone, but for what it must change."
	txtHintHub      = "A hub passes bits on as they come, and reads nothing."
	txtHintSwitch   = "A switch looks at a frame's addresses to find the right port."
	txtHintAnswer   = "An answer goes back to where the question came from."
	txtHintHeader   = "The field is part of the %s header."
	txtHintHeaderAt = "The %s header begins at byte %d."
	txtHintOffset   = "%d bytes of the %s header come before it."
	txtHintDecides  = "It is decided in the %v layer of %s."

	txtRight     = "Right."
	txtWrong     = "No."
	txtHint      = "Hint: "
	txtOnceMore  = "Once more."
	txtNoHint    = "There is no further hint."
	txtAnswerIs  = "The answer is %d: %s"
	txtTriedThat = "You have chosen that already."
)

// subject says in a main clause what is done in the event, and no more.
func (a *asker) subject() string {
	what := "PDU"
	if pdus := dissect.Dissect(a.e.Proto, a.e.PDU); len(pdus) > 0 {
		what = pdus[0].Word
		if inside := innermost(pdus); inside != "" && inside != pdus[0].Proto {
			what += " with " + inside + " inside"
		}
	}
	what = article(what)
	switch a.e.Kind {
	case trace.TxStart:
		return fmt.Sprintf("%s leaves %s %s", upper(what), a.e.Node, a.e.Port)
	case trace.Send:
		return fmt.Sprintf("In the %v layer %s sends %s", a.e.Layer, a.e.Node, what)
	case trace.Receive:
		return fmt.Sprintf("The %v layer of %s receives %s", a.e.Layer, a.e.Node, what)
	case trace.Arrival:
		return fmt.Sprintf("%s arrives at %s", upper(what), a.e.Node)
	case trace.Drop:
		return fmt.Sprintf("%s goes no further than %s", upper(what), a.e.Node)
	case trace.TimerFired:
		return fmt.Sprintf("At %s the timer %q runs out", a.e.Node, a.e.Name)
	case trace.TimerSet:
		return fmt.Sprintf("%s sets the timer %q", a.e.Node, a.e.Name)
	case trace.Call, trace.Return:
		return fmt.Sprintf("A program on %s calls %s", a.e.Node, a.e.Name)
	}
	return fmt.Sprintf("Something happens at %s", a.e.Node)
}

// innermost names the innermost protocol that is one.
func innermost(pdus []dissect.PDU) (proto string) {
	for i := range pdus {
		if pdus[i].Proto != "data" {
			proto = strings.ToUpper(pdus[i].Proto)
		}
	}
	if proto == "ETH" {
		return ""
	}
	return proto
}

func article(what string) string {
	if strings.ContainsRune("aeio", rune(what[0])) {
		return "an " + what
	}
	return "a " + what
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// labels name the fields whose own label says too little outside their header.
var labels = map[string]string{
	"eth.src": "source MAC", "eth.dst": "destination MAC", "eth.fcs": "FCS", "eth.type": "EtherType",
	"ip.src": "source IP", "ip.dst": "destination IP", "ip.ttl": "TTL", "ip.checksum": "IP checksum", "ip.len": "IP length", "ip.id": "IP identification",
	"udp.srcport": "source port", "udp.dstport": "destination port", "udp.checksum": "UDP checksum", "udp.length": "UDP length",
	"tcp.srcport": "source port", "tcp.dstport": "destination port", "tcp.checksum": "TCP checksum",
	"tcp.seq_raw": "sequence number", "tcp.ack_raw": "acknowledgment number",
}

// label names a field for a person.
func label(pdus []dissect.PDU, name string) string {
	if l := labels[name]; l != "" {
		return l
	}
	if f := fieldOf(pdus, name); f != nil {
		return strings.ToUpper(strings.SplitN(name, ".", 2)[0]) + " " + strings.ToLower(f.Label)
	}
	return name
}

// headerOf names the header that a field belongs to.
func headerOf(pdus []dissect.PDU, name string) string {
	for i := range pdus {
		if fieldOf(pdus[i:i+1], name) != nil {
			return pdus[i].Title
		}
	}
	return name
}
