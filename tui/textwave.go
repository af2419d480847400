package tui

// The words of the line code.
const (
	txtWave        = "Line code"
	txtKeyWave     = "line code: the bits as a waveform"
	txtWaveOf      = "Frame #%d  %s → %s  %s"
	txtWaveNone    = "What happens here is in no frame: step to an event with bytes."
	txtPreamble    = "preamble"
	txtSFD         = "start of frame"
	txtGap         = "gap"
	txtIdleSignal  = "idle"
	txtFrameBegins = "begins"
	txtFrameEnds   = "ends"
	txtWaveFigures = "%d edges in %d bit times; at most %s bit times without an edge; balance %s"
	txtWaveLow     = "Ethernet sends the lowest bit of each byte first."

	txtKeyWaveBefore = "byte before"
	txtKeyWaveNext   = "next byte"
	txtKeyWaveUp     = "line before"
	txtKeyWaveDown   = "next line"
	txtKeyWaveCode   = "another code"
	txtKeyWaveAll    = "all codes side by side"
	txtKeyWaveHome   = "preamble"
	txtKeyWaveEnd    = "end of the frame"
)
