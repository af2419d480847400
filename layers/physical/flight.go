package physical

import (
	"encap/layers/codec"
	"encap/layers/osi"
)

// transit is a frame that waits or is under way.
type transit struct {
	buf         *codec.Buffer
	at          osi.Instant // when it arrives, or is lost
	lost        *osi.Rule   // why it will be lost; nil: it arrives
	token       Token       // of the event that brought it here
	flipped     *osi.Rule   // why bits of it are inverted; nil: none is
	held, again bool        // what else its fate did to it
}

// launch puts a frame among those under way. Only the first of them has a
// timer: one pending event a direction keeps the world's agenda short.
func (l *line) launch(t transit) {
	if l.flight.insert(t) {
		l.arrive.Reset(t.at.Sub(l.env.Now()))
	}
}

// arrived takes the first frame from the cable. The timer is set anew before
// the frame goes up, since whoever receives it may send or cut at once.
func (l *line) arrived() {
	t := l.flight.pop()
	if l.flight.len() > 0 {
		l.arrive.Reset(l.flight.first().at.Sub(l.env.Now()))
	}
	if t.lost != nil {
		l.lose(t, t.lost)
		return
	}
	l.deliver(t)
}

// deliver hands a frame to the port at the far end, and so to the layer above.
func (l *line) deliver(t transit) {
	frame := t.buf.Bytes()
	l.to.vars.RxFrames++
	l.to.vars.RxBytes += uint64(len(frame))
	if l.cfg.Watch != nil {
		l.cfg.Watch.Arrival(l.to, frame, t.token)
	}
	if t.held {
		l.env.Note(&HeldBack)
	}
	if t.again {
		l.env.Note(&Duplicated)
	}
	if t.flipped != nil {
		l.env.Note(t.flipped)
	}
	if l.to.Up != nil {
		l.to.Up.Receive(frame)
	}
	if l.cfg.Watch != nil {
		l.cfg.Watch.Done()
	}
	l.cfg.Pool.Put(t.buf)
}
