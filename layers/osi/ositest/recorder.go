package ositest

import (
	"strings"

	"encap/layers/osi"
)

// Recorder remembers what a protocol told of itself since it was last asked.
type Recorder struct {
	notes   []string
	dropped [][]byte
	entered []osi.Entity
}

// Note remembers that a rule was obeyed.
func (r *Recorder) Note(rule *osi.Rule) {
	obeyed[rule] = true
	r.notes = append(r.notes, rule.Name)
}

// Drop remembers that a PDU was dropped.
func (r *Recorder) Drop(rule *osi.Rule, pdu []byte) {
	obeyed[rule] = true
	r.notes = append(r.notes, "drop:"+rule.Name)
	r.dropped = append(r.dropped, append([]byte(nil), pdu...))
}

// Enter remembers that an entity may change, and makes sure that it can be
// shown and compared, as a trace does.
func (r *Recorder) Enter(e osi.Entity) {
	e.Entity()
	_ = e.Vars() == e.Vars() // panics if the variables cannot be compared
	r.entered = append(r.entered, e)
}

// Obeyed gives the names of the rules obeyed since the last call, in order and
// with blanks between: "Wait Ask". What was dropped reads "drop:NoAnswer".
func (r *Recorder) Obeyed() string {
	all := strings.Join(r.notes, " ")
	r.notes = nil
	return all
}

// Dropped gives the PDUs that were dropped since the last call.
func (r *Recorder) Dropped() [][]byte {
	all := r.dropped
	r.dropped = nil
	return all
}

// Entered gives the entities that were entered since the last call.
func (r *Recorder) Entered() []osi.Entity {
	all := r.entered
	r.entered = nil
	return all
}
