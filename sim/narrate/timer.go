package narrate

import (
	"strings"

	"encap/sim/trace"
)

// timer tells of a timer that was set, was stopped or ran out.
func (t *teller) timer() string {
	owner, waits := strings.CutPrefix(t.e.Name, "timeout of ")
	text := ""
	switch {
	case waits:
		text = waitTimer[t.e.Kind]
	case t.e.Name != "arp request":
	case t.lastRequest():
		text = arpTimerLast
	default:
		text = arpTimer[t.e.Kind]
	}
	return t.say(text, "owner", owner, "time", span(t.e.Until.Sub(t.e.At)))
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
