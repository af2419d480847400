package plain

// All words of the interface; the sentences come from encap/sim/narrate.
const (
	txtPrompt    = "> "
	txtLesson    = "lesson: "
	txtWelcome   = "%d events. Enter goes on, help lists the commands."
	txtEnd       = "This was the last event."
	txtBegin     = "This is the first event."
	txtUnknown   = "%q is no command; help lists them."
	txtNoMatch   = "No event after this one matches."
	txtNoEvent   = "%q is the number of no event; they are 1 to %d."
	txtNoLayer   = "%q is no layer; they are 1 to 7, or A T N L P."
	txtNoMore    = "Nothing more happens in this layer."
	txtNoNode    = "There is no node %q."
	txtNoBytes   = "This event carries no bytes."
	txtNoWhy     = "No rule was needed for this."
	txtNoState   = "Nothing has a state yet."
	txtMalformed = "malformed: %s"
	txtHeader    = "%s, %s, bytes %d to %d: %s"
	txtField     = "  %s: %s (%s)"
	txtByte      = "byte %d"
	txtByteRange = "bytes %d to %d"
	txtComputed  = "calculated"
	txtWrong     = "wrong"
	txtWhole     = "all"
	txtDecided   = "%s: decided in %s, %s line %d"
)

// What the commands do, for help.
const (
	txtNext   = "the next event; an empty line does the same"
	txtBack   = "the event before"
	txtGoto   = "goto N: the event with the number N"
	txtLayer  = "layer N: on to the next event in layer N (1 to 7, or A T N L P)"
	txtUntil  = "until EXPRESSION: the next event for which it holds, such as ip.ttl == 63"
	txtPlay   = "play N: on by N events, or to the next word of the lesson"
	txtWhy    = "the rule that this event obeyed, and where it is written"
	txtCode   = "the lines of our own source that decided it; code all: the whole functions"
	txtBytes  = "the bytes of this event's PDU"
	txtFields = "its headers and their fields"
	txtTables = "tables NODE: sockets, caches and routes as they are now"
	txtHelp   = "this list"
	txtQuit   = "the end"
)
