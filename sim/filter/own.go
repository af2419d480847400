package filter

import (
	"encap/layers/osi"
	"encap/sim/trace"
)

// kindWords are the names of the kinds of events; the index is the kind.
var kindWords = func() []string {
	words := []string{""}
	for k := trace.Act; k <= trace.Mark; k++ {
		words = append(words, k.String())
	}
	return words
}()

// layerWords are the names of the layers; the index is the layer's number.
var layerWords = func() []string {
	words := []string{""}
	for l := osi.Physical; l <= osi.Application; l++ {
		words = append(words, l.String())
	}
	return words
}()

// layerLetters are their letters on the screen, at the same indices.
var layerLetters = func() string {
	letters := " "
	for l := osi.Physical; l <= osi.Application; l++ {
		letters += l.Letter()
	}
	return letters
}()

// ownFields are what an event says of itself, without a look into its PDU.
func ownFields() []field {
	return []field{
		{name: "node", kind: text, label: "where it happened", own: ownText(func(ev *trace.Event) string { return ev.Node })},
		{name: "port", kind: text, label: "at which port", own: ownText(func(ev *trace.Event) string { return ev.Port })},
		{name: "process", kind: text, label: "which process did it", own: ownText(func(ev *trace.Event) string { return ev.Process })},
		{name: "layer", kind: number, label: "layer that acted: a name, a letter or 1 to 7", counted: events, words: layerWords,
			own: ownNumber(func(ev *trace.Event) uint64 { return uint64(ev.Layer) })},
		{name: "kind", kind: text, label: "what kind of thing happened", counted: events, words: kindWords[1:], own: ownText(eventKind)},
		{name: "call", kind: text, label: "name of a socket call", own: ownText(callName)},
		{name: "text", kind: text, label: "call with arguments, its answer, line of output, command",
			own: ownText(func(ev *trace.Event) string { return ev.Text })},
		{name: "timer", kind: text, label: "name of a timer", own: ownText(timerName)},
		{name: "rule", kind: text, label: "name of a rule that was obeyed", counted: events,
			own: ownRule(func(r *osi.Rule) string { return r.Name })},
		{name: "cite", kind: text, label: "where such a rule is written", counted: events,
			own: ownRule(func(r *osi.Rule) string { return r.Cite })},
		{name: "time", kind: duration, label: "virtual time since the scenario began",
			own: func(ev *trace.Event, test func(value) bool) bool { return test(value{num: uint64(ev.At)}) }},
		{name: "frame", kind: number, label: "number of the frame", counted: frames,
			own: ownNumber(func(ev *trace.Event) uint64 { return uint64(ev.Frame) })},
		{name: "frame.len", kind: number, label: "length of the frame in bytes, check sequence included", own: ownNumber(frameLength)},
		{name: "event", kind: number, label: "number of the event", counted: events,
			own: ownNumber(func(ev *trace.Event) uint64 { return uint64(ev.ID) })},
	}
}

// ownText makes a field of text, absent where it is empty.
func ownText(get func(*trace.Event) string) func(*trace.Event, func(value) bool) bool {
	return func(ev *trace.Event, test func(value) bool) bool {
		s := get(ev)
		return s != "" && test(value{text: s})
	}
}

// ownNumber makes a field of numbers, absent where it is 0.
func ownNumber(get func(*trace.Event) uint64) func(*trace.Event, func(value) bool) bool {
	return func(ev *trace.Event, test func(value) bool) bool {
		n := get(ev)
		return n != 0 && test(value{num: n})
	}
}

// ownRule makes a field with a value for each rule of the event.
func ownRule(get func(*osi.Rule) string) func(*trace.Event, func(value) bool) bool {
	return func(ev *trace.Event, test func(value) bool) bool {
		for _, r := range ev.Rules {
			if r.Rule != nil && test(value{text: get(r.Rule)}) {
				return true
			}
		}
		return false
	}
}

func eventKind(ev *trace.Event) string {
	if int(ev.Kind) < len(kindWords) {
		return kindWords[ev.Kind]
	}
	return ""
}

func callName(ev *trace.Event) string {
	if ev.Kind == trace.Call || ev.Kind == trace.Return {
		return ev.Name
	}
	return ""
}

func timerName(ev *trace.Event) string {
	switch ev.Kind {
	case trace.TimerSet, trace.TimerStopped, trace.TimerFired:
		return ev.Name
	}
	return ""
}

// frameLength is known of events whose PDU is the whole frame.
func frameLength(ev *trace.Event) uint64 {
	if ev.Proto == "eth" {
		return uint64(len(ev.PDU))
	}
	return 0
}
