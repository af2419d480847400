package tui

// The words of the filter, the palette, and the ways through a run.
const (
	txtFiltered    = "filter: %s (%d of %d)"
	txtNoMatch     = "Nothing more matches."
	txtFilterAbout = "An expression, as in Wireshark: ip.ttl == 63, tcp.flags.syn == true, node == \"bob\" && drop"
	txtFilterEmpty = "Without an expression all events pass."
	txtFilterCount = "true of %d events of %d"
	txtNoFilterFor = "No filter can be made from this."
	txtMarkSet     = "A bookmark at event %d."
	txtMarkGone    = "The bookmark is gone."
	txtNoMark      = "There is no bookmark; b sets one."
	txtNotATime    = "That is no time: write 12.5 ms."
	txtNoSuchEvent = "There is no such event; they are 1 to %d."

	txtVerbUntil  = "on to the next event for which it holds"
	txtVerbFilter = "show only events for which it holds"
	txtVerbGoto   = "an event by its number"
	txtVerbTime   = "an instant, such as 12.5 ms"

	txtTimeZoomed = "×%d"
	txtExploring  = "losing each frame in turn …"
	txtHeatAll    = "each frame lost in turn: %s"
	txtIfLost     = "%s #%d lost: %s"
	txtSlowerBy   = "slower by %v"

	txtKeyTimeIn   = "zoom in"
	txtKeyTimeOut  = "zoom out"
	txtKeyHeat     = "what if it were lost"
	txtKeyLoseHere = "lose this frame"
	txtSearchAbout = "Type some letters of its name or of what it is about."
	txtFollowedTo  = "You have followed it to event %d of %d."
	txtPoints      = "%d points of %d."

	txtKeyResume    = "resume"
	txtKeySearch    = "search"
	txtKeyFilter    = "filter"
	txtKeyFilterBy  = "filter by this field"
	txtKeyUntil     = "run until"
	txtKeyPalette   = "all commands"
	txtKeyMark      = "bookmark"
	txtKeyMarks     = "next bookmark"
	txtKeyLayerNext = "next in this layer"
	txtKeyLayerPrev = "before in this layer"
	txtKeyCallNext  = "next socket call"
	txtKeyCallPrev  = "call before"
)
