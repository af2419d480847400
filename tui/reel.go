package tui

import (
	"math"
	"sort"
	"time"

	"encap/layers/osi"
	"encap/sim/trace"
)

// A layer takes no virtual time at all, a frame 5 µs, a link 2 ms, a timeout
// 1 s: no single speed shows them. So the screen plays in show time.
//
// reel is show time, worked out once from the trace: event i begins at
// starts[i-1]. Each crossing of a layer is dwelt on for a fixed while; what
// flies takes a while in proportion to virtual time, on a scale set by the
// quickest thing in flight; what is idle is folded. Nothing here ever runs
// backwards, so show time and virtual time determine each other.
type reel struct {
	starts []time.Duration
	dwells []time.Duration // of each event
	at     []osi.Instant
	end    time.Duration
}

// moment is a place of the film: the event, and the virtual instant, which is
// the event's or between it and the next one.
type moment struct {
	id   trace.ID
	now  osi.Instant
	show time.Duration
}

// foldFrom is how much idle virtual time is worth a label.
const foldFrom = time.Millisecond

// cut makes the reel of a film.
func cut(f *film) reel {
	r := reel{
		starts: make([]time.Duration, f.last), dwells: make([]time.Duration, f.last), at: make([]osi.Instant, f.last),
	}
	for id := trace.ID(1); id <= f.last; id++ {
		e := f.event(id)
		r.starts[id-1], r.dwells[id-1], r.at[id-1] = r.end, dwell(e), e.At
		r.end += dwell(e)
		if id < f.last {
			r.end += f.gap(id, f.event(id+1).At.Sub(e.At))
		}
	}
	return r
}

// dwell says how long an event is shown, by how much there is to see.
func dwell(e *trace.Event) time.Duration {
	switch e.Kind {
	case trace.Send, trace.Receive:
		return 700 * time.Millisecond
	case trace.Output, trace.Drop, trace.Collision, trace.Mark:
		return 900 * time.Millisecond
	case trace.Act:
		if e.Node == "" {
			return 0
		}
		return 800 * time.Millisecond
	case trace.Arrival, trace.Call, trace.Return:
		return 400 * time.Millisecond
	case trace.TxStart, trace.Queued, trace.TimerFired, trace.Start, trace.Exit:
		return 300 * time.Millisecond
	}
	return 0
}

// gap gives the show time between an event and the next one.
func (f *film) gap(id trace.ID, virtual time.Duration) time.Duration {
	if virtual <= 0 {
		return 0
	}
	// The quickest thing in flight sets the pace: it gets its own length, and
	// what is slower is seen to be slower.
	pace := 0.0
	for i := f.air[id]; i < len(f.flights) && f.flights[i].tx <= id; i++ {
		if fl := &f.flights[i]; fl.end == 0 || fl.end > id {
			d := fl.over.Sub(fl.start)
			pace = max(pace, float64(flightLength(d))/float64(max(1, d)))
		}
	}
	if pace > 0 {
		return time.Duration(float64(virtual) * pace)
	}
	return 250*time.Millisecond + 50*time.Millisecond*time.Duration(max(0, decades(virtual)))
}

// flightLength gives the show time of a flight: longer ones longer, but by
// their order of magnitude.
func flightLength(d time.Duration) time.Duration {
	return 800*time.Millisecond + time.Duration(float64(200*time.Millisecond)*max(0, math.Log10(float64(max(1, d))/1000)))
}

// decades gives the order of magnitude of a time, in microseconds.
func decades(d time.Duration) int { return int(math.Log10(float64(max(1, d)) / 1000)) }

// begin gives the moment at which an event begins.
func (r *reel) begin(id trace.ID) moment {
	if len(r.starts) == 0 {
		return moment{}
	}
	id = max(1, min(id, trace.ID(len(r.starts))))
	return moment{id, r.at[id-1], r.starts[id-1]}
}

// moment gives what is shown at a show time.
func (r *reel) moment(show time.Duration) moment {
	if len(r.starts) == 0 {
		return moment{}
	}
	show = max(0, min(show, r.end))
	i := max(0, sort.Search(len(r.starts), func(i int) bool { return r.starts[i] > show })-1)
	m := moment{trace.ID(i + 1), r.at[i], show}
	if i+1 == len(r.starts) {
		return m
	}
	from := r.starts[i] + r.dwells[i]
	if length := r.starts[i+1] - from; show > from && length > 0 {
		part := float64(show-from) / float64(length)
		m.now = r.at[i].Add(time.Duration(part * float64(r.at[i+1].Sub(r.at[i]))))
	}
	return m
}

// folded says how much idle virtual time is left out after an event.
func (f *film) folded(id trace.ID) time.Duration {
	if id < 1 || id >= f.last {
		return 0
	}
	for i := f.air[id]; i < len(f.flights) && f.flights[i].tx <= id; i++ {
		if fl := &f.flights[i]; fl.end == 0 || fl.end > id {
			return 0
		}
	}
	if d := f.reel.at[id].Sub(f.reel.at[id-1]); d >= foldFrom {
		return d
	}
	return 0
}
