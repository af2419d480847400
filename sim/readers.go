package sim

import (
	"bytes"
	"net/netip"
	"strings"

	"encap/layers/osi"
	"encap/sim/dissect"
	"encap/sim/trace"
)

// pair names one direction of a conversation by its two ends.
type pair struct{ from, to netip.AddrPort }

// reading is what one call has got: of a stream the bytes from start on, of a
// datagram all of it.
type reading struct {
	returned trace.ID
	flow     *flow    // of a stream
	start    int64    // in the stream
	call     trace.ID // whose message it is; of a stream its flow knows
	n        int
}

// inbox has the datagrams that came to a socket and were not read yet.
type inbox struct {
	node string
	port uint16
}

// came takes note of a datagram that UDP was given.
func (t *threads) came(e *trace.Event) {
	about := t.about[e.ID]
	if e.Layer != osi.Transport || e.Proto != "udp" || about == 0 || t.segments[about].call == 0 {
		return
	}
	port := number(&dissect.Dissect(e.Proto, e.PDU)[0], "udp.dstport")
	k := inbox{e.Node, uint16(port)}
	t.inboxes[k] = append(t.inboxes[k], about)
}

// reads takes note of what a call has got.
func (t *threads) reads(c *Call, e *trace.Event) {
	s := t.sockets[c.Socket]
	if len(e.Data) == 0 || s == nil || strings.Contains(c.Text, "MSG_PEEK") {
		return
	}
	r := reading{returned: e.ID, n: len(e.Data)}
	switch s.proto {
	case "tcp":
		if r.flow = t.streams[pair{s.remote, s.local}]; r.flow == nil {
			return
		}
		r.start = r.flow.read
		r.flow.read += int64(r.n)
		r.flow.readings = append(r.flow.readings, r)
	case "udp":
		about := t.unread(inbox{e.Node, s.local.Port()}, e.Data)
		if about == 0 {
			return
		}
		r.call = t.segments[about].call
		t.delivered[r.call] = append(t.delivered[r.call], r)
	default:
		return
	}
	t.readings[e.ID] = r
}

// unread takes the first datagram out of an inbox that begins as data does; the
// ones before it found no room.
func (t *threads) unread(k inbox, data []byte) int32 {
	for i, about := range t.inboxes[k] {
		frames := t.segments[about].frames
		if len(frames) == 0 {
			continue
		}
		from, to := t.text(frames[0])
		text := t.trace.Event(t.frames[frames[0]].started).PDU[from:to]
		if bytes.HasPrefix(text, data) || bytes.HasPrefix(data, text) {
			t.inboxes[k] = t.inboxes[k][i+1:]
			return about
		}
	}
	return 0
}

// Readers gives the Return events of the calls that got a byte of a call's Data:
// one, unless the message was doubled or went to several.
func (s *Session) Readers(call trace.ID, at int) (list []trace.ID) {
	t := s.follow()
	for _, r := range t.delivered[call] {
		if at >= 0 && at < r.n {
			list = append(list, r.returned)
		}
	}
	if w, ok := t.written[call]; ok && at >= 0 && at < w.n {
		place := w.start + int64(at)
		for _, r := range w.flow.readings {
			if r.start <= place && place < r.start+int64(r.n) {
				list = append(list, r.returned)
			}
		}
	}
	return list
}

// Written says which byte of which call's Data a byte is that a call got:
// returned is its Return event.
func (s *Session) Written(returned trace.ID, at int) (call trace.ID, of int, ok bool) {
	t := s.follow()
	r, ok := t.readings[returned]
	if !ok || at < 0 || at >= r.n {
		return 0, 0, false
	}
	if r.flow == nil {
		return r.call, at, true
	}
	place := r.start + int64(at)
	if from := r.flow.from(place); len(from) > 0 && from[0].start <= place {
		return from[0].call, int(place - from[0].start), true
	}
	return 0, 0, false
}
