package narrate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"encap/sim/scenario"
	"encap/sim/trace"
)

// Source is a run, as far as it has come: its events, with IDs from 1 to Len,
// and the scenario that they are the story of.
type Source interface {
	Len() int
	Event(id trace.ID) *trace.Event
	Scenario() *scenario.Scenario
}

// Sentence says in one plain sentence what happened and who did it. It is ""
// where there is no such event. Who asks for many gives a Memory.
func Sentence(src Source, id trace.ID) string {
	text, _ := sentence(Remember(src), id)
	return text
}

// sentence also says whether the event's kind has a text of its own.
func sentence(src *Memory, id trace.ID) (text string, own bool) {
	e := src.Event(id)
	if e == nil {
		return "", false
	}
	t := newTeller(src, e)
	if text = t.event(); text != "" {
		return oneLine(text), true
	}
	return oneLine(t.anything()), false
}

// Line gives an event as a line of plain text: time, node, layer, sentence.
func Line(src Source, id trace.ID) string {
	m := Remember(src)
	e := m.Event(id)
	if e == nil {
		return ""
	}
	letter := strings.TrimSpace(e.Layer.Letter())
	if letter == "" {
		letter = nothing
	}
	node := e.Node
	if node == "" {
		node = nothing
	}
	return oneLine(fmt.Sprintf("%*s  %-*s  %s  ", timeWidth, e.At, m.nameWidth(), node, letter)) + Sentence(m, id)
}

const (
	nothing   = "-"                     // in the columns of a line
	timeWidth = len("10000.123456 ms")  // of nearly all runs
	maxName   = len("a-name-of-a-node") // wider names push their line out
)

// nameWidth gives the width of the column of nodes.
func (m *Memory) nameWidth() int {
	if m.width > 0 {
		return m.width
	}
	m.width = 1
	if s := m.Scenario(); s != nil {
		for i := range s.Nodes {
			m.width = max(m.width, min(utf8.RuneCountInString(s.Nodes[i].Name), maxName))
		}
	}
	return m.width
}

// event chooses who tells of the event; "" means that nobody can.
func (t *teller) event() string {
	switch t.e.Kind {
	case trace.Act:
		return t.act()
	case trace.Start, trace.Exit:
		return t.life()
	case trace.Call:
		return t.call()
	case trace.Return:
		return t.answer()
	case trace.Output:
		if t.e.Process == "" {
			return t.say(switchPrints, "line", quoted(strings.TrimSpace(t.e.Text)))
		}
		return t.say(printsLine, "line", quoted(strings.TrimSpace(t.e.Text)))
	case trace.Send:
		return t.send()
	case trace.Receive:
		return t.receive()
	case trace.Queued, trace.TxStart, trace.Arrival, trace.Collision:
		return t.bits()
	case trace.Drop:
		return t.drop()
	case trace.TimerSet, trace.TimerStopped, trace.TimerFired:
		return t.timer()
	case trace.Change:
		return t.change()
	case trace.Note:
		return t.note()
	}
	return ""
}

// send tells of what a protocol sends down.
func (t *teller) send() string {
	switch t.e.Name {
	case "udp":
		return t.sendUDP()
	case "tcp":
		return t.sendTCP()
	case "ip":
		return t.sendIP()
	case "icmp":
		return t.sendICMP()
	case "arp":
		return t.findNextHop()
	case "vlan":
		return t.say(vlanTags)
	case "eth":
		return t.sendFrame()
	}
	return ""
}

// receive tells of what a protocol gets from below.
func (t *teller) receive() string {
	switch t.e.Name {
	case "eth":
		return t.receiveFrame()
	case "vlan":
		return t.receiveTag()
	case "bridge":
		return t.bridge()
	case "stp":
		return t.receiveBPDU()
	case "arp":
		return t.receiveARP()
	case "ip":
		return t.receiveIP()
	case "icmp":
		return t.receiveICMP()
	case "udp":
		return t.receiveUDP()
	case "tcp":
		return t.receiveTCP()
	}
	return ""
}

// oneLine keeps what came from outside from breaking the line, or worse.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case !unicode.IsPrint(r):
			return '·'
		}
		return r
	}, s)
}
