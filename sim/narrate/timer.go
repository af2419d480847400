package narrate

import (
	"strings"

	"encap/layers/transport/tcp"
	"encap/sim/trace"
)

// timer tells of a timer that was set, was stopped or ran out.
func (t *teller) timer() string {
	owner, waits := strings.CutPrefix(t.e.Name, "timeout of ")
	text := ""
	switch {
	case t.e.Name == "arp check":
		text = checkTimer[t.e.Kind]
	case t.e.Name == "arp probe":
		text = probeTimer[t.e.Kind]
	case t.e.Name == "spanning tree":
		return t.treeTicks("time", span(t.e.Until.Sub(t.e.At)))
	case waits:
		text = waitTimer[t.e.Kind]
	case tcpTimers[t.e.Name] != nil:
		text = t.tcpTimer()
	case t.e.Name == "reassembly":
		text = reassemblyTimer[t.e.Kind]
	case t.e.Name != "arp request":
	case t.lastRequest():
		text = arpTimerLast
	default:
		text = arpTimer[t.e.Kind]
	}
	text = t.say(text, "owner", owner, "time", span(t.e.Until.Sub(t.e.At)))
	if t.e.Kind == trace.TimerFired {
		text += t.state()
	}
	return text
}

// tcpTimer chooses the text for a timer of a connection.
func (t *teller) tcpTimer() string {
	text := tcpTimers[t.e.Name][t.e.Kind]
	switch {
	case text == retransmitStopped && !t.because(&tcp.Acknowledged, &tcp.HandshakeDone):
		return retransmitOver
	case text == persistSet && t.because(&tcp.SillyWindow):
		return overrideSet
	case text == persistFired && t.obeys(&tcp.Override):
		return overrideFired
	}
	return text
}

// delayedAck is the timer of an acknowledgment that waits.
const delayedAck = "delayed ACK"

// tcpTimers are the timers of a connection.
var tcpTimers = map[string]map[trace.Kind]string{
	"retransmit": {trace.TimerSet: retransmitSet, trace.TimerStopped: retransmitStopped, trace.TimerFired: retransmitFired},
	delayedAck:   {trace.TimerSet: delayedSet, trace.TimerStopped: delayedStopped, trace.TimerFired: delayedFired},
	"persist":    {trace.TimerSet: persistSet, trace.TimerStopped: persistStopped, trace.TimerFired: persistFired},
	"keepalive":  {trace.TimerSet: keepAliveSet, trace.TimerStopped: keepAliveStopped, trace.TimerFired: keepAliveFired},
	"2 MSL":      {trace.TimerSet: lingerSet, trace.TimerStopped: lingerStopped, trace.TimerFired: lingerFired},
}

// lastTry is the number of the ARP request after which a station gives up.
const lastTry = "3"

// lastRequest says whether the timer is set for a station's last ARP request.
func (t *teller) lastRequest() bool {
	c := t.cause()
	if c == nil || t.e.Kind != trace.TimerSet {
		return false
	}
	d := (&teller{e: c}).delta("arp", "Tries")
	return d != nil && d.New == lastTry
}
