package sim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"encap/layers/osi"
	"encap/layers/physical/vxlan"
	"encap/sim/scenario"
)

// inboxSize is how much may wait to come in: a burst of frames at the speed of
// a real network, for as long as one slice takes.
const inboxSize = 1024

// LiveOptions say how a session meets the real world.
type LiveOptions struct {
	// Local is where the machines outside find us. Zero: the address from
	// which packets go to each of them, at its own port.
	Local netip.AddrPort
	// OnAdvance is called each time more has happened, by the goroutine that
	// runs the session: it may read the session, and must not wait.
	OnAdvance func(*Session)
}

// Live lets a session keep pace with the real clock, and real machines and
// people take part in it. All that comes from them passes one inbox, gets an
// instant and is kept in the session's journal, so that Session.Recorded is a
// scenario that gives the same trace.
type Live struct {
	mu      sync.Mutex // held by whoever moves the session or looks at it
	session *Session
	advance func(*Session)
	inbox   chan scenario.Act // their instants are not known yet
	peers   []*vxlan.Peer
	notes   []string

	began time.Time   // the real time of instant 0
	last  osi.Instant // of the latest act: no two have the same, so that their order is never in doubt

	over                        atomic.Bool
	strangers, overflow, unsent atomic.Uint64
}

// Counts are frames that did not get through between a live session and the
// outside.
type Counts struct {
	Strangers uint64 // datagrams that no machine of the scenario had sent, or for no cable of it
	Overflow  uint64 // frames that came while the inbox was full
	Unsent    uint64 // frames that the system did not take
}

// NewLive opens the doors of a session: sockets for the machines outside that
// its scenario names, and none if it names none. The session belongs to the
// Live until Close, which leaves it open.
func NewLive(s *Session, o LiveOptions) (*Live, error) {
	l := &Live{session: s, advance: o.OnAdvance, inbox: make(chan scenario.Act, inboxSize)}
	if err := l.openDoors(o.Local); err != nil {
		l.Close()
		return nil, err
	}
	s.live = true
	return l, nil
}

// Run lets the session go on at the pace of the real clock, until it is over
// or ctx is done. It may be called again: real time between two calls is none
// for the session.
func (l *Live) Run(ctx context.Context) error {
	l.mu.Lock()
	l.began = time.Now().Add(-time.Duration(l.session.Now()))
	l.mu.Unlock()
	due := time.NewTimer(0)
	defer due.Stop()
	for {
		wait, err := l.round()
		if err != nil || l.over.Load() {
			return err
		}
		due.Reset(wait)
		select {
		case <-ctx.Done():
			return l.rest()
		case a := <-l.inbox:
			if err := l.enter(a); err != nil {
				return err
			}
		case <-due.C:
		}
	}
}

// See lets f look at the session while it runs. Nothing moves until f returns.
func (l *Live) See(f func(*Session)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f(l.session)
}

// Errors of Type.
var (
	ErrOver = errors.New("the run is over")
	ErrBusy = errors.New("too much is coming in at once")
)

// Type types a line at a node's prompt. An error says what is wrong with it;
// what becomes of the command is seen in the session. It may be called by any
// goroutine.
func (l *Live) Type(node, line string) error {
	a := scenario.Act{Node: node, Do: line}
	alone := *l.session.scenario
	alone.Run = []scenario.Act{a}
	if err := scenario.Validate(&alone).Err(); err != nil {
		return err // a recording could not say it
	}
	if _, _, err := l.session.world.command(node, line); err != nil {
		return err
	}
	if l.over.Load() {
		return ErrOver
	}
	select {
	case l.inbox <- a:
		return nil
	default:
		return ErrBusy
	}
}

// knock takes a frame that came from outside. It never waits: a reader that
// did would let frames pile up in the kernel, which drops them and tells
// nobody.
func (l *Live) knock(way scenario.Direction, frame []byte) {
	select {
	case l.inbox <- scenario.Act{Cable: way, Inject: bytes.Clone(frame)}:
	default:
		l.overflow.Add(1)
	}
}

// Counts gives what did not get through so far.
func (l *Live) Counts() Counts {
	c := Counts{Strangers: l.strangers.Load(), Overflow: l.overflow.Load(), Unsent: l.unsent.Load()}
	for _, p := range l.peers {
		c.Strangers += p.Strangers()
	}
	return c
}

// Note tells where the machines outside find us: "192.0.2.2:4789 to
// 192.0.2.1:4789".
func (l *Live) Note() string { return strings.Join(l.notes, ", ") }

// Close shuts the doors. The session can still be read, and must be closed.
func (l *Live) Close() {
	l.over.Store(true)
	for _, p := range l.peers {
		p.Close()
	}
}

// elapsed gives the instant at which the session should be now.
func (l *Live) elapsed() osi.Instant { return osi.Instant(time.Since(l.began)) }

// round takes what waits in the inbox, lets happen what is due, and says how
// long there is nothing to do.
func (l *Live) round() (wait time.Duration, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for range len(l.inbox) {
		if err := l.accept(<-l.inbox); err != nil {
			return 0, err
		}
	}
	if err := l.play(l.elapsed()); err != nil {
		return 0, err
	}
	next := l.session.nextDue()
	if until := l.session.scenario.Until; until > 0 {
		next = min(next, osi.Instant(until))
	}
	return next.Sub(l.elapsed()), nil
}

// play lets the session go on and tells who wants to know.
func (l *Live) play(to osi.Instant) error {
	s := l.session
	before := s.Len()
	err := s.play(to)
	if s.Len() != before && l.advance != nil {
		l.advance(s)
	}
	if s.Done() {
		l.over.Store(true)
	}
	return err
}

// enter accepts one act from the inbox.
func (l *Live) enter(a scenario.Act) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.accept(a)
}

// accept gives an act its instant and lets it happen. What the session has
// done is never before it.
func (l *Live) accept(a scenario.Act) error {
	s := l.session
	at := max(l.elapsed(), s.Now(), l.last+1)
	if until := s.scenario.Until; s.Done() || until > 0 && at > osi.Instant(until) {
		return nil // too late: nobody will see it
	}
	a.At, l.last = time.Duration(at), at
	s.journal = append(s.journal, a)
	return s.world.schedule(a)
}

// rest finishes what is going on at this instant, so that a recording can end
// here.
func (l *Live) rest() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.session
	here := max(s.Now(), 1) // until: 0 s would mean that there is no end
	for !s.Done() && s.nextDue() <= here {
		if err := l.play(here); err != nil {
			return err
		}
	}
	return nil
}

// play lets happen what is due until an instant, for at most a slice of real
// time. A background timer goes off in its time, here as in its recording,
// which says until when it runs.
func (s *Session) play(to osi.Instant) error {
	until := osi.Instant(s.scenario.Until)
	if until > 0 {
		to = min(to, until)
	}
	began := time.Now()
	for n := 1; !s.Done() && s.nextDue() <= to; n++ {
		if err := s.step(); err != nil {
			return err
		}
		if n%64 == 0 && time.Since(began) > slice {
			return nil
		}
	}
	if s.Done() {
		return nil
	}
	s.world.engine.Skip(to)
	if to == until && until > 0 {
		s.ending = fmt.Sprintf("the scenario ends at %v", until)
	}
	return nil
}

// nextDue gives the instant at which something is to be done: never, if
// everything waits for the outside.
func (s *Session) nextDue() osi.Instant {
	due := osi.Instant(math.MaxInt64)
	if next, any := s.world.engine.Next(); any {
		due = next
	}
	return due
}
