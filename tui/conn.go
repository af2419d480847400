package tui

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
)

// conn is one connection as its end at one node sees it: the events that
// changed it, and what it was after each of them.
type conn struct {
	entity trace.Entity
	stream int32 // noStream of a listener
	ids    []trace.ID
	past   []sample // made when it is asked for,
	turns  []int    // those of them at which the state is another than before
}

// sample is what a connection was after an event. Numbers of bytes and sequence
// numbers are those of the trace.
type sample struct {
	id                     trace.ID
	at                     osi.Instant
	state, phase           string
	iss, irs               uint32
	una, nxt, rcvNxt       uint32
	sndWnd, rcvWnd         int64
	cwnd, ssthresh, smss   int64
	srtt, rttvar, rto      time.Duration
	sendQ, recvQ           int64
	resent, dupAcks        int64
	sacked, lost, timeouts int64
	gone                   bool
}

// track enters the connections that an event changes.
func (x *streamIndex) track(e *trace.Event) {
	var last *conn
	for i := range e.Deltas {
		d := &e.Deltas[i]
		if d.Entity.Kind != "tcp" || last != nil && last.entity == d.Entity {
			continue
		}
		c := x.conns[d.Entity]
		if c == nil {
			c = &conn{entity: d.Entity, stream: noStream}
			x.conns[d.Entity] = c
			x.ends = append(x.ends, c)
			if local, remote, ok := connection(d.Entity.Name); ok {
				c.stream, _ = x.find("tcp", local, remote, e)
			}
		}
		last = c
		if n := len(c.ids); n == 0 || c.ids[n-1] != e.ID {
			c.ids = append(c.ids, e.ID)
		}
	}
}

// samples gives all that a connection was.
func (f *film) samples(c *conn) []sample {
	if c.past != nil {
		return c.past
	}
	c.past = make([]sample, 0, len(c.ids))
	var now sample
	for _, id := range c.ids {
		e := f.event(id)
		if now.gone {
			now = sample{}
		}
		now.id, now.at = id, e.At
		for i := range e.Deltas {
			if d := &e.Deltas[i]; d.Entity == c.entity {
				now.set(d)
			}
		}
		if n := len(c.past); n == 0 || c.past[n-1].state != now.state || c.past[n-1].gone {
			c.turns = append(c.turns, n)
		}
		c.past = append(c.past, now)
	}
	return c.past
}

// set takes a variable's new value.
func (v *sample) set(d *trace.Delta) {
	switch d.Field {
	case "":
		v.gone = true
	case "State":
		v.state = d.New
	case "Phase":
		v.phase = d.New
	case "SRTT", "RTTVAR", "RTO":
		t, _ := time.ParseDuration(d.New)
		*map[string]*time.Duration{"SRTT": &v.srtt, "RTTVAR": &v.rttvar, "RTO": &v.rto}[d.Field] = t
	default:
		v.count(d.Field, d.New)
	}
}

// count takes the new value of a variable that is a number.
func (v *sample) count(field, text string) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return
	}
	switch field {
	case "ISS":
		v.iss = uint32(n)
	case "IRS":
		v.irs = uint32(n)
	case "SndUna":
		v.una = uint32(n)
	case "SndNxt":
		v.nxt = uint32(n)
	case "RcvNxt":
		v.rcvNxt = uint32(n)
	case "SndWnd":
		v.sndWnd = n
	case "RcvWnd":
		v.rcvWnd = n
	case "Cwnd":
		v.cwnd = n
	case "Ssthresh":
		v.ssthresh = n
	case "SMSS":
		v.smss = n
	case "SendQ":
		v.sendQ = n
	case "RecvQ":
		v.recvQ = n
	case "Resent":
		v.resent = n
	case "DupAcks":
		v.dupAcks = n
	case "Sacked":
		v.sacked = n
	case "Lost":
		v.lost = n
	case "Timeouts":
		v.timeouts = n
	}
}

// flying gives the bytes that were sent and are not acknowledged.
func (v *sample) flying() int64 { return int64(int32(v.nxt - v.una)) }

// sampleAt gives what a connection was after an event, and the samples until
// then; nil when it was not there yet, or is gone.
func (f *film) sampleAt(c *conn, id trace.ID) (now *sample, past []sample) {
	all := f.samples(c)
	n := sort.Search(len(all), func(i int) bool { return all[i].id > id })
	if n == 0 || all[n-1].gone {
		return nil, all[:n]
	}
	return &all[n-1], all[:n]
}

// path gives the states that a connection has gone through in its first n
// samples, the present one last.
func (c *conn) path(n int) (states []string) {
	for _, i := range c.turns {
		if i >= n {
			break
		}
		if i > 0 && c.past[i-1].gone {
			states = states[:0]
		}
		if s := c.past[i].state; s != "" && (len(states) == 0 || states[len(states)-1] != s) {
			states = append(states, s)
		}
	}
	return states
}
