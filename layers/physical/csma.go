package physical

import (
	"time"

	"encap/layers/codec"
	"encap/layers/osi"
)

// station is a port at a half-duplex cable. It sends by CSMA/CD: it listens
// before it sends, and while it sends (IEEE 802.3 §4.2.3.2).
type station struct {
	*pair // into which it sends
	doing activity
	turn  osi.Timer   // when what it is doing is over
	quiet osi.Instant // when it last fell silent here
	heard *signal     // what comes in now
	since osi.Instant // when that began
	mixed bool        // it sent while that came in: nothing can be read

	queue    ring
	now      transit // the frame whose turn it is
	attempts int     // of it, that have collided
	out      *signal // what it sends now
	vars     StationVars
}

// activity is what a station does with its frame.
type activity uint8

const (
	resting    activity = iota // there is none
	deferring                  // waits until the medium is free and the gap over
	sending                    // listens while it does
	jamming                    // makes sure that all hear the collision
	backingOff                 // waits for as many slots as the dice say
)

// StationVars are the variables of CSMA/CD, as a student sees them.
type StationVars struct {
	Attempts   int    // of the frame whose turn it is, that have collided
	Backoff    int    // slot times it waits after the latest collision
	Collisions uint64 // in which this station took part
	Late       uint64 // of these, after the slot time
	Excessive  uint64 // frames given up after 16 attempts
}

func newStation(p *pair) *station {
	s := &station{pair: p, quiet: p.env.Now() - osi.Instant(p.cfg.Rate.Time(gapBits))}
	s.turn = p.env.Timer("transmit", s.goOn)
	p.from.half, p.from.parts = s, append(p.from.parts, s)
	return s
}

// Entity gives "csma" and the port's name.
func (s *station) Entity() (kind, name string) { return "csma", s.from.Name }

// Vars gives the station's StationVars.
func (s *station) Vars() any { return s.vars }

// Port gives the port that the station is.
func (s *station) Port() *Port { return s.from }

// send lets a frame leave, wait or be dropped.
func (s *station) send(b *codec.Buffer) {
	switch now := s.env.Now(); {
	case s.cut:
		s.refuse(transit{buf: b}, &NoCarrier)
	case s.doing == resting && s.heard == nil && now >= s.quiet.Add(s.gap()):
		s.now = transit{buf: b}
		s.start()
	case s.queue.len() >= s.cfg.Queue:
		s.refuse(transit{buf: b}, &QueueFull)
	default:
		s.wait(b)
	}
}

// wait queues a frame, and says why.
func (s *station) wait(b *codec.Buffer) {
	why := &TransmitterBusy
	switch {
	case s.attempts > 0:
		why = &BackOff
	case s.heard != nil:
		why = &Deference
	case s.doing == resting:
		why = &InterframeGap
	}
	s.from.vars.Queued++
	t := transit{buf: b}
	if s.cfg.Watch != nil {
		t.token = s.cfg.Watch.Queued(s.from, b.Bytes(), why)
	}
	s.queue.push(t)
	if s.doing == resting {
		s.take()
	}
}

// take lets the frame that has waited longest have its turn, if there is one.
func (s *station) take() {
	s.doing, s.now, s.out, s.attempts = resting, transit{}, nil, 0
	if s.queue.len() > 0 {
		s.now = s.queue.pop()
		s.deferTo()
	}
}

// deferTo waits until nobody is heard, and then for the gap (§4.2.3.2.1).
func (s *station) deferTo() {
	s.doing = deferring
	if s.heard == nil {
		s.turn.Reset(max(0, s.quiet.Add(s.gap()).Sub(s.env.Now())))
	}
}

// goOn does what comes after what the station was doing.
func (s *station) goOn() {
	switch s.doing {
	case deferring:
		s.waits(-1)
		s.start()
	case sending:
		s.sent()
	case jamming:
		s.jammed()
	case backingOff:
		s.deferTo()
	}
}

// waits counts the frame whose turn it is among those that wait, or no more. It
// is none of them after a collision.
func (s *station) waits(n int) {
	if s.attempts == 0 {
		s.from.vars.Queued += n
	}
}

// start sends the frame's first bit. If somebody else is heard by now, that is
// a collision from the first bit on.
func (s *station) start() {
	now, frame := s.env.Now(), s.now.buf.Bytes()
	end := now.Add(s.cfg.Rate.Time(preambleBits + 8*len(frame)))
	fate, out := s.fate(frame)
	if s.attempts == 0 {
		s.from.vars.TxFrames++
		s.from.vars.TxBytes += uint64(len(frame))
	}
	s.vars.Attempts, s.vars.Backoff = s.attempts, 0
	s.doing, s.out, s.mixed = sending, out, s.heard != nil
	if s.cfg.Watch != nil {
		s.now.token = s.cfg.Watch.TxStart(s.from, frame, s.now.token, end, end.Add(s.cfg.Delay))
	}
	out.token, out.began = s.now.token, now
	s.turn.Reset(end.Sub(now))
	s.now.lost = fate.Lost
	if fate.Lost == nil {
		s.begin(out)
	}
	if s.heard != nil {
		s.collide(s.heard.token)
	}
}

