package plain

import (
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim/futures"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Forker is what a Source offers besides when its scenario can be run again.
type Forker interface {
	// Fork runs the scenario again with one more act.
	Fork(a scenario.Act) (Source, error)
	// Save writes the run as a scenario file, with all that was done to it.
	Save(file string) error
}

// actCommands change what happens: each makes a future of its own.
var actCommands = []command{
	{"frame", txtFrame, (*reader).frame},
	{"drop", txtDrop, func(r *reader, _ string) { r.fault("drop") }},
	{"delay", txtDelay, func(r *reader, arg string) { r.fault("delay " + arg) }},
	{"duplicate", txtDuplicate, func(r *reader, _ string) { r.fault("duplicate") }},
	{"corrupt", txtCorrupt, func(r *reader, arg string) { r.fault("corrupt " + arg) }},
	{"set", txtSet, func(r *reader, arg string) { r.fault("set " + arg) }},
	{"edit", txtSet, func(r *reader, arg string) { r.fault("set " + arg) }},
	{"cut", txtCut, func(r *reader, _ string) { r.cable("cut") }},
	{"mend", txtMend, func(r *reader, _ string) { r.cable("mend") }},
	{"type", txtType, (*reader).typed},
	{"undo", txtUndo, (*reader).undo},
	{"redo", txtRedo, (*reader).redo},
	{"branches", txtBranches, (*reader).branches},
	{"compare", txtCompare, (*reader).compare},
	{"save", txtSave, (*reader).save},
}

// target gives the frame that is meant here.
func (r *reader) target() (futures.Frame, bool) {
	f, ok := futures.FrameAt(r.src, max(1, r.at))
	if !ok {
		r.say(txtNoFrame)
	}
	return f, ok
}

// frame says which frame is meant by drop, delay and the like.
func (r *reader) frame(string) {
	if f, ok := r.target(); ok {
		r.sayf(txtFrameIs, f.N, f.Way, f.Tx)
		r.tell(f.Tx, "")
	}
}

// fault lets something befall the frame that is meant.
func (r *reader) fault(text string) {
	fault, err := scenario.ParseFault(text)
	if err != nil {
		r.say(err.Error())
		return
	}
	if f, ok := r.target(); ok {
		r.fork(scenario.Act{Cable: f.Way, Frame: f.N, Do: fault.String()})
	}
}

// cable does something to the cable of the frame that is meant, now.
func (r *reader) cable(do string) {
	if f, ok := r.target(); ok {
		r.fork(scenario.Act{Cable: f.Way, At: time.Duration(r.now()), Do: do})
	}
}

// now gives the instant of the event that was told last.
func (r *reader) now() osi.Instant {
	if e := r.src.Event(r.at); e != nil {
		return e.At
	}
	return 0
}

// typed types a command at a node: "alice ping -c 1 bob".
func (r *reader) typed(arg string) {
	node, line, _ := strings.Cut(arg, " ")
	known := false
	for _, n := range r.src.Scenario().Nodes {
		known = known || n.Name == node
	}
	if !known {
		r.sayf(txtNoNode, node)
		return
	}
	if strings.TrimSpace(line) == "" {
		r.say(txtType)
		return
	}
	r.fork(scenario.Act{Node: node, At: time.Duration(r.now()), Do: strings.TrimSpace(line)})
}

// fork lets one more thing happen and goes to where the futures part.
func (r *reader) fork(a scenario.Act) {
	forker, ok := r.src.(Forker)
	if !ok {
		r.say(txtNoFork)
		return
	}
	src, err := forker.Fork(a)
	if err != nil {
		r.say(err.Error())
		return
	}
	b := &branch{parent: r.branch, src: src, act: a, how: futures.Compare(r.src, src)}
	r.branch.kids = append(r.branch.kids, b)
	if int(b.how.Same) == src.Len() && src.Len() == r.src.Len() {
		r.say(txtNothingChanged)
	}
	b.at = trace.ID(min(int(b.how.Same)+1, src.Len()))
	r.turn(b)
}

func (r *reader) save(file string) {
	forker, ok := r.src.(Forker)
	switch {
	case !ok:
		r.say(txtNoFork)
	case !strings.HasSuffix(file, ".yaml"):
		r.say(txtSave)
	default:
		if err := forker.Save(file); err != nil {
			r.say(err.Error())
			return
		}
		r.sayf(txtSaved, file)
	}
}
