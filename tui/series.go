package tui

import (
	"slices"
	"strings"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
)

// series is one curve of a graph: what something was from each event on.
type series struct {
	name   string
	points []point2
	shape  shape
	ascii  string
	look   ink
	last   bool // it ends with its last point: nothing is known after it
}

// point2 is a place of a curve.
type point2 struct {
	id trace.ID
	at osi.Instant
	y  float64
	y2 float64 // of a segment: its end
}

type shape uint8

const (
	steps  shape = iota // a value holds until the next one
	dashes              // the same, not closed
	dots                // single points
	bars                // from y to y2
)

// ink is the role of a curve.
type ink uint8

const (
	inkMain ink = iota
	inkLimit
	inkOther
	inkBad
)

// graphKind is what a graph shows.
type graphKind uint8

const (
	graphCwnd graphKind = iota
	graphRTT
	graphThroughput
	graphWindow
	graphStevens
	graphTcptrace
	graphQueue
	graphAccount
	graphKinds
)

var graphTitles = [graphKinds]string{txtGraphCwnd, txtGraphRTT, txtGraphThroughput, txtGraphWindow, txtGraphStevens, txtGraphTcptrace, txtGraphQueue, txtGraphAccount}

// graphUnits are the units of the upright axis: bytes, milliseconds, kbit/s,
// frames.
var graphUnits = [graphKinds]string{"B", "ms", "kbit/s", "B", "seq", "seq", txtUnitFrames, ""}

// curve makes a curve of a variable: a point wherever it changes.
func curve(name string, past []sample, shape shape, ascii string, look ink, of func(*sample) (float64, bool)) series {
	s := series{name: name, shape: shape, ascii: ascii, look: look}
	for i := range past {
		y, ok := of(&past[i])
		if n := len(s.points); ok && (n == 0 || s.points[n-1].y != y) {
			s.points = append(s.points, point2{id: past[i].id, at: past[i].at, y: y})
		}
	}
	return s
}

// infinite is from what on Ssthresh says "as much as you like".
const infinite = 1 << 29

// curves makes the curves of a kind for one direction of a stream: back is the
// other way.
func (f *film) curves(kind graphKind, k, peer *conn, back bool) []series {
	past := f.samples(k)
	bytes := func(of func(*sample) int64) func(*sample) (float64, bool) {
		return func(v *sample) (float64, bool) { return float64(of(v)), v.cwnd > 0 }
	}
	seq := func(of func(*sample) uint32) func(*sample) (float64, bool) {
		return func(v *sample) (float64, bool) { return float64(of(v) - v.iss), v.nxt != v.iss }
	}
	took := func(of func(*sample) time.Duration) func(*sample) (float64, bool) {
		return func(v *sample) (float64, bool) { return float64(of(v)) / 1e6, v.srtt > 0 }
	}
	switch kind {
	case graphCwnd:
		return []series{
			curve("cwnd", past, steps, "*", inkMain, bytes(func(v *sample) int64 { return v.cwnd })),
			curve("ssthresh", past, dashes, "-", inkLimit, func(v *sample) (float64, bool) { return float64(v.ssthresh), v.ssthresh > 0 && v.ssthresh < infinite }),
			curve(txtCurveFlying, past, steps, ".", inkOther, bytes((*sample).flying)),
		}
	case graphRTT:
		return []series{
			curve("srtt", past, steps, "*", inkMain, took(func(v *sample) time.Duration { return v.srtt })),
			curve("rto", past, dashes, "-", inkLimit, took(func(v *sample) time.Duration { return v.rto })),
		}
	case graphThroughput:
		return []series{f.throughput(past)}
	case graphWindow:
		return []series{
			curve(txtCurveWindow, past, dashes, "-", inkLimit, bytes(func(v *sample) int64 { return v.sndWnd })),
			curve(txtCurveFlying, past, steps, "*", inkMain, bytes((*sample).flying)),
		}
	case graphStevens:
		return []series{f.segments(k.stream, back, false), f.segments(k.stream, back, true)}
	case graphTcptrace:
		return []series{
			curve(txtCurveAcked, past, steps, ".", inkOther, seq(func(v *sample) uint32 { return v.una })),
			curve(txtCurveEdge, past, dashes, "-", inkLimit, seq(func(v *sample) uint32 { return v.una + uint32(v.sndWnd) })),
			f.segments(k.stream, back, false), f.segments(k.stream, back, true),
		}
	}
	return nil
}

