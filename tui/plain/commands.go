package plain

import (
	"fmt"
	"strconv"
	"strings"

	"encap/layers/osi"
	"encap/sim/filter"
	"encap/sim/narrate"
	"encap/sim/trace"
)

// command is what can be typed: its whole name or the beginning of it; where
// two begin alike the first one is meant.
type command struct {
	name string
	help string
	do   func(r *reader, arg string)
}

// commands are all commands, in the order of help.
var commands []command

func init() { // help lists the table that it stands in
	commands = []command{
		{"next", txtNext, func(r *reader, _ string) { r.on(1) }},
		{"back", txtBack, func(r *reader, _ string) { r.on(-1) }},
		{"goto", txtGoto, (*reader).jump},
		{"layer", txtLayer, (*reader).layer},
		{"play", txtPlay, (*reader).play},
		{"until", txtUntil, (*reader).until},
		{"why", txtWhy, (*reader).why},
		{"code", txtCode, (*reader).code},
		{"bytes", txtBytes, (*reader).bytes},
		{"fields", txtFields, (*reader).fields},
		{"trail", txtTrail, (*reader).trail},
		{"tables", txtTables, (*reader).tables},
		{"sockets", txtTables, (*reader).tables},
		{"quiz", txtQuiz, (*reader).quiz},
		{"answer", txtAnswer, (*reader).answer},
		{"hint", txtHint, (*reader).hint},
		{"skip", txtSkip, (*reader).skip},
	}
	commands = append(append(commands, walkCommands...), actCommands...)
	commands = append(commands,
		command{"help", txtHelp, (*reader).help},
		command{"quit", txtQuit, func(r *reader, _ string) { r.done = true }})
}

// obey does what a line says.
func (r *reader) obey(line string) {
	name, arg, _ := strings.Cut(strings.TrimSpace(line), " ")
	if name == "" {
		name = "next"
	}
	if name == "?" {
		name = "help"
	}
	if _, err := strconv.Atoi(name); err == nil {
		name, arg = "goto", name
	}
	for i := range commands {
		if strings.HasPrefix(commands[i].name, strings.ToLower(name)) {
			commands[i].do(r, strings.TrimSpace(arg))
			return
		}
	}
	r.sayf(txtUnknown, name)
}

// on goes some events on or back.
func (r *reader) on(by int) {
	to := int(r.at) + by
	switch {
	case to < 1:
		r.say(txtBegin)
	case to > r.src.Len():
		r.say(txtEnd)
	case by > 0 && r.ask(trace.ID(to)):
	default:
		r.show(trace.ID(to))
	}
}

// show goes to an event and tells it.
func (r *reader) show(id trace.ID) {
	r.question = nil
	r.at = id
	r.tell(r.at, r.steps[r.at])
}

// jump goes to an event by its number.
func (r *reader) jump(arg string) {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > r.src.Len() {
		r.sayf(txtNoEvent, arg, r.src.Len())
		return
	}
	r.show(trace.ID(n))
}

// layer goes on to the next event in a layer.
func (r *reader) layer(arg string) {
	want, ok := parseLayer(arg)
	if !ok {
		r.sayf(txtNoLayer, arg)
		return
	}
	for id := r.at + 1; int(id) <= r.src.Len(); id++ {
		if r.src.Event(id).Layer == want {
			r.show(id)
			return
		}
	}
	r.say(txtNoMore)
}

// until goes on to the next event for which an expression holds: a breakpoint.
func (r *reader) until(arg string) {
	expr, err := filter.ParseEvent(arg)
	if err != nil {
		r.say(err.Error())
		return
	}
	for id := r.at + 1; int(id) <= r.src.Len(); id++ {
		if expr.Match(r.src.Event(id)) {
			r.show(id)
			return
		}
	}
	r.say(txtNoMatch)
}

func parseLayer(arg string) (osi.Layer, bool) {
	if n, err := strconv.Atoi(arg); err == nil {
		return osi.Layer(n), n >= 1 && n <= int(osi.Application)
	}
	for l := osi.Application; l >= osi.Physical; l-- {
		if strings.EqualFold(arg, l.Letter()) || strings.EqualFold(arg, l.String()) {
			return l, true
		}
	}
	return 0, false
}

// play tells several events: so many, or up to where the lesson speaks next.
func (r *reader) play(arg string) {
	n, err := strconv.Atoi(arg)
	if arg != "" && (err != nil || n < 1) {
		r.sayf(txtUnknown, "play "+arg)
		return
	}
	if int(r.at) == r.src.Len() {
		r.say(txtEnd)
	}
	for i := 0; int(r.at) < r.src.Len() && (arg == "" || i < n); i++ {
		if r.on(1); r.question != nil || arg == "" && r.steps[r.at] != "" {
			return
		}
	}
}

func (r *reader) why(string) {
	e := r.src.Event(r.at)
	if e == nil || narrate.Why(e) == "" {
		r.say(txtNoWhy)
		return
	}
	r.say(narrate.Why(e))
}

func (r *reader) bytes(string) {
	if e := r.pdu(); e != nil {
		dump(r.out, e.PDU)
	}
}

func (r *reader) fields(string) {
	if e := r.pdu(); e != nil {
		fields(r.out, e)
	}
}

// pdu gives the event if it carries bytes, and says so if not.
func (r *reader) pdu() *trace.Event {
	e := r.src.Event(r.at)
	if e == nil || len(e.PDU) == 0 {
		r.say(txtNoBytes)
		return nil
	}
	return e
}

func (r *reader) tables(arg string) {
	if arg != "" {
		known := false
		for _, n := range r.src.Scenario().Nodes {
			known = known || n.Name == arg
		}
		if !known {
			r.sayf(txtNoNode, arg)
			return
		}
	}
	state(r.out, r.src.State(r.at), arg)
}

func (r *reader) help(string) {
	for _, c := range commands {
		r.say(fmt.Sprintf("%-9s %s", c.name, c.help))
	}
}
