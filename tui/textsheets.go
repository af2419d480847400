package tui

// The words of the sheets.
const (
	txtCode       = "Why, and the code that decided"
	txtNoRule     = "Nothing was to be decided here: no rule was needed."
	txtNoSource   = "Where this was decided is not known."
	txtSinceEvent = "decided at event %d"
	txtRuleOf     = "rule %d of %d"

	txtKeyCode   = "why, and the code"
	txtKeySource = "code"
	txtKeyWhole  = "whole function"
	txtKeyRule   = "rule"
)
