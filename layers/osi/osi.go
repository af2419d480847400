package osi

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"time"
)

// Layer is a layer of the OSI reference model, 1 (physical) to 7
// (application); 0 means none.
type Layer uint8

// The seven layers, ISO/IEC 7498-1 §7. The Internet's applications do the work
// of the fifth and the sixth themselves (RFC 1122 §1.1.3 knows four layers).
const (
	Physical Layer = iota + 1
	Link
	Network
	Transport
	Session
	Presentation
	Application
)

var layerNames = [...]string{"", "physical", "link", "network", "transport", "session", "presentation", "application"}

// String gives the layer's name in lower case.
func (l Layer) String() string {
	if int(l) < len(layerNames) {
		return layerNames[l]
	}
	return fmt.Sprintf("layer %d", uint8(l))
}

// Letter gives the layer's letter on the screen: A T N L P.
func (l Layer) Letter() string {
	if l == 0 || int(l) >= len(layerNames) {
		return " "
	}
	return string("-PLNTSRA"[l]) // R: P is the physical layer's
}

// Word gives what the layer calls its PDU: message, segment or datagram,
// packet, frame, bits.
func (l Layer) Word() string {
	switch l {
	case Physical:
		return "bits"
	case Link:
		return "frame"
	case Network:
		return "packet"
	case Transport:
		return "datagram"
	default:
		return "message"
	}
}

// Instant is virtual time: nanoseconds since the scenario began.
type Instant time.Duration

// Add gives the instant d later.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d) }

// Sub gives the time from j to i.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i - j) }

// String gives the instant in milliseconds, to the nanosecond: "1010.344 ms".
func (i Instant) String() string {
	sign, n := "", int64(i)
	if n < 0 {
		sign, n = "-", -n
	}
	whole, frac := n/int64(time.Millisecond), n%int64(time.Millisecond)
	switch {
	case frac%1000 == 0:
		return fmt.Sprintf("%s%d.%03d ms", sign, whole, frac/1000)
	default:
		return fmt.Sprintf("%s%d.%06d ms", sign, whole, frac)
	}
}

// Clock is the only time a protocol knows.
type Clock interface {
	Now() Instant
	// Timer makes a stopped timer that calls f each time it runs out. Make it
	// once and reset it often; name is what the student sees: "retransmit".
	Timer(name string, f func()) Timer
	// Background is Timer for what nobody waits for: it keeps no run going.
	Background(name string, f func()) Timer
}

// Timer runs out once after each Reset, unless stopped before.
type Timer interface {
	Reset(d time.Duration)
	Stop() (wasRunning bool)
}

// Rule is a reason: the sentence of a standard, or of common sense, that a
// piece of protocol code obeys.
type Rule struct {
	Name string // "BackOff"
	Cite string // "RFC 6298 §5.5"
	Why  string // one or two sentences for a student
}

// Entity is a thing whose variables a student can watch: a table's row, a
// descriptor, a port, a connection.
type Entity interface {
	// Entity gives what kind of thing it is and its name, unique among the
	// kind on one node: "arp", "10.0.1.1".
	Entity() (kind, name string)
	// Vars gives a comparable struct of its variables, by value, with the
	// names of the standard; nil when the thing is gone.
	Vars() any
}

// Recorder is told only why something happened. What happened, when and to
// whom is seen from outside.
type Recorder interface {
	// Note says which rule the code is obeying now.
	Note(r *Rule)
	// Drop says that pdu goes no further, and by which rule.
	Drop(r *Rule, pdu []byte)
	// Enter says that this event may touch this one entity: only entered
	// entities are compared afterwards. Call it before the change.
	Enter(e Entity)
}

// Env is all that a protocol may ask of the world. One is made per node and
// layer.
type Env struct {
	Clock
	Recorder
	// Rand gives the stream of chance that belongs to this node, layer and
	// purpose and to nothing else.
	Rand func(purpose string) *rand.Rand
}

// Path is what the network and the transport layer tell each other of a
// packet besides its payload.
type Path struct {
	Src, Dst netip.Addr
	Protocol uint8 // IANA protocol number: 1 ICMP, 6 TCP, 17 UDP
	TTL      uint8 // 0 going down: the default
	TOS      uint8 // DSCP and ECN (RFC 2474, RFC 3168)
	DF       DF    // going down: may the packet be cut?
	// Options are those of the header (RFC 791 §3.1), up to 40 bytes.
	Options []byte
	// Packet is the whole packet on its way up, for who must quote it.
	Packet []byte
}

// DF says what is to be done with a packet that is longer than a link's MTU:
// the choices that Linux calls IP_MTU_DISCOVER.
type DF uint8

// The choices.
const (
	// DFWhenFits: the sender cuts what is longer than the path's MTU as far as
	// it knows; what fits says "don't fragment", so that it learns more.
	DFWhenFits DF = iota
	// DFAlways: nobody cuts it. What is longer than the path's MTU is refused.
	DFAlways
	// DFNever: the sender and every router may cut it.
	DFNever
)

var dfNames = [...]string{"want", "do", "dont"}

// String gives the choice as ping's option -M has it: "want", "do", "dont".
func (d DF) String() string { return dfNames[d] }

// MarshalText gives the choice as String does.
func (d DF) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *DF) UnmarshalText(text []byte) error {
	i := slices.Index(dfNames[:], string(text))
	if i < 0 {
		return errors.New("want, do or dont is meant")
	}
	*d = DF(i)
	return nil
}