// segments gives the segments of one direction as their sender sent them: for
// the first time or again.
func (f *film) segments(n int32, back, again bool) series {
	s := series{name: txtCurveSegments, shape: bars, ascii: "|", look: inkMain}
	if again {
		s.name, s.ascii, s.look = txtCurveAgain, "R", inkBad
	}
	st := &f.streams.all[n]
	from, base := st.a, st.base[0]
	if back {
		from, base = st.b, st.base[1]
	}
	owner := f.owners[from.Addr()]
	for i := range f.flights {
		fl := &f.flights[i]
		if fl.stream != n || fl.back != back || fl.again != again || fl.size == 0 || owner != "" && fl.from != owner {
			continue
		}
		y := float64(int32(fl.seq - base))
		s.points = append(s.points, point2{id: fl.tx, at: fl.start, y: y, y2: y + float64(fl.size)})
	}
	return s
}

// losses gives the flights of one direction of a stream that were lost.
func (f *film) losses(n int32, back bool) (all []*flight) {
	for i := range f.flights {
		if fl := &f.flights[i]; fl.stream == n && fl.back == back && fl.lost {
			all = append(all, fl)
		}
	}
	return all
}

// throughput gives how fast data was acknowledged: in each of a hundred parts of
// the time, in kbit/s.
func (f *film) throughput(past []sample) series {
	s := series{name: txtGraphThroughput, shape: steps, ascii: "*", look: inkMain, last: true}
	if len(past) == 0 {
		return s
	}
	const parts = 100
	first, end := past[0].at, past[len(past)-1].at
	width := max(1, end.Sub(first)/parts)
	una, part := past[0].una, 0
	for i := range past {
		v := &past[i]
		n := int(v.at.Sub(first) / width)
		if n == part && i < len(past)-1 {
			continue
		}
		if v.una != v.iss || una != v.iss {
			rate := float64(int32(v.una-una)) * 8 / (float64(width) * float64(max(1, n-part)) / 1e6)
			s.points = append(s.points, point2{id: v.id, at: first.Add(width * time.Duration(part)), y: max(0, rate)})
		}
		una, part = v.una, n
	}
	return s
}

// phase is a part of the time with its name, and the event that began it.
type phase struct {
	id   trace.ID
	at   osi.Instant
	name string
}

// phaseRules are the rules that tell what congestion control does.
var phaseRules = []struct{ rule, name string }{
	{"Timeout", txtPhaseTimeout}, {"FastRetransmit", txtPhaseFast}, {"SackLost", txtPhaseFast}, {"IdleRestart", txtPhaseIdle},
	{"SlowStart", txtPhaseSlow}, {"Avoidance", txtPhaseAvoid}, {"CubicGrowth", txtPhaseAvoid},
}

// phases gives the parts of a connection's time, by the rules that it obeyed.
func (f *film) phases(k *conn) (all []phase) {
	n := f.nodes[k.entity.Node]
	if n == nil {
		return nil
	}
	for _, id := range n.events {
		if f.streams.of[id] != k.stream {
			continue
		}
		e := f.event(id)
		name := ""
		for _, why := range e.Rules {
			if i := slices.IndexFunc(phaseRules, func(p struct{ rule, name string }) bool { return why.Rule != nil && p.rule == why.Rule.Name }); i >= 0 {
				name = phaseRules[i].name
			}
		}
		if name != "" && (len(all) == 0 || all[len(all)-1].name != name) {
			all = append(all, phase{id, e.At, name})
		}
	}
	return all
}

// queueOf gives how many frames wait at a port, over time.
func (f *film) queueOf(port trace.Entity) series {
	s := series{name: port.Node + " " + port.Name, shape: steps, ascii: "*", look: inkMain}
	for id := trace.ID(1); id <= f.last; id++ {
		e := f.event(id)
		if e.Node != port.Node {
			continue
		}
		for i := range e.Deltas {
			if d := &e.Deltas[i]; d.Entity == port && d.Field == "Queued" {
				s.points = append(s.points, point2{id: id, at: e.At, y: float64(atoi(strings.TrimSpace(d.New)))})
			}
		}
	}
	return s
}

// ports gives the ports that cables are in, those at which frames wait first.
func (f *film) ports() (all []trace.Entity) {
	seen := map[trace.Entity]bool{}
	for id := trace.ID(1); id <= f.last; id++ {
		if e := f.event(id); e.Kind == trace.Queued {
			if p := (trace.Entity{Node: e.Node, Kind: "port", Name: e.Port}); !seen[p] {
				seen[p], all = true, append(all, p)
			}
		}
	}
	for i := range f.flights {
		fl := &f.flights[i]
		if p := (trace.Entity{Node: fl.from, Kind: "port", Name: f.event(fl.tx).Port}); !seen[p] {
			seen[p], all = true, append(all, p)
		}
	}
	return all
}
