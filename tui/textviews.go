package tui

// The words of the ladder.
const (
	txtClockRun      = "t ms"
	txtClockStream   = "stream ms"
	txtClockDelta    = "delta ms"
	txtFollowing     = "only %s"
	txtLinesOf       = "line %d of %d"
	txtHiddenChatter = "%d %s hidden"
	txtFrameAgain    = "again"
	txtDuplicate     = "repeated %d×"
	txtBadFrame      = "damaged"
	txtLate          = "%s late"
	txtTimerOver     = "%s: %s are over"
	txtStateNow      = "%s: %s"
	txtKeyLine       = "line"
	txtKeyLineUp     = "line above"
	txtKeyLineDown   = "line below"
	txtKeyHostsLeft  = "hosts to the left"
	txtKeyHostsRight = "hosts to the right"
	txtKeyFollow     = "this stream alone"
	txtKeyCause      = "what caused this"
	txtKeyEffect     = "what it caused"
	txtKeyCauses     = "cause, effect"
	txtKeyChatter    = "fold chatter"
	txtKeyClock      = "time column"
	txtKeyList       = "list of all events"
)
