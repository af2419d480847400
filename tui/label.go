package tui

import (
	"fmt"
	"strings"
	"time"

	"encap/sim/dissect"
	"encap/sim/trace"
)

// rungLabel is what a rung says: a word beside the nodes' lines and a telling.
type rungLabel struct {
	word, what string
}

// labelOf gives what a rung says.
func (l *ladder) labelOf(s *stage, e *trace.Event, k rungKind) rungLabel {
	if t, ok := l.labels[e.ID]; ok {
		return t
	}
	if len(l.labels) > memory {
		clear(l.labels)
	}
	t := l.name(s, e, k)
	l.labels[e.ID] = t
	return t
}

func (l *ladder) name(s *stage, e *trace.Event, k rungKind) rungLabel {
	state := stateOf(e)
	switch k {
	case rungFrame:
		return l.of.frameLabel(s, e)
	case rungCall:
		t := rungLabel{e.Name, e.Text}
		if state != "" {
			t.what += " " + s.g.Right + " " + state
		}
		return t
	case rungBack:
		return rungLabel{e.Text, e.Name + " " + e.Text}
	case rungTimer:
		word := e.Name
		if word == "retransmit" {
			word = "RTO"
		}
		what := e.Name
		if set := l.of.event(e.Of); set != nil {
			what = s.say.f(txtTimerOver, e.Name, shortTime(e.At.Sub(set.At).Round(time.Microsecond)))
		}
		return rungLabel{word, what}
	case rungState:
		return rungLabel{state, s.say.f(txtStateNow, e.Node, state)}
	case rungDrop:
		if why := e.Why(); why != nil {
			return rungLabel{why.Name, s.say(txtDrops) + ": " + why.Name}
		}
		return rungLabel{s.say(txtDrops), s.say(txtDrops)}
	}
	return rungLabel{e.Text, e.Text}
}

// chatterNames names the protocols that are folded into a line.
func (l *ladder) chatterNames(line int) string {
	var names []string
	for i := range l.lines[line].more {
		r := l.of.rungs[l.lines[line].rung+i]
		fl := l.of.flightThat(l.of.event(r.id))
		if fl == nil || !chatty[fl.name] || strings.Contains(strings.Join(names, "/"), fl.name) {
			continue
		}
		if names = append(names, fl.name); len(names) == 3 {
			break
		}
	}
	if len(names) == 0 {
		return "ARP"
	}
	return strings.Join(names, "/")
}

// frameLabel names a frame by what it carries, as shortly as one says it.
func (f *film) frameLabel(s *stage, e *trace.Event) rungLabel {
	fl, pdus := f.flightOf(e.ID), f.dissected(e.ID)
	if fl == nil || len(pdus) == 0 {
		return rungLabel{"?", ""}
	}
	p := &pdus[len(pdus)-1]
	for i := range pdus {
		switch q := &pdus[i]; q.Proto {
		case "arp":
			word := "ARP"
			if numberIn(q, "arp.opcode") == 1 {
				word = "ARP?"
			}
			return rungLabel{word, q.Summary}
		case "tcp":
			inner := q
			if i+1 < len(pdus) {
				inner = &pdus[i+1]
			}
			return f.segmentLabel(fl, q, inner)
		case "icmp":
			return rungLabel{fl.name, q.Summary}
		}
	}
	if p.Proto == "data" && len(pdus) > 1 {
		p = &pdus[len(pdus)-2]
	}
	return rungLabel{fl.name, p.Summary}
}

// segmentLabel names a segment: by its flags, or by what it bears. Sequence
// numbers count from the stream's first.
func (f *film) segmentLabel(fl *flight, p, inner *dissect.PDU) rungLabel {
	var flags []string
	for _, n := range [...]string{"syn", "fin", "reset", "ack"} {
		if flagIn(p, "tcp.flags."+n) {
			flags = append(flags, strings.ToUpper(strings.Replace(n, "reset", "rst", 1)))
		}
	}
	word, size := strings.Join(flags, " "), p.Tail-p.Body
	st := &f.streams.all[fl.stream]
	me, you := 0, 1
	if fl.back {
		me, you = 1, 0
	}
	what := fmt.Sprintf("seq %d", fl.seq-st.base[me])
	if flagIn(p, "tcp.flags.ack") && st.told[you] {
		what += fmt.Sprintf(" ack %d", uint32(numberIn(p, "tcp.ack_raw"))-st.base[you])
	}
	if size > 0 {
		word = fmt.Sprintf("%d B", size)
		if flagIn(p, "tcp.flags.fin") {
			word += " FIN"
		}
		if inner != p && inner.Proto != "data" {
			word, what = protoName(inner.Proto), inner.Summary+" "+what
		} else {
			what = fmt.Sprintf("%d B ", size) + what
		}
	}
	return rungLabel{word, what}
}