// sent ends a frame that nobody has disturbed as far as this station has heard.
func (s *station) sent() {
	frame := s.now.buf.Bytes()
	s.carried(frame)
	s.quiet = s.env.Now()
	if s.now.lost != nil {
		s.drop(s.from, frame, s.now.token, s.now.lost)
	} else {
		s.end(s.out)
	}
	s.take()
}

// collide breaks off what is being sent: another signal has come in, of the
// event because. The jam follows the preamble at the earliest (§4.2.3.2.4).
func (s *station) collide(because Token) {
	now := s.env.Now()
	s.out.breakOff(s.cfg.Rate, now)
	bits := s.cfg.Rate.Bits(now.Sub(s.out.began))
	s.doing = jamming
	s.attempts++
	s.vars.Attempts = s.attempts
	s.vars.Collisions++
	why := []*osi.Rule{&CollisionDetected}
	if bits > slotBits {
		s.vars.Late++
		why = append(why, &LateCollision)
	}
	if s.attempts < attemptLimit {
		s.vars.Backoff = s.slots()
		why = append(why, &BackOff)
	}
	if s.cfg.Watch != nil {
		s.now.token = s.cfg.Watch.Collision(s.from, s.now.buf.Bytes(), s.now.token, because, why...)
	}
	s.out.token = s.now.token
	s.turn.Reset(s.out.began.Add(s.cfg.Rate.Time(max(bits, preambleBits) + jamBits)).Sub(now))
}

// slots throws the dice: after the n-th collision the station waits for 0 to
// 2ⁿ-1 slot times, for 1023 at most (§4.2.3.2.5).
func (s *station) slots() int {
	d := dice(mix(s.cfg.Keys[s.dir] ^ mix(s.entered)))
	return int(d.below(dieBackoff, 1<<min(s.attempts, backoffLimit)))
}

// jammed ends the jam: the station backs off, or gives up.
func (s *station) jammed() {
	s.quiet = s.env.Now()
	if s.now.lost == nil {
		s.end(s.out)
	}
	s.out = nil
	if s.attempts < attemptLimit {
		s.doing = backingOff
		s.turn.Reset(s.cfg.Rate.Time(s.vars.Backoff * slotBits))
		return
	}
	s.vars.Excessive++
	s.refuse(s.now, &ExcessiveCollisions)
	s.take()
}

// hears lets a signal come in.
func (s *station) hears(in *signal) {
	s.heard, s.since, s.mixed = in, s.env.Now(), s.out != nil
	switch {
	case s.doing == sending:
		s.collide(in.token)
	case s.doing == deferring && s.since < s.quiet.Add(s.cfg.Rate.Time(firstGapBits)):
		s.turn.Stop() // in the last third of the gap it is sent all the same (§4.2.3.2.2)
	}
}

// falls lets it fall silent, and takes in what it was.
func (s *station) falls(in *signal) {
	s.heard = nil
	s.quiet = s.env.Now()
	if s.doing == deferring {
		s.turn.Stop()
		s.deferTo()
	}
	switch {
	case in.frame == nil || in.cut:
	case s.mixed && !in.broken:
		s.drop(s.from, in.frame, in.token, &Unheard)
	case s.mixed:
	case !in.broken:
		s.receive(in.frame, in, nil)
	default:
		s.scraps(in)
	}
}

// scraps takes in what is left of a frame that has collided (§4.2.4.2.2).
func (s *station) scraps(in *signal) {
	f := s.fragment(in, s.since)
	if len(f) < leastFrame {
		s.drop(s.from, f, in.token, &Fragment)
		return
	}
	s.receive(f, in, &Garbled)
}

// receive hands a frame to the layer above.
func (s *station) receive(frame []byte, in *signal, why *osi.Rule) {
	s.from.vars.RxFrames++
	s.from.vars.RxBytes += uint64(len(frame))
	if s.cfg.Watch != nil {
		s.cfg.Watch.Arrival(s.from, frame, in.token)
		defer s.cfg.Watch.Done()
	}
	s.noteDamage(in)
	if why != nil {
		s.env.Note(why)
	}
	if s.from.Up != nil {
		s.from.Up.Receive(frame)
	}
}

// deaf drops what was to be sent into a cable that is cut now. What was on it
// already is the cable's business.
func (s *station) deaf() {
	s.turn.Stop()
	if s.doing == deferring {
		s.waits(-1)
	}
	onCable := s.doing == sending && s.now.lost == nil
	if s.doing != resting && !onCable {
		s.refuse(s.now, &NoCarrier)
	}
	for s.queue.len() > 0 {
		t := s.queue.pop()
		s.from.vars.Queued--
		s.refuse(t, &NoCarrier)
	}
	s.heard, s.quiet = nil, s.env.Now()
	s.take()
}

// refuse drops a frame that does not leave, or not any more.
func (s *station) refuse(t transit, r *osi.Rule) {
	s.from.vars.Dropped++
	s.drop(s.from, t.buf.Bytes(), t.token, r)
}

// gap is how long a station is silent between two frames.
func (s *station) gap() time.Duration { return s.cfg.Rate.Time(gapBits) }
