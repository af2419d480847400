package filter

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"encap/layers/osi"
	"encap/sim/trace"
)

// judge is shown a trace, event after event, and can say at any time what
// would be true if it ended there.
type judge interface {
	see(s *subject)
	finding() finding
}

// finding is what a judge has found so far.
type finding struct {
	ok     bool
	final  bool     // no further event can change ok
	at     trace.ID // if final: the event that decided; 0: nothing had to happen
	detail string
}

// place names an event and its instant.
func place(id trace.ID, at osi.Instant) string { return fmt.Sprintf("event %d at %s", id, at) }

func (c some) judge() judge  { return &sight{pred: c.pred, wanted: true} }
func (c never) judge() judge { return &sight{pred: c.pred} }

// sight judges whether some event matches.
type sight struct {
	pred   pred
	wanted bool
	id     trace.ID // of the first match; 0: none yet
	at     osi.Instant
	heard  string // for told: what came instead
}

func (j *sight) see(s *subject) {
	if j.id != 0 {
		return
	}
	if j.pred.match(s) {
		j.id, j.at = s.ev.ID, s.ev.At
		return
	}
	if t, ok := j.pred.(*told); ok {
		if instead, ok := t.instead(s.ev); ok {
			j.heard = instead
		}
	}
}

func (j *sight) finding() finding {
	if j.id != 0 {
		return finding{ok: j.wanted, final: true, at: j.id, detail: place(j.id, j.at) + " matches"}
	}
	f := finding{ok: !j.wanted, detail: "no event matches"}
	if t, ok := j.pred.(*told); ok {
		f.detail = t.node + " " + t.verb + " nothing"
		if j.heard != "" {
			f.detail = "the last that " + t.node + " " + t.verb + " was " + strconv.Quote(j.heard)
		}
	}
	return f
}

// instead gives what this node received or printed at this event, cut short.
func (p *told) instead(ev *trace.Event) (string, bool) {
	anything := told{node: p.node, verb: p.verb} // every text contains ""
	if !anything.match(&subject{ev: ev}) {
		return "", false
	}
	said := ev.Text
	if p.verb == "received" {
		said = string(ev.Data)
	}
	if len(said) > 40 {
		said = said[:40] + "…"
	}
	return said, said != ""
}

func (c instant) judge() judge { return &clock{instant: c} }

// clock judges the instant of the first or last match.
type clock struct {
	instant
	found   bool
	when    osi.Instant // of the first or last match so far
	settled trace.ID    // the event that decided; 0: open
}

func (j *clock) see(s *subject) {
	if j.found && !j.last {
		return
	}
	order := cmp.Compare(uint64(s.ev.At), j.want.val.num)
	decides := j.op.settled(order) && !j.op.holds(order) // nothing so far, and too late for it by now
	if j.pred.match(s) {
		j.found, j.when = true, s.ev.At
		decides = !j.last || j.op.settled(order)
	} else if j.last {
		return
	}
	if decides && j.settled == 0 {
		j.settled = s.ev.ID
	}
}

func (j *clock) finding() finding {
	f := finding{final: j.settled != 0, at: j.settled}
	want := ", want " + string(j.op) + " " + j.want.src
	if !j.found {
		f.detail = "no event matches" + want
		return f
	}
	f.ok = j.op.holds(cmp.Compare(uint64(j.when), j.want.val.num))
	f.detail = j.name() + " is at " + j.when.String() + want
	return f
}

func (c before) judge() judge { return &race{before: c} }

// race judges which of two things happened first.
type race struct {
	before
	earlyID, lateID trace.ID // of the first matches; 0: none yet
}

func (j *race) see(s *subject) {
	if j.lateID != 0 {
		return
	}
	if j.earlyID == 0 && j.early.match(s) {
		j.earlyID = s.ev.ID
	}
	if j.late.match(s) {
		j.lateID = s.ev.ID
	}
}

func (j *race) finding() finding {
	switch {
	case j.lateID == 0 && j.earlyID == 0:
		return finding{detail: "neither " + show(j.early) + " nor " + show(j.late)}
	case j.lateID == 0:
		return finding{detail: fmt.Sprintf("%s at event %d, but no %s", show(j.early), j.earlyID, show(j.late))}
	case j.earlyID == 0 || j.earlyID == j.lateID:
		return finding{final: true, at: j.lateID, detail: fmt.Sprintf("%s at event %d, but no %s before", show(j.late), j.lateID, show(j.early))}
	}
	return finding{ok: true, final: true, at: j.lateID,
		detail: fmt.Sprintf("%s at event %d, %s at event %d", show(j.early), j.earlyID, show(j.late), j.lateID)}
}

func (c notClaim) judge() judge { return denial{c.part.judge()} }

// denial judges the opposite of another judge.
type denial struct{ judge }

func (j denial) finding() finding {
	f := j.judge.finding()
	f.ok = !f.ok
	return f
}

func (c allClaims) judge() judge { return newBench(c.parts, true) }
func (c anyClaim) judge() judge  { return newBench(c.parts, false) }

// bench is several judges at once.
type bench struct {
	parts  []claim
	judges []judge
	all    bool // all must agree; else one is enough
}

func newBench(parts []claim, all bool) *bench {
	b := &bench{parts: parts, all: all}
	for _, part := range parts {
		b.judges = append(b.judges, part.judge())
	}
	return b
}

func (j *bench) see(s *subject) {
	for _, each := range j.judges {
		each.see(s)
	}
}

// finding: one failure settles "all", one success settles "any"; where there
// are several, the earliest. Without one it takes the last of them to settle.
func (j *bench) finding() finding {
	var one *finding
	whole := finding{ok: j.all, final: true}
	var details []string
	for i, each := range j.judges {
		f := each.finding()
		if _, nested := each.(*bench); !nested {
			f.detail = show(j.parts[i]) + ": " + f.detail
		}
		if f.ok != j.all && (one == nil || f.final && (!one.final || f.at < one.at)) {
			one = &f
		}
		whole.final = whole.final && f.final
		whole.at = max(whole.at, f.at)
		details = append(details, f.detail)
	}
	if one != nil {
		return *one
	}
	whole.detail = strings.Join(details, "; ")
	return whole
}
