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

	txtCopied       = "copied: %s"
	txtKeySpotlight = "spotlight"
	txtKeyCopy      = "copy"

	txtOrigin    = "Byte and message"
	txtOfFrame   = "Byte %d of frame %s"
	txtInHand    = "Byte %d, in a process's hand at %s"
	txtNoCall    = "No process wrote this byte: the %s layer added it."
	txtLetterOf  = "Character %d of %d that %s handed over:"
	txtCarriedBy = "Frames that carried it: %d"
	txtReadBy    = "%s has it: %s"
	txtSentAgain = ", sent again %d×"
	txtAgain     = "sent again"
	txtBecauseOf = "It is there because of this:"
	txtNoFrame   = "What happens here is in no frame: step to an event with bytes."
	txtNoOrigin  = "This run was recorded: where its bytes come from is not known."

	txtKeyByteBefore  = "byte before"
	txtKeyByteNext    = "next byte"
	txtKeyBytesBack   = "eight bytes back"
	txtKeyBytesOn     = "eight bytes on"
	txtKeyByte        = "byte"
	txtKeyCarrierPrev = "frame before that carried it"
	txtKeyCarrierNext = "next frame that carried it"
	txtKeyCarrier     = "where it went"
	txtKeyThere       = "its beginning, its end"

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
