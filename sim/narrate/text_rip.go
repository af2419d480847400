package narrate

import "encap/sim/trace"

// What RIP does.
const (
	ripBegins    = `RIP begins on {node}: it knows its own networks, and asks the neighbours for theirs.`
	ripAsked     = `RIP on {node} is asked for its routes and answers.`
	ripLearns    = `RIP on {node} hears what a neighbour can reach, {count}, and changes its table: {changes}.`
	ripHears     = `RIP on {node} hears what a neighbour can reach, {count}: nothing new.`
	ripReads     = `RIP on {node} reads a message.`
	ripChange    = `The RIP table of {node} changes: {changes}.`
	ripDistance  = `{network} is at distance {metric}`
	ripEnds      = `{network} is unreachable`
	ripForgets   = `{network} is forgotten`
	ripOne       = `1 network`
	ripMany      = `{count} networks`
	ripNoMessage = `RIP on {node} throws the message away: it is no message of RIP.`
	ripVersion   = `RIP on {node} throws the message away: it is of version {rip.version}.`
	ripStranger  = `RIP on {node} does not believe the message: it comes from no neighbouring router.`
)

var ripTimers = map[string]map[trace.Kind]string{
	"rip update": {
		trace.TimerSet:     `RIP on {node} will tell its neighbours all it knows again in {time}.`,
		trace.TimerStopped: `RIP on {node} will tell its neighbours nothing any more.`,
		trace.TimerFired:   `It is time: RIP on {node} tells its neighbours all it knows.`,
	},
	"rip triggered update": {
		trace.TimerSet:     `RIP on {node} will not tell of the next change before {time} have passed.`,
		trace.TimerStopped: `RIP on {node} may tell of the next change at once.`,
		trace.TimerFired:   `RIP on {node} may tell of changes again.`,
	},
	"rip timeout": {
		trace.TimerSet:     `RIP on {node} will believe this route for {time}, unless it is told again.`,
		trace.TimerStopped: `RIP on {node} need not wait for news of this route any more.`,
		trace.TimerFired:   `RIP on {node} has heard nothing of a route for too long.`,
	},
	"rip garbage collection": {
		trace.TimerSet:     `RIP on {node} will tell for {time} that the route is gone, and then forget it.`,
		trace.TimerStopped: `RIP on {node} keeps the route after all.`,
		trace.TimerFired:   `RIP on {node} has told for long enough that a route is gone.`,
	},
}
