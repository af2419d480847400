package physical

import (
	"bytes"
	"cmp"
	"fmt"

	"encap/layers/osi"
)

// Lengths and limits of half duplex, in bit times and attempts (IEEE 802.3
// §4.4.2).
const (
	slotBits     = 512 // the time in which a collision must have been heard
	gapBits      = 8 * gapLength
	firstGapBits = 2 * gapBits / 3 // of the gap: here a carrier that comes back is still heeded
	jamBits      = 32
	preambleBits = 8 * preambleLength
	attemptLimit = 16
	backoffLimit = 10 // doublings of the range of the back-off
	leastFrame   = 64 // bytes, with FCS
)

// MostHalf is the highest rate of a half-duplex cable. Above it short frames
// would need carrier extension (IEEE 802.3 §4.2.3.4), which is not built.
const MostHalf Bitrate = 100_000_000

// signal is what one end of a half-duplex cable puts on it: a frame, what is
// left of one, or nothing but a jam.
type signal struct {
	frame   []byte // as it arrives if it arrives whole; nil: a jam alone
	token   Token  // of its TxStart, or of the Collision that broke it off
	began   osi.Instant
	good    int       // if broken: bits of the frame that left before the jam
	broken  bool      // what arrives is no frame
	cut     bool      // because the cable is cut: nobody is told of the fragment
	flipped *osi.Rule // why bits of it are inverted; nil: none is
}

// breakOff notes that a signal goes on as a jam.
func (s *signal) breakOff(r Bitrate, now osi.Instant) {
	s.broken, s.good = true, max(0, r.Bits(now.Sub(s.began))-preambleBits)
}

// ear is who listens at an end of a half-duplex cable.
type ear interface {
	hears(s *signal) // its first bit is here
	falls(s *signal) // its last bit was here
	deaf()           // the cable is cut
}

// pair is one direction of a half-duplex cable: a pair of wires on which it can
// be heard whether the other end sends, and what.
type pair struct {
	*Cable
	dir      int
	from, to *Port
	ear      ear    // at the far end
	entered  uint64 // frames that have begun to leave

	edges []edge // on their way, in the order they will arrive
	next  osi.Timer
	heard *signal // by the far end, now
}

// edge is the first or the last bit of a signal on its way.
type edge struct {
	at   osi.Instant
	of   *signal
	last bool
}

func newPair(c *Cable, dir int, from, to *Port) *pair {
	p := &pair{Cable: c, dir: dir, from: from, to: to}
	p.next = c.env.Timer("arrival", p.arrived)
	return p
}

// begin puts a signal's first bit on the cable.
func (p *pair) begin(s *signal) {
	s.began = p.env.Now()
	p.push(s, false)
}

// end takes a signal's last bit off at this end.
func (p *pair) end(s *signal) { p.push(s, true) }

func (p *pair) push(s *signal, last bool) {
	p.edges = append(p.edges, edge{p.env.Now().Add(p.cfg.Delay), s, last})
	if len(p.edges) == 1 {
		p.next.Reset(p.cfg.Delay)
	}
}

// arrived lets the far end hear the next edge.
func (p *pair) arrived() {
	e := p.edges[0]
	p.edges = p.edges[1:]
	if len(p.edges) > 0 {
		p.next.Reset(p.edges[0].at.Sub(p.env.Now()))
	}
	if e.last {
		p.heard = nil
		p.ear.falls(e.of)
		return
	}
	p.heard = e.of
	p.ear.hears(e.of)
}

// fate asks what befalls the frame that leaves now, and gives what would arrive
// of it.
func (p *pair) fate(frame []byte) (Fate, *signal) {
	p.entered++
	s := &signal{frame: frame}
	if p.cfg.Fate == nil {
		return Fate{}, s
	}
	f := p.cfg.Fate(p.dir, p.entered, frame)
	if len(f.Flips) > 0 {
		s.frame = bytes.Clone(frame)
		if flip(s.frame, f.Flips) {
			s.flipped = cmp.Or(f.Flipped, &BitsFlipped)
		}
	}
	return f, s
}

// noteDamage says what was done on the way to a signal that has arrived.
func (p *pair) noteDamage(s *signal) {
	if !s.broken && s.flipped != nil {
		p.env.Note(s.flipped)
	}
}

// carried takes a frame that has left whole over the wire.
func (p *pair) carried(frame []byte) {
	if p.cfg.Wire == nil {
		return
	}
	if err := carry(p.cfg.Wire, p.cfg.Number, p.dir, frame); err != nil {
		p.cfg.Fail(fmt.Errorf("physical: cable %d, frame %d of %s: %w", p.cfg.Number, p.entered, p.from.Name, err))
	}
}

// sever takes from the cable what is on it. The far end hears it stop.
func (p *pair) sever() {
	p.next.Stop()
	for _, e := range p.edges {
		p.lose(e.of)
	}
	p.edges = nil
	if s := p.heard; s != nil {
		p.heard = nil
		p.lose(s)
		p.ear.falls(s)
	}
}

// lose lets a signal end on a cut cable.
func (p *pair) lose(s *signal) {
	if s.cut {
		return
	}
	s.cut = true
	if !s.broken {
		s.breakOff(p.cfg.Rate, p.env.Now())
		if s.frame != nil {
			p.drop(p.from, s.frame, s.token, p.gone())
		}
	}
}

func (p *pair) drop(at *Port, frame []byte, after Token, r *osi.Rule) {
	if p.cfg.Watch != nil {
		p.cfg.Watch.Drop(at, frame, after, r)
	}
}

// fragment gives what is received of a signal that was broken off: the bits
// that were good, then the jam, ones and noughts in turn, the one first. A byte
// begins with its lowest bit.
func (p *pair) fragment(s *signal, heardFrom osi.Instant) []byte {
	n := max(0, p.cfg.Rate.Bits(p.env.Now().Sub(heardFrom))-preambleBits) / 8
	good := min(s.good/8, len(s.frame), n)
	f := append(make([]byte, 0, n), s.frame[:good]...)
	for len(f) < n {
		f = append(f, 0x55)
	}
	return f
}
