package sim

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"encap/layers/physical"
	"encap/sim/scenario"
	"encap/sim/trace"
)

// Pair is two runs of one scenario: a scout, whose frames stay in memory, runs
// ahead and knows the future; a live run sends its frames through the kernel
// and follows what is being looked at. One goroutine owns a Pair.
type Pair struct {
	scout, live *Session
	wire        physical.Wire
	note        string
	same        trace.ID // the runs are the same up to this event
	over        bool     // and this was the last one of both
	broken      error
}

// OpenPair begins both runs; kind is the live run's wire, as OpenWire knows it.
func OpenPair(s *scenario.Scenario, opts Options, kind string) (*Pair, error) {
	opts.Wire = nil
	scout, err := Open(s, opts)
	if err != nil {
		return nil, err
	}
	wire, note, err := OpenWire(kind, s)
	if err != nil {
		return nil, err
	}
	opts.Wire = wire
	live, err := Open(s, opts)
	if err != nil {
		wire.Close()
		return nil, err
	}
	return &Pair{scout: scout, live: live, wire: wire, note: note}, nil
}

// Scout gives the run that is ahead. It may be advanced at will: all that is
// shown is read from it.
func (p *Pair) Scout() *Session { return p.scout }

// Note tells where the live run's frames can be seen.
func (p *Pair) Note() string { return p.note }

// Followed gives the event up to which the live run has come.
func (p *Pair) Followed() trace.ID { return p.same }

// Strangers gives how many datagrams reached the live run's sockets that it
// had not sent.
func (p *Pair) Strangers() uint64 {
	if w, real := p.wire.(interface{ Strangers() uint64 }); real {
		return w.Strangers()
	}
	return 0
}

// Close ends both runs and closes the wire. The traces can still be read.
func (p *Pair) Close() {
	p.scout.Close()
	p.live.Close()
	p.wire.Close()
}

// batch is how many events Follow takes at once, between two looks at the
// clock.
const batch = 64

// Follow lets the live run catch up until it has recorded event id and the
// scout has recorded the same. It returns within about 10 ms and is to be
// called again until Followed says that it is there. An event that is not the
// scout's ends it for good. An event that the live run has passed moves
// nothing: what was sent cannot be unsent.
func (p *Pair) Follow(ctx context.Context, id trace.ID) error {
	began := time.Now()
	for p.same < id && !p.over && p.broken == nil && time.Since(began) < slice {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p.broken = p.follow(id)
	}
	return p.broken
}

// follow goes one small step towards event id.
func (p *Pair) follow(id trace.ID) error {
	here, ahead := trace.ID(p.live.Len()), trace.ID(p.scout.Len())
	switch {
	case p.same < min(here, ahead):
		return p.compare(min(here, ahead, p.same+batch))
	case p.same == here && !p.live.Done():
		return p.live.Advance(context.Background(), int(min(batch, id-here)))
	case p.same == ahead && !p.scout.Done():
		return p.scout.Advance(context.Background(), batch)
	case here != ahead:
		return p.difference(p.same + 1)
	}
	p.over = true
	return nil
}

// compare goes on to event id as long as the runs are the same.
func (p *Pair) compare(id trace.ID) error {
	for ; p.same < id; p.same++ {
		if !trace.Same(p.scout.Event(p.same+1), p.live.Event(p.same+1)) {
			return p.difference(p.same + 1)
		}
	}
	return nil
}

// difference says how the runs differ at an event, which is not there in a run
// that has ended.
func (p *Pair) difference(id trace.ID) error {
	scout, live := p.scout.Event(id), p.live.Event(id)
	in := "one of them ended"
	if scout != nil && live != nil {
		in = "in " + differing(scout, live)
	}
	return fmt.Errorf("sim: the live run is not what its scout was at event %d (%s)\n  scout: %s\n  live:  %s",
		id, in, oneLine(scout), oneLine(live))
}

// differing names the first field in which two events differ.
func differing(a, b *trace.Event) string {
	x, y := reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem()
	for i := range x.NumField() {
		if !reflect.DeepEqual(x.Field(i).Interface(), y.Field(i).Interface()) {
			return x.Type().Field(i).Name
		}
	}
	return "nothing that can be told"
}

// oneLine shows an event with all that may differ.
func oneLine(e *trace.Event) string {
	if e == nil {
		return "no such event"
	}
	line := fmt.Sprintf("%v %s %s %v %v %q %q frame %d, until %v, cause %d, of %d, PDU %x, data %q, changes %v, because of",
		e.At, e.Node, e.Port, e.Layer, e.Kind, e.Name, e.Text, e.Frame, e.Until, e.Cause, e.Of, e.PDU, e.Data, e.Deltas)
	for _, r := range e.Rules {
		line += " " + r.Rule.Name
	}
	return line
}
