package tui

import (
	"bytes"

	"encap/layers/osi"
	"encap/sim/scenario"
)

// sessionPage tells what became of layers 5 and 6.
func sessionPage(s *stage) dialog {
	var lines []string
	for _, t := range []string{txtSessionToday, txtSessionToday1, txtSessionToday2, "", txtPresentToday, txtPresentToday1, txtPresentToday2, "", txtPresentToday3} {
		if t != "" {
			t = s.say(t)
		}
		lines = append(lines, t)
	}
	return dialog{title: s.say(txtAboutSession), lines: lines}
}

// absentLayer says who does the work of session or presentation for what
// passed a node's application last.
func (s *stage) absentLayer(n *scenario.Node, l osi.Layer) string {
	ids := s.film.nodes[n.Name].at
	if l == osi.Session {
		e := s.film.event(before(ids[osi.Transport], s.at.id))
		switch {
		case e == nil:
			return s.say(txtSessionNone)
		case e.Proto == "tcp":
			return s.say(txtSessionTCP)
		}
		return s.say(txtSessionUDP)
	}
	data := s.lastData(ids[osi.Application])
	switch {
	case len(data) == 0:
		return s.say(txtPresentNothing)
	case http(data):
		return s.say(txtPresentHTTP)
	}
	for _, b := range data {
		if b >= 0x7f || b < 0x20 && b != '\n' && b != '\r' && b != '\t' {
			return s.say.f(txtPresentBytes, len(data))
		}
	}
	return s.say.f(txtPresentASCII, len(data))
}

// http says whether data looks like a message of HTTP/1: its first line begins
// or ends with the version.
func http(data []byte) bool {
	first, _, _ := bytes.Cut(data, []byte("\r\n"))
	return bytes.HasPrefix(first, []byte("HTTP/1.")) || bytes.Contains(first, []byte(" HTTP/1."))
}
