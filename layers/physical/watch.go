package physical

import "encap/layers/osi"

// Token is a Watcher's own number for an event; 0 means none. The physical
// layer keeps it with the frame and hands it back when the frame's next thing
// happens, so that the watcher knows because of what.
type Token uint32

// Watcher sees from outside what the physical layer does. The frames it is
// shown include the FCS. When it is called the port's variables have already
// changed, and p, an osi.Entity, is the only one that has.
type Watcher interface {
	// Queued: the frame waits until p is free, by rule r.
	Queued(p *Port, frame []byte, r *osi.Rule) Token
	// TxStart: the frame's first bit leaves p now, its last at end, and that
	// one arrives at arrival unless the frame is lost. after is Queued's
	// token, or 0 if the frame did not wait.
	TxStart(p *Port, frame []byte, after Token, end, arrival osi.Instant) Token
	// Mark: the frame was, which waits or is about to leave p, becomes now by
	// rule r: congestion is told by it. after is the token of its Queued, or 0.
	Mark(p *Port, was, now []byte, after Token, r *osi.Rule) Token
	// Repeat: a repeater has heard the first bit of the frame of event heard,
	// and sends it on by p, by rule r. It is TxStart for what has not come
	// whole yet.
	Repeat(p *Port, frame []byte, heard Token, end, arrival osi.Instant, r *osi.Rule) Token
	// Collision: what p sends since the event sent is broken off and will not
	// arrive, because of the event other, and by the rules why. A station will
	// try again after that, or Drop the frame. frame nil: p hears two signals
	// at once, and all ports of its repeater jam.
	Collision(p *Port, frame []byte, sent, other Token, why ...*osi.Rule) Token
	// Arrival: the last bit has arrived at p. It opens an event: all that
	// happens until Done happens because of it. sent is TxStart's token.
	Arrival(p *Port, frame []byte, sent Token)
	// Drop: the frame goes no further, by rule r. p is the port that sent it
	// or should have; sent is TxStart's token if it was under way, Queued's
	// if it waited, 0 if it was refused at once.
	Drop(p *Port, frame []byte, sent Token, r *osi.Rule)
	// Done closes the event that the latest Arrival opened.
	Done()
}
