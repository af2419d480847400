package filter

import (
	"encap/sim/dissect"
	"encap/sim/trace"
)

// Expr is an expression that was parsed. It never changes, so several
// goroutines may use it.
type Expr struct {
	// pred is set if the expression can be asked of one event, claim if it can
	// be asked only of a trace, or means more there than "some event matches".
	pred  pred
	claim claim
}

// String writes the expression in one fixed way, which parses to the same
// expression again.
func (e *Expr) String() string {
	if e.claim != nil {
		return show(e.claim)
	}
	return show(e.pred)
}

// Match says whether the expression holds for this event. What speaks of a
// whole trace (count, first, last, before, never) holds for no single event.
func (e *Expr) Match(ev *trace.Event) bool {
	return e.pred != nil && e.pred.match(&subject{ev: ev})
}

// Trace is what Holds reads: *trace.Trace, or a prefix of it.
type Trace interface {
	Len() int
	Event(id trace.ID) *trace.Event // for IDs 1 to Len
}

// Verdict is what became of an expression on a trace.
type Verdict struct {
	OK bool
	// At is the first event after which nothing could change the verdict any
	// more: where a count was exceeded, a deadline passed, a match found. 0 if
	// only the end of the trace decided.
	At     trace.ID
	Detail string // "count is 2, want == 1"
}

// Holds says whether the expression is true of the trace; an event predicate
// is, if some event matches. On a prefix of a trace a Verdict whose At is not
// 0 is final, so a run that goes on may be judged as it goes.
func (e *Expr) Holds(t Trace) Verdict {
	c := e.claim
	if c == nil {
		c = some{e.pred}
	}
	j := c.judge()
	for id := trace.ID(1); int(id) <= t.Len(); id++ {
		if ev := t.Event(id); ev != nil {
			j.see(&subject{ev: ev})
		}
	}
	f := j.finding()
	v := Verdict{OK: f.ok, Detail: f.detail}
	if f.final {
		v.At = f.at
	}
	return v
}

// subject is one event under evaluation. It is dissected when the first header
// field is asked for, and once only.
type subject struct {
	ev        *trace.Event
	pdus      []dissect.PDU
	dissected bool
}

func (s *subject) headers() []dissect.PDU {
	if !s.dissected {
		s.dissected = true
		if len(s.ev.PDU) > 0 {
			s.pdus = dissect.Dissect(s.ev.Proto, s.ev.PDU)
		}
	}
	return s.pdus
}

// any says whether some value of the field passes the test. A field that is
// absent has no value to pass.
func (s *subject) any(f *field, test func(value) bool) bool {
	if f.own != nil {
		return f.own(s.ev, test)
	}
	headers := s.headers()
	for i := range headers {
		if s.anyIn(&headers[i], f, test) {
			return true
		}
	}
	return false
}

// anyIn is any within one header.
func (s *subject) anyIn(h *dissect.PDU, f *field, test func(value) bool) bool {
	if f.kind == protocol {
		return h.Proto == f.name && test(value{raw: s.ev.PDU[h.Start:h.End]})
	}
	if f.payload {
		return h.Proto == f.header() && h.Body < h.Tail && test(value{raw: s.ev.PDU[h.Body:h.Tail]})
	}
	for i := range h.Fields {
		for _, name := range f.from {
			if h.Fields[i].Name != name {
				continue
			}
			if v, ok := valueOf(f.kind, h.Fields[i].Value); ok && test(v) {
				return true
			}
		}
	}
	return false
}

// present is the test that every value passes.
func present(value) bool { return true }
