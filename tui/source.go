package tui

import (
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Source is the finished run that the screen shows. All calls come from one
// goroutine, but for Follow of Live. A Source that is an io.Closer is closed
// when it is shown no longer.
type Source interface {
	Scenario() *scenario.Scenario
	Len() int                       // of events; their IDs are 1 to Len
	Event(id trace.ID) *trace.Event // nil when there is none
	State(at trace.ID) trace.State  // all entities as they were after the event
	Sentence(id trace.ID) string    // the event in a sentence
	Steps() map[trace.ID]string     // what the lesson says at which event
}

// Asker is what a Source offers besides when its lesson asks.
type Asker interface {
	Asks() map[trace.ID]scenario.Ask // what the lesson asks before which event
}

// Forker is what a Source offers besides when its scenario can be run again.
type Forker interface {
	// Fork runs the scenario again with one more act. It is called off the
	// screen's goroutine.
	Fork(a scenario.Act) (Source, error)
	// Save writes the run as a scenario file, with all that was done to it.
	Save(file string) error
	// Commands are examples of what can be typed at a prompt.
	Commands() []string
}

// Live is what a Source offers besides when its frames also cross real sockets.
type Live interface {
	// Follow lets the live run go on to an event, or begin again when the
	// event lies behind. It is called off the screen's goroutine, once at a
	// time. An error ends the following and is shown.
	Follow(id trace.ID) error
	// Address says where the frames can be watched: "127.71.3.0/24:4789".
	Address() string
}

// Entry is one scenario of a library.
type Entry struct {
	Name  string // to open it by
	Title string
	Level string // "first", "second", "advanced"
	About string
	Asks  int // how many questions it asks
}

// Library is where scenarios come from.
type Library interface {
	Scenarios() []Entry
	Open(name string) (Source, error)
}
