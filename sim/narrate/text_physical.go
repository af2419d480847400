package narrate

// What ports and cables do.
const (
	waitsForPort         = `The frame waits at {node} {port}: another one is still leaving.`
	waitsForGap          = `The frame waits at {node} {port}: one has just left, and after each a port is silent for a moment.`
	firstBitCoded        = `The frame's first bit leaves {node} {port} for {peer}, in {code} code; {bytes} with preamble take {time} at {rate}.`
	waitsForCarrier      = `The frame waits at {node} {port}: somebody else is sending.`
	waitsForCarrierFirst = `The frame waits at {node} {port}: {node} listens before it sends (carrier sense), and hears somebody else.`
	waitsForBackOff      = `The frame waits at {node} {port}, behind one that has collided.`
	marks                = `The queue at {node} {port} marks the packet: congestion experienced (CE).`
	marksFirst           = `The queue at {node} {port} is too long. It does not drop the packet but marks it: congestion experienced (CE), in two bits of the IP header.`
	firstBitAgain        = `{node} tries again: the frame's first bit leaves {port} for {peer}; {bytes} with preamble take {time} at {rate}.`
	hubRepeatsFirst      = `The hub {node} passes the bits on towards {peer} as they come from {from}, without waiting for the rest of the frame, and without reading it.`
	hubRepeats           = `The hub {node} passes the bits on towards {peer} as they come from {from}.`
	oneSlot              = `1 slot time`
	someSlots            = `{count} slot times`
	hubJamsFirst         = `The hub {node} hears a second signal, at {port}, while it repeats another: a collision. It sends a jam out of all its ports, so that everybody hears it.`
	hubJams              = `The hub {node} hears a second signal, at {port}: a collision. It jams on all its ports.`
	hubBreaksOff         = `The hub {node} stops repeating the frame towards {peer}: a jam follows.`
	hubEnds              = `The signal that the hub {node} repeats ends before the frame does, and so it ends towards {peer}, too.`
	breaksOff            = `{node} breaks the frame to {peer} off, {sent} after its first bit.`
	collidesFirst        = `{node} hears another signal while it sends, {sent} after its first bit: a collision. It jams, stops, and waits {slots} of {slot}; the dice had 0 to {most}.`
	collidesAgain        = `{node} hears another signal, {sent} after its first bit: the collision number {nth} of this frame. It stops and will wait {slots}, of 0 to {most}.`
	collidesLate         = `{node} hears another signal only {sent} after its first bit: a late collision, the number {nth} of this frame. It stops and will wait {slots}, of 0 to {most}.`
	collidesLast         = `{node} hears another signal, {sent} after its first bit: the collision number {nth} of this frame, and the last.`
	lastBitOther         = `The frame's last bit arrives at {node} {port}, but on the way something has changed its bytes.`
	lastBitGarbled       = `The remains of a late collision arrive at {node} {port}: {frame}.`
	firstBit             = `The frame's first bit leaves {node} {port} for {peer}; {bytes} with preamble take {time} at {rate}.`
	firstBitAlone        = `The frame's first bit leaves {node} {port}; {bytes} with preamble take {time}.`
	lastBit              = `The frame's last bit arrives at {node} {port}, {time} after its first one left {peer}.`
	lastBitAlone         = `The frame's last bit arrives at {node} {port}: {frame} in all.`
	lastBitBad           = `The frame's last bit arrives at {node} {port}, but on the way noise has changed some of the bits.`
	lastBitLate          = `The frame's last bit arrives at {node} {port}, later than the cable alone explains: {time} after its first one left {peer}.`
	lastBitAgain         = `The same frame arrives at {node} {port} once more.`
	lastBitEdited        = `The frame's last bit arrives at {node} {port}, but on the way somebody has written into it.`
)
