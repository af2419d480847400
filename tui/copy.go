package tui

import (
	"encoding/hex"
	"strings"

	"encap/sim/trace"
)

const actCopy action = "copy"

// copyable gives what is worth copying here: the value of the chosen field, the
// bytes in view, else the event's sentence.
func (s *stage) copyable() string {
	e := s.seen()
	if e == nil {
		return ""
	}
	if s.focus == paneBytes || s.sheet != nil {
		pdus := s.film.dissected(e.ID)
		if _, pdu, field, ok := s.field.find(pdus); ok && field >= 0 {
			f := &pdus[pdu].Fields[field]
			return f.Name + " " + f.Text
		}
		if len(e.PDU) > 0 {
			return hexOf(e)
		}
	}
	return s.film.sentence(s.at.id)
}

// hexOf writes an event's bytes as a dump that text2pcap and xxd -r read.
func hexOf(e *trace.Event) string {
	var b strings.Builder
	for _, l := range strings.SplitAfter(hex.Dump(e.PDU), "\n") {
		b.WriteString(strings.TrimPrefix(l, "0000"))
	}
	return b.String()
}

// copy puts it on the clipboard, as far as the terminal lets us.
func (m *model) copy() {
	text := m.stage.copyable()
	if text == "" {
		return
	}
	m.term.Copy(text)
	first, _, _ := strings.Cut(text, "\n")
	m.stage.notice = m.stage.say.f(txtCopied, first)
}
