package narrate

import (
	"encap/layers/link/stp"
	"encap/layers/osi"
	"encap/sim/trace"
)

// What the spanning tree does.
const (
	treeBegins   = `The spanning tree on {node} begins{changes}.`
	treePortUp   = `{node} notices that the cable at {port} is whole again{changes}.`
	treePortDown = `{node} notices that the cable at {port} is dead{changes}.`
	treeSays     = `{node} tells its neighbour: the root is {root}, my way to it costs {cost}{wish}.`
	treeIsRoot   = `{node} tells its neighbour: I am the root{wish}.`
	treeTCN      = `{node} tells its neighbour towards the root: the topology has changed.`
	treeBetter   = `{node} hears something better: the root is {root}, {cost} away from {teller}{wish}{changes}.`
	treeHearsR   = `{node} hears that {teller} is the root, which is better than what it knew{wish}{changes}.`
	treeAgainR   = `{node} hears again that {teller} is the root{wish}{changes}.`
	treeAgain    = `{node} hears again: the root is {root}, {cost} away from {teller}{wish}{changes}.`
	treeRevised  = `{node} hears that {teller} has changed its mind: now it tells of the root {root}, {cost} away{wish}{changes}.`
	treeWorse    = `{node} hears something worse and keeps to what it knows: {root} would be the root, says {teller}{changes}.`
	treeOther    = `{node} hears from {teller}, which is farther from the root{wish}{changes}.`
	treeHears    = `{node} reads a BPDU.`
	treeTold     = `{node} hears that the topology has changed, and tells the root in its turn.`
	treeReads    = `{node} sees that the frame is for bridges: it reads the frame itself, and passes it to nobody.`

	treeWaits   = `The spanning tree on {node} sets a timer: something is to be done in {time}.`
	treeStopped = `The spanning tree on {node} stops its timer.`
	treeFired   = `The spanning tree on {node} has something to do{changes}.`

	mayI       = `, and asks to forward`
	youMay     = `, and lets it forward`
	theyAsk    = `; {teller} asks to forward`
	theyLet    = `; {teller} lets it forward`
	newPlaces  = `; the topology has changed`
	portBecame = `{port} is {what}`

	treeBecame = `In the spanning tree of {node} {changes}.`
	treePort   = `The port {name} of {node} changes in the spanning tree: {changes}.`
	treeBridge = `What {node} knows of the spanning tree changes: {changes}.`
)

// treeTimer is the timer of the spanning tree.
var treeTimer = map[trace.Kind]string{trace.TimerSet: treeWaits, trace.TimerStopped: treeStopped, trace.TimerFired: treeFired}

// treeReason tells why something is done when the timer has run out.
var treeReason = []struct {
	rule *osi.Rule
	text string
}{
	{&stp.InfoAged, `a neighbour is silent`},
	{&stp.DelayOver, `a port has waited long enough`},
	{&stp.NobodyAnswers, `nobody has answered at a port`},
	{&stp.Hello, `it is time to say hello`},
}
