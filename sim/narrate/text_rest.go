package narrate

import "encap/sim/trace"

// What timers do.
var (
	arpTimer = map[trace.Kind]string{
		trace.TimerSet:     `{node} sets a timer: if no answer has come in {time}, it will ask once more.`,
		trace.TimerStopped: `{node} stops the timer of its ARP request: the answer has come.`,
		trace.TimerFired:   `A timer of {node} runs out: nobody has answered its ARP request.`,
	}
	arpTimerLast    = `{node} sets a timer: if no answer has come in {time} either, it will give up.`
	reassemblyTimer = map[trace.Kind]string{
		trace.TimerSet:     `{node} sets a timer: if the rest of the packet has not come in {time}, it will give the packet up.`,
		trace.TimerStopped: `{node} stops the timer of the packet that came in pieces.`,
		trace.TimerFired:   `A timer of {node} runs out: pieces of a packet are missing still.`,
	}
	checkTimer = map[trace.Kind]string{
		trace.TimerSet:     `{node} sets a timer: unless it hears of that MAC address before, it will ask in {time}.`,
		trace.TimerStopped: `{node} stops the timer: the MAC address is confirmed.`,
		trace.TimerFired:   `A timer of {node} runs out: it has heard nothing that confirms a MAC address.`,
	}
	probeTimer = map[trace.Kind]string{
		trace.TimerSet:     `{node} sets a timer: in {time} it will go on with its address.`,
		trace.TimerStopped: `{node} stops the timer of its probes.`,
		trace.TimerFired:   `A timer of {node} runs out: it goes on with its address.`,
	}
	waitTimer = map[trace.Kind]string{
		trace.TimerSet:     `{node} sets a timer, so that process {owner} waits no longer than {time}.`,
		trace.TimerStopped: `{node} stops the timer of process {owner}: it need not wait any longer.`,
		trace.TimerFired:   `The time is up: {node}'s process {owner} has waited long enough.`,
	}
)

// What changes.
const (
	takenOut      = `The message has left the receive buffer of {node}'s process {owner}; what still waits there: {now}.`
	socketChange  = `The socket {name} on {node} changes: {changes}.`
	addressChange = `What {node} knows of its own address {name} changes: {changes}.`
	arpChange     = `The ARP cache of {node} changes in its row {name}: {changes}.`
	macChange     = `The table of the switch {node} changes in its row {name}: {changes}.`
	vlanChange    = `The VLANs of {node}'s port {name} change: {changes}.`
	portChange    = `The port {name} of {node} changes: {changes}.`
	queueChange   = `The queue at {name} of {node} changes: {changes}.`
	routeChange   = `The routing table of {node} changes in its row {name}: {changes}.`
	partsChange   = `What {node} has of the packet {name} changes: {changes}.`
	pathChange    = `What {node} knows of the path to {name} changes: {changes}.`
	ifaceChange   = `The interface {name} of {node} changes: {changes}.`
	elsewhere     = `Because of {node}: {told}`
	rowGone       = `it is gone`
	fieldChange   = `{field} is {now}`
	nothingWaits  = `nothing`
	oneWaits      = `1 message`
	someWait      = `{count} messages`
)

// What has no text of its own.
const (
	anyEvent    = `At {place}, {layer}: {kind} {what}.`
	layerOf     = `{layer} layer`
	theWorld    = `the world`
	someLayer   = `no layer`
	someAddress = `its destination`
	someSource  = `that address`
)
