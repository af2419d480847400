package tui

// The words of the sheets.
const (
	txtCode       = "Why, and the code that decided"
	txtNoRule     = "Nothing was to be decided here: no rule was needed."
	txtNoSource   = "Where this was decided is not known."
	txtSinceEvent = "decided at event %d"
	txtRuleOf     = "rule %d of %d"

	txtDiagram = "Diagram"
	txtBitsAt  = "bits %d-%d"
	txtBitAt   = "bit %d"
	txtWas     = "was %s"
	txtNoBoxes = "A header of text, line by line: there are no fields of fixed places to draw."

	txtKeyFieldBefore = "field before"
	txtKeyFieldNext   = "next field"
	txtKeyOuter       = "header outside"
	txtKeyInner       = "header inside"
	txtKeyHeader      = "header"
	txtKeyDiagram     = "diagram"

	txtKeyCode   = "why, and the code"
	txtKeySource = "code"
	txtKeyWhole  = "whole function"
	txtKeyRule   = "rule"
)
