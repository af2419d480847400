package narrate

// What ports and cables do.
const (
	waitsForPort  = `The frame waits at {node} {port}: another one is still leaving.`
	waitsForGap   = `The frame waits at {node} {port}: one has just left, and after each a port is silent for a moment.`
	firstBit      = `The frame's first bit leaves {node} {port} for {peer}; {bytes} with preamble take {time} at {rate}.`
	firstBitAlone = `The frame's first bit leaves {node} {port}; {bytes} with preamble take {time}.`
	lastBit       = `The frame's last bit arrives at {node} {port}, {time} after its first one left {peer}.`
	lastBitAlone  = `The frame's last bit arrives at {node} {port}: {frame} in all.`
	lastBitEdited = `The frame's last bit arrives at {node} {port}, but on the way somebody has written into it.`
	lastBitBad    = `The frame's last bit arrives at {node} {port}, but on the way noise has changed some of the bits.`
	lastBitLate   = `The frame's last bit arrives at {node} {port}, later than the cable alone explains: {time} after its first one left {peer}.`
	lastBitAgain  = `The same frame arrives at {node} {port} once more.`
)
