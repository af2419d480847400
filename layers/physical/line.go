package physical

import (
	"cmp"
	"fmt"
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
)

// line is one direction of a cable: the queue and the transmitter at one end,
// and the frames on their way to the other.
type line struct {
	*Cable
	dir      int
	from, to *Port
	gap      time.Duration

	queue    ring        // in the order they came
	free     osi.Instant // when the transmitter may begin with another frame
	transmit osi.Timer   // runs while frames wait
	entered  uint64      // frames that have begun to leave
	manager  *manager    // of the queue; nil: it is a number of places

	flight ring      // in the order they will arrive
	arrive osi.Timer // runs out when the first of them does
}

func newLine(c *Cable, dir int, from, to *Port) *line {
	l := &line{Cable: c, dir: dir, from: from, to: to, gap: c.cfg.Rate.Time(8 * gapLength)}
	l.transmit = c.env.Timer("transmit", l.next)
	l.arrive = c.env.Timer("arrival", l.arrived)
	from.out = l
	if c.cfg.Manage.managed() {
		l.manager = newManager(l)
	}
	return l
}

// send lets a frame leave, wait or be dropped.
func (l *line) send(b *codec.Buffer) {
	now := l.env.Now()
	switch {
	case l.cut:
		l.refuse(b, 0, &NoCarrier)
	case l.manager != nil:
		l.manager.send(b)
	case l.queue.len() == 0 && now >= l.free:
		l.start(b, 0)
	case l.queue.len() >= l.cfg.Queue:
		l.refuse(b, 0, &QueueFull)
	default:
		l.wait(b, now)
	}
}

// wait queues a frame. The transmit timer runs only while one waits: most
// frames find the port free.
func (l *line) wait(b *codec.Buffer, now osi.Instant) {
	why, left := &TransmitterBusy, l.free.Sub(now)
	if l.queue.len() == 0 {
		l.transmit.Reset(left)
		if left <= l.gap {
			why = &InterframeGap
		}
	}
	l.from.vars.Queued++
	t := transit{buf: b}
	if l.cfg.Watch != nil {
		t.token = l.cfg.Watch.Queued(l.from, b.Bytes(), why)
	}
	l.queue.push(t)
}

// next begins with the frame that has waited longest.
func (l *line) next() {
	if l.manager != nil {
		l.manager.next()
		return
	}
	t := l.queue.pop()
	l.from.vars.Queued--
	l.start(t.buf, t.token)
	if l.queue.len() > 0 {
		l.transmit.Reset(l.free.Sub(l.env.Now()))
	}
}

// start sends a frame's first bit. The last one leaves when preamble and frame
// are out, and arrives when it has travelled the cable.
func (l *line) start(b *codec.Buffer, after Token) {
	frame, now := b.Bytes(), l.env.Now()
	end := now.Add(l.cfg.Rate.Time(8 * (preambleLength + len(frame))))
	l.free = end.Add(l.gap)
	l.entered++
	var fate Fate
	if l.cfg.Fate != nil {
		fate = l.cfg.Fate(l.dir, l.entered, frame)
	}
	t := transit{buf: b, at: end.Add(l.cfg.Delay + fate.Delay)}
	l.from.vars.TxFrames++
	l.from.vars.TxBytes += uint64(len(frame))
	if l.cfg.Watch != nil {
		t.token = l.cfg.Watch.TxStart(l.from, frame, after, end, t.at)
	}
	if l.cfg.Wire != nil {
		if err := carry(l.cfg.Wire, l.cfg.Number, l.dir, frame); err != nil {
			l.cfg.Fail(fmt.Errorf("physical: cable %d, frame %d of %s: %w", l.cfg.Number, l.entered, l.from.Name, err))
		}
	}
	l.befall(t, fate, end, l.free.Sub(now))
}

// befall lets a frame's fate happen to it and sends it on its way; slot is the
// time it keeps the transmitter busy.
func (l *line) befall(t transit, fate Fate, end osi.Instant, slot time.Duration) {
	if fate.Lost != nil {
		t.lost = fate.Lost
		t.at = end.Add(l.cfg.Delay * time.Duration(min(fate.LostAt, 1000)) / 1000)
		l.launch(t)
		return
	}
	t.held = fate.Delay > 0
	if len(fate.Flips) > 0 {
		// Damage is done to a copy: the bytes that left have been seen.
		damaged := l.cfg.Pool.Get(t.buf.Bytes())
		if flip(damaged.Bytes(), fate.Flips) {
			t.flipped = cmp.Or(fate.Flipped, &BitsFlipped)
		}
		l.cfg.Pool.Put(t.buf)
		t.buf = damaged
	}
	l.launch(t)
	for range fate.Copies {
		t.buf, t.again = l.cfg.Pool.Get(t.buf.Bytes()), true
		t.at = t.at.Add(slot)
		l.launch(t)
	}
}

// refuse drops a frame that has not left.
func (l *line) refuse(b *codec.Buffer, queued Token, r *osi.Rule) {
	l.from.vars.Dropped++
	l.lose(transit{buf: b, token: queued}, r)
}

// lose drops a frame and takes its memory back.
func (l *line) lose(t transit, r *osi.Rule) {
	if l.cfg.Watch != nil {
		l.cfg.Watch.Drop(l.from, t.buf.Bytes(), t.token, r)
	}
	l.cfg.Pool.Put(t.buf)
}

// sever drops what is under way and what waits, in the order it was sent.
func (l *line) sever() {
	l.arrive.Stop()
	l.transmit.Stop()
	for l.flight.len() > 0 {
		l.lose(l.flight.pop(), l.gone())
	}
	if l.manager != nil {
		l.env.Enter(l.manager)
		l.manager.sever()
	}
	for l.queue.len() > 0 {
		t := l.queue.pop()
		l.from.vars.Queued--
		l.refuse(t.buf, t.token, &NoCarrier)
	}
	l.free = l.env.Now()
}
