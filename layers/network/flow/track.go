package flow

import (
	"time"

	"encap/layers/osi"
)

// How long a conversation is remembered that nothing is heard of. Ageing is a
// comparison of times: no timer runs for it.
const (
	udpIdle    = 5 * time.Minute             // RFC 4787 §4.3: two minutes at least, five by default
	tcpIdle    = 2*time.Hour + 4*time.Minute // RFC 5382 §5: longer than a keepalive
	tcpPartial = 4 * time.Minute             // RFC 5382 §5: while it is opened or closed
	otherIdle  = time.Minute                 // RFC 5508 §3.2, of pings
)

// State says how far a conversation has come, seen from the way between its
// ends.
type State uint8

// The states. Without TCP there is but the first.
const (
	Active State = iota
	Opening
	Established
	Closing
)

// String gives the state's name.
func (s State) String() string { return [...]string{"active", "opening", "established", "closing"}[s] }

// Track follows one conversation.
type Track struct {
	State State
	Used  osi.Instant

	protocol uint8
	seen     [2]uint8 // TCP flags of the one who began, of the other
}

// NewTrack begins to follow a conversation.
func NewTrack(protocol uint8) Track {
	t := Track{protocol: protocol}
	if protocol == TCP {
		t.State = Opening
	}
	return t
}

// Saw takes in a packet; side is 0 for one of the end that began. A TCP
// connection is followed by its flags alone (RFC 5382 §5): it stands once both
// ends have sent SYN and acknowledged, and ends with RST or with FIN from both.
func (t *Track) Saw(now osi.Instant, side int, flags uint8) {
	t.Used = now
	if t.protocol != TCP {
		return
	}
	if flags&SYN != 0 && t.State == Closing {
		t.seen, t.State = [2]uint8{}, Opening // the same ends begin anew
	}
	t.seen[side] |= flags
	both := t.seen[0] & t.seen[1]
	switch {
	case flags&RST != 0 || both&FIN != 0:
		t.State = Closing
	case t.State == Opening && both&SYN != 0 && both&ACK != 0:
		t.State = Established
	}
}

// Over says whether nothing was heard of the conversation for too long.
func (t *Track) Over(now osi.Instant) bool {
	idle := otherIdle
	switch {
	case t.protocol == UDP:
		idle = udpIdle
	case t.protocol == TCP && t.State == Established:
		idle = tcpIdle
	case t.protocol == TCP:
		idle = tcpPartial
	}
	return now.Sub(t.Used) >= idle
}
