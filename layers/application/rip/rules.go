package rip

import "encap/layers/osi"

// The rules of RIP.
var (
	AskAll = osi.Rule{Name: "AskAll", Cite: "RFC 2453 §3.9.1",
		Why: "A router that has just begun asks its neighbours for all they know, so as not to wait for their next update."}
	AnswerAll = osi.Rule{Name: "AnswerAll", Cite: "RFC 2453 §3.9.1",
		Why: "A neighbour asks for everything and gets what an update would say, at once and alone."}
	AnswerSome = osi.Rule{Name: "AnswerSome", Cite: "RFC 2453 §3.9.1",
		Why: "Somebody asks for certain networks and gets them as they are in the table: so one looks into a router."}
	Regular = osi.Rule{Name: "Regular", Cite: "RFC 2453 §3.8",
		Why: "Every half minute or so a router tells its neighbours all it knows. Who is silent is soon believed to be gone."}
	Triggered = osi.Rule{Name: "Triggered", Cite: "RFC 2453 §3.10.1",
		Why: "Something has changed. The neighbours are told at once, not at the next regular update: so news spreads in seconds."}
	HoldBack = osi.Rule{Name: "HoldBack", Cite: "RFC 2453 §3.10.1",
		Why: "An update was triggered a moment ago. The next one waits some seconds, so that a change does not make a storm of updates."}
	PoisonedReverse = osi.Rule{Name: "PoisonedReverse", Cite: "RFC 2453 §3.4.3",
		Why: "What was learned from this link is told back into it as unreachable: so nobody there can believe that there is a way by us."}
	HiddenReverse = osi.Rule{Name: "HiddenReverse", Cite: "RFC 2453 §3.4.3",
		Why: "What was learned from this link is not told back into it: they know it better there."}
	Garbled = osi.Rule{Name: "Garbled", Cite: "RFC 2453 §3.6",
		Why: "This is no message of RIP: its length or its command cannot be right."}
	OtherVersion = osi.Rule{Name: "OtherVersion", Cite: "RFC 2453 §4.6",
		Why: "The message is of another version than 2. Version 1 has no masks, so its networks would have to be guessed."}
	NoNeighbour = osi.Rule{Name: "NoNeighbour", Cite: "RFC 2453 §3.9.2",
		Why: "A response must come from port 520 of another router on one of our links. This does not, so nothing in it is believed."}
	Heard = osi.Rule{Name: "Heard", Cite: "RFC 2453 §3.9.2",
		Why: "A neighbour tells what it can reach and how far that is. By way of the neighbour it is one hop farther."}
	BadAdvert = osi.Rule{Name: "BadAdvert", Cite: "RFC 2453 §3.9.2",
		Why: "This line of the message is no network of hosts, or its metric is not from 1 to 16: it is passed over."}
	NewRoute = osi.Rule{Name: "NewRoute", Cite: "RFC 2453 §3.9.2",
		Why: "Nothing was known of this network, so any way is welcome."}
	BetterRoute = osi.Rule{Name: "BetterRoute", Cite: "RFC 2453 §3.9.2",
		Why: "By this neighbour the network is nearer than by the one used so far."}
	SameNeighbour = osi.Rule{Name: "SameNeighbour", Cite: "RFC 2453 §3.9.2",
		Why: "The neighbour that is the way says that the network is at another distance now. It must be believed, be the news good or bad."}
	Lost = osi.Rule{Name: "Lost", Cite: "RFC 2453 §3.9.2",
		Why: "The neighbour that was the way cannot reach the network any more: 16 means infinity."}
	TimedOut = osi.Rule{Name: "TimedOut", Cite: "RFC 2453 §3.8",
		Why: "Nothing has been heard of this route for six updates: it is believed no more."}
	Collected = osi.Rule{Name: "Collected", Cite: "RFC 2453 §3.8",
		Why: "That the route is gone has been told for long enough: now it may be forgotten."}
)

// Rules lists them for the documents.
var Rules = []*osi.Rule{&AskAll, &AnswerAll, &AnswerSome, &Regular, &Triggered, &HoldBack, &PoisonedReverse, &HiddenReverse,
	&Garbled, &OtherVersion, &NoNeighbour, &Heard, &BadAdvert, &NewRoute, &BetterRoute, &SameNeighbour, &Lost, &TimedOut, &Collected}
