package trace

import "encap/layers/osi"

// ID is an event's number within one trace, from 1. It means nothing in
// another trace: what is saved names a frame of a cable or an instant.
type ID uint32

// FrameID is a frame's number within one trace, from 1: one per frame and
// cable, so that a forwarded frame gets a new one at each hop. 0: none.
type FrameID uint32

// Kind says what kind of thing happened.
type Kind uint8

// The kinds of events.
const (
	Act          Kind = iota + 1 // a person, the scenario or the outside did something: the root of every chain of causes
	Start                        // a process began
	Exit                         // a process ended
	Call                         // a process called into its socket
	Return                       // and got its answer
	Output                       // a process wrote a line for its user
	Send                         // a layer was given something to send down
	Receive                      // a layer was given something that came up
	Queued                       // a frame waits for the port to be free
	TxStart                      // the first bit leaves; Until: the last bit has left
	Arrival                      // the last bit has arrived
	Drop                         // a PDU goes no further
	TimerSet                     // a timer was set; Until: when it will run out
	TimerStopped                 // it was stopped before
	TimerFired                   // it ran out
	Change                       // something changed after the event that changed it had caused others
	Note                         // the world says something: a cable was cut, a limit was reached
	Collision                    // a transmission is broken off, for somebody else sends too; or a hub jams
	Mark                         // a queue writes into a frame that it has met congestion
)

var kindNames = [...]string{"", "act", "start", "exit", "call", "return", "output", "send", "receive", "queued",
	"txstart", "arrival", "drop", "timerset", "timerstopped", "timerfired", "change", "note", "collision", "mark"}

// String gives the kind's name in lower case, as filters write it.
func (k Kind) String() string { return kindNames[k] }

// KindOf finds a kind by its name.
func KindOf(name string) (Kind, bool) {
	for k, n := range kindNames {
		if n == name && k > 0 {
			return Kind(k), true
		}
	}
	return 0, false
}

// Entity names a thing whose variables change: a row, a descriptor, a port.
type Entity struct {
	Node string `json:"node,omitempty"`
	Kind string `json:"kind,omitempty"` // "arp", "socket", "port"
	Name string `json:"name,omitempty"` // "10.0.1.1", "1/3", "eth0"
}

// Delta is one variable that changed. An entity's first deltas have Old "",
// and when it goes it has one with Field "" and New "gone".
type Delta struct {
	Entity Entity `json:"entity"`
	Field  string `json:"field"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

// Reason is a rule that an event obeyed, and where in our own source.
type Reason struct {
	Rule *osi.Rule
	PC   uintptr // of the line that noted it; runtime.CallersFrames tells file and line
}

// Event is one thing that happened.
type Event struct {
	ID, Cause ID // Cause: the event because of which this one was born; 0 for an Act
	// Of is the event that this one answers: a Return's Call, an Arrival's
	// TxStart, a TxStart's Queued, a TimerFired's TimerSet.
	Of        ID
	At, Until osi.Instant
	Arrives   osi.Instant // of a TxStart: when its last bit will have arrived, unless it is lost
	Node      string
	Port      string // port, for the kinds Queued TxStart Arrival Drop at the physical layer
	Process   string // "message/1": program and process number, for what a process did
	Layer     osi.Layer
	Kind      Kind
	Frame     FrameID
	Proto     string // of the PDU's outermost header: "eth", "arp", "ip", "icmp", "udp", "data"
	// Name is the call ("sendto"), the timer ("arp request"), the act's kind.
	Name string
	// Text is the call with its arguments ("sendto(3, "hello", 10.0.1.3:5000)"),
	// its answer ("= 5"), the output line, the act's command.
	Text   string
	Entity Entity // the descriptor of a call, the timer's owner
	PDU    []byte // immutable. Send: as it leaves the layer. Receive: as it came in
	// Data is what a call handed over or got back.
	Data   []byte
	Rules  []Reason
	Deltas []Delta
}

// Why gives the last, and so most telling, rule of the event, or nil.
func (e *Event) Why() *osi.Rule {
	if len(e.Rules) == 0 {
		return nil
	}
	return e.Rules[len(e.Rules)-1].Rule
}
